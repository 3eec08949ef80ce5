import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Tab, Tabs } from '@mui/material';
import type { GridColDef } from '@mui/x-data-grid';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilingState } from '../../../db/domain/filing.ts';
import { DataList } from '../../components/data-list.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Empty } from '../../components/states.tsx';
import { useArchive } from '../../lib/archive.ts';
import { formatInstant } from '../../lib/format.ts';
import { useKeyset } from '../../lib/keyset.ts';
import { Can } from '../../lib/session.tsx';
import { FILING_TONES, type Filing } from './filing.ts';

/** The inbox first, then what went back, what is being written, what is done. */
export const STATE_TABS: readonly FilingState[] = ['submitted', 'returned', 'draft', 'accepted'];
const PAGE = 50;

/** 建档申请 by state: for the reporter their own, for the department all of them. */
export function FilingList(props: {
  state: FilingState;
  onState: (state: FilingState) => void;
  openId: number | undefined;
  onOpen: (id: number) => void;
}) {
  const { t } = useTranslation();
  const archive = useArchive();
  const queries = useQueryClient();
  const columns = useFilingColumns();
  const { state } = props;
  const options = archive.filings.list.queryOptions({ states: [state] });
  const list = useKeyset<Filing, number>({
    queryKey: [...options.queryKey, 'pages'],
    fetchPage: async (step) => {
      const offset = 'after' in step ? step.after : 0;
      const all = await queries.fetchQuery({
        ...options,
        staleTime: offset > 0 ? Number.POSITIVE_INFINITY : 0,
      });
      const rows = all.slice(offset, offset + PAGE);
      const next = offset + rows.length;
      return { rows, total: all.length, firstIndex: offset, next: next < all.length ? next : null };
    },
  });
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <h1 className="visually-hidden">{t('filings:title')}</h1>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          px: 1,
          borderBottom: '1px solid',
          borderColor: 'divider',
          backgroundColor: 'background.paper',
        }}
      >
        <Tabs value={state} onChange={(_event, next: FilingState) => props.onState(next)} sx={{ flex: 1 }}>
          {STATE_TABS.map((one) => (
            <Tab key={one} value={one} label={t(`filings:tab.${one}`)} />
          ))}
        </Tabs>
        <Can action="filings.submit">
          <Button
            component={Link}
            to="/filings/new"
            search
            variant="contained"
            startIcon={<AddIcon />}
            sx={{ mr: 1 }}
          >
            {t('filings:new')}
          </Button>
        </Can>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <DataList
          {...list.props}
          label={t('filings:title')}
          name="filings"
          columns={columns}
          openId={props.openId}
          onOpen={(filing) => props.onOpen(filing.id)}
          empty={<Empty title={t(`filings:empty.${state}`)}>{t('filings:empty_text')}</Empty>}
        />
      </Box>
    </Box>
  );
}

function useFilingColumns(): ReadonlyArray<GridColDef<Filing>> {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        field: 'name',
        headerName: t('customers:field.name'),
        minWidth: 200,
        flex: 1,
        sortable: false,
        valueGetter: (_value, { input }) => input.name,
      },
      {
        field: 'category',
        headerName: t('customers:field.category'),
        width: 100,
        sortable: false,
        valueGetter: (_value, { input }) => t(`common:category.${input.category}`),
      },
      {
        field: 'state',
        headerName: t('filings:column.state'),
        width: 110,
        sortable: false,
        renderCell: ({ row }) => (
          <StateMark tone={FILING_TONES[row.state]} label={t(`filings:state.${row.state}`)} />
        ),
      },
      { field: 'reportedBy', headerName: t('filings:column.reportedBy'), width: 110, sortable: false },
      {
        field: 'reportedAt',
        headerName: t('filings:column.reportedAt'),
        width: 148,
        sortable: false,
        cellClassName: 'figures',
        valueGetter: (at: number | null) => (at === null ? '' : formatInstant(at)),
      },
      {
        field: 'lag',
        headerName: t('filings:column.lag'),
        width: 150,
        sortable: false,
        renderCell: ({ row }) =>
          row.lag && row.state !== 'accepted' ? (
            row.lag.late ? (
              <StateMark tone="late" label={t('filings:late', { days: row.lag.days })} />
            ) : (
              t('filings:days', { days: row.lag.days })
            )
          ) : null,
      },
    ],
    [t],
  );
}
