import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlFor, type ReadableDb, type SqlValue } from '../../../db/connection/handles.ts';
import { filingTable } from '../../../db/features/filings/store.ts';
import { listAuditRows } from '../../../db/work/log/store.ts';
import { FILING_STATES } from '../../../db/domain/filing.ts';
import { pageOf, type Order, type Page, type Place } from '../../../db/work/page.ts';
import { openTestVault } from '../../support/vault.ts';

interface Item {
  list: string;
  code: string;
  position: number;
}

test('pages together are the whole list in its order, each row once, whatever their size', async () => {
  await using vault = await openTestVault();
  const db = vault.opened.handles.reader;
  const query = sqlFor.selectFrom('list_item').select(['list', 'code', 'position']);
  const all = db.all(query).length;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: all + 1 }),
      fc.constantFrom('asc' as const, 'desc' as const),
      (limit, direction) => {
        const order: Order<Item> = {
          columns: ['list_item.position', 'list_item.list', 'list_item.code'],
          direction,
          placeOf: ({ position, list, code }) => [position, list, code],
        };
        const seen: Item[] = [];
        for (let place: Place | null = null; ;) {
          const { rows, next }: Page<Item> = pageOf(db, query, order, place, limit);
          expect(rows).toHaveLength(next === null ? rows.length : limit);
          seen.push(...rows);
          if (next === null) break;
          place = next;
        }
        const sorted = db.rows(
          `select list, code, position from list_item
           order by position ${direction}, list ${direction}, code ${direction}`,
        );
        expect(seen).toEqual(sorted);
      },
    ),
    { numRuns: 25 },
  );
});

test('a page that ends with the list says so', async () => {
  await using vault = await openTestVault();
  const db = vault.opened.handles.reader;
  const order: Order<{ id: number }> = { columns: ['id'], direction: 'asc', placeOf: ({ id }) => [id] };
  const query = sqlFor.selectFrom('account').select('id');
  expect(pageOf(db, query, order, null, 8).next).toBeNull();
  expect(pageOf(db, query, order, null, 7)).toMatchObject({ next: [7] });
  expect(pageOf(db, query, order, [7], 7)).toEqual({ rows: [{ id: 8 }], next: null });
  expect(pageOf(db, query, order, [8], 7)).toEqual({ rows: [], next: null });
});

/** The plan of every statement that `read` runs, in place of its rows. */
function plansOf(db: ReadableDb, read: (db: ReadableDb) => unknown): string {
  const plans: string[] = [];
  const note = (sql: string, values: readonly SqlValue[]) => {
    const plan = db.rows<{ detail: string }>(`explain query plan ${sql}`, ...values);
    plans.push(...plan.map(({ detail }) => detail));
    return [];
  };
  const explain: ReadableDb = {
    ...db,
    all(query) {
      const { sql, parameters } = query.compile();
      return note(sql, parameters as SqlValue[]);
    },
    rows: (sql, ...values) => note(sql, values),
  };
  read(explain);
  return plans.join('\n');
}

test('lists of filings and their counts go by the index meant for them, without sorting', async () => {
  await using vault = await openTestVault();
  const db = vault.opened.handles.reader;
  const own = { personId: 1, classes: [], others: { sql: 'true', values: [] } };
  const condition =
    'exists (select 1 from customer where customer.id = filing.customer_id and customer.secrecy = ?)';
  const all = {
    personId: 1,
    classes: ['normal' as const, 'secret' as const],
    others: { sql: condition, values: ['normal'] },
  };
  for (const state of FILING_STATES) {
    const page = { states: [state], after: 7, limit: 50 };
    const everyones = plansOf(db, (explain) => filingTable.page(explain, all, page));
    expect(everyones).toContain('SEARCH filing USING INDEX filing_by_state (state=? AND id<?)');
    expect(everyones).toContain('SEARCH customer USING INTEGER PRIMARY KEY');
    const mine = plansOf(db, (explain) => filingTable.page(explain, own, page));
    expect(mine).toContain(
      'SEARCH filing USING INDEX filing_by_reporter (reporter_id=? AND state=? AND id<?)',
    );
    expect(everyones + mine).not.toContain('TEMP B-TREE');
  }
  expect(plansOf(db, (explain) => filingTable.count(explain, all))).toContain(
    'USING COVERING INDEX filing_by_state',
  );
  expect(plansOf(db, (explain) => filingTable.count(explain, own))).toContain(
    'USING COVERING INDEX filing_by_reporter',
  );
});

test('pages of the log go by its own order, or by the index of what is asked for', async () => {
  await using vault = await openTestVault();
  const db = vault.opened.handles.reader;
  const planOf = (filter: { action?: string; object?: string }) =>
    plansOf(db, (explain) => listAuditRows(explain, { ...filter, after: 7, limit: 50 }));
  expect(planOf({})).toContain('SEARCH audit USING INTEGER PRIMARY KEY (rowid<?)');
  expect(planOf({ action: 'vault.sign_in' })).toContain('audit_by_action (action=? AND seq<?)');
  expect(planOf({ object: 'archive' })).toContain('audit_by_object (object=? AND seq<?)');
  expect(planOf({}) + planOf({ action: 'x' })).not.toContain('TEMP B-TREE');
});
