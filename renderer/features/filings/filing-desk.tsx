import type { inferRouterOutputs } from '@trpc/server';
import { filingFlow } from '../../../db/domain/filing.ts';
import type { CaseDesk } from '../../components/flow/case-desk.ts';
import { StateMark } from '../../components/state-mark.tsx';
import type { AppRouter } from '../../lib/contracts.ts';

type Answers = inferRouterOutputs<AppRouter>['filings'];
export type Filing = Answers['get'];
type FilingLine = Answers['list']['rows'][number];

/** 建档申请 by state: for the reporter their own, for the department all of them. */
export const filingDesk: CaseDesk<FilingLine, Filing> = {
  flow: filingFlow,
  asks: 'filings.submit',
  // The inbox first, then what went back, what is being written, what is done.
  tabs: ['submitted', 'returned', 'withdrawn', 'draft', 'accepted'],
  withForm: ['submit', 'resubmit', 'accept'],
  calls: ({ filings }) => filings,
  moves: ({ filings }) => ({ return: filings.return, withdraw: filings.withdraw }),
  about: (t, { category, askedBy }) =>
    t('filings:reported_by', { category: t(`common:category.${category}`), name: askedBy }),
  columns: (t) => ({
    about: [
      {
        field: 'category',
        headerName: t('customers:field.category'),
        width: 100,
        valueGetter: (_category, row) => (row.unreadable ? '' : t(`common:category.${row.category}`)),
      },
    ],
    last: [
      {
        field: 'lag',
        headerName: t('filings:column.lag'),
        width: 150,
        renderCell({ row }) {
          if (!row.lag || row.state === 'accepted') return null;
          if (!row.lag.late) return t('filings:days', row.lag);
          return <StateMark tone="late" label={t('filings:late', row.lag)} />;
        },
      },
    ],
  }),
};
