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
        title: t('customers:field.category'),
        width: 100,
        text: ({ unreadable, category }) => (unreadable ? '' : t(`common:category.${category}`)),
      },
    ],
    last: [
      {
        field: 'lag',
        title: t('filings:column.lag'),
        width: 150,
        cell({ lag, state }) {
          if (!lag || state === 'accepted') return null;
          if (!lag.late) return t('filings:days', lag);
          return <StateMark tone="late" label={t('filings:late', lag)} />;
        },
      },
    ],
  }),
};
