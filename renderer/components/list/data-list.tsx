import { Box } from '@mui/material';
import type { MouseEvent, ReactNode } from 'react';
import { ColumnsMenu } from './columns-menu.tsx';
import { DataListFooter, type Paging } from './data-list-footer.tsx';
import type { ListColumn, ListRow, RowId } from './list-column.ts';
import { ListGrid } from './list-grid.tsx';
import type { Selection } from './selection.ts';
import { Failed } from '../states.tsx';
import { useListColumns } from './use-list-columns.ts';

export interface Sort {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

export interface DataListProps<Row extends ListRow> extends Paging {
  readonly label: string;
  /** Key under which columns and widths are remembered for the person. */
  readonly name: string;
  readonly columns: ReadonlyArray<ListColumn<Row>>;
  /** Columns in which nothing stands in this list: they hide themselves. */
  readonly emptyFields?: ReadonlySet<string>;
  /** At most 100 rows: two pages of 50 of a keyset query, which roll on as the list is scrolled. */
  readonly rows: readonly Row[];
  /** Another one is another list, which begins at its top. */
  readonly listed?: string;
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
  readonly openId?: RowId | undefined;
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

/**
 * A long list from the vault: fixed header, 36 px rows, arrows move, Enter opens, Space selects, `/` is the
 * filter's. Only a window of rows is held; scrolling past its edge asks for the next page and keeps the place.
 */
export function DataList<Row extends ListRow>(props: DataListProps<Row>) {
  const columns = useListColumns(props.name, props.columns, props.emptyFields);
  const onContextMenu = (event: MouseEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[role=row][data-id]') : null;
    const row = props.rows.find(({ id }) => String(id) === line?.getAttribute('data-id'));
    if (!row || !props.onMenu) return;
    event.preventDefault();
    if (!props.isBlank?.(row)) props.onMenu(row, { left: event.clientX, top: event.clientY });
  };

  // Of a list that the scroll bar spans whole there may be rows elsewhere than where it is.
  const isNothing = props.onFirstIndex ? !props.total : props.rows.length === 0;
  if (props.error != null && props.rows.length === 0)
    return <Failed error={props.error} {...(props.onRetry && { onRetry: props.onRetry })} />;
  if (!props.loading && isNothing && props.empty) return props.empty;
  return (
    <Box
      onContextMenu={onContextMenu}
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}
    >
      <ListGrid list={props} columns={columns} />
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
