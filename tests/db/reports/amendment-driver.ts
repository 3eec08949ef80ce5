import { amendmentFlow } from '../../../db/domain/reports/amendment.ts';
import { amendmentsChecked } from '../../../db/features/reports/amendments/flow.ts';
import { because } from '../../support/reasons.ts';
import type { FlowDriver } from '../work/support/flow-driver.ts';
import { password, releasedReport } from './support.ts';

/** Each is of a report of its own: only one of a report may wait. */
export const amendmentDriver: FlowDriver = {
  flow: amendmentFlow,
  checked: amendmentsChecked,
  table: 'report_amendment',
  stored: 'items',
  asker: 'supervisor',
  decider: 'general_manager',
  reader: 'archivist',
  calls: ({ reportAmendments: amendments }, vault) => ({
    async save(save, note = '漏计一户') {
      const known = save.id === null ? null : await amendments.get({ id: save.id });
      const reportId = known?.report.id ?? (await releasedReport(vault));
      const items = [{ table: 'category', row: 'client', measure: 'count', value: 9, reason: note }];
      return amendments.save({ ...save, reportId, items });
    },
    list: (states, after) =>
      amendments.list({ states: amendmentFlow.states.filter((state) => states.includes(state)), after }),
    counts: () => amendments.counts(),
    async get(id) {
      const amendment = await amendments.get({ id });
      return { ...amendment, note: amendment.changes[0]?.reason ?? null };
    },
    take(step, move, why) {
      const reason = why === undefined ? null : because(why);
      if (step === 'approve') return amendments.approve({ ...move, password });
      return step === 'refuse'
        ? amendments.refuse({ ...move, reason })
        : amendments.withdraw({ ...move, reason });
    },
  }),
};
