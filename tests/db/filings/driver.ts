import { filingFlow } from '../../../db/domain/filing.ts';
import { filingsChecked } from '../../../db/features/filings/service.ts';
import { aCustomer } from '../../support/factories.ts';
import type { FlowDriver } from '../work/support/flow-driver.ts';
import { because } from '../../support/reasons.ts';

export const filingDriver: FlowDriver = {
  flow: filingFlow,
  checked: filingsChecked,
  table: 'filing',
  stored: 'input',
  asker: 'developer',
  decider: 'archivist',
  reader: 'supervisor',
  calls: ({ filings }) => ({
    save: (save, note = '') => filings.save({ ...save, input: aCustomer({ address: note }) }),
    list: (states, after) =>
      filings.list({ states: filingFlow.states.filter((state) => states.includes(state)), after }),
    counts: () => filings.counts(),
    async get(id) {
      const filing = await filings.get({ id });
      return { ...filing, note: filing.input.address };
    },
    take(step, move, why) {
      const reason = why === undefined ? null : because(why);
      if (step === 'accept') return filings.accept({ ...move, input: aCustomer() });
      return step === 'return' ? filings.return({ ...move, reason }) : filings.withdraw({ ...move, reason });
    },
  }),
};
