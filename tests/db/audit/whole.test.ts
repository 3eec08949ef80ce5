import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyVault, type CheckName } from '../../../db/features/audit/verify.ts';
import { findAuditRow } from '../../../db/work/log/store.ts';
import { newestRow } from '../../../db/work/log/recorder.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { checksWithin, wrongOf, type Within } from './within.ts';

const YW = 'QZ01-KH·2026-D30-YW';
const GY = 'QZ01-KH·2026-D30-GY';
let vault: TestVault;
/** Three clients and two suppliers on three places; the account of the requester is turned off. */
beforeAll(async () => {
  vault = await openTestVault();
  const { customers } = vault.as('archivist');
  const place = (cabinet: string, room: string | null = null) => ({ room, cabinet, level: 1, position: 2 });
  for (const shelf of [place('A', '一号库房'), place('B'), place('B')])
    await customers.create(aCustomer({ category: 'client', shelf }));
  for (const shelf of [place('C'), null]) await customers.create(aCustomer({ category: 'supplier', shelf }));
  await vault.as('system_admin').accounts.disable({ id: idOf('requester') });
});
afterAll(() => vault[Symbol.asyncDispose]());

function idOf(login: string): number {
  const { reader } = vault.opened.handles;
  return reader.value<number>('select id from account where login = ?', login) ?? 0;
}
const look = (work: (within: Within) => void = () => {}) => checksWithin(vault, work);
const sqlWithin = (name: CheckName, sql: string) => {
  const { ok, detail } = look(({ db }) => db.exec(sql))[name];
  return { ok, ...detail };
};

describe('a look at everything', () => {
  test('finds nothing where nobody touched anything, and says at how much it looked', () => {
    const checks = look();
    expect(wrongOf(checks)).toEqual([]);
    const rows = newestRow(vault.opened.handles.reader);
    expect(Object.values(checks).map(({ name, note, detail }) => [name, note, detail['rows']])).toEqual([
      ['integrity', undefined, undefined],
      ['foreign_keys', undefined, undefined],
      ['schema', undefined, undefined],
      ['audit_sequence', undefined, rows],
      ['audit_chain', undefined, rows],
      ['audit_signatures', undefined, rows],
      ['audit_keys', undefined, 8],
      ['audit_rights', undefined, rows],
      ['audit_times', undefined, rows],
      // That of the day and that of the new account, in the file and beside it.
      ['audit_anchors', undefined, 4],
      ['anchors_outside', undefined, undefined],
      ['accounts', undefined, 8],
      // The vault and ten lists.
      ['particulars', undefined, 11],
      ['records', undefined, 5],
      ['history', undefined, 5],
      ['derived', undefined, 5],
      ['archive_counts', undefined, undefined],
      ['archive_numbers', undefined, 5],
      ['shelves', undefined, 3],
      ['flow_steps', undefined, 0],
      ['ledgers', undefined, 0],
      ['search_index', undefined, 5],
    ]);
    expect(checks.audit_keys.detail).toEqual({ rows: 8, recoveries: 0, lastRecovery: 0, since: 1 });
    expect(checks.anchors_outside.detail).toEqual({ outside: 2, missing: 0, refills: 0 });
    expect(checks.audit_anchors.detail).toEqual({ rows: 4, outside: 2, unreadable: 0, givenUp: 0 });
  });

  test('is logged with what it found, and to where', async () => {
    const ctx = vault.contextOf('archivist');
    await vault.signIn('auditor');
    const before = newestRow(ctx.reader);
    const { ok, head } = await vault.as('auditor').audit.verify();
    expect([ok, head]).toEqual([
      true,
      { seq: before, hash: Buffer.from(findAuditRow(ctx.reader, before)?.hash ?? []).toString('hex') },
    ]);
    expect(findAuditRow(ctx.reader, before + 1)).toMatchObject({
      action: 'audit.verify',
      object: 'archive',
      account_id: idOf('auditor'),
      before_hash: null,
      after_hash: Buffer.from(ctx.hash({ ok, head })),
    });
    expect(newestRow(ctx.reader)).toBe(before + 1);
  });

  test('tells every five hundred rows how far it is, and when it is done', () => {
    const told: Array<[number, number]> = [];
    look(({ log }) => {
      log(...Array.from({ length: 600 }, (_, row) => ({ action: 'many.rows', object: `row:${row}` })));
      verifyVault(vault.contextOf('archivist'), (...how) => told.push(how));
    });
    const total = newestRow(vault.opened.handles.reader) + 600 + 5 * 2;
    expect(told).toEqual([0, 500, total].map((done) => [done, total]));
  });
});

describe('the file itself', () => {
  const bad = (rows: number) =>
    sqlWithin(
      'integrity',
      `pragma ignore_check_constraints = on; update audit set decision = 'maybe' where seq <= ${rows};
       pragma ignore_check_constraints = off`,
    );

  test('is not whole where one row is not, and five are as many as are counted', () => {
    expect(sqlWithin('integrity', '')).toEqual({ ok: true, problems: 0 });
    expect(bad(1)).toEqual({ ok: false, problems: 1 });
    expect(bad(5)).toEqual({ ok: false, problems: 5 });
    expect(bad(7)).toEqual({ ok: false, problems: 5 });
  });

  test('has what it points to', () => {
    expect(sqlWithin('foreign_keys', '')).toEqual({ ok: true, problems: 0 });
    expect(sqlWithin('foreign_keys', 'update customer set shelf_id = 99 where id in (1, 2)')).toEqual({
      ok: false,
      problems: 2,
    });
  });

  test('has the tables and indexes of the program, and no others', () => {
    const { schema } = look();
    expect(schema).toMatchObject({ ok: true, detail: { problems: 0 } });
    const count = Number(schema.detail['objects']);
    const one = { ok: false, problems: 1 };
    expect(sqlWithin('schema', 'create table spy (id)')).toEqual({ ...one, objects: count + 1 });
    expect(sqlWithin('schema', 'drop index customer_by_serial')).toEqual({ ...one, objects: count - 1 });
  });
});

test('the log is signed from its first row to its last', () => {
  const rows = newestRow(vault.opened.handles.reader);
  for (const seq of [1, 2, rows])
    expect(
      sqlWithin(
        'audit_signatures',
        `update audit set signature = (select signature from audit where seq = 3) where seq = ${seq}`,
      ),
    ).toEqual({ ok: false, rows, problems: 1, first: seq });
});

describe('accounts', () => {
  const accounts = (sql: string) => sqlWithin('accounts', sql);
  const found = (first: number) => ({ ok: false, rows: 8, problems: 1, first });

  test('are turned off or not as the log says', () => {
    const [off, on] = [idOf('requester'), idOf('developer')];
    expect(accounts(`update account set state = 'active' where id = ${off}`)).toEqual(found(off));
    expect(accounts(`update account set state = 'disabled' where id = ${on}`)).toEqual(found(on));
  });

  test('have no more keys, and no fewer, than the log brought', () => {
    const id = idOf('auditor');
    const planted = `insert into account_key (account_id, sign_public, created_at) values (${id}, randomblob(32), 0)`;
    expect(accounts(planted)).toEqual(found(id));
    expect(accounts(`delete from account_key where account_id = ${idOf('requester')}`)).toMatchObject({
      ok: false,
      problems: 1,
    });
    expect(accounts('delete from account_key')).toEqual({ ok: false, rows: 8, problems: 8, first: 1 });
  });

  test('are each looked at, and the first that is wrong is named', () => {
    const both = [idOf('developer'), idOf('auditor')];
    expect(accounts(`update account set login = login || 'x' where id in (${both.join()})`)).toEqual({
      ...found(Math.min(...both)),
      problems: 2,
    });
  });

  test('that are gone are found', () => {
    const id = idOf('auditor');
    expect(accounts(`delete from account where id = ${id}`)).toEqual({ ...found(id), rows: 7 });
  });

  test('are believed as they are before the log names its keys', () => {
    const checks = look(({ db }) =>
      db.exec("update audit set new_key = null; update account set login = 'other' where login = 'auditor'"),
    );
    expect(checks.accounts).toMatchObject({ ok: true, detail: { rows: 8 } });
    expect(checks.audit_keys).toEqual({
      name: 'audit_keys',
      ok: true,
      note: 'taken_over',
      detail: { rows: 0, recoveries: 0, lastRecovery: 0, since: 0 },
    });
  });
});

describe('numbers', () => {
  const numbers = (sql: string) => sqlWithin('archive_numbers', sql);
  const RIGHT = { ok: true, rows: 5, series: 2, problems: 0, first: '' };
  const found = (problems: number, first: string) => ({ ...RIGHT, ok: false, problems, first });

  test('begin at one', () => {
    expect(numbers('')).toEqual(RIGHT);
    const first = (what: string) =>
      numbers(`pragma ignore_check_constraints = on; update customer set ${what} where id = 1;
        pragma ignore_check_constraints = off`);
    expect(first(`serial = 0, archive_no = '${YW}-0000'`)).toEqual(found(2, `${YW}-0000`));
  });

  test('that an archive should have and has not are found', () => {
    expect(numbers('update customer set serial = null where id = 2')).toEqual(found(2, `${YW}-0002`));
    expect(numbers('delete from customer where id = 1')).toEqual({ ...found(1, `${YW}-0001`), rows: 4 });
    expect(numbers('delete from customer where id = 3')).toEqual({ ...found(1, `${YW}-0003`), rows: 4 });
    expect(numbers('delete from customer where id in (2, 3)')).toEqual({
      ...found(2, `${YW}-0002`),
      rows: 3,
    });
    expect(numbers('delete from customer')).toEqual({ ...found(5, `${GY}-0001`), rows: 0 });
  });

  test('that two archives have are found, without their index', () => {
    const twice = 'drop index customer_by_serial; update customer set serial = 2 where id = 3';
    expect(numbers(twice)).toEqual(found(2, `${YW}-0003`));
  });

  test('of several series are told of by the first', () => {
    expect(numbers(`update customer set archive_no = archive_no || '9' where id in (3, 5)`)).toEqual(
      found(2, `${YW}-00039`),
    );
    expect(numbers("update series set last = last + 2 where kind = 'archive'")).toEqual(
      found(4, `${GY}-0003`),
    );
    expect(numbers('update customer set serial = 9 where id = 5')).toMatchObject({ first: `${GY}-0002` });
  });

  test('are of the usual pattern where the log’s first row names none', () => {
    expect(numbers('update audit set reason = null where seq = 1')).toEqual(RIGHT);
    expect(numbers("update audit set reason = '{serial:4}' where seq = 1")).toMatchObject({
      ok: false,
      problems: 1,
    });
  });
});

test('places that are wrong are counted, and the first is named', () => {
  const shelves = (sql: string) => sqlWithin('shelves', sql);
  expect(shelves('')).toEqual({ ok: true, rows: 3, problems: 0, first: '' });
  expect(shelves("update shelf set order_key = order_key || 'x' where id > 1")).toEqual({
    ok: false,
    rows: 3,
    problems: 2,
    first: 'B-1-2',
  });
  expect(shelves('update customer set shelf_id = null where id in (1, 4)')).toEqual({
    ok: false,
    rows: 3,
    problems: 2,
    first: '一号库房-A-1-2',
  });
});

test('the index is counted archive by archive, and the first that is wrong is named', () => {
  expect(sqlWithin('search_index', 'update search_row set keeper = 7 where id in (2, 4)')).toEqual({
    ok: false,
    rows: 5,
    problems: 2,
    first: 2,
  });
});

test('a row earlier than the one before it is marked, and no fault', () => {
  const { clock } = vault;
  const now = clock.now();
  const { audit_times: times } = look(({ log }) => {
    const entry = { action: 'set_aside.save', object: 'set_aside:1' };
    clock.advance({ ms: 1000 });
    log(entry);
    clock.advance({ ms: -5000 });
    log(entry);
    clock.advance({ ms: 1000 });
    log(entry);
  });
  clock.advance({ ms: now - clock.now() });
  const rows = newestRow(vault.opened.handles.reader);
  expect(times).toEqual({
    name: 'audit_times',
    ok: true,
    note: 'earlier',
    detail: { rows: rows + 3, count: 1, first: rows + 2 },
  });
});
