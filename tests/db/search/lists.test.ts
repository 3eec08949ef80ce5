import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlValue } from '../../../db/connection/handles.ts';
import { SORTS, type FacetName, type SortName } from '../../../db/domain/customer-list.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries, type PageStart } from '../../../db/features/search/list/list.ts';
import type { Filters } from '../../../db/features/search/query/plan.ts';
import type { TestVault } from '../../support/vault.ts';
import { PlainScan, visibleWhere } from './oracle.ts';
import { FACET_NAMES, openSearchVault, sources } from './world.ts';
import { shareOf } from '../../support/share.ts';

const ROLES: readonly Role[] = ['archivist', 'developer', 'requester'];

const COLUMNS: Record<FacetName, string> = {
  category: 'category',
  status: 'status',
  grade: 'grade',
  secrecy: `iif(secrecy_until < :today, 'normal', secrecy)`,
  party: 'party',
  complete: `iif(completeness = 100, 'yes', 'no')`,
  province: 'province',
  city: 'city',
};

const ORDER_BY: Record<SortName, string> = {
  name: 'name_sort, id',
  archiveNo: `rtrim(archive_no, '0123456789'), length(archive_no), archive_no`,
  filedOn: 'filed_on, id',
  shelf: `(select cast(cabinet as integer) * 1e6 + level * 1e4 + position from shelf where id = shelf_id)
    nulls last, id`,
  grade: `coalesce((select position from list_item where list = 'grade_metal' and code = grade), 99), name_sort, id`,
};

let vault: TestVault;
let today: string;
let scan: PlainScan;

beforeAll(async () => {
  vault = await openSearchVault(400);
  today = vault.clock.today();
  scan = new PlainScan(vault.contextOf('archivist').reader, today);
});
afterAll(() => vault[Symbol.asyncDispose]());

/** What a plain query answers: ids in order. */
function plainIds(role: Role, filters: Filters, sort: SortName, text = ''): number[] {
  const { reader, actor } = vault.contextOf(role);
  const visible = visibleWhere(actor, today);
  const values: SqlValue[] = [...visible.values];
  const conditions = [visible.sql];
  for (const dimension of FACET_NAMES) {
    const codes = filters[dimension];
    if (!codes) continue;
    const column = COLUMNS[dimension].replace(':today', `'${today}'`);
    const known = codes.filter((code) => code !== null);
    conditions.push(
      `(${column} in (select value from json_each(?))${codes.includes(null) ? ` or ${column} is null` : ''})`,
    );
    values.push(JSON.stringify(known));
  }
  if (filters.responsible) {
    conditions.push(`coalesce(responsible_id, 0) in (select value from json_each(?))`);
    values.push(JSON.stringify(filters.responsible.map((id) => id ?? 0)));
  }
  const found = text === '' ? null : new Set(scan.find(text, actor));
  return reader
    .rows<{ id: number }>(
      `select id from customer where ${conditions.join(' and ')} order by ${ORDER_BY[sort]}`,
      ...values,
    )
    .map(({ id }) => id)
    .filter((id) => !found || found.has(id));
}

function page(
  role: Role,
  query: { filters: Filters; by: SortName; descending: boolean; start: PageStart; text?: string },
) {
  const { reader: db, actor } = vault.contextOf(role);
  const { filters, by, descending, start, text } = query;
  return listEntries(db, {
    text,
    filters,
    sort: { by, descending },
    start,
    limit: 20,
    reader: actor,
    today,
    sources,
  });
}

const filterArbitrary: fc.Arbitrary<Filters> = fc.record(
  {
    category: fc.subarray(['supplier', 'client', 'partner'], { minLength: 1 }),
    status: fc.subarray([null, 'negotiating', 'active', 'stopped'], { minLength: 1 }),
    grade: fc.subarray([null, 'platinum', 'gold', 'iron', 'unknown'], { minLength: 1 }),
    secrecy: fc.subarray(['normal', 'confidential', 'secret', 'top_secret'], { minLength: 1 }),
    party: fc.subarray(['organisation', 'individual'], { minLength: 1 }),
    complete: fc.subarray(['yes', 'no'], { minLength: 1 }),
    province: fc.subarray([null, '440000', '330000', '110000'], { minLength: 1 }),
    city: fc.subarray([null, '440600', '440100', '999999'], { minLength: 1 }),
    responsible: fc.subarray([null, 1, 2, 3], { minLength: 1 }),
  },
  { requiredKeys: [] },
);

const textArbitrary = fc.constantFrom('', '', '公司', '佛', 'yxgs', '138', '市 有限', '金艺');

describe('a list is what a plain query gives', () => {
  it.each(ROLES)('for a %s, under any filters, in any order, at any depth', (role) => {
    fc.assert(
      fc.property(
        filterArbitrary,
        fc.constantFrom(...SORTS),
        fc.boolean(),
        fc.nat(60),
        textArbitrary,
        (filters, by, descending, offset, text) => {
          const ascending = plainIds(role, filters, by, text);
          const expected = descending ? ascending.toReversed() : ascending;
          const query = { filters, by, descending, text };
          const shown = page(role, { ...query, start: { offset } });
          expect(shown.total).toBe(expected.length);
          expect(shown.rows.map(({ id }) => id)).toEqual(expected.slice(offset, offset + 20));
          const idsFrom = (start: PageStart) => page(role, { ...query, start }).rows.map(({ id }) => id);
          expect(shown.next).toBe(expected.length > offset + 20 ? expected[offset + 19] : null);
          expect(idsFrom(shown.next === null ? { offset: offset + 20 } : { after: shown.next })).toEqual(
            expected.slice(offset + 20, offset + 40),
          );
          const before = Math.max(0, offset - 20);
          const back = shown.previous === null ? { offset: before } : { before: shown.previous };
          expect(idsFrom(back).slice(0, 20)).toEqual(expected.slice(before, before + 20));
          expect(page(role, { ...query, start: { last: true } }).rows.map(({ id }) => id)).toEqual(
            expected.slice(-20),
          );
        },
      ),
      { numRuns: shareOf(80) },
    );
  });

  it.each(ROLES)('and so are the counts beside it, for a %s', (role) => {
    const { reader: db, actor } = vault.contextOf(role);
    const rows = new Map(
      db
        .rows<Record<string, string | number | null>>(
          `select id, responsible_id, ${FACET_NAMES.map((name) => `${COLUMNS[name].replace(':today', `'${today}'`)} as ${name}`).join(', ')} from customer`,
        )
        .map((row) => [row['id'], row]),
    );
    const tally = (ids: number[], column: string) => {
      const counts = new Map<unknown, number>();
      for (const id of ids) {
        const value = rows.get(id)?.[column] ?? null;
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return counts;
    };
    fc.assert(
      fc.property(filterArbitrary, textArbitrary, (filters, text) => {
        const facets = countFacets(db, { text, filters, reader: actor, today, sources });
        expect(facets.total).toBe(plainIds(role, filters, 'name', text).length);
        for (const dimension of FACET_NAMES) {
          const others = { ...filters, [dimension]: undefined };
          const counts = new Map(facets.dimensions[dimension]?.map(({ code, count }) => [code, count]));
          expect(counts).toEqual(tally(plainIds(role, others, 'name', text), dimension));
        }
        const others = { ...filters, responsible: undefined };
        const counts = new Map(facets.responsible.map(({ code, count }) => [code, count]));
        expect(counts).toEqual(tally(plainIds(role, others, 'name', text), 'responsible_id'));
      }),
      { numRuns: shareOf(60) },
    );
  });
});

describe('a list by relevance', () => {
  it('goes on from page to page without a row twice or missing', () => {
    const { reader: db, actor } = vault.contextOf('archivist');
    for (const text of ['公', 'yxgs', '佛山', '有限公司']) {
      const query = { text, reader: actor, today, sources, limit: 30 };
      const all = new Set(scan.find(text, actor));
      const seen: number[] = [];
      for (let offset = 0; offset < all.size; offset += 30)
        seen.push(...listEntries(db, { ...query, start: { offset } }).rows.map(({ id }) => id));
      expect(new Set(seen)).toEqual(all);
      expect(seen).toHaveLength(all.size);
    }
  });

  it('takes filters along', () => {
    const { reader: db, actor } = vault.contextOf('developer');
    const filters: Filters = { category: ['client'], secrecy: ['normal'] };
    const shown = listEntries(db, {
      text: '市',
      filters,
      reader: actor,
      today,
      sources,
      start: { offset: 0 },
      limit: 200,
    });
    expect(new Set(shown.rows.map(({ id }) => id))).toEqual(
      new Set(plainIds('developer', filters, 'name', '市')),
    );
  });
});

describe('a jump to a letter', () => {
  it('lands on the first name in pinyin from there on', () => {
    const shown = page('archivist', { filters: {}, by: 'name', descending: false, start: { letter: 's' } });
    const { reader } = vault.contextOf('archivist');
    const first = reader.value(
      `select id from customer where name_sort >= 's' order by name_sort, id limit 1`,
    );
    expect(shown.rows[0]?.id).toBe(first);
    expect(shown.offset).toBe(plainIds('archivist', {}, 'name').indexOf(Number(first)));
  });
});
