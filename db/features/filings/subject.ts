import { waitingCases } from '../../work/flow/reading.ts';
import type { Subject } from '../../work/subject.ts';
import { filings, filingsChecked } from './flow.ts';
import { lagOf } from './service.ts';

export const filingsSubject: Subject = {
  name: 'filings',
  flow: filingsChecked,
  waiting: (ctx) => waitingCases(ctx, filings, (row) => lagOf(ctx, row)?.late ?? false),
};
