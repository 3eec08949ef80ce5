import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

test('step 200 brings inspections to a vault that had none, one at a time, and what is signed is final', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 190);
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);
    insert into customer (id, archive_no, category, party, name, name_key, name_sort, secrecy, retention,
      filed_on, completeness, created_at, updated_at)
    values (1, 'KH-1', 'client', 'organisation', '金艺', '金艺', 'jin1 yi4', 'normal', 'D30', '2025-01-02', 40, 0, 0);`);
  migrate(db, MIGRATIONS, 200);
  expect(db.prepare('select archive_no from customer').pluck().all()).toEqual(['KH-1']);
  const open = (period: string, addendum = 0) =>
    db.exec(`insert into inspection (period, addendum, state, opened_on, listed_to, updated_at)
      values ('${period}', ${addendum}, 'running', '2026-06-01', 1, 0)`);
  open('2026-H1');
  expect(() => open('2026-H2')).toThrow('UNIQUE');
  open('2025-H2', 1);
  const note = `insert into inspection_entry (inspection_id, customer_id, no, outcome, way, at, account_id, seq, digest)
    values (1, 1, 1, 'in_place', 'scan', 0, 1, 1, zeroblob(32))`;
  db.exec(note);
  expect(() => db.exec(note)).toThrow('UNIQUE');
  expect(() => db.exec("update inspection_entry set outcome = 'missing'")).toThrow('final');
  db.exec("update inspection set state = 'signed' where id = 1");
  expect(() => db.exec(note.replace('1, 1, 1,', '1, 1, 2,'))).toThrow('not running');
  expect(() => db.exec("update inspection set state = 'running' where id = 1")).toThrow('final');
  expect(() => db.exec('delete from inspection')).toThrow('final');
  open('2026-H2');
});
