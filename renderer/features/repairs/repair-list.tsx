import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, Tab, Tabs } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REPAIR_STATES } from '../../../db/domain/repair.ts';
import { DataList } from '../../components/list/data-list.tsx';
import { FilterChips } from '../../components/filter-bar.tsx';
import { Empty } from '../../components/states.tsx';
import { useKeyset } from '../../lib/keyset.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import { useRepairColumns } from './repair-columns.tsx';
import { RepairFacets, useActiveFilters } from './repair-facets.tsx';
import type { RepairLine, RepairPlace } from './repair-types.ts';
import { filterOf, isNarrowed, NOT_NARROWED, type RepairSearch } from './search.ts';

/** Rows that the vault reads at once. */
const PAGE = 50;

interface RepairListProps {
  readonly search: RepairSearch;
  readonly onSearch: (change: Partial<RepairSearch>) => void;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
  /** Beside an open repair there is no room for the facets. */
  readonly beside: boolean;
}

/** 修复: what was found and is to be repaired, a tab for each state (rules.md D2). */
export function RepairList(props: RepairListProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const { search, onSearch } = props;
  const filter = useMemo(() => filterOf(search), [search]);
  const [isPrinting, setPrinting] = useState(false);
  const columns = useRepairColumns(filter.state, props.beside);
  const active = useActiveFilters({ search, onSearch });
  const { data: counts, isError } = useQuery({
    ...vault.repairs.counts.queryOptions(filter),
    placeholderData: keepPreviousData,
  });
  const list = useKeyset<RepairLine, RepairPlace>({
    queryKey: [...vault.repairs.list.queryKey(), filter],
    fetchPage: async (step, signal) => {
      const after = 'after' in step ? step.after : null;
      const page = await client.repairs.list.query({ ...filter, after, limit: PAGE }, { signal });
      return { rows: page.rows, next: page.next as RepairPlace | null };
    },
  });
  const tabOf = (state: RepairLine['state']) => {
    const count = counts?.states.find((one) => one.state === state)?.count;
    const tab = t(`repairs:state.${state}`);
    return count ? t('repairs:tab_count', { tab, count }) : tab;
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <h1 className="visually-hidden">{t('repairs:title')}</h1>
      <Box sx={bar}>
        <Tabs
          value={filter.state}
          onChange={(_event, state: RepairLine['state']) => onSearch({ state, overdue: undefined })}
          sx={{ flex: 1 }}
        >
          {REPAIR_STATES.map((state) => (
            <Tab key={state} value={state} label={tabOf(state)} />
          ))}
        </Tabs>
        <Button startIcon={<PrintIcon />} onClick={() => setPrinting(true)}>
          {t('repairs:print')}
        </Button>
      </Box>
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {!props.beside && (counts || !isError) && (
          <RepairFacets search={search} counts={counts} onSearch={onSearch} />
        )}
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
          <FilterChips filters={active} onClear={() => onSearch(NOT_NARROWED)} />
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <DataList
              {...list.props}
              total={counts?.total}
              label={t('repairs:title')}
              name={props.beside ? 'repairs.beside' : 'repairs'}
              columns={columns}
              openId={props.openId}
              onOpen={({ id }) => props.onOpen(id)}
              empty={<NoRepairs search={search} onClear={() => onSearch(NOT_NARROWED)} />}
            />
          </Box>
        </Box>
      </Box>
      {isPrinting && <FormPreview form="repairs" id={0} onClose={() => setPrinting(false)} />}
    </Box>
  );
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  px: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};

/** Nothing here: because of what is asked for, or because nothing was found. */
function NoRepairs({ search, onClear }: { search: RepairSearch; onClear: () => void }) {
  const { t } = useTranslation();
  if (isNarrowed(search))
    return (
      <Empty
        title={t('repairs:empty.none_found')}
        action={
          <Button variant="outlined" onClick={onClear}>
            {t('common:filter.clear')}
          </Button>
        }
      />
    );
  return <Empty title={t(`repairs:empty.${search.state ?? 'open'}`)}>{t('repairs:empty.text')}</Empty>;
}
