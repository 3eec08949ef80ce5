import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../db/domain/customer-fields.ts';
import { columnsOf } from '../../db/domain/fields.ts';
import { migrate } from '../../db/migrations/index.ts';

/** Catalogues from which a table has columns besides its own. */
const CATALOGUES = { CUSTOMER_FIELDS, CONTACT_FIELDS };

/** Tables and columns as `db/schema.ts` declares them, read from its text: types are gone at run time. */
function declared(): Record<string, string[]> {
  const source = readFileSync(new URL('../../db/schema.ts', import.meta.url), 'utf8');
  const body = source.slice(source.indexOf('export interface Schema {'));
  const tables = body.matchAll(/^ {2}(\w+): (?:ColumnsOf<typeof (\w+)> & )?\{([^}]*)\}/gm);
  return Object.fromEntries(
    [...tables].map(([, table = '', catalogue = '', columns = '']) => [
      table,
      [
        ...[...columns.matchAll(/(\w+):/g)].map(([, column = '']) => column),
        ...Object.entries(CATALOGUES).flatMap(([name, fields]) =>
          name === catalogue ? columnsOf(fields).map(([, column]) => column) : [],
        ),
      ].toSorted(),
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
