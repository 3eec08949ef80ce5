import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iterateRecords } from '../../../db/features/customers/service.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { checksWithin, wrongOf, type Within } from './within.ts';

let vault: TestVault;
/** Two archives, the second edited once. */
beforeAll(async () => {
  vault = await openTestVault();
  const { customers } = vault.as('archivist');
  await customers.create(aCustomer());
  const input = aCustomer({ note: '月结30天' });
  const { id } = await customers.create(input);
  await customers.update({ id, version: 1, input: { ...input, note: '月结60天' }, reason: null });
});
afterAll(() => vault[Symbol.asyncDispose]());

const look = (work: (within: Within) => void = () => {}) => checksWithin(vault, work);
const CREATE = 'customers.create';
const EDIT = 'customers.edit';
const RIGHT = { ok: true, detail: { archives: 2, filed: 2, serials: 2, seeded: 0, takenBack: 0, joined: 0 } };

/** One more row on an archive that leaves what the one before it left, beginning with something else or not. */
const again =
  (id: number, before: 'same' | 'else' | 'nothing', action = EDIT) =>
  ({ db, log }: Within): void => {
    log({ action, object: `customer:${id}` });
    const last = (column: string) =>
      `(select ${column} from audit where object = 'customer:${id}' and after_hash is not null order by seq desc limit 1)`;
    const begins = { same: last('after_hash'), else: 'zeroblob(32)', nothing: 'null' }[before];
    db.exec(`update audit set before_hash = ${begins}, after_hash = ${last('after_hash')}, history = ${last('history')}
      where seq = (select max(seq) from audit)`);
  };

test('archives are as the rows say that filed and edited them', () => {
  const checks = look();
  expect(wrongOf(checks)).toEqual([]);
  expect(checks.archive_counts).toMatchObject(RIGHT);
  expect(checks.records).toEqual({
    name: 'records',
    ok: true,
    note: undefined,
    detail: { rows: 2, seeded: 0, older: 0 },
  });
  expect(checks.history).toEqual({ name: 'history', ok: true, note: undefined, detail: { rows: 3 } });
});

describe('a row on an archive', () => {
  test('may follow one that left what it begins with', () => {
    const { records, archive_counts: counts } = look(again(2, 'same'));
    expect([records, counts]).toMatchObject([{ ok: true, detail: { rows: 2 } }, RIGHT]);
  });

  test.each([
    ['something else', 1, 'else'],
    ['something else than the last of two', 2, 'else'],
    ['nothing', 2, 'nothing'],
  ] as const)('that begins with %s is found, though it leaves what is there', (_what, id, before) => {
    const { records } = look(again(id, before));
    expect(records).toMatchObject({ ok: false, detail: { rows: 2, problems: 1, first: id } });
  });

  test('of before the log named its keys may begin with anything', () => {
    const { records } = look((within) => {
      within.db.exec('update audit set new_key = null');
      again(2, 'else')(within);
    });
    expect(records).toMatchObject({ ok: true, note: 'older', detail: { rows: 0, older: 2 } });
  });

  test('is compared from the taking over of an older log on', () => {
    const records = (...begins: ReadonlyArray<'same' | 'else'>) =>
      look((within) => {
        within.db.exec('update audit set new_key = null');
        within.log({ action: 'accounts.certify', object: 'archive' });
        for (const before of begins) again(2, before)(within);
      }).records;
    expect(records()).toMatchObject({ ok: true, note: 'older', detail: { rows: 0, older: 2 } });
    // What it begins with was of the time before.
    expect(records('else')).toMatchObject({ ok: true, note: 'older', detail: { rows: 1, older: 1 } });
    expect(records('else', 'same')).toMatchObject({ ok: true });
    expect(records('else', 'else')).toMatchObject({ ok: false, detail: { rows: 1, problems: 1, first: 2 } });
  });

  test('that files it a second time is found, and it is counted once', () => {
    const { records, archive_counts: counts } = look(again(2, 'same', CREATE));
    expect(records).toMatchObject({ ok: false, detail: { problems: 1, first: 2 } });
    expect(counts).toMatchObject(RIGHT);
  });

  test('that was refused says nothing of it', () => {
    const refused = { decision: 'deny', before: 'some', after: 'thing' } as const;
    const checks = look(({ log }) => {
      log({ ...refused, action: EDIT, object: 'customer:1' });
      log({ ...refused, action: CREATE, object: 'customer:2' });
      log({ ...refused, action: CREATE, object: 'customer:3' });
    });
    expect(wrongOf(checks)).toEqual([]);
  });

  test('of another kind says nothing of it', () => {
    const other = { before: 'some', after: 'thing' } as const;
    const checks = look(({ log }) => {
      for (const id of [1, 3]) log({ ...other, action: 'customers.print', object: `customer:${id}` });
    });
    expect(wrongOf(checks)).toEqual([]);
  });
});

describe('an archive that a row names and that is not there', () => {
  test.each([3, 4095, 4096, 4097, 8192, 20_000])('is counted, and counted once, as number %j', (id) => {
    const row = { action: CREATE, object: `customer:${id}`, after: 'one' };
    const one = look(({ log }) => log(row));
    expect(one.records).toMatchObject({ ok: true, detail: { rows: 2 } });
    expect(one.archive_counts).toMatchObject({ ok: false, detail: { ...RIGHT.detail, filed: 3 } });
    const two = look(({ log }) => log(row, { ...row, object: 'customer:4000' }, row));
    expect(two.records).toMatchObject({ ok: false, detail: { rows: 2, problems: 1, first: id } });
    expect(two.archive_counts).toMatchObject({ ok: false, detail: { filed: 4 } });
  });

  test('does not let those be forgotten that came before it', () => {
    const { records } = look((within) => {
      within.log({ action: CREATE, object: 'customer:30000', after: 'one' });
      again(1, 'else')(within);
    });
    expect(records).toMatchObject({ ok: false, detail: { rows: 2, problems: 1, first: 1 } });
  });

  test.each([
    ...['0', '-1', '1.5', '', ' ', 'x', '1x', 'NaN', 'Infinity', '100000001', '1e9'].map(
      (id) => `customer:${id}`,
    ),
    'customer',
    'archive',
    'supplier:3',
    'Customer:3',
    ' customer:3',
  ])('is none where the row names %j', (object) => {
    const checks = look(({ log }) => {
      log({ action: CREATE, object, after: 'one' });
      log({ action: EDIT, object, before: 'some', after: 'thing' });
    });
    expect(wrongOf(checks)).toEqual([]);
  });
});

describe('an archive that is there', () => {
  /** The second again as the third, with a number of its own, unless it takes that of the second. */
  const plant = ({ db }: Within): void => {
    db.exec(`create temp table one as select * from customer where id = 1;
      update one set id = 3, serial = 3, archive_no = replace(archive_no, '-0001', '-0003');
      insert into customer select * from one; drop table one;
      update series set last = last + 1 where kind = 'archive'`);
  };

  test('and that no row names is found, though another is gone that one names', () => {
    const { archive_counts: counts } = look((within) => {
      plant(within);
      within.log({ action: CREATE, object: 'customer:9', after: 'one' });
    });
    expect(counts).toEqual({
      name: 'archive_counts',
      ok: false,
      detail: { archives: 3, filed: 3, serials: 3, seeded: 0, takenBack: 0, joined: 0 },
    });
  });

  test('is found that has no number, and a number that no archive has', () => {
    const { archive_counts: less } = look(({ db }) =>
      db.exec("update series set last = last - 1 where kind = 'archive'"),
    );
    expect(less).toMatchObject({ ok: false, detail: { ...RIGHT.detail, serials: 1 } });
    const { archive_counts: more } = look(({ db }) =>
      db.exec("update series set last = last + 1 where kind = 'archive'"),
    );
    expect(more).toMatchObject({ ok: false, detail: { ...RIGHT.detail, serials: 3 } });
  });

  test('is not that which a later version of the program hashed', () => {
    const { records } = look(({ db }) =>
      db.exec(
        "update audit set hash_version = 3 where object = 'customer:1' and action = 'customers.create'",
      ),
    );
    expect(records).toMatchObject({ ok: false, detail: { problems: 1, first: 1 } });
  });

  test('is that which the first version of hashes made of it', () => {
    const first = (sql: string) => {
      const { records } = look(({ db }) => {
        const ctx = vault.contextOf('archivist');
        const record = Array.from(iterateRecords(ctx.reader)).find(({ id }) => id === 1);
        const hash = Buffer.from(ctx.hash(record?.content(1, []), 1));
        db.prepare("update audit set hash_version = 1, after_hash = ? where object = 'customer:1'").run(hash);
        db.exec(sql);
      });
      return [records.ok, records.detail['rows'], records.detail['first']];
    };
    expect(first('')).toEqual([true, 2, undefined]);
    expect(first("update customer set note = 'else' where id = 1")).toEqual([false, 2, 1]);
  });

  test('and of which the last row says nothing is found', () => {
    const { records } = look(({ log }) => log({ action: EDIT, object: 'customer:1', before: 'some' }));
    expect(records).toMatchObject({ ok: false, detail: { rows: 2, first: 1 } });
  });

  test('has the history that its last row says, and none that no row says', () => {
    const wrong = (sql: string) => {
      const { history } = look(({ db }) => db.exec(sql));
      return [history.ok, history.detail['rows'], history.detail['first']];
    };
    expect(wrong('delete from customer_change where customer_id = 2')).toEqual([false, 1, 2]);
    expect(wrong("update audit set history = null where object = 'customer:1'")).toEqual([false, 3, 1]);
    expect(wrong('update customer_change set salt = null where customer_id = 1')).toEqual([false, 3, 1]);
  });
});
