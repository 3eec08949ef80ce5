import type { ReadableDb } from '../../connection/handles.ts';
import { repairAfter } from '../../domain/repair.ts';
import type { Ledger } from '../../work/ledger.ts';
import { FACTS, iterateRepairs, listEvents } from './store.ts';

/** What happened to repairs: the rows only grow, and `repair` is worked out from them. */
export const repairLedger: Ledger = {
  table: 'repair_event',
  object: 'repair',
  owner: 'repair_id',
  columns: [
    'what',
    'day',
    'customer_id',
    'kind',
    'degree',
    'note',
    'source_kind',
    'source_id',
    'method',
    'person_id',
    'person_text',
    'due_on',
    'done_on',
    'reason',
    'reason_text',
  ],
  acts: [
    'repairs.open',
    'repairs.join',
    'repairs.plan',
    'repairs.done',
    'repairs.reopen',
    'repairs.withdraw',
  ],
  underived,
};

/** Repairs that are not what their events come to. */
function* underived(db: ReadableDb): Generator<number> {
  for (const repair of iterateRepairs(db)) {
    const events = listEvents(db, repair.id);
    const facts = repairAfter(events);
    const isRight = facts !== null && FACTS.every((column) => facts[column] === repair[column]);
    if (!isRight) yield events.at(-1)?.seq ?? 0;
  }
}
