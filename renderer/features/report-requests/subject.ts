import { inboxKind } from '../../components/flow/inbox-kind.tsx';
import type { Subject } from '../../lib/subjects.ts';
import { requestDesk } from './request-desk.tsx';
import { RequestFacts } from './request-facts.tsx';

export const reportRequestsSubject: Subject = {
  inbox: inboxKind({ desk: requestDesk, read: 'reports.read_requests', Facts: RequestFacts }),
  starters: [{ key: 'new_report_request', to: '/report_requests/new', action: 'reports.request' }],
};
