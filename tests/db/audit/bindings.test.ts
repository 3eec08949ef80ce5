import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BINDINGS, UNBOUND_KEYS, type Binding } from './bindings.ts';
import type { TestVault } from '../../support/vault.ts';
import { openFilled } from './filled.ts';
import { checksWithin, wrongOf } from './within.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openFilled();
});
afterAll(() => vault[Symbol.asyncDispose]());

/** Tables that SQLite keeps for full text, whose own is named. */
const isShadow = (name: string) => name.startsWith('search_index_');
const tablesOf = (db: Database): string[] =>
  (
    db.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all() as string[]
  ).filter((name) => !isShadow(name) && !name.startsWith('sqlite_'));
const columnsOf = (db: Database, table: string): string[] =>
  db.prepare('select name from pragma_table_xinfo(?) where hidden <> 1').pluck().all(table) as string[];
const database = () => vault.opened.vault.database;

const bindingOf = (table: string, column: string): Binding | undefined => {
  const known = Object.entries(BINDINGS).find(([name]) => name === table)?.[1];
  return known?.but?.[column] ?? known?.all;
};

test('every table is bound, recomputed, or has a reason, and none is named that is not there', () => {
  expect(Object.keys(BINDINGS).toSorted()).toEqual(tablesOf(database()));
  for (const [table, { but = {} }] of Object.entries(BINDINGS)) {
    const columns = columnsOf(database(), table);
    expect({ table, unknown: Object.keys(but).filter((column) => !columns.includes(column)) }).toEqual({
      table,
      unknown: [],
    });
  }
});

/** Of columns that take few values. */
const FIXED = [
  'running',
  'backup',
  'partner',
  'individual',
  'secret',
  'Y',
  'deny',
  'active',
  'disabled',
  'taken_back',
];

/** Other values that a column might take, the likely ones first. */
function othersFor(db: Database, table: string, column: string, value: unknown): unknown[] {
  const known = db.prepare(`select distinct "${column}" from "${table}" limit 20`).pluck().all();
  const made =
    value instanceof Buffer
      ? [Buffer.from(value.map((byte) => byte ^ 1))]
      : typeof value === 'number'
        ? [value + 1, 1 - value, value + 1000]
        : [`${String(value ?? '')}x`, '{}', '2026-01-01', 1, ...FIXED, Buffer.alloc(32, 1)];
  const isSame = (other: unknown) =>
    other instanceof Buffer && value instanceof Buffer ? other.equals(value) : other === value;
  return [...made, ...known].filter((other) => !isSame(other));
}

/** Gives one row another value, whatever the rest of the table allows; false where no other fits. */
function change(db: Database, table: string, column: string): boolean {
  const skipped =
    table === 'archive_meta'
      ? `where key not in (${Object.keys(UNBOUND_KEYS)
          .map((key) => `'${key}'`)
          .join()})`
      : '';
  const rows = db.prepare(`select * from "${table}" ${skipped} limit 20`).all() as Array<
    Record<string, unknown>
  >;
  const keys = columnsOf(db, table);
  for (const row of rows)
    for (const other of othersFor(db, table, column, row[column])) {
      const where = keys.map((key) => `"${key}" is ?`).join(' and ');
      try {
        const done = db
          .prepare(`update "${table}" set "${column}" = ? where ${where}`)
          .run(other, ...keys.map((key) => row[key]));
        if (done.changes === 1) return true;
      } catch {
        // The table's own rules refuse this one.
      }
    }
  return false;
}

const count = (table: string) => Number(database().prepare(`select count(*) from "${table}"`).pluck().get());

const CASES = Object.keys(BINDINGS).map((table) => [table] as const);

describe('a value changed with the key in hand is found', () => {
  test.each(CASES)('in %s', { timeout: 60_000 }, (table) => {
    const silent: string[] = [];
    for (const column of columnsOf(database(), table)) {
      if (typeof bindingOf(table, column) !== 'string') continue;
      let changed = false;
      const wrong = wrongOf(checksWithin(vault, ({ db }) => (changed = change(db, table, column))));
      if (!changed && count(table) > 0) silent.push(`${column} could not be changed`);
      else if (changed && wrong.length === 0) silent.push(column);
    }
    expect(silent).toEqual([]);
  });

  test('by nothing where nothing was changed', () => {
    expect(wrongOf(checksWithin(vault, () => {}))).toEqual([]);
  });
});
