import { inboxKind } from '../../components/flow/inbox-kind.tsx';
import type { Subject } from '../../lib/subjects.ts';
import { amendmentDesk } from './amendment-desk.tsx';
import { AmendmentFacts } from './amendment-facts.tsx';

/** One begins on the report that it changes, so that nothing here begins one. */
export const reportAmendmentsSubject: Subject = {
  inbox: inboxKind({ desk: amendmentDesk, read: 'reports.run', Facts: AmendmentFacts }),
};
