import { requestFlow } from '../../../db/domain/reports/request.ts';
import { requestsChecked } from '../../../db/features/reports/requests/flow.ts';
import { because } from '../../support/reasons.ts';
import type { FlowDriver } from '../work/support/flow-driver.ts';
import { aRequest, password } from './support.ts';

export const requestDriver: FlowDriver = {
  flow: requestFlow,
  checked: requestsChecked,
  table: 'report_request',
  stored: 'asked',
  asker: 'requester',
  decider: 'service_manager',
  reader: 'supervisor',
  calls: ({ reportRequests: requests }) => ({
    save: (save, note = '月度例会') => requests.save({ ...save, input: aRequest({ purpose: note }) }),
    list: (states, after) =>
      requests.list({ states: requestFlow.states.filter((state) => states.includes(state)), after }),
    counts: () => requests.counts(),
    async get(id) {
      const request = await requests.get({ id });
      return { ...request, note: request.input.purpose };
    },
    take(step, move, why) {
      const reason = why === undefined ? null : because(why);
      if (step === 'review') return requests.review({ ...move, password });
      return step === 'refuse'
        ? requests.refuse({ ...move, reason })
        : requests.withdraw({ ...move, reason });
    },
  }),
};
