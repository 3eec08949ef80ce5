import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries } from '../../../db/features/search/list/list.ts';
import type { Filters } from '../../../db/features/search/query/plan.ts';
import { indexEntries, indexEntry, prepareIndex } from '../../../db/features/search/service.ts';
import type { ReadableDb } from '../../../db/connection/handles.ts';
import type { FacetCode, SearchSources } from '../../../db/work/search-source.ts';
import type { TestVault } from '../../support/vault.ts';
import { PlainScan } from './oracle.ts';
import { openSearchVault, sources as own } from './world.ts';

/** Three facets more than the first word has room for: they take two further words. */
const ADDED = [
  { name: 'room', bits: 8, column: 'uscc_waiver' },
  { name: 'industry', bits: 16, column: 'industry' },
  { name: 'subType', bits: 20, column: 'sub_type' },
] as const;

type Added = Record<(typeof ADDED)[number]['name'], FacetCode>;

function readAdded(db: ReadableDb, ids: readonly number[]): Map<number, Added> {
  const rows = db.rows<Added & { id: number }>(
    `select id, ${ADDED.map(({ name, column }) => `${column} as ${name}`).join(', ')} from customer
     where id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, ...codes }) => [id, codes]));
}

/** The customers of a later program: the same, counted by more. */
const later: SearchSources = {
  ...own,
  entries: {
    ...own.entries,
    facets: [...own.entries.facets, ...ADDED.map(({ name, bits }) => ({ name, bits }))],
    readEntries(db, ids) {
      const added = readAdded(db, ids);
      const entries = own.entries.readEntries(db, ids);
      return new Map(
        [...entries].map(([id, entry]) => [id, { ...entry, facets: { ...entry.facets, ...added.get(id) } }]),
      );
    },
  },
};

const ROOMS = ['甲', '乙', '丙', null];

/** An archive as the program before has it. */
async function openOlder(): Promise<TestVault> {
  const vault = await openSearchVault(160);
  vault.contextOf('archivist').transaction((db) => {
    for (const [index, room] of ROOMS.entries())
      db.execute('update customer set uscc_waiver = ? where id % 4 = ?', room, index);
  });
  return vault;
}

/** Opened by a program that knows `sources`; each time with a memory of its own. */
function opened({ opened, contextOf }: TestVault, sources: SearchSources) {
  const { transaction } = opened.handles;
  const reader = { ...opened.handles.reader };
  prepareIndex({ reader, transaction }, sources);
  const { actor, clock } = contextOf('archivist');
  return { db: reader, transaction, asked: { sources, reader: actor, today: clock.today() } };
}

const placesOf = (db: ReadableDb) =>
  db.rows<{ name: string; word: number }>('select name, word from facet_place order by word, shift');

/** What plain queries give: how many of each code, under the filters of the other facets. */
function plainCounts(
  db: ReadableDb,
  filters: Record<string, readonly FacetCode[]>,
  name: string,
  among: ReadonlySet<number>,
) {
  const wanted = Object.entries(filters).filter(([other]) => other !== name);
  const columns = ['category', ...ADDED.map(({ column }) => column)];
  const columnOf = (facet: string) => ADDED.find((added) => added.name === facet)?.column ?? facet;
  const counts = new Map<FacetCode, number>();
  for (const row of db.rows<Record<string, FacetCode> & { id: number }>(
    `select id, ${columns.join(', ')} from customer`,
  )) {
    const passes = wanted.every(([facet, codes]) => codes.includes(row[columnOf(facet)] ?? null));
    const code = row[columnOf(name)] ?? null;
    if (passes && among.has(row.id)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

const codesOf = (db: ReadableDb, column: string) =>
  db.rows<{ code: FacetCode }>(`select distinct ${column} as code from customer`).map(({ code }) => code);

describe('a facet more than one number has room for', () => {
  it('is counted and narrows lists in a vault of before, whatever else is asked', async () => {
    await using vault = await openOlder();
    const { db, asked } = opened(vault, later);
    expect(placesOf(db).slice(-3)).toEqual([
      { name: 'room', word: 1 },
      { name: 'industry', word: 1 },
      { name: 'subType', word: 2 },
    ]);
    const scan = new PlainScan(db, asked.today);
    const everybody = new Set(db.rows<{ id: number }>('select id from customer').map(({ id }) => id));
    const some = (column: string) => fc.subarray(codesOf(db, column), { minLength: 1 });
    const filtersDrawn = fc.record(
      {
        category: some('category'),
        room: some('uscc_waiver'),
        industry: some('industry'),
        subType: some('sub_type'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filtersDrawn, fc.constantFrom('', '', '公司', '佛山', 'yx'), (drawn, text) => {
        const filters = drawn as Record<string, readonly FacetCode[]>;
        const among = text === '' ? everybody : new Set(scan.find(text, asked.reader));
        const query = { ...asked, text, filters: filters as Filters };
        const counted = countFacets(db, query);
        for (const name of ['category', ...ADDED.map((added) => added.name)])
          expect(new Map(counted.dimensions[name]?.map(({ code, count }) => [code, count]))).toEqual(
            plainCounts(db, filters, name, among),
          );
        const passing = plainCounts(db, { ...filters, none: [null] }, 'none', among).get(null) ?? 0;
        expect(counted.total).toBe(passing);
        const sorted = { sort: { by: 'name', descending: false } } as const;
        for (const order of [sorted, {}]) {
          const shown = listEntries(db, { ...query, ...order, start: { offset: 0 }, limit: 500 });
          expect(shown).toMatchObject({ total: passing, totalIsExact: true });
          expect(new Set(shown.rows.map(({ id }) => id)).size).toBe(passing);
        }
        // By relevance page by page: none twice, none missing.
        const seen: number[] = [];
        if (text !== '')
          for (let offset = 0; offset < passing; offset += 7)
            seen.push(...listEntries(db, { ...query, start: { offset }, limit: 7 }).rows.map(({ id }) => id));
        expect(new Set(seen).size).toBe(text === '' ? 0 : passing);
      }),
      { numRuns: 60 },
    );
  });

  it('follows every change', async () => {
    await using vault = await openOlder();
    const { db, transaction, asked } = opened(vault, later);
    countFacets(db, asked);
    for (let round = 0; round < 12; round += 1) {
      const ids = [1 + round * 3, 2 + round * 5];
      transaction((writable) => {
        for (const id of ids)
          writable.execute(
            'update customer set uscc_waiver = ?, sub_type = ? where id = ?',
            ROOMS[round % 4] ?? null,
            round % 3 === 0 ? null : `own_${round}`,
            id,
          );
        if (round % 2 === 0) for (const id of ids) indexEntry(writable, later, id);
        else indexEntries(writable, later, ids);
      });
      expect(countFacets(db, asked)).toEqual(countFacets({ ...db }, asked));
    }
  });

  it('is filled in whole or not at all', async () => {
    await using vault = await openOlder();
    const before = placesOf(vault.opened.handles.reader);
    let left = 100;
    const failing: SearchSources = {
      ...later,
      entries: {
        ...later.entries,
        readEntries(db, ids) {
          const entries = [...later.entries.readEntries(db, ids)];
          left -= entries.length;
          if (left < 0) throw new Error('the power fails');
          return new Map(entries);
        },
      },
    };
    expect(() => opened(vault, failing)).toThrow('the power fails');
    expect(placesOf(vault.opened.handles.reader)).toEqual(before);
    expect(vault.opened.handles.reader.value('select count(*) from search_facet')).toBe(0);
    const { db, asked } = opened(vault, later);
    expect(countFacets(db, asked).dimensions['room']).toHaveLength(ROOMS.length);
  });

  it('is written anew after a program that does not know it', async () => {
    await using vault = await openOlder();
    opened(vault, later);
    const before = opened(vault, own);
    expect(before.db.value('select count(*) from search_facet')).toBe(0);
    before.transaction((db) => {
      db.execute(`update customer set uscc_waiver = '甲'`);
      indexEntry(db, own, 1);
    });
    const { db, asked } = opened(vault, later);
    const total = countFacets(db, asked).total;
    expect(countFacets(db, asked).dimensions['room']).toEqual([{ code: '甲', count: total }]);
  });

  it('leaves entries as they are: none is made anew', async () => {
    await using vault = await openOlder();
    const pieces = () =>
      vault.opened.handles.reader.value('select group_concat(id || length(block)) from search_index_data');
    const before = pieces();
    const { transaction } = opened(vault, later);
    transaction((db) => indexEntry(db, later, 3));
    expect(pieces()).toBe(before);
  });
});
