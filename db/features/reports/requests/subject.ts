import type { Subject } from '../../../work/subject.ts';
import { inboxOf } from '../../../work/flow/inbox-of.ts';
import { waitingCases } from '../../../work/flow/reading.ts';
import { requestForm } from '../print/request-form.ts';
import { wordOf } from '../words.ts';
import { requests, requestsChecked } from './flow.ts';
import { endingSoon, expectReadable, titleOf } from './service.ts';

export const reportRequestsSubject: Subject = {
  name: 'reportRequests',
  flow: requestsChecked,
  forms: [requestForm],
  inbox: inboxOf(requests, {
    titleOf: (_ctx, row) => `${titleOf(row)}　${wordOf(`every.${row.every}`)}`,
    sign: {
      review: (_ctx, _db, row) => expectReadable(row),
      approve: (_ctx, _db, row) => expectReadable(row),
    },
  }),
  waiting: (ctx) => [...waitingCases(ctx, requests), endingSoon(ctx)],
};
