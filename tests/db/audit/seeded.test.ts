import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCustomers } from '../../../db/features/seed/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { checksWithin, wrongOf, type Within } from './within.ts';

let vault: TestVault;
/** Archives 1 and 22 were filed by hand, 2 to 21 and 23 to 27 are trial data. */
beforeAll(async () => {
  vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const ctx = vault.contextOf('archivist');
  const trial = { ...ctx, facts: { ...ctx.facts, trial: true } };
  await customers.create(aCustomer());
  seedCustomers(trial, { customers: 20 });
  await customers.create(aCustomer());
  seedCustomers(trial, { customers: 5, start: 2 });
});
afterAll(() => vault[Symbol.asyncDispose]());

const look = (work: (within: Within) => void = () => {}, trial = true) =>
  checksWithin(vault, work, { trial });

/** Says another range in the row of the log on the first trial data. */
const say =
  (reason: string | null) =>
  ({ db }: Within): void => {
    db.prepare("update audit set reason = ? where reason = '2-21'").run(reason);
  };
/** As before the log named its keys: hashes were of something else than what is stored. */
const makeOld = ({ db }: Within): void => {
  db.exec('update audit set new_key = null');
};
const counted = (work?: (within: Within) => void, trial = true) => {
  const { ok, detail } = look(work, trial).archive_counts;
  return { ok, ...detail };
};
const RIGHT = {
  ok: true,
  archives: 27,
  filed: 27,
  takenBack: 0,
  joined: 0,
  serials: 27,
  seeded: 25,
};

describe('trial data', () => {
  test('is explained by the rows of the log that say which archives it is', () => {
    const checks = look();
    expect(wrongOf(checks)).toEqual([]);
    expect(checks.archive_counts).toEqual({
      name: 'archive_counts',
      ok: true,
      detail: { archives: 27, filed: 27, takenBack: 0, joined: 0, serials: 27, seeded: 25 },
    });
    expect(checks.records).toEqual({
      name: 'records',
      ok: true,
      note: 'seeded',
      detail: { rows: 2, seeded: 25, older: 0 },
    });
    expect(checks.history).toMatchObject({ ok: true, detail: { rows: 27 } });
  });

  test('is said to be there where it is a single archive', () => {
    const { records } = look((within) => {
      within.db.exec("update audit set reason = null where reason = '23-27'");
      say('2-2')(within);
    });
    expect(records).toMatchObject({ ok: true, note: 'seeded', detail: { rows: 2, seeded: 1 } });
  });

  test('is none in a vault in real use', () => {
    const checks = look(() => {}, false);
    expect(wrongOf(checks)).toEqual(['archive_counts']);
    expect(checks.archive_counts.detail).toEqual({
      archives: 27,
      filed: 2,
      serials: 27,
      seeded: 0,
      takenBack: 0,
      joined: 0,
    });
    expect(checks.records).toMatchObject({ ok: true, note: undefined, detail: { rows: 2, seeded: 0 } });
  });

  test.each([
    // As many as there are, but not those that are there.
    ['the one below the first', '3-22', { seeded: 25, filed: 27 }],
    ['the one above the last', '1-20', { seeded: 25, filed: 27 }],
    ['the first', '3-21', { seeded: 24, filed: 26 }],
    ['the last', '2-20', { seeded: 24, filed: 26 }],
  ])('does not explain %s when the log says %s', (_which, range, detail) => {
    expect(counted(say(range))).toMatchObject({ ...RIGHT, ok: false, ...detail });
  });

  test('that the log says there is and that is gone is missed, with its number gone too', () => {
    const gone = counted(({ db }) => {
      const series = 'where id = (select series_id from customer where id = 27)';
      db.exec(`update series set last = last - 1 ${series}; delete from customer where id = 27`);
    });
    expect(gone).toMatchObject({ ok: false, archives: 26, filed: 27, serials: 26, seeded: 24 });
  });

  test('that the log says twice, or says of what is not there, does not hide what is gone', () => {
    const more = (reason: string) =>
      counted(({ log }) => log({ action: 'seed.run', object: 'seed', reason }));
    expect(more('28-30')).toEqual({ ...RIGHT, ok: false, filed: 30 });
    expect(more('27-27')).toEqual({ ...RIGHT, ok: false, filed: 28 });
  });

  test.each(['', '2', '2-21 ', ' 2-21', '2-21-', '-2-21', '2-1000000021', '0000000002-21', '２-21', null])(
    'is not noted by %j, and nothing else is believed where the log names its keys',
    (reason) => {
      expect(counted(say(reason))).toEqual({ ...RIGHT, ok: false, filed: 7, seeded: 5 });
    },
  );

  test('is not made less by a range that ends before it begins', () => {
    const gone = counted(({ db, log }) => {
      log({ action: 'seed.run', object: 'seed', reason: '30-28' });
      const series = 'where id = (select series_id from customer where id = 27)';
      db.exec(`update series set last = last - 1 ${series}; delete from customer where id = 27`);
    });
    expect(gone).toMatchObject({ ok: false, archives: 26, filed: 27, serials: 26, seeded: 24 });
  });

  test('is not made by a row that was refused, nor by one of another kind', () => {
    const entry = { object: 'seed', reason: '28-28' };
    expect(counted(({ log }) => log({ ...entry, action: 'seed.run', decision: 'deny' }))).toEqual(RIGHT);
    expect(counted(({ log }) => log({ ...entry, action: 'lists.edit' }))).toEqual(RIGHT);
  });

  test('that was edited is compared from then on, and stays trial data', () => {
    const { records, archive_counts: counts } = look(({ db, log }) => {
      log({ action: 'customers.edit', object: 'customer:2', before: 'trial', after: 'else' });
      db.exec('update customer set version = version + 1 where id = 2');
    });
    expect(records).toMatchObject({ ok: false, detail: { rows: 3, seeded: 25, problems: 1, first: 2 } });
    expect(counts).toMatchObject({ ok: true, detail: { seeded: 25 } });
  });
});

describe('trial data of a time when the log did not say which it is', () => {
  const unnoted = (within: Within) => {
    makeOld(within);
    within.db.exec("update audit set reason = null where action = 'seed.run'");
  };

  test('is every archive that no row of the log filed, edited or not', () => {
    const checks = look(unnoted);
    expect(checks.archive_counts).toMatchObject({ ok: true, detail: { filed: 27, seeded: 25 } });
    expect(checks.records).toMatchObject({ ok: true, note: 'older', detail: { rows: 0, older: 2 } });
    const edited = look((within) => {
      unnoted(within);
      within.log({ action: 'customers.edit', object: 'customer:2', before: 'some', after: 'thing' });
      within.log({ action: 'customers.edit', object: 'customer:2', before: 'else', after: 'thing' });
    });
    expect(edited.archive_counts).toMatchObject({ ok: true, detail: { filed: 27, seeded: 25 } });
    // What those rows hashed was not yet what is stored.
    expect(edited.records).toMatchObject({ ok: true, detail: { rows: 0, older: 3 } });
  });

  test('is told from what was filed by hand, however many archives the log names', () => {
    const one = { action: 'customers.create', object: 'customer:5000', after: 'one' };
    const named = counted((within) => {
      unnoted(within);
      within.log(one);
    });
    expect(named).toEqual({ ...RIGHT, ok: false, filed: 28 });
  });

  test('is none where it is said, and none where the vault is in real use', () => {
    expect(counted(makeOld)).toEqual(RIGHT);
    const forged = (within: Within) => {
      makeOld(within);
      say('3-22')(within);
    };
    expect(counted(forged)).toEqual({ ...RIGHT, ok: false });
    expect(counted(unnoted, false)).toEqual({ ...RIGHT, ok: false, filed: 2, seeded: 0 });
  });

  test('does not explain an archive that the log filed and that is gone', () => {
    const gone = counted((within) => {
      unnoted(within);
      const series = 'where id = (select series_id from customer where id = 22)';
      within.db.exec(`update series set last = last - 1 ${series}; delete from customer where id = 22`);
    });
    expect(gone).toMatchObject({ ok: false, archives: 26, filed: 27, serials: 26, seeded: 25 });
  });
});
