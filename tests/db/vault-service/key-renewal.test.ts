/** What happens to people at work when an account is taken away and the data key is renewed. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { isNewKeyDue } from '../../../db/work/key-renewal.ts';
import type { LongReader } from '../../../db/work/long-reads.ts';
import { decodeKeysFile } from '../../../db/vault/keys-file.ts';
import { readLongHere } from '../../support/here.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const keysOf = (vault: TestVault) => decodeKeysFile(readFileSync(`${vault.path}.keys`));
const isDue = (vault: TestVault) => isNewKeyDue(vault.host.requireVault().handles.reader);
const stray = (vault: TestVault) =>
  readdirSync(vault.folder).filter((name) => /\.(?:part|new|tmp)/.test(name));
const renewals = async (vault: TestVault) =>
  (await vault.as('auditor').audit.list({ action: 'vault.renew_key', limit: 9 })).rows.length;

async function disable(vault: TestVault, login: string): Promise<void> {
  const admin = vault.as('system_admin');
  const account = (await admin.accounts.list()).find((one) => one.login === login);
  await admin.accounts.disable({ id: account?.id ?? 0 });
}

test('three people go on while the key of a fourth is taken away, whose files and password open nothing of since', async () => {
  await using vault = await openTestVault({ as: 'archivist' });
  await vault.signIn('supervisor', 'system_admin', 'developer');
  const old = join(vault.folder, 'old.keys');
  copyFileSync(`${vault.path}.keys`, old);
  const reader = vault.opened.handles.reader;
  const ctx = vault.contextOf('archivist');
  const before = vault.opened.vault.dataKey.use((bytes) => Buffer.from(bytes));
  vault.events.splice(0);
  await disable(vault, 'developer');
  expect(isDue(vault)).toBe(true);
  await vault.host.keyRenewed();
  expect(isDue(vault)).toBe(false);
  expect(keysOf(vault).generation).toBe(2);
  expect(vault.opened.vault.dataKey.use((bytes) => Buffer.from(bytes).equals(before))).toBe(false);
  expect(vault.events.filter(({ type }) => type === 'progress').at(-1)).toEqual({
    type: 'progress',
    job: 'vault.renew_key',
    done: 4,
    total: 4,
  });
  // Handles and contexts of before stand for the file of now.
  const { id } = await vault.as('archivist').customers.create(aCustomer());
  expect(reader.value('select count(*) from customer where id = ?', id)).toBe(1);
  expect(ctx.reader.value('select count(*) from customer where id = ?', id)).toBe(1);
  expect(await vault.as('supervisor').customers.get({ id })).toMatchObject({ access: 'full' });
  const roles = ['archivist', 'supervisor', 'system_admin'] as const;
  for (const role of roles) await vault.as(role).vault.verifyPassword({ password: TEST_PASSWORD });
  // Each signs out and in again, and takes the new mark.
  const marks = () =>
    Object.fromEntries(keysOf(vault).slots.map(({ login, generation }) => [login, generation]));
  expect(roles.map((role) => marks()[role])).toEqual([1, 1, 1]);
  for (const role of roles) {
    vault.host.signOut(role, 'asked');
    await vault.signIn(role);
  }
  expect(roles.map((role) => marks()[role])).toEqual([2, 2, 2]);
  await vault
    .as('supervisor')
    .vault.changePassword({ current: TEST_PASSWORD, next: 'an entirely new password' });
  vault.host.signOutAll('closed');
  const as = (login: string, password: string) =>
    vault.stranger().vault.unlock({ token: vault.grant('stranger', vault.path), login, password });
  expect(await as('supervisor', 'an entirely new password')).toMatchObject({ login: 'supervisor' });
  vault.host.signOutAll('closed');
  await expect(as('developer', TEST_PASSWORD)).rejects.toThrow('vault.sign_in_refused');
  copyFileSync(old, `${vault.path}.keys`);
  await expect(as('developer', TEST_PASSWORD)).rejects.toThrow('vault.keys_other_archive');
  copyFileSync(`${vault.path}.keys.bak`, `${vault.path}.keys`);
  await vault.signIn('auditor');
  expect(await renewals(vault)).toBe(1);
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(stray(vault)).toEqual([]);
});

/** Does something before a copy is begun, as many times as there is something. */
function beforeCopies(...work: Array<() => unknown>): LongReader {
  return async (request, options) => {
    if (request.newKey) await work.shift()?.();
    return readLongHere(request, options);
  };
}

test('what is saved meanwhile has it made again', async () => {
  const saved: string[] = [];
  const save = () => {
    saved.push(vault.host.requireVault().vault.path);
    return vault.as('archivist').customers.create(aCustomer());
  };
  const readLong = beforeCopies(save, () => undefined);
  await using vault = await openTestVault({ readLong });
  await vault.signIn('system_admin');
  await disable(vault, 'developer');
  await vault.host.keyRenewed();
  expect([saved.length, keysOf(vault).generation, isDue(vault), stray(vault)]).toEqual([1, 2, false, []]);
  expect(await renewals(vault)).toBe(1);
});

test('what fails is said and due again at the next sign-in; the key is as it was', async () => {
  const full = () => Promise.reject(new AppError('vault.cannot_write', { reason: 'ENOSPC' }));
  await using vault = await openTestVault({ readLong: beforeCopies(full, full) });
  await vault.signIn('system_admin');
  await disable(vault, 'developer');
  await vault.host.keyRenewed();
  expect([keysOf(vault).generation, isDue(vault), stray(vault)]).toEqual([1, true, []]);
  expect(await vault.as('archivist').vault.status()).toMatchObject({ isNewKeyDue: true });
  await vault.as('archivist').customers.create(aCustomer());
  await vault.signIn('supervisor');
  await vault.host.keyRenewed();
  expect([keysOf(vault).generation, isDue(vault)]).toEqual([1, true]);
  vault.host.signOutAll('closed');
  await vault.signIn('archivist');
  await vault.host.keyRenewed();
  expect([keysOf(vault).generation, isDue(vault), stray(vault)]).toEqual([2, false, []]);
  expect(await vault.as('archivist').vault.status()).toMatchObject({ isNewKeyDue: false });
});

test('a vault that closes meanwhile ends it, with the key that it has', async () => {
  const keys: Uint8Array[] = [];
  const stopped: unknown[] = [];
  const waiting: LongReader = (request, { signal }) =>
    new Promise((_resolve, reject) => {
      keys.push(request.key, request.newKey ?? request.key);
      signal.addEventListener('abort', () => {
        stopped.push(signal.reason);
        reject(signal.reason);
      });
      begun.resolve();
    });
  const begun = Promise.withResolvers<void>();
  await using vault = await openTestVault({ readLong: waiting });
  await vault.signIn('system_admin');
  await disable(vault, 'developer');
  await begun.promise;
  vault.host.signOutAll('closed');
  await vault.host.keyRenewed();
  expect(stopped).toMatchObject([{ code: 'vault.locked' }]);
  expect(keys.map((key) => key.every((byte) => byte === 0))).toEqual([true, true]);
  expect([keysOf(vault).generation, stray(vault)]).toEqual([1, []]);
});

test('in a process of its own it is made as well, and a file in its place does not stop it', async () => {
  await using vault = await openTestVault({ apart: true });
  await vault.signIn('system_admin');
  writeFileSync(`${vault.path}.part`, 'left by one that was killed');
  await disable(vault, 'developer');
  await vault.host.keyRenewed();
  expect([keysOf(vault).generation, isDue(vault), stray(vault)]).toEqual([2, false, []]);
  expect(existsSync(`${vault.path}.keys.bak`)).toBe(true);
  await vault.as('archivist').customers.create(aCustomer());
}, 60_000);
