import type { Subject } from '../../../work/subject.ts';
import { waitingCases } from '../../../work/flow/reading.ts';
import { requestForm } from '../print/request-form.ts';
import { requests, requestsChecked } from './flow.ts';
import { endingSoon } from './service.ts';

export const reportRequestsSubject: Subject = {
  name: 'reportRequests',
  flow: requestsChecked,
  forms: [requestForm],
  waiting: (ctx) => [...waitingCases(ctx, requests), endingSoon(ctx)],
};
