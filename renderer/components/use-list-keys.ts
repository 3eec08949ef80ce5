import type { GridCellParams, GridRowId, GridValidRowModel, MuiEvent } from '@mui/x-data-grid';
import type { KeyboardEvent, RefObject } from 'react';
import { ALL_SELECTED, NOTHING_SELECTED, toggled, type Selection } from './selection.ts';
import { isSelectAll } from './use-select-all.ts';

interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly isBlank?: (row: Row) => boolean;
  readonly hasNext?: boolean;
  readonly hasPrevious?: boolean;
  readonly onNext?: () => void;
  readonly onPrevious?: () => void;
  readonly onOpen?: (row: Row) => void;
  readonly onMenu?: (row: Row, at: { left: number; top: number }) => void;
  readonly selected?: Selection;
  readonly onSelect?: (selected: Selection) => void;
}

/**
 * Enter opens, Space selects, Ctrl+A selects the whole list, the menu key says what can be done; arrows at the edge of
 * the held rows ask for the page beyond, and stay where the next row is still being read: the focus would go with the
 * blank line that stands for it.
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
      list.onSelect(toggled(list.selected ?? NOTHING_SELECTED, params.id));
    } else if (isSelectAll(event)) {
      // The grid would take the rows at hand for the whole list.
      event.defaultMuiPrevented = true;
      event.preventDefault();
      list.onSelect?.(ALL_SELECTED);
    } else if (isMenuKey(event) && list.onMenu) {
      event.defaultMuiPrevented = true;
      event.preventDefault();
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      if (isRead) list.onMenu(params.row, { left, top: bottom });
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

const isMenuKey = ({ key, shiftKey }: KeyboardEvent) => key === 'ContextMenu' || (key === 'F10' && shiftKey);

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
