import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

test('step 210 brings repairs to a vault that had none, and what happens to them is final', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 190);
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);
    insert into customer (id, archive_no, category, party, name, name_key, name_sort, secrecy, retention,
      filed_on, completeness, created_at, updated_at)
    values (1, 'KH-1', 'client', 'organisation', '金艺', '金艺', 'jin1 yi4', 'normal', 'D30', '2025-01-02', 40, 0, 0);`);
  migrate(db, MIGRATIONS, 210);
  expect(db.prepare('select archive_no from customer').pluck().all()).toEqual(['KH-1']);
  const repair = `insert into repair (customer_id, kind, state, opened_on, version)
    values (1, 'mouldy', 'open', '2026-06-01', 1)`;
  db.exec(repair);
  expect(() => db.exec(repair)).toThrow('UNIQUE');
  db.exec("update repair set state = 'done'");
  db.exec(repair);
  db.exec(`insert into repair_event (repair_id, what, day, customer_id, kind, at, account_id, seq, digest)
    values (1, 'open', '2026-06-01', 1, 'mouldy', 0, 1, 1, zeroblob(32))`);
  expect(() => db.exec("update repair_event set note = 'x'")).toThrow('final');
  expect(() => db.exec('delete from repair_event')).toThrow('final');
  expect(() => db.exec('delete from repair where id = 2')).toThrow('kept');
});
