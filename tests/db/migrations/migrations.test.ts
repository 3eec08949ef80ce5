import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { KNOWN_VERSION, migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

function objectsOf(db: Database.Database): string[] {
  return db
    .prepare("select type || ' ' || name from sqlite_master where name not like 'sqlite_%' order by 1")
    .pluck()
    .all() as string[];
}

test('numbers rise and none is used twice', () => {
  const versions = MIGRATIONS.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
});

test('a new database reaches the newest version in one go', () => {
  const db = new Database(':memory:');
  migrate(db);
  expect(db.pragma('user_version', { simple: true })).toBe(KNOWN_VERSION);
  expect(db.prepare('pragma foreign_key_check').all()).toEqual([]);
});

test.each(MIGRATIONS.map(({ version }) => version))('step %i keeps the rows that were there', (version) => {
  const before = Math.max(0, ...MIGRATIONS.map((step) => step.version).filter((other) => other < version));
  const db = new Database(':memory:');
  migrate(db, MIGRATIONS, before);
  if (before >= 10) fillCore(db, before);
  if (before >= 20) fillCustomers(db);
  const rows = contents(db);
  migrate(db, MIGRATIONS, version);
  expect(db.pragma('user_version', { simple: true })).toBe(version);
  expect(contents(db)).toMatchObject(rows);
});

test('a step that fails leaves the version before and stops', () => {
  const db = new Database(':memory:');
  migrate(db);
  const objects = objectsOf(db);
  const broken = [
    ...MIGRATIONS,
    {
      version: KNOWN_VERSION + 10,
      sql: 'create table half (id integer) strict; create table half (id integer)',
    },
    { version: KNOWN_VERSION + 20, sql: 'create table never (id integer) strict' },
  ];
  expect(() => migrate(db, broken)).toThrow('already exists');
  expect(db.pragma('user_version', { simple: true })).toBe(KNOWN_VERSION);
  expect(objectsOf(db)).toEqual(objects);
});

test('a file from a newer program is refused and left as it is', () => {
  const db = new Database(':memory:');
  db.pragma(`user_version = ${KNOWN_VERSION + 1}`);
  expect(() => migrate(db)).toThrow(
    expect.objectContaining({
      code: 'vault.newer_version',
      data: { found: KNOWN_VERSION + 1, known: KNOWN_VERSION },
    }),
  );
  expect(objectsOf(db)).toEqual([]);
});

const SERIALS = `insert into serial (scope, last) values
  ('QZ01-KH·2025-D30-YW', 10001), ('QZ01-KH·2025-D30-GY', 1), ('audit', 1), ('list:industry', 3);`;

test('step 120 makes series of all numbers, and each archive knows its place in one', () => {
  const db = new Database(':memory:');
  migrate(db, MIGRATIONS, 110);
  fillCore(db, 110);
  fillCustomers(db);
  db.exec(`
    create temp table one as select * from customer;
    update one set id = 2, archive_no = 'QZ01-KH·2025-D30-YW-10001';
    insert into customer select * from one;
    update one set id = 3, archive_no = 'QZ01-KH·2025-D30-GY-0001';
    insert into customer select * from one;`);
  migrate(db, MIGRATIONS, 120);
  expect(db.prepare('select kind, scope, last from series order by kind, scope').raw().all()).toEqual([
    ['archive', 'QZ01-KH·2025-D30-GY-{serial:4}', 1],
    ['archive', 'QZ01-KH·2025-D30-YW-{serial:4}', 10001],
    ['list', 'industry', 3],
    ['log', '', 1],
  ]);
  const places = `select archive_no, scope, serial from customer join series on series.id = series_id
    order by scope, serial`;
  expect(db.prepare(places).raw().all()).toEqual([
    ['QZ01-KH·2025-D30-GY-0001', 'QZ01-KH·2025-D30-GY-{serial:4}', 1],
    ['QZ01-KH·2025-D30-YW-0001', 'QZ01-KH·2025-D30-YW-{serial:4}', 1],
    ['QZ01-KH·2025-D30-YW-10001', 'QZ01-KH·2025-D30-YW-{serial:4}', 10001],
  ]);
  const change = "update archive_meta set value = '{serial:4}' where key = 'archive_no_pattern'";
  expect(() => db.exec(change)).toThrow('numbers are given');
  expect(() => db.exec("delete from archive_meta where key = 'archive_no_pattern'")).toThrow(
    'numbers are given',
  );
  db.exec("delete from customer; delete from series where kind = 'archive'");
  db.exec(change);
});

/** The rows of every table by its name. */
function contents(db: Database.Database): Record<string, unknown[]> {
  const tables = db
    .prepare(
      "select name from sqlite_master where type = 'table' and name in ('person', 'account', 'audit', 'customer', 'contact')",
    )
    .pluck()
    .all() as string[];
  // Where a customer stands went into a table of its own: see shelf.test.ts.
  const kept = ([column]: [string, unknown]) => !column.startsWith('shelf_');
  const rowsOf = (table: string) => db.prepare(`select * from ${table}`).all() as object[];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      rowsOf(table).map((row) => Object.fromEntries(Object.entries(row).filter(kept))),
    ]),
  );
}

function fillCore(db: Database.Database, version: number): void {
  db.exec(`
    insert into person (id, name) values (1, '陈静');
    insert into account (id, person_id, login, state, created_at) values (1, 1, 'chenjing', 'active', 0);
    ${version < 120 ? SERIALS : ''}
    insert into account_key (id, account_id, sign_public, created_at) values (1, 1, zeroblob(32), 0);
    insert into audit (seq, at, account_id, role, action, object, decision, prev_hash, hash, account_key_id,
      signature)
    values (1, 5, 1, 'archivist', 'vault.sign_in', 'account:1', 'allow', zeroblob(32), zeroblob(32), 1,
      zeroblob(64));`);
}

function fillCustomers(db: Database.Database): void {
  db.exec(`
    insert into customer (id, archive_no, category, party, name, name_key, name_sort, secrecy, retention,
      filed_on, completeness, created_at, updated_at)
    values (1, 'QZ01-KH·2025-D30-YW-0001', 'client', 'organisation', '佛山市金艺五金有限公司', '佛山金艺五金',
      'fo2 shan1', 'normal', 'D30', '2025-01-02', 40, 0, 0);
    insert into contact (id, customer_id, position_no, name) values (1, 1, 1, '李明');`);
}
