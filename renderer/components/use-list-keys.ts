import type { GridCellParams, GridRowId, GridValidRowModel, MuiEvent } from '@mui/x-data-grid';
import type { KeyboardEvent, RefObject } from 'react';

interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly isBlank?: (row: Row) => boolean;
  readonly hasNext?: boolean;
  readonly hasPrevious?: boolean;
  readonly onNext?: () => void;
  readonly onPrevious?: () => void;
  readonly onOpen?: (row: Row) => void;
  readonly selected?: ReadonlySet<GridRowId>;
  readonly onSelect?: (selected: ReadonlySet<GridRowId>) => void;
}

/**
 * Enter opens, Space selects; arrows at the edge of the held rows ask for the page beyond, and stay where the next row
 * is still being read: the focus would go with the blank line that stands for it.
 */
export function useListKeys<Row extends GridValidRowModel & { id: GridRowId }>(
  list: Listed<Row>,
  root: RefObject<HTMLElement | null>,
) {
  return (params: GridCellParams<Row>, event: MuiEvent<KeyboardEvent<HTMLElement>>) => {
    const { key } = event;
    const isRead = !list.isBlank?.(params.row);
    if (key === 'Enter' && list.onOpen) {
      event.defaultMuiPrevented = true;
      if (isRead) list.onOpen(params.row);
    } else if (key === ' ' && list.onSelect) {
      event.defaultMuiPrevented = true;
      event.preventDefault();
      if (!isRead) return;
      const next = new Set(list.selected);
      if (!next.delete(params.id)) next.add(params.id);
      list.onSelect(next);
    } else if (isBlankBeside(list, params.id, key)) {
      event.defaultMuiPrevented = true;
      event.preventDefault();
    } else if (key === 'ArrowDown' && params.id === list.rows.at(-1)?.id && list.hasNext) {
      list.onNext?.();
    } else if (key === 'ArrowUp' && params.id === list.rows[0]?.id && list.hasPrevious) {
      list.onPrevious?.();
    } else if (key === 'Escape') {
      root.current?.dispatchEvent(new CustomEvent('list-escape', { bubbles: true }));
    }
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function isBlankBeside<Row extends { id: GridRowId }>(
  { rows, isBlank }: Listed<Row>,
  id: GridRowId,
  key: string,
): boolean {
  const step = STEPS[key];
  const beside = step && rows[rows.findIndex((row) => row.id === id) + step];
  return beside ? (isBlank?.(beside) ?? false) : false;
}
