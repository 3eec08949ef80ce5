import type { Subject } from '../../../work/subject.ts';
import { NOTHING } from '../../../work/flow/engine.ts';
import { inboxOf } from '../../../work/flow/inbox-of.ts';
import { waitingCases } from '../../../work/flow/reading.ts';
import { requestForm } from '../print/request-form.ts';
import { wordOf } from '../words.ts';
import { requests, requestsChecked } from './flow.ts';
import { endingSoon, titleOf } from './service.ts';
import { findRequest } from './store.ts';

export const reportRequestsSubject: Subject = {
  name: 'reportRequests',
  flow: requestsChecked,
  forms: [requestForm],
  inbox: inboxOf(requests, {
    titleOf: (_ctx, row) => `${titleOf(row)}　${wordOf(`every.${row.every}`)}`,
    sign: { review: NOTHING, approve: NOTHING },
  }),
  about: {
    report_request({ reader }, id) {
      const row = findRequest(reader, id);
      return row ? { words: [{ key: `reports:report.${row.name}` }] } : null;
    },
  },
  waiting: (ctx) => [...waitingCases(ctx, requests), endingSoon(ctx)],
};
