import { confirmed } from '../support/accounts.ts';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_PATTERN } from '../../db/domain/archive-no.ts';
import { exportCustomers } from '../../db/features/customers/export.ts';
import { planImport, saveRefused } from '../../db/features/import/service.ts';
import { makeVault, unlock } from '../../db/features/vault/service.ts';
import type { MutationContext } from '../../db/work/context.ts';
import { callerFor } from '../../db/router/dispatch.ts';
import { newHost } from '../../db/router/host.ts';
import { prepareVault, sheetText } from '../../db/vault/index.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../support/vault.ts';
import { codeOf } from './support.ts';

test('rows refused by an import could be saved over the open vault or its keys', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const file = join(vault.folder, 'ledger.csv');
  writeFileSync(file, '单位名称,客户分类\n佛山市金艺五金有限公司,供应商\n佛山市另一五金有限公司,不知道\n');
  const plan = await archivist.import.plan({
    token: vault.grant('archivist', file),
    sheets: [{ sheet: '', headerRow: null, category: null, columns: null }],
  });
  expect(plan.counts.refused).toBe(1);
  const save = (path: string) =>
    archivist.import.saveRefused({
      planId: plan.planId,
      token: vault.grant('archivist', path, 'write'),
      language: 'zh-CN',
    });
  mkdirSync(join(vault.folder, 'inner'));
  symlinkSync(vault.folder, join(vault.folder, 'inner', 'out'));
  linkSync(vault.path, join(vault.folder, 'another.xlsx'));
  symlinkSync(`${vault.path}.keys`, join(vault.folder, 'keys.xlsx'));
  const sizes = () => [vault.path, `${vault.path}.keys`].map((path) => statSync(path).size);
  const before = sizes();
  for (const target of [
    'test.kda',
    'TEST.KDA',
    'test.kda.keys',
    'test.kda.keys.bak',
    'test.kda-wal',
    'test.kda-shm',
    'test.kda.claim',
    'test.kda.anchors',
    'inner/../test.kda',
    'inner/out/test.kda.keys',
    'another.xlsx',
    'keys.xlsx',
  ])
    expect([target, await codeOf(save(join(vault.folder, target)))]).toEqual([target, 'vault.own_file']);
  expect(sizes()).toEqual(before);
  expect(await save(join(vault.folder, 'test.kda.xlsx'))).toEqual({ rows: 1 });
});

test('a link laid under the name of a file to be written led the writing to another file', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const victim = join(vault.folder, 'victim.txt');
  writeFileSync(victim, 'not yours');
  vault.host.signOutAll('closed');
  for (const name of ['.keys.new', '.keys.bak.tmp', '.tries.tmp', '.lock.tmp']) {
    rmSync(`${vault.path}${name}`, { force: true });
    symlinkSync(victim, `${vault.path}${name}`);
  }
  const admin = vault.as('system_admin');
  await confirmed(vault, admin.accounts.create({ login: 'new', name: '新人', roles: ['developer'] }));
  expect(readFileSync(victim, 'utf8')).toBe('not yours');
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test('everybody on the machine could read the files of a vault', async () => {
  await using vault = await openTestVault();
  const path = join(vault.folder, 'own.kda');
  const accounts = [
    {
      login: 'admin',
      name: '管理员',
      roles: ['system_admin' as const],
      department: null,
      secret: TEST_PASSWORD,
      oneTime: false,
    },
  ];
  const { clock, cost, readTable, readLong } = vault.host.ports;
  const host = newHost({
    clock,
    ...(cost && { cost }),
    readTable,
    readLong,
    emit: () => {},
    isCancelled: () => false,
  });
  const facts = {
    company: '佛山市测试五金有限公司',
    fonds: 'QZ01',
    archiveNoPattern: DEFAULT_PATTERN,
    trial: false,
    accounts,
  };
  const call = { host, origin: { connection: 'own', seq: 0 } };
  const prepared = await prepareVault();
  const [one = '', two = ''] = prepared.sheets.map(sheetText);
  await makeVault(call, path, prepared, facts);
  const admin = callerFor(host, call.origin);
  const asked = await admin.accounts.create({ login: 'new', name: '新人', roles: ['developer'] });
  await admin.accounts.confirmWithSheets({ request: asked.request ?? 0, sheets: [one, two] });
  await unlock({ host, origin: { connection: 'second', seq: 0 } }, path, 'admin', TEST_PASSWORD);
  const other = { host, origin: { connection: 'other', seq: 0 } };
  await expect(unlock(other, path, 'admin', 'not the password')).rejects.toThrow('vault.sign_in_refused');
  for (const end of ['', '-wal', '-shm', '.claim', '.keys', '.keys.bak', '.anchors', '.lock', '.tries'])
    expect([end, modeOf(`${path}${end}`)]).toEqual([end, 0o600]);
  host.signOutAll('closed');
});

test('a keys file that only its owner might read was open to all after a change of accounts', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  for (const mode of [0o600, 0o640]) {
    chmodSync(`${vault.path}.keys`, mode);
    await confirmed(
      vault,
      vault
        .as('system_admin')
        .accounts.create({ login: `new${mode}`, name: `新人${mode}`, roles: ['developer'] }),
    );
    expect(modeOf(`${vault.path}.keys`)).toBe(mode);
    expect(modeOf(`${vault.path}.keys.bak`)).toBe(mode);
  }
});

test('anchors were written on to whatever file a link in their place led to', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const victim = join(vault.folder, 'victim.rc');
  writeFileSync(victim, 'alias ls=ls');
  vault.host.signOutAll('closed');
  rmSync(`${vault.path}.anchors`, { force: true });
  symlinkSync(victim, `${vault.path}.anchors`);
  vault.clock.advance({ days: 2 });
  await vault.signIn('system_admin');
  expect(readFileSync(victim, 'utf8')).toBe('alias ls=ls');
});

/** Somebody who shares the folder lays a link to the archive as soon as the place has been checked. */
function withLinkLaid(vault: TestVault): MutationContext {
  const ctx = vault.contextOf('archivist');
  return {
    ...ctx,
    grantedPath(token, access) {
      const path = ctx.grantedPath(token, access);
      if (access === 'write') symlinkSync(vault.path, path);
      return path;
    },
  };
}

test('a link laid while a list was being made led the workbook over the open vault', async () => {
  await using vault = await openTestVault();
  const path = join(vault.folder, 'list.xlsx');
  const token = vault.grant('archivist', path, 'write');
  const before = statSync(vault.path);
  await exportCustomers(withLinkLaid(vault), { token, view: {}, ids: null, language: 'zh-CN' });
  const after = statSync(vault.path);
  expect([after.ino, after.size, after.mtimeMs]).toEqual([before.ino, before.size, before.mtimeMs]);
  expect(lstatSync(path).isFile()).toBe(true);
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
});

test('a link laid while refused rows were put together led them over the open vault', async () => {
  await using vault = await openTestVault();
  const file = join(vault.folder, 'ledger.csv');
  writeFileSync(file, '单位名称,客户分类\n佛山市另一五金有限公司,不知道\n');
  const sheet = { sheet: '', headerRow: null, category: null, columns: null };
  const ctx = vault.contextOf('archivist');
  const { planId } = await planImport(ctx, vault.grant('archivist', file), [sheet]);
  const path = join(vault.folder, 'refused.xlsx');
  const token = vault.grant('archivist', path, 'write');
  const before = statSync(vault.path);
  await saveRefused(withLinkLaid(vault), { planId, token, language: 'zh-CN' });
  const after = statSync(vault.path);
  expect([after.ino, after.size, after.mtimeMs]).toEqual([before.ino, before.size, before.mtimeMs]);
  expect(lstatSync(path).isFile()).toBe(true);
});
