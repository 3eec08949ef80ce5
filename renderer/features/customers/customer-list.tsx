import AddIcon from '@mui/icons-material/Add';
import { Box, Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SORTS } from '../../../db/domain/customer-list.ts';
import { DataList } from '../../components/list/data-list.tsx';
import { FilterBar, FilterChips } from '../../components/filter-bar.tsx';
import { ALL_SELECTED, NOTHING_SELECTED } from '../../components/list/selection.ts';
import { useIsAnyShown } from '../../components/list/use-list-columns.ts';
import { useSelectAll } from '../../components/list/use-select-all.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { Can, useCan } from '../../lib/session.tsx';
import { useKeptWhile } from '../../lib/use-kept-while.ts';
import { useOpenFirst } from '../../lib/use-open-first.ts';
import { useWindowed } from '../../lib/windowed.ts';
import { useWords } from '../lists/use-words.ts';
import { AssignProposedDialog } from './assign-proposed-dialog.tsx';
import { BulkRecordsButton } from './bulk-records.tsx';
import { CustomerFacets, useActiveFilters, useCounts } from './customer-facets.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { useEmptyFields } from './empty-fields.ts';
import { FACT_COLUMNS, useCustomerColumns } from './list-columns.tsx';
import { blankRow, chosenIn, isBlank, toSortInput, toViewInput } from './list-query.ts';
import { isFiltered, type ListSearch } from './list-search.ts';
import { ListEmpty } from './list-empty.tsx';
import { useRowMenu } from './row-menu.tsx';
import { SavedViews, SaveView, useSavedViews, useViewSearch } from './saved-views.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSelection } from './use-selection.ts';
import { useNeighbours } from './use-neighbours.ts';
import { useSought } from './use-sought.ts';

interface CustomerListProps {
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
  /** Beside an open archive there is no room for the facets. */
  readonly narrow: boolean;
  /** A form takes its place. */
  readonly isCovered: boolean;
}

/** 档案: search while typing, facets, saved views, and a list of any length (rules.md R8). */
export function CustomerList(props: CustomerListProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const words = useWords();
  const saved = useSavedViews();
  const { text, setText, filters, rests, change, show } = useSought(
    useViewSearch(props.search, saved),
    props.onSearch,
  );
  const view = useMemo(() => toViewInput(filters), [filters]);
  const sort = useMemo(() => toSortInput(filters), [filters]);
  const columns = useCustomerColumns(words, props.narrow);
  // Asked for before the rows, so that none is drawn in a column that then goes.
  const emptyFields = useEmptyFields({
    columns,
    isSearched: view.text !== undefined,
    sortedBy: filters.sort,
  });
  const facts = useIsAnyShown('customers', FACT_COLUMNS);
  const list = useWindowed({
    queryKey: [...vault.search.list.queryKey(), view, sort, { facts }],
    fetchPage: (offset, limit, signal) =>
      client.search.list.query({ ...view, ...sort, start: { offset }, limit, facts }, { signal }),
    blankRow,
  });
  const isThere = rests && list.isThere;
  const counts = useCounts(view, isThere && !(props.narrow && list.props.totalIsExact));
  const totals = useTotals(list, rests && !counts.isPlaceholderData ? counts.data : undefined);
  useNeighbours(list.props.rows, props.isCovered ? undefined : props.openId, props.onOpen);
  const { menu, onMenu } = useRowMenu(props.onOpen);
  const [selected, setSelected] = useSelection(view);
  const selects = useMayActOnMany();
  const root = useRef<HTMLDivElement>(null);
  useSelectAll(root, () => setSelected(ALL_SELECTED), selects && isThere && totals.total > 0);
  const [exporting, setExporting] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const active = useActiveFilters(words, filters, change);
  const first = list.props.firstIndex === 0 ? list.props.rows[0] : undefined;
  const openFirst = useOpenFirst(text, {
    first: first && !isBlank(first) ? first.id : undefined,
    isFound: list.isThere,
    onOpen: props.onOpen,
  });
  // From the box the arrow leads into the list, and Enter opens the best of it.
  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'search') return;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') openFirst();
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const cell = root.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
    cell?.focus({ preventScroll: true });
  };
  return (
    <Box
      ref={root}
      onKeyDown={goOn}
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}
    >
      <h1 className="visually-hidden">{t('customers:list')}</h1>
      <FilterBar
        text={text}
        onText={setText}
        placeholder={t('customers:search')}
        actions={
          <>
            {!props.narrow && (
              <>
                <SaveView saved={saved} filters={filters} />
                {filters.unassigned && (
                  <Can action="customers.assign">
                    <Button onClick={() => setAssigning(true)}>
                      {t('customers:assign_proposed.action')}
                    </Button>
                  </Can>
                )}
                <BulkRecordsButton />
                <Can action="customers.export">
                  <Button disabled={list.props.total === 0} onClick={() => setExporting(true)}>
                    {t('customers:export.list')}
                  </Button>
                </Can>
              </>
            )}
            <Can action="customers.create">
              <Button component={Link} to="/customers/new" search variant="contained" startIcon={<AddIcon />}>
                {t('customers:new')}
              </Button>
            </Can>
          </>
        }
      />
      <SavedViews saved={saved} filters={filters} onFilters={show} />
      {menu}
      {assigning && <AssignProposedDialog onClose={() => setAssigning(false)} />}
      {exporting && (
        <ExportDialog
          chosen={chosenIn(ALL_SELECTED, view, sort)}
          {...totals}
          onClose={() => setExporting(false)}
        />
      )}
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {!props.narrow && (
          <CustomerFacets
            words={words}
            filters={filters}
            counts={counts.data}
            waiting={!list.query.isError}
            onSearch={change}
          />
        )}
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <FilterChips filters={active} onClear={() => show({ q: filters.q })} />
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <DataList
              {...list.props}
              {...totals}
              label={t('customers:list')}
              name={props.narrow ? 'customers.beside' : 'customers'}
              columns={columns}
              emptyFields={emptyFields}
              onMenu={onMenu}
              isBlank={isBlank}
              sort={filters.sort ? { field: filters.sort, direction: filters.desc ? 'desc' : 'asc' } : null}
              onSort={(chosen) => {
                const by = SORTS.find((one) => one === chosen?.field);
                change({ sort: by, desc: by && chosen?.direction === 'desc' ? true : undefined });
              }}
              openId={props.openId}
              onOpen={(row) => props.onOpen(row.id)}
              {...(selects && { selected, onSelect: setSelected })}
              empty={<ListEmpty filtered={isFiltered(filters)} onClear={() => show({})} />}
            />
          </Box>
          <SelectionBar
            selected={selected}
            chosen={chosenIn(selected, view, sort)}
            {...totals}
            onClear={() => setSelected(NOTHING_SELECTED)}
          />
        </Box>
      </Box>
    </Box>
  );
}

interface Totals {
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** One number for one list: what was counted beside it is that of its foot, for as long as its rows are shown. */
function useTotals(
  list: { readonly query: { readonly isPlaceholderData: boolean }; readonly props: Totals },
  counts: { readonly total: number; readonly exact: boolean } | undefined,
): Totals {
  const { total, totalIsExact } = list.props;
  const counted = !totalIsExact && counts?.exact ? counts.total : null;
  const told = useMemo(
    () => (counted === null ? { total, totalIsExact } : { total: counted, totalIsExact: true }),
    [total, totalIsExact, counted],
  );
  return useKeptWhile(list.query.isPlaceholderData, told);
}

/** Whether there is anything that the person does with several archives at once. */
function useMayActOnMany(): boolean {
  const acts = [
    useCan('customers.export'),
    useCan('customers.edit'),
    useCan('customers.assign'),
    useCan('customers.print'),
    useCan('inspections.print'),
  ];
  return acts.some(Boolean);
}
