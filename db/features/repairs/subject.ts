import { mayEver } from '../../domain/permissions.ts';
import type { QueryContext } from '../../work/context.ts';
import type { About, Subject, Waiting } from '../../work/subject.ts';
import { repairForm } from './form.ts';
import { repairLedger } from './ledger.ts';
import * as store from './store.ts';

export const repairsSubject: Subject = {
  name: 'repairs',
  waiting,
  forms: [repairForm],
  ledgers: [repairLedger],
  touches: store.listTouches,
  about: { repair: archiveOf },
};

function archiveOf({ reader }: QueryContext, id: number): About | null {
  const repair = store.findRepair(reader, id);
  return repair ? { archive: repair.customer_id } : null;
}

function waiting({ reader, actor, clock }: QueryContext): Waiting[] {
  if (!mayEver(actor.roles, 'repairs.edit')) return [];
  const { open, overdue } = store.countOpen(reader, clock.today());
  return [{ kind: 'repairs_open', count: open, late: overdue, link: '/repairs' }];
}
