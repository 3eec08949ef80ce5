import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrations/index.ts';

/** Tables and columns as `db/schema.ts` declares them, read from its text: types are gone at run time. */
function declared(): Record<string, string[]> {
  const source = readFileSync(new URL('../../db/schema.ts', import.meta.url), 'utf8');
  const body = source.slice(source.indexOf('export interface Schema {'));
  const tables = body.matchAll(/^ {2}(\w+): \{([^}]*)\}/gm);
  return Object.fromEntries(
    [...tables].map(([, table = '', columns = '']) => [
      table,
      [...columns.matchAll(/(\w+):/g)].map(([, column = '']) => column).toSorted(),
    ]),
  );
}

test('row types name the tables and columns that the migrated database has', () => {
  const db = new Database(':memory:');
  migrate(db);
  for (const [table, columns] of Object.entries(declared())) {
    const real = db.prepare(`select name from pragma_table_info('${table}')`).pluck().all() as string[];
    expect({ table, columns }).toEqual({ table, columns: real.toSorted() });
  }
});
