import { describe, expect, test } from 'vitest';
import defaults from '../../../resources/lists/defaults.json' with { type: 'json' };
import { divisions } from '../../../db/features/lists/service.ts';
import { makeCustomer, type Ground } from '../../../db/features/seed/make.ts';
import { Random } from '../../../db/features/seed/random.ts';
import { MOST_CUSTOMERS, seedCustomers, type SeedContext } from '../../../db/features/seed/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

describe('numbers that look random', () => {
  test('are the same for the same start, and bounded', () => {
    const one = new Random(5);
    const values = Array.from({ length: 500 }, () => one.next());
    const same = new Random(5);
    expect(Array.from({ length: 500 }, () => same.next())).toEqual(values);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(values).size).toBe(500);
    expect(new Random(-1).next()).toBe(new Random(2 ** 32 - 1).next());
    expect([0, 1, 2 ** 31].map((start) => new Random(start).next())).toEqual([
      0.26642920868471265, 0.6270739405881613, 0.8205775609239936,
    ]);
  });

  test('are whole below an end, digits as many as asked, and picks of what there is', () => {
    const random = new Random(1);
    const below = new Set(Array.from({ length: 200 }, () => random.below(3)));
    expect(below).toEqual(new Set([0, 1, 2]));
    expect([random.digits(0), random.digits(12)]).toEqual(['', expect.stringMatching(/^\d{12}$/)]);
    expect(random.pick(['only'])).toBe('only');
    expect(() => random.pick([])).toThrow('nothing to pick');
    expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
  });
});

describe('customers of a trial', () => {
  const codes = (list: keyof typeof defaults) => defaults[list].map(({ code }) => code);
  const ground: Ground = {
    provinces: divisions().provinces,
    codes: {
      grade: codes('grade_metal'),
      industry: codes('industry'),
      size: codes('size'),
      sub_type_client: codes('sub_type_client'),
      sub_type_supplier: codes('sub_type_supplier'),
      sub_type_partner: codes('sub_type_partner'),
    },
    people: [1, 2, 3],
    today: '2026-03-02',
  };

  test('are as they were for the same start, down to the last character', async () => {
    const random = new Random(7);
    const made = Array.from({ length: 80 }, (_, at) => JSON.stringify(makeCustomer(random, ground, at * 97)));
    await expect(`${made.join('\n')}\n`).toMatchFileSnapshot('customers.txt');
  });

  test('name nobody where there is nobody', () => {
    const random = new Random(7);
    const made = Array.from({ length: 50 }, (_, at) => makeCustomer(random, { ...ground, people: [] }, at));
    expect(made.every(({ input }) => input.responsibleId === null)).toBe(true);
  });
});

/** What seeding is given in a trial vault: all of it real but for that. */
function trialOf(vault: TestVault) {
  const told: unknown[][] = [];
  const context = vault.contextOf('archivist');
  const facts = { ...context.facts, trial: true };
  const ctx: SeedContext = {
    actor: context.actor,
    clock: context.clock,
    hash: context.hash,
    registries: context.registries,
    transaction: context.transaction,
    reader: context.reader,
    facts,
    progress: (...progress) => void told.push(progress),
    checkCancelled: () => void told.push(['asked']),
    emit: (toldTo) => void told.push([toldTo(context.actor)]),
  };
  return { ctx, told };
}

describe('filling a trial vault', () => {
  test('makes so many archives, numbered without a gap, each to be found, under one row of the log', async () => {
    await using vault = await openTestVault();
    const { ctx, told } = trialOf(vault);
    expect(seedCustomers(ctx, { customers: 40 })).toEqual({ customers: 40, recordsMs: 0, indexMs: 0 });
    expect(told).toEqual([['asked'], ['seed', 40, 40], [{ type: 'changed', kind: 'customers' }]]);
    expect(seedCustomers(ctx, { customers: 1, start: 2 }).customers).toBe(1);
    const { reader } = vault.opened.handles;
    const series = reader.rows<{ count: number; last: number }>(
      'select count(*) as count, max(serial) as last from customer group by series_id',
    );
    expect(series.every(({ count, last }) => count === last)).toBe(true);
    expect(series.reduce((sum, { count }) => sum + count, 0)).toBe(41);
    const rows = reader.rows("select object, reason from audit where action = 'seed.run' order by seq");
    expect(rows).toEqual([
      { object: 'seed', reason: '1-40' },
      { object: 'seed', reason: '41-41' },
    ]);
    const archivist = vault.as('archivist');
    expect((await archivist.search.facets({})).total).toBe(41);
    const archiveNo = reader.value<string>('select archive_no from customer where id = 3') ?? '';
    const found = await archivist.search.query({ text: archiveNo, limit: 5 });
    expect(found.results.map(({ id }) => id)).toEqual([3]);
  });

  test('is refused where the vault is in real use, and for no number of customers', async () => {
    await using vault = await openTestVault();
    const { ctx, told } = trialOf(vault);
    expect(() => seedCustomers(vault.contextOf('archivist'), { customers: 1 })).toThrow('seed.real_archive');
    for (const customers of [0, -1, 1.5, MOST_CUSTOMERS + 1, Number.NaN])
      expect(() => seedCustomers(ctx, { customers })).toThrow('seed.bad_count');
    expect(told).toEqual([]);
    const stop = () => {
      throw new Error('stopped');
    };
    expect(() => seedCustomers({ ...ctx, checkCancelled: stop }, { customers: 1 })).toThrow('stopped');
    expect(() => seedCustomers({ ...ctx, checkCancelled: stop }, { customers: MOST_CUSTOMERS })).toThrow(
      'stopped',
    );
    expect(vault.opened.handles.reader.value('select count(*) from customer')).toBe(0);
  });
});
