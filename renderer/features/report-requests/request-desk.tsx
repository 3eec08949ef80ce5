import type { inferRouterOutputs } from '@trpc/server';
import { requestFlow } from '../../../db/domain/reports/request.ts';
import type { CaseDesk } from '../../components/flow/case-desk.ts';
import { StateMark } from '../../components/state-mark.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { periodText } from '../../lib/period-text.ts';

type Answers = inferRouterOutputs<AppRouter>['reportRequests'];
/** Called by the title that it will have; `report` is the ready one that it is made of. */
type Called<Row extends { readonly name: string }> = Omit<Row, 'name'> & {
  readonly name: string;
  readonly report: Row['name'];
};
export type ReportRequest = Called<Answers['get']>;
type RequestLine = Called<Answers['list']['rows'][number]>;

const called = <Row extends { readonly name: string; readonly title: string }>(row: Row): Called<Row> => ({
  ...row,
  name: row.title,
  report: row.name,
});

/** Whoever asked ends their own by the step that is theirs, though they may stop those of others too. */
function withOneEnd<Opened extends { readonly open: readonly string[] }>(opened: Opened): Opened {
  if (!opened.open.includes('end')) return opened;
  return { ...opened, open: opened.open.filter((step) => step !== 'stop') };
}

/** 统计报表申请 by state: for whoever asked their own, for the department all of them. */
export const requestDesk: CaseDesk<RequestLine, ReportRequest> = {
  flow: requestFlow,
  asks: 'reports.request',
  tabs: ['submitted', 'reviewed', 'approved', 'refused', 'withdrawn', 'draft', 'ended', 'expired'],
  withForm: ['submit', 'resubmit'],
  calls: ({ reportRequests: { list, counts, get, save } }) => ({
    counts,
    save,
    list: {
      async query(input, options) {
        const { rows, next } = await list.query(input, options);
        return { rows: rows.map(called), next };
      },
    },
    get: { query: async (input, options) => withOneEnd(called(await get.query(input, options))) },
  }),
  moves: ({ reportRequests: { refuse, reject, withdraw, end } }) => {
    const ends = {
      mutate: ({ reason, ...move }: Parameters<typeof refuse.mutate>[0]) =>
        end.mutate({ ...move, reason: reason as Parameters<typeof end.mutate>[0]['reason'] }),
    };
    return { refuse, reject, withdraw, end: ends, stop: ends } as ReturnType<CaseDesk['moves']>;
  },
  takes: ({ reportRequests: { review, approve } }) => ({ review, approve }),
  about: (t, { every, department, askedBy }) =>
    t('report_requests:about', { every: t(`reports:every.${every}`), department, name: askedBy }),
  columns: (t) => ({
    about: [
      {
        field: 'every',
        title: t('report_requests:field.every'),
        width: 90,
        text: ({ every }) => t(`reports:every.${every}`),
      },
      { field: 'department', title: t('report_requests:field.department'), width: 110 },
    ],
    last: [
      {
        field: 'validUntil',
        title: t('report_requests:field.validUntil'),
        width: 116,
        className: 'figures',
      },
      {
        field: 'nextDue',
        title: t('report_requests:column.next'),
        width: 150,
        cell({ nextDue, daysLeft }) {
          if (nextDue) return periodText(t, nextDue.period);
          if (daysLeft === null) return null;
          return <StateMark tone="due" label={t('report_requests:none_left')} />;
        },
      },
    ],
  }),
};
