import { waitingCases } from '../../../work/flow/reading.ts';
import type { Subject } from '../../../work/subject.ts';
import { amendmentForm } from '../print/amendment-form.ts';
import { amendments, amendmentsChecked } from './flow.ts';

export const reportAmendmentsSubject: Subject = {
  name: 'reportAmendments',
  flow: amendmentsChecked,
  forms: [amendmentForm],
  waiting: (ctx) => waitingCases(ctx, amendments),
};
