import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROPOSED_QUERIES } from '../../../db/features/customers/proposal-store.ts';
import { HOLDER_QUERIES } from '../../../db/features/customers/holders-store.ts';
import { FACTS_QUERY } from '../../../db/features/customers/facts-store.ts';
import { incompleteQuery } from '../../../db/features/customers/store.ts';
import { ID_QUERIES, SERIES_QUERY } from '../../../db/features/customers/search-store.ts';
import { RANK_QUERY } from '../../../db/features/search/list/store.ts';
import { isWithin, reachOf } from '../../../db/work/reach.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
});
afterAll(() => vault[Symbol.asyncDispose]());

function planOf(sql: string): string {
  const { reader } = vault.contextOf('archivist');
  return reader
    .rows<{ detail: string }>(`explain query plan ${sql}`)
    .map(({ detail }) => detail)
    .join('\n');
}

describe('hot queries use the index meant for them', () => {
  it.each([
    [ID_QUERIES.name, 'customer USING COVERING INDEX customer_by_sort'],
    [SERIES_QUERY.replace('?', '1'), 'customer USING COVERING INDEX customer_by_serial'],
    [ID_QUERIES.filedOn, 'customer USING COVERING INDEX customer_by_filed'],
    [ID_QUERIES.shelf, 'SCAN shelf USING COVERING INDEX sqlite_autoindex_shelf_1'],
    [ID_QUERIES.shelf, 'customer USING COVERING INDEX customer_by_shelf'],
    [ID_QUERIES.noShelf, 'customer USING COVERING INDEX customer_by_shelf'],
    [HOLDER_QUERIES.shelf.replace('?', '9'), 'customer USING COVERING INDEX customer_by_shelf'],
    [HOLDER_QUERIES.contact.replace('?', '9'), 'contact USING COVERING INDEX'],
    [HOLDER_QUERIES.phone.replace('?', '9'), 'customer_phone USING COVERING INDEX'],
  ])('%s', (sql, index) => {
    const plan = planOf(sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it.each([PROPOSED_QUERIES.count, PROPOSED_QUERIES.list])('%s', (sql) => {
    const filled = sql.replace('?', `'2026-11-22'`).replace('?', `'["secret"]'`).replace('?', '50');
    expect(planOf(filled)).toContain('customer USING INDEX customer_by_proposed_responsible');
  });

  it('what a page shows besides its lines is read by its ids alone', () => {
    const plan = planOf(FACTS_QUERY.replace('?', `'[1,2]'`));
    expect(plan).toContain('customer USING INTEGER PRIMARY KEY');
    expect(plan).toContain('contact USING INDEX contact_by_customer');
    expect(plan).toContain('customer_phone USING PRIMARY KEY');
  });

  it('archives that lack something are counted without their rows', () => {
    const { sql, values } = isWithin(
      reachOf(vault.contextOf('archivist').actor, 'customers.edit'),
      '2026-11-22',
      'customer',
    );
    const { reader } = vault.contextOf('archivist');
    const plan = reader.rows<{ detail: string }>(`explain query plan ${incompleteQuery(sql)}`, ...values);
    expect(plan.map(({ detail }) => detail)).toContainEqual(
      expect.stringContaining('COVERING INDEX customer_by_incomplete'),
    );
  });

  it('results in the order of rank come from the index as they are', () => {
    const plan = planOf(
      `select rowid from search_index where search_index match '"a金"' and rowid > 5 order by rowid limit 50`,
    );
    expect(plan).toMatch(/SCAN search_index VIRTUAL TABLE INDEX/);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it.each([
    ['select 1 from former_name where customer_id in (select value from json_each(?))', 'PRIMARY KEY'],
    ['select 1 from index_term where customer_id in (select value from json_each(?))', 'PRIMARY KEY'],
    ['select 1 from customer_phone where customer_id in (select value from json_each(?))', 'PRIMARY KEY'],
    ['select 1 from contact where customer_id in (select value from json_each(?))', 'contact_by_customer'],
    ['select 1 from customer where id in (select value from json_each(?))', 'INTEGER PRIMARY KEY'],
  ])('%s', (sql, index) => {
    expect(planOf(sql.replace('?', `'[1]'`))).toContain(index);
  });

  it('the classes that lapsed', () => {
    expect(planOf(RANK_QUERY)).toContain('search_row');
    expect(
      planOf(`select min(lapses_on) from search_row where lapses_on is not null and lapses_on < '2026'`),
    ).toContain('search_row_by_lapse');
  });
});
