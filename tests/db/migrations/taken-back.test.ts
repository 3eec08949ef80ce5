import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

test('step 260 leaves every archive living, and what an import did is final', () => {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 250);
  const file = (id: number) =>
    db.exec(`insert into customer (id, archive_no, category, party, name, name_key, name_sort, secrecy, retention,
        filed_on, completeness, created_at, updated_at)
      values (${id}, 'QZ01-${id}', 'client', 'organisation', '甲', 'jia', 'jia', 'normal', 'Y', '2026-03-02', 0, 0, 0)`);
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);`);
  file(1);
  migrate(db, MIGRATIONS, 260);
  file(2);
  const standings = () => db.prepare('select standing, joined_into from customer order by id').raw().all();
  expect(standings()).toEqual([
    ['living', null],
    ['living', null],
  ]);
  expect(() => db.exec("update customer set standing = 'joined' where id = 1")).toThrow('CHECK');
  expect(() => db.exec('update customer set joined_into = 2 where id = 1')).toThrow('CHECK');
  expect(() => db.exec("update customer set standing = 'away' where id = 1")).toThrow('CHECK');
  db.exec("update customer set standing = 'joined', joined_into = 2 where id = 1");
  const insert = (what: string) =>
    db.exec(`insert into import_entry (import_id, what, total, added, updated, skipped, merged, refused, warned, at,
        account_id, seq, digest) values (1, '${what}', 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, zeroblob(32))`);
  insert('apply');
  insert('undo');
  expect(() => insert('undo')).toThrow('UNIQUE');
  expect(() => insert('other')).toThrow('CHECK');
  expect(() => db.exec('update import_entry set added = 2')).toThrow('final');
  expect(() => db.exec('delete from import_entry')).toThrow('final');
});
