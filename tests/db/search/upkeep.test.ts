import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SORTS } from '../../../db/domain/customer-list.ts';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries } from '../../../db/features/search/list/list.ts';
import { searchEntries } from '../../../db/features/search/query/search.ts';
import { checkIndex, indexEntries, indexEntry, optimiseIndex } from '../../../db/features/search/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { PlainScan } from './oracle.ts';
import { asTrial, FACET_NAMES, openSearchVault, sources } from './world.ts';
import { seedCustomers } from '../../../db/features/seed/service.ts';
import { shareOf } from '../../support/share.ts';

/** Names found by a text, in the order shown. */
function found(vault: TestVault, text: string): string[] {
  const { reader, actor, clock } = vault.contextOf('archivist');
  const { results } = searchEntries(reader, {
    text,
    reader: actor,
    today: clock.today(),
    sources,
    limit: 200,
  });
  return results.map(({ name }) => name);
}

/** Everything that lists and counts say, from the memory of this archive. */
function everything(vault: TestVault) {
  const { reader, actor, clock } = vault.contextOf('archivist');
  const query = { reader: actor, today: clock.today(), sources };
  return {
    lists: SORTS.map((by) =>
      listEntries(reader, { ...query, sort: { by, descending: false }, start: { offset: 0 }, limit: 200 }),
    ),
    facets: countFacets(reader, query),
  };
}

/** The same read anew, from a copy of the handle that has no memory yet. */
function everythingAnew(vault: TestVault) {
  const ctx = vault.contextOf('archivist');
  const reader = { ...ctx.reader };
  return everything({ ...vault, contextOf: () => ({ ...ctx, reader }) });
}

describe('the index follows every change', () => {
  it('finds a new customer at once, an edited one by its new texts only', async () => {
    await using vault = await openTestVault();
    const caller = vault.as('archivist');
    const input = aCustomer({ name: '旧名五金厂', note: '蓝色', contacts: [aContact({ name: '赵一' })] });
    const { id } = await caller.customers.create(input);
    expect(found(vault, '旧名')).toEqual(['旧名五金厂']);
    expect(found(vault, '蓝色')).toEqual(['旧名五金厂']);
    const changed = { ...input, name: '新名建材店', formerNames: ['旧名五金厂'], note: '红色', contacts: [] };
    await caller.customers.update({ id, version: 1, input: changed, reason: null });
    expect(found(vault, '新名')).toEqual(['新名建材店']);
    expect(found(vault, '旧名')).toEqual(['新名建材店']);
    expect(found(vault, '红色')).toEqual(['新名建材店']);
    expect(found(vault, '蓝色')).toEqual([]);
    expect(found(vault, '赵一')).toEqual([]);
    expect(found(vault, '13812345678')).toEqual([]);
  });

  it('forgets what is rolled back, in lists too', async () => {
    await using vault = await openTestVault();
    const ctx = vault.contextOf('archivist');
    await vault.as('archivist').customers.create(aCustomer({ name: '留下的' }));
    const before = everything(vault);
    const failing = () =>
      ctx.transaction((db) => {
        db.execute(`update customer set name = '改坏的', name_sort = 'gai3'`);
        indexEntry(db, sources, 1);
        expect(found(vault, '改坏')).toEqual(['改坏的']);
        expect(everything(vault).lists[0]?.rows[0]?.name).toBe('改坏的');
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(found(vault, '改坏')).toEqual([]);
    expect(everything(vault)).toEqual(before);
    // The next change takes the number of the one that was rolled back.
    await vault.as('archivist').customers.create(aCustomer({ name: '阿后来的' }));
    expect(everything(vault)).toEqual(everythingAnew(vault));
  });

  it('keeps lists and counts as they would be read anew, through any run of changes', async () => {
    await using vault = await openSearchVault(60);
    const ctx = vault.contextOf('archivist');
    everything(vault);
    const change = fc.record({
      id: fc.integer({ min: 1, max: 74 }),
      column: fc.constantFrom(
        'grade',
        'status',
        'city',
        'name_sort',
        'filed_on',
        'responsible_id',
        'secrecy_until',
      ),
      value: fc.nat(3),
    });
    const values: Record<string, ReadonlyArray<string | number | null>> = {
      grade: ['gold', 'iron', 'platinum', null],
      status: ['active', 'stopped', 'negotiating', null],
      city: ['440600', '440100', '330100', null],
      name_sort: ['a1', 'z2 z2', '𠮷 b1', '\uFFFD c1'],
      filed_on: ['2001-01-01', '2025-05-05', '2026-01-01', '2026-03-01'],
      responsible_id: [1, 2, 3, null],
      secrecy_until: ['2020-01-01', '2030-01-01', '2026-03-01', null],
    };
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.boolean(), (changes, bulk) => {
        ctx.transaction((db) => {
          for (const { id, column, value } of changes)
            db.execute(`update customer set ${column} = ? where id = ?`, values[column]?.[value] ?? null, id);
          const ids = [...new Set(changes.map(({ id }) => id))];
          if (bulk) indexEntries(db, sources, ids);
          else for (const id of ids) indexEntry(db, sources, id);
        });
        expect(everything(vault)).toEqual(everythingAnew(vault));
      }),
      { numRuns: shareOf(40) },
    );
  });

  it('writes no entry that stays as it is', async () => {
    await using vault = await openSearchVault(20);
    const ctx = vault.contextOf('archivist');
    const pieces = () => ctx.reader.value('select group_concat(id || length(block)) from search_index_data');
    const before = pieces();
    ctx.transaction((db) => {
      db.execute('update customer set annual_volume = 5, updated_at = updated_at + 1');
      for (let id = 1; id <= 20; id += 1) indexEntry(db, sources, id);
    });
    expect(pieces()).toBe(before);
  });

  it('says which archives it lacks, holds wrongly or holds without a record', async () => {
    await using vault = await openSearchVault(20);
    const ctx = vault.contextOf('archivist');
    const spoil = (sql: string) => {
      ctx.transaction((db) => db.execute(sql));
      return checkIndex(ctx);
    };
    expect(checkIndex(ctx)).toEqual({ problems: 0, first: 0 });
    expect(spoil('update search_row set keeper = 5 where id in (9, 12)')).toEqual({ problems: 2, first: 9 });
    expect(spoil(`update customer set secrecy = 'top_secret' where id = 7`)).toEqual({
      problems: 3,
      first: 7,
    });
    expect(spoil('delete from search_row where id in (3, 34)')).toEqual({ problems: 5, first: 3 });
    ctx.transaction((db) => indexEntries(db, sources, [3, 7, 9, 12, 34]));
    expect(checkIndex(ctx)).toEqual({ problems: 0, first: 0 });
    ctx.transaction((db) => {
      db.execute('pragma defer_foreign_keys = on');
      db.execute(
        `insert into search_row select 500, position, 0, facets, 0, 0, null from search_row where id = 1`,
      );
      expect(checkIndex({ ...ctx, reader: db })).toEqual({ problems: 1, first: 500 });
      db.execute('delete from search_row where id = 500');
    });
  });

  it('leaves out of lists and counts what is gone from it', async () => {
    await using vault = await openTestVault();
    const ctx = vault.contextOf('archivist');
    const { id } = await vault.as('archivist').customers.create(aCustomer({ name: '要取出的' }));
    await vault.as('archivist').customers.create(aCustomer({ name: '不取出的' }));
    expect(everything(vault).facets.total).toBe(2);
    ctx.transaction((db) => {
      db.execute('delete from search_row where id = ?', id);
      db.execute('insert into search_change (customer_id, tag) values (?, 1)', id);
    });
    expect(everything(vault).facets).toEqual(everythingAnew(vault).facets);
    expect(everything(vault).facets.total).toBe(1);
    for (const { rows } of everything(vault).lists)
      expect(rows.map(({ name }) => name)).toEqual(['不取出的']);
  });

  it('finds the same after a merge and many single saves', async () => {
    await using vault = await openSearchVault(80);
    const ctx = vault.contextOf('archivist');
    const texts = ['公', '佛山', '有限公司', 'fs', 'jinyi', '138', 'qz01', '市 厂'];
    const answers = () => texts.map((text) => found(vault, text));
    const before = answers();
    for (let round = 0; round < 3; round += 1)
      for (let id = 1; id <= 90; id += 1)
        ctx.transaction((db) => {
          db.execute(`update customer set note = coalesce(note, '') || '〇' where id = ?`, id);
          indexEntry(db, sources, id);
        });
    expect(answers()).toEqual(before);
    ctx.transaction(optimiseIndex);
    expect(answers()).toEqual(before);
  });
});

describe('a class that lapses', () => {
  it('opens the archive on the day after, without anybody doing anything, and not before', async () => {
    await using vault = await openTestVault();
    const ctx = vault.contextOf('archivist');
    await vault.signIn('requester');
    const caller = vault.as('archivist');
    await caller.customers.create(
      aCustomer({ name: '限期机密', secrecy: 'secret', secrecyUntil: vault.clock.today() }),
    );
    const seen = () => {
      const { reader, actor, clock } = vault.contextOf('requester');
      const query = { reader: actor, today: clock.today(), sources };
      const { results } = searchEntries(reader, { ...query, text: '限期', limit: 5 });
      const { total } = countFacets(reader, query);
      return [results.length, total, new PlainScan(reader, query.today).find('限期', actor).length];
    };
    expect(seen()).toEqual([0, 0, 0]);
    vault.clock.advance({ days: 1 });
    expect(seen()).toEqual([1, 1, 1]);
    expect(everything(vault).lists[0]?.rows[0]?.secrecy).toBe('normal');
    ctx.transaction((db) => indexEntries(db, sources, [1]));
    expect(seen()).toEqual([1, 1, 1]);
    vault.clock.advance({ days: -1 });
    expect(seen()).toEqual([0, 0, 0]);
  });
});

describe('seeding', () => {
  it('files whole archives with gap-free numbers under one row of the log', async () => {
    await using vault = await openTestVault();
    const ctx = asTrial(vault.contextOf('archivist'));
    const rows = () => ctx.reader.value<number>('select count(*) from audit') ?? 0;
    const before = rows();
    seedCustomers(ctx, { customers: 120 });
    seedCustomers(ctx, { customers: 80, start: 2 });
    expect(rows()).toBe(before + 2);
    expect(checkIndex(ctx)).toEqual({ problems: 0, first: 0 });
    expect(everything(vault).facets.total).toBe(200);
    const serials = ctx.reader.rows<{ scope: string; last: number; n: number }>(
      `select scope, last, (select count(*) from customer where archive_no glob replace(scope, '{serial:4}', '*')) as n
       from series where kind = 'archive'`,
    );
    expect(serials.length).toBeGreaterThan(10);
    for (const { last, n } of serials) expect(n).toBe(last);
    expect(FACET_NAMES.every((name) => (everything(vault).facets.dimensions[name] ?? []).length > 1)).toBe(
      true,
    );
  });

  it('is refused in a vault that is in real use', async () => {
    await using vault = await openTestVault();
    expect(() => seedCustomers(vault.contextOf('archivist'), { customers: 1 })).toThrow('seed.real_archive');
  });
});
