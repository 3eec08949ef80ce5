import {
  DataGrid,
  GRID_CHECKBOX_SELECTION_COL_DEF,
  type GridCellParams,
  type GridColDef,
  type GridRowId,
  type GridRowSelectionModel,
  type GridSortModel,
  type GridValidRowModel,
  type MuiEvent,
  type useGridApiRef,
} from '@mui/x-data-grid';
import { memo, useCallback, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from '../lib/use-stable.ts';
import type { DataListProps } from './data-list.tsx';
import { dataListStyle, ROW_HEIGHT } from './data-list-style.ts';
import type { useListColumns } from './use-list-columns.ts';

/** Pages are the vault's business: the grid always holds one, at most as large as it allows. */
const ONE_PAGE = { page: 0, pageSize: 100 };
const SLOTS = {
  loadingOverlay: { variant: 'skeleton', noRowsVariant: 'skeleton' },
  baseCheckbox: { size: 'small' },
} as const;

/** A grid draws all its cells when any of its properties is another one, so that none may be new without need. */
const StillGrid = memo(DataGrid) as typeof DataGrid;

/** The same for a long list, which gives the grid its rows by itself (`useLongScroll`): new rows are drawn once. */
const FedGrid = memo(DataGrid, ({ rows: _before, ...before }, { rows: _after, ...after }) =>
  hasSameValues(before, after),
) as typeof DataGrid;

function hasSameValues(before: object, after: object): boolean {
  const values = new Map<string, unknown>(Object.entries(before));
  const entries = Object.entries(after);
  return entries.length === values.size && entries.every(([key, value]) => Object.is(values.get(key), value));
}

/** Nothing selects all at once: the grid would take the rows at hand for the whole list. */
const selectColumn = (name: string): GridColDef => ({
  ...GRID_CHECKBOX_SELECTION_COL_DEF,
  renderHeader: () => <span className="visually-hidden">{name}</span>,
});

interface ListGridProps<Row extends GridValidRowModel & { id: GridRowId }> {
  readonly list: DataListProps<Row>;
  readonly columns: ReturnType<typeof useListColumns<Row>>;
  readonly api: ReturnType<typeof useGridApiRef>;
  readonly onKeyDown: (params: GridCellParams<Row>, event: MuiEvent<KeyboardEvent<HTMLElement>>) => void;
}

/** The grid of a `DataList`. */
export function ListGrid<Row extends GridValidRowModel & { id: GridRowId }>(props: ListGridProps<Row>) {
  const { t } = useTranslation();
  const { list, columns } = props;
  const { selected, openId, isBlank, sort } = list;
  const selects = list.onSelect !== undefined;
  const shownColumns = useMemo(
    () => (selects ? [selectColumn(t('common:list.select')), ...columns.columns] : columns.columns),
    [selects, columns.columns, t],
  );
  const selection = useMemo<GridRowSelectionModel>(
    () => ({ type: 'include', ids: new Set(selected) }),
    [selected],
  );
  const [field, direction] = [sort?.field, sort?.direction];
  const sortModel = useMemo<GridSortModel>(
    () => (field && direction ? [{ field, sort: direction }] : []),
    [field, direction],
  );
  const words = useMemo(() => ({ noRowsLabel: t('common:list.nothing') }), [t]);
  const rowClass = useCallback(
    ({ id, row }: { id: GridRowId; row: Row }) =>
      isBlank?.(row) ? 'kd-blank' : id === openId ? 'kd-open' : '',
    [isBlank, openId],
  );
  const isSelectable = useCallback(({ row }: { row: Row }) => !isBlank?.(row), [isBlank]);
  const onSort = useStable(([first]: GridSortModel) => {
    // The grid itself drops an order by a column that it does not show; only a person may.
    if (!first && sort && shownColumns.every((column) => column.field !== sort.field)) return;
    list.onSort?.(first?.sort ? { field: first.field, direction: first.sort } : null);
  });
  const onSelect = useStable((model: GridRowSelectionModel) => list.onSelect?.(model.ids));
  const onOpen = useStable(({ row }: { row: Row }) => {
    if (!isBlank?.(row)) list.onOpen?.(row);
  });
  const isLong = list.onFirstIndex !== undefined;
  const Grid = isLong ? FedGrid : StillGrid;
  return (
    <Grid
      apiRef={props.api}
      aria-label={list.label}
      rows={list.rows}
      columns={shownColumns}
      columnVisibilityModel={columns.visibility}
      onColumnVisibilityModelChange={useStable(columns.onVisibility)}
      onColumnWidthChange={useStable(columns.onWidth)}
      rowHeight={ROW_HEIGHT}
      columnHeaderHeight={ROW_HEIGHT}
      loading={list.loading ?? false}
      pagination
      paginationMode="server"
      paginationModel={ONE_PAGE}
      rowCount={isLong ? ONE_PAGE.pageSize : list.rows.length}
      sortingMode="server"
      sortModel={sortModel}
      onSortModelChange={onSort}
      filterMode="server"
      disableColumnFilter
      disableColumnMenu
      hideFooter
      disableRowSelectionOnClick
      disableRowSelectionExcludeModel
      keepNonExistentRowsSelected
      checkboxSelection={selects}
      rowSelectionModel={selection}
      onRowSelectionModelChange={onSelect}
      onRowClick={onOpen}
      onCellKeyDown={useStable(props.onKeyDown)}
      getRowClassName={rowClass}
      isRowSelectable={isSelectable}
      slotProps={SLOTS}
      localeText={words}
      sx={dataListStyle}
    />
  );
}
