import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Tab, Tabs } from '@mui/material';
import type { GridColDef } from '@mui/x-data-grid';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilingState } from '../../../db/domain/filing.ts';
import { DataList } from '../../components/data-list.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Empty } from '../../components/states.tsx';
import { useArchive, useArchiveClient } from '../../lib/archive.ts';
import { formatInstant } from '../../lib/format.ts';
import { useKeyset } from '../../lib/keyset.ts';
import { Can } from '../../lib/session.tsx';
import { FILING_TONES, type FilingRow } from './filing.ts';

/** The inbox first, then what went back, what is being written, what is done. */
export const STATE_TABS: readonly FilingState[] = ['submitted', 'returned', 'withdrawn', 'draft', 'accepted'];
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
  const client = useArchiveClient();
  const columns = useFilingColumns();
  const { state } = props;
  const counts = useQuery(archive.filings.counts.queryOptions()).data;
  const list = useKeyset<FilingRow, number>({
    queryKey: [...archive.filings.list.queryKey(), 'pages', state],
    fetchPage: async (step, signal) => {
      const after = 'after' in step ? step.after : null;
      return client.filings.list.query({ states: [state], after, limit: PAGE }, { signal });
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
            <Tab
              key={one}
              value={one}
              label={
                counts?.[one]
                  ? t('filings:tab_count', { tab: t(`filings:tab.${one}`), count: counts[one] })
                  : t(`filings:tab.${one}`)
              }
            />
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
          {...(counts && { total: counts[state] ?? 0 })}
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

function useFilingColumns(): ReadonlyArray<GridColDef<FilingRow>> {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        field: 'name',
        headerName: t('customers:field.name'),
        minWidth: 200,
        flex: 1,
        sortable: false,
        valueGetter: (name: string, { unreadable }) => (unreadable ? t('filings:unreadable') : name),
      },
      {
        field: 'category',
        headerName: t('customers:field.category'),
        width: 100,
        sortable: false,
        valueGetter: (category: FilingRow['category'], { unreadable }) =>
          unreadable ? '' : t(`common:category.${category}`),
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
