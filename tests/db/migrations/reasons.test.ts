/** Reasons of before there were choices stay as they were written, and so does what is hashed of them. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openHandles } from '../../../db/connection/handles.ts';
import { customerHistory } from '../../../db/features/customers/store.ts';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';
import { digestOf } from '../../../db/work/digest.ts';
import { digestOfStep, listSteps } from '../../../db/work/flow/steps.ts';
import { appendHistory, checkHistory } from '../../../db/work/history.ts';

const START = Buffer.alloc(32);

/** A line of history and a step, hashed as the program of format 150 did it. */
function writtenBefore(): Database.Database {
  const db = new Database(':memory:');
  // What it refers to is not there.
  db.pragma('foreign_keys = off');
  migrate(db, MIGRATIONS, 150);
  const salt = Buffer.alloc(16, 7);
  const said = digestOf([salt, 'client', 'partner', '改为合作机构']);
  const digest = digestOf([digestOf(['customer:1']), 2, 5, 1, 'category', said]);
  db.prepare(
    `insert into customer_change (customer_id, version, at, account_id, field, old_value, new_value, reason,
       salt, content_hash, digest)
     values (1, 2, 5, 1, 'category', 'client', 'partner', '改为合作机构', ?, ?, ?)`,
  ).run(salt, said, digest);
  const step = ['filings', 1, 1, 'return', 'submitted', 'returned', 1, 1, '王海', 'archivist', 1, '退回规则'];
  const rest = ['缺少联系人', 5, 2, START, 9, 0];
  db.prepare(
    `insert into flow_step (flow, record_id, no, step, state_before, state_after, account_id, person_id,
       person_name, roles, rule_version, rule, reason, at, version, content_hash, seq, taken_over, digest)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(...step, ...rest, digestOf([START, ...step, ...rest]));
  return db;
}

test('step 160 keeps them, with the hashes that they had', () => {
  const db = writtenBefore();
  migrate(db, MIGRATIONS, 160);
  const { reader } = openHandles(db);
  const lines = customerHistory.list(reader, 1);
  expect(lines).toMatchObject([{ reason: '改为合作机构', reasonText: null }]);
  expect(checkHistory('customer', 1, lines)).toMatchObject({ intact: true, erased: 0 });
  const steps = listSteps(reader, 'filings', 1);
  expect(steps).toMatchObject([{ reason: '缺少联系人', reason_text: null }]);
  expect(steps.map((step) => digestOfStep(START, step))).toEqual(steps.map(({ digest }) => digest));
});

test('a text that is put beside one of before is seen', () => {
  const db = writtenBefore();
  migrate(db, MIGRATIONS, 160);
  db.exec('drop trigger customer_change_no_update; drop trigger flow_step_no_update');
  db.exec("update customer_change set reason_text = ''; update flow_step set reason_text = ''");
  const { reader } = openHandles(db);
  expect(checkHistory('customer', 1, customerHistory.list(reader, 1)).intact).toBe(false);
  const [step] = listSteps(reader, 'filings', 1);
  expect(step && digestOfStep(START, step)).not.toEqual(step?.digest);
});

test('a text that is put beside a line from before history was chained is seen', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = off');
  migrate(db);
  db.exec(`insert into customer_change (customer_id, version, at, account_id, field, new_value)
    values (1, 1, 5, 1, 'filed', 'QZ01-0001')`);
  const { reader, transaction } = openHandles(db);
  const line = { version: 2, at: 6, accountId: 1, field: 'note', oldValue: null, newValue: '改过' };
  const later = { ...line, reason: 'undone', reasonText: null };
  transaction((writable) => appendHistory(writable, customerHistory, 1, [later]));
  const isIntact = () => checkHistory('customer', 1, customerHistory.list(reader, 1)).intact;
  expect(isIntact()).toBe(true);
  db.exec(
    "drop trigger customer_change_no_update; update customer_change set reason_text = 'x' where id = 1",
  );
  expect(isIntact()).toBe(false);
});
