import { inboxOf } from '../../work/flow/inbox-of.ts';
import { waitingCases } from '../../work/flow/reading.ts';
import type { Subject } from '../../work/subject.ts';
import { filings, filingsChecked } from './flow.ts';
import { aboutFiling, lagOf, lineOfFiling } from './service.ts';

export const filingsSubject: Subject = {
  name: 'filings',
  flow: filingsChecked,
  about: { filing: aboutFiling },
  waiting: (ctx) => waitingCases(ctx, filings, (row) => lagOf(ctx, row)?.late ?? false),
  // 受理 takes what was completed, so that none of its steps is but a signature.
  inbox: inboxOf(filings, {
    titleOf: (ctx, row) => lineOfFiling(ctx, row).name,
    isLate: (ctx, row) => lagOf(ctx, row)?.late ?? false,
  }),
};
