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
import { scrollBarSize } from './scroll-bar.ts';
import { ALL_SELECTED, headOf, isSelected, NOTHING_SELECTED, retickedAmong } from './selection.ts';
import { RowTick, Tick } from './tick.tsx';
import type { useListColumns } from './use-list-columns.ts';

/** Pages are the vault's business: the grid always holds one, at most as large as it allows. */
const ONE_PAGE = { page: 0, pageSize: 100 };
const SLOTS = { rowCheckbox: RowTick };
const SLOT_PROPS = { loadingOverlay: { variant: 'skeleton', noRowsVariant: 'skeleton' } } as const;

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

interface SelectHead {
  readonly title: string;
  readonly name: string;
  readonly state: ReturnType<typeof headOf>;
  readonly onChange: (checked: boolean) => void;
}

/** Its head ticks the whole list; the grid's own would take the rows at hand for it. */
const selectColumn = ({ title, name, state, onChange }: SelectHead): GridColDef => ({
  ...GRID_CHECKBOX_SELECTION_COL_DEF,
  headerName: title,
  renderHeader: () => (
    <Tick
      aria-label={name}
      checked={state === 'all'}
      indeterminate={state === 'some'}
      onChange={(event) => onChange(event.target.checked)}
    />
  ),
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
  const { selected = NOTHING_SELECTED, openId, isBlank, sort } = list;
  const selects = list.onSelect !== undefined;
  const state = headOf(selected, list.total ?? list.rows.length);
  const onHead = useStable((checked: boolean) => list.onSelect?.(checked ? ALL_SELECTED : NOTHING_SELECTED));
  const shownColumns = useMemo(() => {
    if (!selects) return columns.columns;
    const name = t(state === 'all' ? 'common:list.unselect_all' : 'common:list.select_all');
    const title = t('common:list.select');
    return [selectColumn({ title, name, state, onChange: onHead }), ...columns.columns];
  }, [selects, columns.columns, state, onHead, t]);
  const { rows } = list;
  const held = useMemo(() => rows.flatMap((row) => (isBlank?.(row) ? [] : [row.id])), [rows, isBlank]);
  // Of a list that is selected as a whole the grid is told the rows that it has.
  const among = selected.kind === 'all' ? held : null;
  const selection = useMemo<GridRowSelectionModel>(() => {
    const ids = selected.kind === 'some' ? selected.ids : among?.filter((id) => isSelected(selected, id));
    return { type: 'include', ids: new Set(ids) };
  }, [selected, among]);
  const [field, direction] = [sort?.field, sort?.direction];
  const sortModel = useMemo<GridSortModel>(
    () => (field && direction ? [{ field, sort: direction }] : []),
    [field, direction],
  );
  const words = useMemo(
    () => ({
      noRowsLabel: t('common:list.nothing'),
      checkboxSelectionSelectRow: t('common:list.select_row'),
      checkboxSelectionUnselectRow: t('common:list.unselect_row'),
      checkboxSelectionSelectAllRows: t('common:list.select_all'),
      checkboxSelectionUnselectAllRows: t('common:list.unselect_all'),
    }),
    [t],
  );
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
  const onSelect = useStable(({ ids }: GridRowSelectionModel) =>
    list.onSelect?.(retickedAmong(selected, held, ids)),
  );
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
      // A long list moves the grid by itself, and draws what comes into sight before it is seen.
      {...(isLong && { rowBufferPx: 0 })}
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
      scrollbarSize={scrollBarSize(devicePixelRatio)}
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
      slots={SLOTS}
      slotProps={SLOT_PROPS}
      localeText={words}
      sx={dataListStyle}
    />
  );
}
