import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLOOR_COST, prepareVault } from '../../../db/vault/index.ts';
import { makeVault } from '../../../db/features/vault/service.ts';
import { readTableHere } from '../../support/here.ts';
import type { VaultHost } from '../../../db/work/host.ts';
import { readLongInChild } from '../../../db/reads/host-node.ts';
import { callerFor } from '../../../db/router/dispatch.ts';
import { newHost } from '../../../db/router/host.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { TestClock } from '../../support/clock.ts';
import { aCustomer } from '../../support/factories.ts';

const PATTERN = '客字〔{year}〕{serial:3}-{category}';
const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

describe('1. a vault with a pattern of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kedang-numbers-'));
  let host: VaultHost;
  const origin = { connection: 'archivist', seq: 0 };
  const archivist = () => callerFor(host, origin);

  beforeAll(async () => {
    const ports = {
      clock: new TestClock(),
      cost: FLOOR_COST,
      readTable: readTableHere,
      readLong: readLongInChild,
    };
    host = newHost({ ...ports, emit: () => {}, isCancelled: () => false });
    const account = { login: 'archivist', name: '专员', roles: ['archivist' as const], department: null };
    const accounts = [{ ...account, secret: TEST_PASSWORD, oneTime: false }];
    const named = {
      company: '佛山市测试五金有限公司',
      fonds: 'QZ09',
      archiveNoPattern: PATTERN,
      trial: false,
    };
    const path = join(folder, 'own.kda');
    await makeVault({ host, origin }, path, await prepareVault(), { ...named, accounts });
  });
  afterAll(() => {
    host.signOutAll('closed');
    rmSync(folder, { recursive: true, force: true });
  });

  test('numbers its archives by it, gap-free in each series', async () => {
    const file = (category: 'client' | 'supplier') => archivist().customers.create(aCustomer({ category }));
    const numbers = [];
    for (const category of ['client', 'supplier', 'client'] as const)
      numbers.push((await file(category)).archiveNo);
    expect(numbers).toEqual(['客字〔2026〕001-YW', '客字〔2026〕001-GY', '客字〔2026〕002-YW']);
    expect(await archivist().audit.verify()).toMatchObject({ ok: true });
  });

  test('reads a number as somebody types it', async () => {
    const { index } = await archivist().customers.getByArchiveNo({ archiveNo: '客字(2026)2yw' });
    expect(index.archiveNo).toBe('客字〔2026〕002-YW');
    await expect(archivist().customers.getByArchiveNo({ archiveNo: '客字〔2026〕009-YW' })).rejects.toEqual(
      code('customers.not_found'),
    );
    const { results } = await archivist().search.query({ text: '2026〕002', limit: 5 });
    expect(results.map(({ archiveNo }) => archiveNo)).toEqual(['客字〔2026〕002-YW']);
  });

  test('lists them series by series, by the serial as a number, also where it is not the end', async () => {
    const { handles } = host.requireVault();
    const last = 'update series set last = 999 where kind = ? and scope like ?';
    handles.transaction((db) => db.execute(last, 'archive', '%YW'));
    await archivist().customers.create(aCustomer({ category: 'client' }));
    const sort = { by: 'archiveNo', descending: false } as const;
    const list = async () =>
      (await archivist().search.list({ start: { offset: 0 }, limit: 50, sort })).rows.map(
        (row) => row.archiveNo,
      );
    const wanted = ['客字〔2026〕001-GY', '客字〔2026〕001-YW', '客字〔2026〕002-YW', '客字〔2026〕1000-YW'];
    expect(await list()).toEqual(wanted);
    // Into the order that is held: one in between, and one of a series that is new.
    await archivist().customers.create(aCustomer({ category: 'partner' }));
    await archivist().customers.create(aCustomer({ category: 'supplier' }));
    expect(await list()).toEqual([wanted[0], '客字〔2026〕002-GY', '客字〔2026〕001-HZ', ...wanted.slice(1)]);
    const { ok, checks } = await archivist().audit.verify();
    expect(ok).toBe(false);
    expect(checks.filter((check) => !check.ok)).toMatchObject([
      { name: 'archive_counts' },
      { name: 'archive_numbers', detail: { problems: 997, first: '客字〔2026〕003-YW' } },
    ]);
  });

  test('keeps it: nothing in the program changes it, and neither does a slip in SQL', () => {
    const { handles } = host.requireVault();
    const sql = `update archive_meta set value = '{serial:4}' where key = ?`;
    for (const key of ['archive_no_pattern', 'fonds'])
      expect(() => handles.transaction((db) => db.execute(sql, key))).toThrow('numbers are given');
  });
});

describe('2. verify asks the table of series', () => {
  async function spoilt(sql: string): Promise<Array<{ name: string; detail: object }>> {
    const vault: TestVault = await openTestVault();
    await using _ = vault;
    for (const category of ['client', 'client', 'supplier'] as const)
      await vault.as('archivist').customers.create(aCustomer({ category }));
    const { database } = vault.opened.vault;
    withoutTriggers(database, () => database.exec(sql));
    vault.host.signOutAll('closed');
    const { checks } = await vault.as('archivist').audit.verify();
    return checks.filter(({ ok }) => !ok);
  }
  const numbers = (detail: object) =>
    expect.arrayContaining([expect.objectContaining({ name: 'archive_numbers', detail })]);
  const YW = 'QZ01-KH·2026-D30-YW';
  const detail = (problems: number, first: string) => expect.objectContaining({ rows: 3, problems, first });

  test.each([
    [
      'a number given that no archive has',
      `update series set last = 3 where scope like '%YW%'`,
      1,
      `${YW}-0003`,
    ],
    [
      'an archive past the last number',
      `update series set last = 1 where scope like '%YW%'`,
      1,
      `${YW}-0002`,
    ],
    ['a number passed over', `update customer set serial = 3 where id = 2`, 2, `${YW}-0002`],
    [
      'another number than that of its place',
      `update customer set archive_no = '${YW}-0009' where id = 2`,
      1,
      `${YW}-0009`,
    ],
    ['an archive without a series', `update customer set series_id = null where id = 2`, 2, `${YW}-0002`],
    [
      'a series that is gone',
      `pragma foreign_keys = off; delete from series where scope like '%GY%'; pragma foreign_keys = on`,
      1,
      'QZ01-KH·2026-D30-GY-0001',
    ],
    [
      'a series that is none of the pattern',
      `update series set scope = 'X-{serial:4}' where scope like '%GY%'`,
      2,
      'X-{serial:4}',
    ],
    [
      'another pattern than the log names',
      `update archive_meta set value = '{fonds}-KH·{year}-{retention}-{category}-{serial:5}'
       where key = 'archive_no_pattern'`,
      3,
      '{fonds}-KH·{year}-{retention}-{category}-{serial:5}',
    ],
  ])('%s', async (_what, sql, problems, first) => {
    expect(await spoilt(sql)).toEqual(numbers(detail(problems, first)));
  });
});
