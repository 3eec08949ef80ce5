import { Box, Button, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../../components/flow/words.ts';
import { REPORT_STATES, type ReportState } from '../../../../db/domain/reports/run.ts';
import { DataList } from '../../../components/list/data-list.tsx';
import type { ListColumn } from '../../../components/list/list-column.ts';
import { ListDetail, Page } from '../../../components/page.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { Empty } from '../../../components/states.tsx';
import { useKeyset } from '../../../lib/keyset.ts';
import { Can } from '../../../lib/session.tsx';
import { useInstantText } from '../../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../../lib/vault.ts';
import { periodText } from '../../../lib/period-text.ts';
import { ReportTabs } from '../report-tabs.tsx';
import { CheckPaper } from './check-paper.tsx';
import { TONES, type RunLine } from './run-types.ts';

/** Those that a report goes through, each a tab; 编制中 is never seen. */
const STATES = REPORT_STATES.filter((state) => state !== 'planned');
const TABS: readonly Shown[] = [...STATES, 'out'];
const PAGE = 50;

/** A state, or those of which copies are to come back. */
export type Shown = ReportState | 'out';

interface RunsScreenProps {
  /** Undefined: all. */
  readonly shown: Shown | undefined;
  readonly checking: boolean;
  readonly openId: number | undefined;
  readonly detail: ReactNode | null;
  readonly onShow: (shown: Shown | undefined) => void;
  readonly onCheck: (checking: boolean) => void;
  readonly onOpen: (id: number) => void;
}

/** 报表登记: what was frozen, the newest first; the list keeps its place behind the one that is open. */
export function RunsScreen(props: RunsScreenProps) {
  return (
    <>
      <ListDetail list={<Register {...props} />} detail={props.detail} full />
      {props.checking && <CheckPaper onClose={() => props.onCheck(false)} />}
    </>
  );
}

function Register({ shown, openId, onShow, onCheck, onOpen }: RunsScreenProps) {
  const { t } = useTranslation();
  const reportWord = useFlowWords('reports');
  const vault = useVault();
  const { reports } = useVaultClient();
  const { data: counts } = useQuery(vault.reports.counts.queryOptions());
  const columns = useColumns();
  const list = useKeyset<RunLine, number>({
    queryKey: [...vault.reports.pathKey(), 'register', shown ?? 'all'],
    fetchPage: (step, signal) =>
      reports.runs.query(
        { ...filterOf(shown), after: 'after' in step ? step.after : null, limit: PAGE },
        { signal },
      ),
  });
  const countOf = (one: Shown) => counts?.[one === 'out' ? 'copiesOut' : one] ?? 0;
  const total = shown ? countOf(shown) : STATES.reduce((sum, one) => sum + countOf(one), 0);
  // Where there is none there is no tab, but for the one that is looked at.
  const tabs = TABS.filter((one) => one === shown || countOf(one) > 0);
  const wordOf = (one: Shown) => (one === 'out' ? t('reports:runs.copies_out') : reportWord(`state.${one}`));
  const labelOf = (tab: string, count: number) =>
    count > 0 ? t('common:flow.tab_count', { tab, count }) : tab;
  return (
    <Page
      title={t('reports:title')}
      tabs={<ReportTabs value="runs" />}
      actions={
        <Can action="reports.check">
          <Button variant="outlined" onClick={() => onCheck(true)}>
            {t('reports:check')}
          </Button>
        </Can>
      }
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <Tabs
          value={shown ?? 'all'}
          variant="scrollable"
          aria-label={t('reports:runs.states')}
          onChange={(_event, next: Shown | 'all') => onShow(next === 'all' ? undefined : next)}
          sx={{ borderBottom: '1px solid', borderColor: 'divider', px: 1, flex: 'none' }}
        >
          <Tab value="all" label={t('reports:runs.all')} />
          {tabs.map((one) => (
            <Tab key={one} value={one} label={labelOf(wordOf(one), countOf(one))} />
          ))}
        </Tabs>
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <DataList
            {...list.props}
            {...(counts && { total })}
            label={t('reports:tab.runs')}
            name="report_runs"
            columns={columns}
            openId={openId}
            onOpen={({ id }) => onOpen(id)}
            empty={<Empty title={t('reports:runs.empty')}>{t('reports:runs.empty_text')}</Empty>}
          />
        </Box>
      </Box>
    </Page>
  );
}

function filterOf(shown: Shown | undefined) {
  if (shown === undefined) return {};
  return shown === 'out' ? { copiesOut: true } : { states: [shown] };
}

function useColumns(): ReadonlyArray<ListColumn<RunLine>> {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const reportWord = useFlowWords('reports');
  return useMemo(() => {
    const column = (field: keyof RunLine, rest: Partial<ListColumn<RunLine>>): ListColumn<RunLine> => ({
      field,
      title: reportWord(`column.${field}`),
      ...rest,
    });
    return [
      column('period', { width: 128, text: ({ period }) => periodText(t, period) }),
      column('title', { minWidth: 180, flex: 1 }),
      column('revision', {
        width: 88,
        text: ({ revision }) => t('reports:form.revision_no', { no: revision }),
      }),
      column('state', {
        width: 132,
        cell: ({ state }) => <StateMark tone={TONES[state]} label={reportWord(`state.${state}`)} />,
      }),
      column('compiledBy', {
        width: 120,
        text: ({ compiledBy }) => compiledBy ?? t('reports:form.program'),
      }),
      column('compiledAt', {
        width: 148,
        className: 'figures',
        text: ({ compiledAt }) => instantText(compiledAt),
      }),
      column('askedBy', {
        width: 168,
        text: ({ askedBy, department }) => [department, askedBy].filter(Boolean).join('　'),
      }),
    ];
  }, [t, instantText, reportWord]);
}
