import type { Database } from 'better-sqlite3';
import type { Random } from '../../../db/features/seed/random.ts';
import { BINDINGS, UNBOUND_KEYS, type Binding } from './bindings.ts';

type Row = Readonly<Record<string, unknown>>;

export const columnsOf = (db: Database, table: string): string[] =>
  db.prepare('select name from pragma_table_xinfo(?) where hidden <> 1').pluck().all(table) as string[];

export const isBound = (table: string, column: string): boolean => {
  const known = Object.entries(BINDINGS).find(([name]) => name === table)?.[1];
  const binding: Binding | undefined = known?.but?.[column] ?? known?.all;
  return typeof binding === 'string';
};

/** Tables of which anything is bound; rows of the others are what the list of reasons admits. */
export const BOUND_TABLES = Object.entries(BINDINGS).flatMap(([table, { all }]) =>
  typeof all === 'string' ? [table] : [],
);

/**
 * One change that somebody makes with a tool of their own to one of the tables; null where that refuses it or nothing
 * changes.
 */
export function changeAtRandom(
  db: Database,
  random: Random,
  tables: readonly string[] = BOUND_TABLES,
): string | null {
  const table = random.pick(tables);
  const known = Object.keys(UNBOUND_KEYS).map((key) => `'${key}'`);
  const where = table === 'archive_meta' ? `where key not in (${known.join()})` : '';
  const rows = db.prepare(`select * from "${table}" ${where}`).all() as Row[];
  if (rows.length === 0) return null;
  const row = random.pick(rows);
  const columns = columnsOf(db, table);
  const bound = columns.filter((column) => isBound(table, column));
  const same = columns.map((column) => `"${column}" is ?`).join(' and ');
  const values = columns.map((column) => row[column]);
  const column = random.pick(bound);
  const way = random.pick(['update', 'update', 'delete', 'insert'] as const);
  const other = otherThan(random, row[column], random.pick(rows)[column]);
  if (way === 'update' && isSame(other, row[column])) return null;
  try {
    const { changes } =
      way === 'update'
        ? db.prepare(`update "${table}" set "${column}" = ? where ${same}`).run(other, ...values)
        : way === 'delete'
          ? db.prepare(`delete from "${table}" where ${same}`).run(...values)
          : insertCopy(db, table, row, { [column]: other });
    return changes === 1 ? `${way} ${table}.${column}: ${String(row[column])} → ${String(other)}` : null;
  } catch {
    return null;
  }
}

/** With the next free number for what has one. */
function insertCopy(db: Database, table: string, row: Row, change: Row) {
  const copy: Record<string, unknown> = { ...row, ...change };
  for (const key of ['id', 'seq'])
    if (key in copy) copy[key] = Number(db.prepare(`select max("${key}") from "${table}"`).pluck().get()) + 1;
  const columns = Object.keys(copy);
  const names = columns.map((column) => `"${column}"`).join();
  return db
    .prepare(`insert into "${table}" (${names}) values (${columns.map(() => '?').join()})`)
    .run(...columns.map((column) => copy[column]));
}

/** Another value of a column: one of another row, or one nearby. */
export function otherThan(random: Random, value: unknown, another: unknown): unknown {
  if (random.chance(0.4)) return another;
  if (value instanceof Buffer) return Buffer.from(value.map((byte, at) => (at === 3 ? byte ^ 4 : byte)));
  if (typeof value === 'number') return value + random.pick([-1, 1, 1000]);
  return value === null ? random.pick(['2026-01-01', 'x', 1]) : `${String(value)}x`;
}

export const isSame = (one: unknown, other: unknown): boolean =>
  one instanceof Buffer && other instanceof Buffer ? one.equals(other) : one === other;
