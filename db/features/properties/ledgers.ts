import type { ReadableDb } from '../../connection/handles.ts';
import { PROGRAM } from '../../domain/flow.ts';
import type { Ledger } from '../../work/ledger.ts';
import { findAuditRow } from '../../work/log/store.ts';
import { listWholeTests } from './store.ts';

/** A test is a chain of its own, of one row. */
export const testLedger: Ledger = {
  table: 'property_test',
  object: 'property_test',
  owner: 'id',
  columns: ['scope', 'customer_id', 'last_customer_id', 'inspection_id', 'result', 'begun_at', 'ended_at'],
  acts: ['properties.test'],
  underived: listUnrun,
};

/** Tests of everything are run by people: by itself the program tests what is filed and backed up, whoever is signed in. */
function* listUnrun(db: ReadableDb): Generator<number> {
  for (const seq of listWholeTests(db)) if (findAuditRow(db, seq)?.role === PROGRAM) yield seq;
}

/** What was said about what failed in a test. */
export const noteLedger: Ledger = {
  table: 'property_note',
  object: 'property_test',
  owner: 'test_id',
  columns: ['check_name', 'reason', 'reason_text'],
  acts: ['properties.handle'],
};

/** A list of staff is a chain of its own, of one row. */
export const staffLedger: Ledger = {
  table: 'staff_list',
  object: 'staff_list',
  owner: 'id',
  columns: ['on_day', 'names'],
  acts: ['properties.staff'],
};
