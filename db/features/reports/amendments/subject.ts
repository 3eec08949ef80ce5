import { NOTHING } from '../../../work/flow/engine.ts';
import { inboxOf } from '../../../work/flow/inbox-of.ts';
import { waitingCases } from '../../../work/flow/reading.ts';
import type { Subject } from '../../../work/subject.ts';
import { amendmentForm } from '../print/amendment-form.ts';
import { aboutReport, titleWithPeriod } from '../runs/look.ts';
import { requireReport } from '../runs/flow.ts';
import { amendments, amendmentsChecked } from './flow.ts';
import { amendmentTable } from './store.ts';

export const reportAmendmentsSubject: Subject = {
  name: 'reportAmendments',
  flow: amendmentsChecked,
  forms: [amendmentForm],
  inbox: inboxOf(amendments, {
    titleOf: ({ reader }, row) => titleWithPeriod(requireReport(reader, row.report_id)),
    sign: { approve: NOTHING },
  }),
  about: {
    report_amendment({ reader }, id) {
      const row = amendmentTable.find(reader, id);
      return row ? aboutReport(requireReport(reader, row.report_id)) : null;
    },
  },
  waiting: (ctx) => waitingCases(ctx, amendments),
};
