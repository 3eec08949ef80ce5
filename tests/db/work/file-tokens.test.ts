import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Grants } from '../../../db/work/grants.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const REFUSED = 'common.file_not_granted';
const SHEETS = [{ sheet: '', headerRow: null, category: null, columns: null }];
const view = { sort: { by: 'name' as const, descending: false } };

const save = (vault: TestVault, token: string) =>
  vault.as('archivist').customers.export({ token, view, ids: null, language: 'zh-CN' });

function ledger(vault: TestVault): string {
  const path = join(vault.folder, 'ledger.csv');
  writeFileSync(path, '客户名称,客户分类\n一次使用厂,供应商\n');
  return path;
}

const unlock = (vault: TestVault, token: string | null, login = 'archivist') =>
  vault.stranger('archivist').vault.unlock({ token, login, password: TEST_PASSWORD });

test('01 what was written to spends its token, and what could not be written leaves it to the next try', async () => {
  await using vault = await openTestVault();
  const path = join(vault.folder, 'list.xlsx');
  mkdirSync(path);
  const token = vault.grant('archivist', path, 'write');
  await expect(save(vault, token)).rejects.toThrow('common.not_written');
  rmSync(path, { recursive: true });
  await save(vault, token);
  rmSync(path);
  await expect(save(vault, token)).rejects.toThrow(REFUSED);
});

test('02 two calls at once have no token together', async () => {
  await using vault = await openTestVault();
  const token = vault.grant('archivist', join(vault.folder, 'list.xlsx'), 'write');
  const both = await Promise.allSettled([save(vault, token), save(vault, token)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('03 an import reads its file in each of its steps, and nothing else does', async () => {
  await using vault = await openTestVault();
  const { import: archivist, environment } = vault.as('archivist');
  const token = vault.grant('archivist', ledger(vault));
  await archivist.inspect({ token });
  await archivist.inspect({ token, headerRows: { '': 1 } });
  const asked = { token, room: '1号库房', mapping: null };
  await expect(environment.preview(asked)).rejects.toThrow(REFUSED);
  await archivist.plan({ token, sheets: SHEETS });
  const { planId } = await archivist.plan({ token, sheets: SHEETS });
  await archivist.run({ planId, answers: { byGroup: {} } });
  await expect(archivist.inspect({ token })).rejects.toThrow(REFUSED);
  await expect(archivist.plan({ token, sheets: SHEETS })).rejects.toThrow(REFUSED);
});

test('04 another file takes the place of the one that an import read', async () => {
  await using vault = await openTestVault();
  const { import: archivist } = vault.as('archivist');
  const [first, second] = [vault.grant('archivist', ledger(vault)), vault.grant('archivist', ledger(vault))];
  await archivist.inspect({ token: first });
  await archivist.inspect({ token: second });
  await expect(archivist.inspect({ token: first })).rejects.toThrow(REFUSED);
  await archivist.inspect({ token: second });
});

test('05 after a lock neither a token nor an opened file is worth anything, to whoever comes', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  const { import: archivist } = vault.as('archivist');
  const opened = vault.grant('archivist', ledger(vault));
  await archivist.inspect({ token: opened });
  const unused = vault.grant('archivist', join(vault.folder, 'list.xlsx'), 'write');
  vault.host.signOut('archivist', 'idle');
  await unlock(vault, null);
  await expect(save(vault, unused)).rejects.toThrow(REFUSED);
  await expect(vault.as('archivist').import.inspect({ token: opened })).rejects.toThrow(REFUSED);
  const own = vault.grant('archivist', ledger(vault));
  expect(() => vault.host.grantedPath('supervisor', own, 'read')).toThrow(REFUSED);
  vault.host.signOut('archivist', 'idle');
  await unlock(vault, null, 'auditor');
  expect(() => vault.host.grantedPath('archivist', own, 'read')).toThrow(REFUSED);
});

test('06 of the gate nothing is left to a session, and of one whose key changes nothing either', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  vault.host.signOut('archivist', 'asked');
  const chosen = vault.grant('archivist', vault.path);
  const other = vault.grant('archivist', ledger(vault));
  await expect(
    vault.stranger('archivist').vault.unlock({ token: chosen, login: 'archivist', password: 'wrong' }),
  ).rejects.toThrow('vault.sign_in_refused');
  await unlock(vault, chosen);
  await expect(vault.as('archivist').import.inspect({ token: other })).rejects.toThrow(REFUSED);
  const kept = vault.grant('archivist', ledger(vault));
  await vault.as('archivist').vault.changePassword({ current: TEST_PASSWORD, next: '另一句好记的话 2026' });
  await expect(vault.as('archivist').import.inspect({ token: kept })).rejects.toThrow(REFUSED);
});

test('07 a window that never had a vault has none to sign in to without a token', async () => {
  await using vault = await openTestVault();
  const asked = { token: null, login: 'archivist', password: TEST_PASSWORD };
  await expect(vault.stranger('new').vault.unlock(asked)).rejects.toThrow(REFUSED);
});

test('08 whoever asks for tokens without end has the latest of them alone', () => {
  const grants = new Grants();
  const given = (at: number) => ({ connection: 'one', path: `/${at}`, access: 'read' as const });
  grants.give('kept', { connection: 'two', path: '/b', access: 'read' });
  for (let at = 0; at < 1_000; at += 1) grants.give(String(at), given(at));
  expect(grants.pathOf('one', '999', 'read')).toBe('/999');
  expect(() => grants.pathOf('one', '0', 'read')).toThrow(REFUSED);
  expect(grants.pathOf('two', 'kept', 'read')).toBe('/b');
});
