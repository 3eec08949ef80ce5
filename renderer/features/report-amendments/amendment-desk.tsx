import type { inferRouterOutputs } from '@trpc/server';
import { amendmentFlow, type AmendItem } from '../../../db/domain/reports/amendment.ts';
import type { CaseDesk } from '../../components/flow/case-desk.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { periodText } from '../../lib/period-text.ts';

type Answers = inferRouterOutputs<AppRouter>['reportAmendments'];
type Called<Row> = Row & { readonly name: string };
/** What is written of one: which report, and its items. */
interface AmendmentInput {
  readonly reportId: number;
  readonly items: AmendItem[];
}
export type Amendment = Called<Answers['get']> & { readonly input: AmendmentInput };
type AmendmentLine = Called<Answers['list']['rows'][number]>;

const called = <Row extends Answers['list']['rows'][number]>(row: Row): Called<Row> => ({
  ...row,
  name: row.report.title,
});

const inputOf = ({ report, changes }: Answers['get']): AmendmentInput => ({
  reportId: report.id,
  items: changes.map(({ table, row, measure, value, reason }) => ({ table, row, measure, value, reason })),
});

/** 报表修改 by state; one begins on the report that it changes (rules.md B3). */
export const amendmentDesk: CaseDesk<AmendmentLine, Amendment> = {
  flow: amendmentFlow,
  tabs: ['submitted', 'approved', 'refused', 'withdrawn', 'draft', 'filed'],
  withForm: ['submit', 'resubmit'],
  calls: ({ reportAmendments: { list, counts, get, save } }) => ({
    counts,
    save: { mutate: ({ input, ...rest }) => save.mutate({ ...rest, ...input }) },
    list: {
      async query(input, options) {
        const { rows, next } = await list.query(input, options);
        return { rows: rows.map(called), next };
      },
    },
    get: {
      async query(input, options) {
        const opened = await get.query(input, options);
        return { ...called(opened), input: inputOf(opened) };
      },
    },
  }),
  moves: ({ reportAmendments: { refuse, withdraw } }) => ({ refuse, withdraw }),
  takes: ({ reportAmendments: { approve, file } }) => ({
    approve,
    file: { mutate: ({ id, version }) => file.mutate({ id, version }) },
  }),
  about: (t, { report, askedBy }) =>
    t('report_amendments:about', { report: periodText(t, report.period), name: askedBy }),
  columns: (t) => ({
    about: [
      {
        field: 'period',
        title: t('report_amendments:column.period'),
        width: 120,
        text: ({ report }) => periodText(t, report.period),
      },
      {
        field: 'items',
        title: t('report_amendments:column.items'),
        width: 80,
        align: 'right',
        className: 'figures',
      },
    ],
    last: [],
  }),
};
