import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openHandles, openReader, sqlFor } from '../../../db/connection/handles.ts';

function aDatabase() {
  const database = new SqliteDatabase(':memory:');
  database.exec(`
    create table department (id integer primary key, name text not null) strict;
    create virtual table word using fts5(text);
    insert into department values (1, 'a');
    insert into word values ('one two');
  `);
  return database;
}

const WRITING = [
  "insert into department values (2, 'b') returning id",
  'update department set id = 9 returning id',
  'delete from department returning name',
  "insert into word values ('three') returning rowid",
  'pragma user_version = 7',
  'pragma journal_mode = delete',
];

test.each(WRITING)('the handle for reading refuses, by every way in: %s', (sql) => {
  const database = aDatabase();
  const { reader } = openHandles(database);
  const compiled = {
    compile: () => ({ ...sqlFor.selectFrom('department').select(['id', 'name']).compile(), sql }),
  };
  const ways = [
    () => reader.rows(sql),
    () => reader.row(sql),
    () => reader.value(sql),
    () => [...reader.iterate(sql)],
    () => reader.all(compiled),
    () => reader.get(compiled),
  ];
  for (const way of ways) expect(way).toThrow('only reading is allowed');
  // Nor the second time, when a statement would be known.
  for (const way of ways) expect(way).toThrow('only reading is allowed');
  expect(database.prepare('select name, id from department').raw().all()).toEqual([['a', 1]]);
  expect(database.prepare('select count(*) from word').pluck().get()).toBe(1);
  expect(database.pragma('user_version', { simple: true })).toBe(0);
});

test('it reads whatever there is to read', () => {
  const { reader } = openHandles(aDatabase());
  expect(reader.value('select id from department where name = ?', 'a')).toBe(1);
  expect(reader.get(sqlFor.selectFrom('department').select(['id', 'name']))).toEqual({ id: 1, name: 'a' });
  expect(reader.rows('select rowid from word where word match ?', 'two')).toEqual([{ rowid: 1 }]);
  expect(reader.rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(reader.rows('pragma foreign_key_check')).toEqual([]);
});

test('what the handle of a transaction wrote, the one for reading knows, and may not write itself', () => {
  const database = aDatabase();
  const { reader, transaction } = openHandles(database);
  const sql = 'update department set id = id + 1 returning id';
  expect(transaction((db) => db.value(sql))).toBe(2);
  expect(() => reader.value(sql)).toThrow('only reading is allowed');
  expect(openReader(database).value('select id from department')).toBe(2);
  expect(reader).not.toHaveProperty('run');
  expect(reader).not.toHaveProperty('execute');
});

test('handles go on with another database, whoever holds them, and compile what they know anew', () => {
  const [first, second] = [aDatabase(), aDatabase()];
  const handles = openHandles(first);
  const { reader, transaction } = handles;
  const name = () => reader.value('select name from department where id = ?', 1);
  const rename = (to: string) =>
    transaction((db) => db.execute('update department set name = ? where id = 1', to).changes);
  expect([rename('first'), name(), reader.rows('select name from department')]).toEqual([
    1,
    'first',
    [{ name: 'first' }],
  ]);
  handles.moveTo(second);
  first.close();
  expect([name(), reader.rows('select name from department')]).toEqual(['a', [{ name: 'a' }]]);
  expect([rename('second'), name()]).toEqual([1, 'second']);
  expect(() => reader.rows(WRITING[0] ?? '')).toThrow('only reading is allowed');
});
