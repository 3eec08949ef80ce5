import { Box } from '@mui/material';
import { useGridApiRef, type GridRowId, type GridValidRowModel } from '@mui/x-data-grid';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { ColumnsMenu } from './columns-menu.tsx';
import { DataListFooter, type Paging } from './data-list-footer.tsx';
import { longStyle } from './data-list-style.ts';
import { ListGrid } from './list-grid.tsx';
import type { Selection } from './selection.ts';
import { Failed } from './states.tsx';
import { useListColumns, type ListColDef } from './use-list-columns.ts';
import { useListKeys } from './use-list-keys.ts';
import { spanOf, useLongScroll } from './use-long-scroll.ts';
import { useRollingWindow } from './use-rolling-window.ts';

export interface Sort {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

export interface DataListProps<Row extends GridValidRowModel & { id: GridRowId }> extends Paging {
  readonly label: string;
  /** Key under which columns and widths are remembered for the person. */
  readonly name: string;
  readonly columns: ReadonlyArray<ListColDef<Row>>;
  /** Columns in which nothing stands in this list: they hide themselves. */
  readonly emptyFields?: ReadonlySet<string>;
  /** At most 100 rows: two pages of 50 of a keyset query, which roll on as the list is scrolled. */
  readonly rows: readonly Row[];
  /** The scroll bar spans the whole list and this asks for the rows around what is seen: `useWindowed`. */
  readonly onFirstIndex?: (index: number) => void;
  /** Rows that are still being read: drawn as grey lines, neither opened nor selected. */
  readonly isBlank?: (row: Row) => boolean;
  readonly loading?: boolean;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort | null) => void;
  readonly onOpen?: (row: Row) => void;
  /** What can be done with a row: the right mouse button, the menu key, Shift+F10. */
  readonly onMenu?: (row: Row, at: MenuPlace) => void;
  /** Row shown beside the list. */
  readonly openId?: GridRowId | undefined;
  readonly selected?: Selection;
  readonly onSelect?: (selected: Selection) => void;
  readonly empty?: ReactNode;
  readonly foot?: ReactNode;
}

/** Where in the window a menu opens. */
export interface MenuPlace {
  readonly left: number;
  readonly top: number;
}

/** A list whose scroll bar spans all of it needs no rolling on. */
const NOT_ROLLING = { rows: [] };

/**
 * A long list from the vault: fixed header, 36 px rows, arrows move, Enter opens, Space selects, `/` is the
 * filter's. Only a window of rows is held; scrolling past its edge asks for the next page and keeps the place.
 */
export function DataList<Row extends GridValidRowModel & { id: GridRowId }>(props: DataListProps<Row>) {
  const api = useGridApiRef();
  const root = useRef<HTMLDivElement>(null);
  const span = useRef<HTMLDivElement>(null);
  const columns = useListColumns(props.name, props.columns, props.emptyFields);
  const isLong = props.onFirstIndex !== undefined;
  useRollingWindow(root, isLong ? NOT_ROLLING : props);
  const onLongKey = useLongScroll(span, props, (rows) => api.current?.setRows(rows as Row[]));
  const onListKey = useListKeys(props, root);
  const onContextMenu = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[role=row][data-id]') : null;
    const row = props.rows.find(({ id }) => String(id) === line?.getAttribute('data-id'));
    if (!row || !props.onMenu) return;
    event.preventDefault();
    if (!props.isBlank?.(row)) props.onMenu(row, { left: event.clientX, top: event.clientY });
  };

  const { openId } = props;
  useEffect(() => {
    if (openId === undefined) return;
    const rows = root.current?.querySelectorAll('[role=row][data-id]') ?? [];
    const open = [...rows].find((row) => row.getAttribute('data-id') === String(openId));
    open?.scrollIntoView({ block: 'nearest' });
  }, [openId]);

  if (props.error != null && props.rows.length === 0)
    return <Failed error={props.error} {...(props.onRetry && { onRetry: props.onRetry })} />;
  if (!props.loading && props.rows.length === 0 && props.empty) return props.empty;
  const grid = (
    <ListGrid
      list={props}
      columns={columns}
      api={api}
      onKeyDown={(params, event) => {
        onLongKey();
        onListKey(params, event);
      }}
    />
  );
  return (
    <Box
      ref={root}
      onContextMenu={onContextMenu}
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}
    >
      {isLong ? (
        <Box ref={span} sx={longStyle}>
          <div style={{ height: spanOf(props.total ?? 0), minHeight: '100%' }}>
            <Box sx={{ position: 'sticky', top: 0, height: '100cqh', display: 'flex' }}>{grid}</Box>
          </div>
        </Box>
      ) : (
        grid
      )}
      <DataListFooter
        {...props}
        // Before the first rows there is no number yet, and 0 would be one.
        total={props.loading && props.rows.length === 0 ? undefined : props.total}
        end={
          <ColumnsMenu columns={columns.arranged} onArrange={columns.onArrange} onForget={columns.onForget} />
        }
      />
    </Box>
  );
}
