import { waitingCases } from '../../work/flow/reading.ts';
import type { Subject } from '../../work/subject.ts';
import { filings } from './flow.ts';
import { lagOf } from './service.ts';

export const filingsSubject: Subject = {
  name: 'filings',
  waiting: (ctx) => waitingCases(ctx, filings, (row) => lagOf(ctx, row)?.late ?? false),
};
