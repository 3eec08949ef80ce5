import AddIcon from '@mui/icons-material/Add';
import { Box, Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridRowId } from '@mui/x-data-grid';
import { SORTS } from '../../../db/domain/customer-list.ts';
import { DataList } from '../../components/data-list.tsx';
import { FilterBar, FilterChips } from '../../components/filter-bar.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { Can, useCan } from '../../lib/session.tsx';
import { useWindowed } from '../../lib/windowed.ts';
import { useWords } from '../lists/use-words.ts';
import { AssignProposedDialog } from './assign-proposed-dialog.tsx';
import { CustomerFacets, useActiveFilters } from './customer-facets.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { otherMatch, useCustomerColumns } from './list-columns.tsx';
import { blankRow, isBlank, toSortInput, toViewInput } from './list-query.ts';
import { isFiltered, type ListSearch } from './list-search.ts';
import { ListEmpty } from './list-empty.tsx';
import { SavedViews, SaveView } from './saved-views.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useOpenFirst, useSought } from './use-sought.ts';

interface CustomerListProps {
  readonly search: ListSearch;
  readonly onSearch: (change: Partial<ListSearch>) => void;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
  /** Beside an open archive there is no room for the facets. */
  readonly narrow: boolean;
}

/** 档案: search while typing, facets, saved views, and a list of any length (rules.md R8). */
export function CustomerList(props: CustomerListProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const words = useWords();
  const { text, setText, filters, isNewest, rests, change, show } = useSought(props.search, props.onSearch);
  const view = useMemo(() => toViewInput(filters), [filters]);
  const sort = useMemo(() => toSortInput(filters), [filters]);
  const list = useWindowed({
    queryKey: [...vault.search.list.queryKey(), view, sort],
    fetchPage: (offset, limit, signal) =>
      client.search.list.query({ ...view, ...sort, start: { offset }, limit }, { signal }),
    blankRow,
  });
  const foundElsewhere = list.props.rows.some((row) => otherMatch(row));
  const columns = useCustomerColumns(words, { foundElsewhere, beside: props.narrow });
  const [selected, setSelected] = useState<ReadonlySet<GridRowId>>(new Set());
  const mayExport = useCan('customers.export');
  const mayPrint = useCan('inspections.print');
  const root = useRef<HTMLDivElement>(null);
  const [exporting, setExporting] = useState(false);
  const [assigning, setAssigning] = useState(false);
  const active = useActiveFilters(words, filters, change);
  const openFirst = useOpenFirst(text, {
    first: list.props.rows[0],
    isFound: isNewest && list.query.isSuccess && !list.query.isPlaceholderData,
    onOpen: props.onOpen,
  });
  // From the box the arrow leads into the list, and Enter opens the best of it.
  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'search') return;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') openFirst();
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    root.current?.querySelector<HTMLElement>('[role=row][data-id] [data-field=name]')?.focus();
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
                <SaveView filters={filters} />
                {filters.unassigned && (
                  <Can action="customers.assign">
                    <Button onClick={() => setAssigning(true)}>
                      {t('customers:assign_proposed.action')}
                    </Button>
                  </Can>
                )}
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
      <SavedViews filters={filters} onFilters={show} />
      {assigning && <AssignProposedDialog onClose={() => setAssigning(false)} />}
      {exporting && (
        <ExportDialog
          view={view}
          sort={sort}
          ids={null}
          total={list.props.total}
          onClose={() => setExporting(false)}
        />
      )}
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {!props.narrow && (
          <CustomerFacets
            words={words}
            filters={filters}
            view={view}
            ready={rests && list.query.isSuccess && !list.query.isPlaceholderData}
            waiting={!list.query.isError}
            onSearch={change}
          />
        )}
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <FilterChips filters={active} onClear={() => show({ q: filters.q })} />
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <DataList
              {...list.props}
              label={t('customers:list')}
              name={props.narrow ? 'customers.beside' : 'customers'}
              columns={columns}
              isBlank={isBlank}
              sort={filters.sort ? { field: filters.sort, direction: filters.desc ? 'desc' : 'asc' } : null}
              onSort={(chosen) => {
                const by = SORTS.find((one) => one === chosen?.field);
                change({ sort: by, desc: by && chosen?.direction === 'desc' ? true : undefined });
              }}
              openId={props.openId}
              onOpen={(row) => props.onOpen(row.id)}
              {...((mayExport || mayPrint) && { selected, onSelect: setSelected })}
              empty={<ListEmpty filtered={isFiltered(filters)} onClear={() => show({})} />}
            />
          </Box>
          <SelectionBar view={view} sort={sort} selected={selected} onClear={() => setSelected(new Set())} />
        </Box>
      </Box>
    </Box>
  );
}
