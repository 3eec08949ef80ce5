import { Box, Typography } from '@mui/material';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { reportFlow } from '../../../db/domain/reports/run.ts';
import type { DecisionDesk } from '../../components/flow/case-desk.ts';
import { inboxKind } from '../../components/flow/inbox-kind.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { periodText } from '../../lib/period-text.ts';
import { TableView } from './table-view.tsx';
import { useRunCharts } from './use-report.ts';

type Answers = inferRouterOutputs<AppRouter>['reports'];
/** A report with its figures: those are what a signature is for. */
type OpenedRun = Answers['get'] &
  Pick<Answers['open'], 'figures' | 'mark'> & {
    readonly name: string;
    readonly askedBy: string;
    readonly askedAt: number;
    readonly unreadable: null;
  };

/** 审查 of reports in the inbox; all else is done on a report's own screen. */
export const runKind = inboxKind<OpenedRun>({
  read: 'reports.run',
  path: '/reports/runs',
  Facts: RunFacts,
  desk: {
    flow: reportFlow,
    withForm: ['recompile'],
    calls: ({ reports: { get, open } }) => ({
      get: {
        async query(input, options) {
          const report = await get.query(input, options);
          const { figures, mark } = await open.query(input, options);
          const { title: name, compiledBy, compiledAt: askedAt } = report;
          // Of a report that the program compiled nobody is told by name.
          return {
            ...report,
            name,
            askedBy: compiledBy ?? '',
            askedAt,
            unreadable: null,
            figures,
            mark,
          } as OpenedRun;
        },
      },
    }),
    moves: ({ reports }) =>
      ({ return: reports.return, send_back: reports.sendBack }) as ReturnType<
        DecisionDesk<OpenedRun>['moves']
      >,
    takes: ({ reports: { handOn, review, release } }) => ({
      hand_on: { mutate: ({ id, version }) => handOn.mutate({ id, version }) },
      review,
      release,
    }),
    about: (t, { period, askedBy }) =>
      t('reports:about', { period: periodText(t, period), name: askedBy || t('reports:form.program') }),
  },
});

function RunFacts({ opened }: { opened: OpenedRun }) {
  const { t } = useTranslation();
  const { figures, comments } = opened;
  const charts = useRunCharts(opened, figures);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {[...figures.asked, t('reports:as_of', { day: figures.asOf })].join('　')}
      </Typography>
      {comments.length > 0 && (
        <Box component="ul" aria-label={t('reports:said')} sx={{ m: 0, pl: 2.5 }}>
          {comments.map(({ by, at, text }) => (
            <li key={`${at} ${text}`}>{t('reports:said_by', { name: by, text })}</li>
          ))}
        </Box>
      )}
      <h2 className="visually-hidden">{t('reports:tables')}</h2>
      {figures.tables.map((table) => (
        <TableView key={table.key} table={table} picture={charts(table)} onFigure={null} />
      ))}
    </Box>
  );
}
