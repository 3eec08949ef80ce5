import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

test('step 220 brings the climate of rooms to a vault that had none, and what was measured is final', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 210);
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);`);
  migrate(db, MIGRATIONS, 220);
  expect(db.prepare('select login from account').pluck().all()).toEqual(['chenjing']);
  const insert = (columns: string, values: string) =>
    db.exec(`insert into environment_entry (environment_id, room, at, account_id, seq, digest, ${columns})
      values (1, '一号库房', 0, 1, 1, zeroblob(32), ${values})`);
  insert('what, source, from_at, to_at, content', "'readings', 'hand', 0, 0, '{}'");
  insert('what, withdrawn_id', "'withdraw', 1");
  expect(() => insert('what, withdrawn_id', "'withdraw', 1")).toThrow('UNIQUE');
  expect(() => insert('what, source, content', "'readings', 'hand', '{}'")).toThrow('CHECK');
  expect(() => db.exec("update environment_entry set room = 'x'")).toThrow('final');
  expect(() => db.exec('delete from environment_entry')).toThrow('final');
});
