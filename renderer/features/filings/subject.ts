import { inboxKind } from '../../components/flow/inbox-kind.tsx';
import type { Subject } from '../../lib/subjects.ts';
import { filingDesk } from './filing-desk.tsx';
import { FilingFacts } from './filing-facts.tsx';
import { FilingSettings } from './filing-settings.tsx';

export const filingsSubject: Subject = {
  inbox: inboxKind({ desk: filingDesk, read: 'filings.read', Facts: FilingFacts }),
  settings: FilingSettings,
  starters: [{ key: 'new_filing', to: '/filings/new', action: 'filings.submit' }],
};
