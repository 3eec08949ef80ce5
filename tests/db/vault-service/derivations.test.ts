/** What may happen while a key is derived, which the vault's thread does not wait for. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { DEFAULT_PATTERN } from '../../../db/domain/archive-no.ts';
import { makeVault } from '../../../db/features/vault/service.ts';
import { prepareVault } from '../../../db/vault/index.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const NEW_PASSWORD = 'a new and long one';

/** Begins to sign in on a connection of its own. */
function begin(vault: TestVault, connection: string, login: string, password = TEST_PASSWORD) {
  const token = vault.grant(connection, vault.path);
  const result = vault.stranger(connection).vault.unlock({ token, login, password });
  result.catch(() => {});
  return result;
}

const isClosed = (vault: TestVault) =>
  vault.host.opened === null && !['.lock', '.claim'].some((end) => existsSync(`${vault.path}${end}`));

/** How many wrong tries each row of the log tells of, newest first. */
const failures = async (vault: TestVault) =>
  (await vault.as('auditor').audit.list({ action: 'vault.sign_in', limit: 50 })).rows
    .filter(({ decision }) => decision === 'deny')
    .map(({ reason }) => Number.parseInt(reason ?? '', 10));

test('other windows are served while a password is checked', async () => {
  await using vault = await openTestVault();
  let isIn = false;
  const signingIn = begin(vault, 'second', 'developer').then(() => (isIn = true));
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ name: '佛山市金艺五金厂' }));
  const found = await archivist.search.query({ text: '金艺', limit: 5 });
  expect([isIn, found.results.map((row) => row.id)]).toEqual([false, [id]]);
  expect(await signingIn).toBe(true);
});

test('a window that is locked while its password is checked lets nobody in, and that is no wrong try', async () => {
  await using vault = await openTestVault();
  for (const password of [TEST_PASSWORD, 'not the password']) {
    const signingIn = begin(vault, 'late', 'developer', password);
    await nextTurn();
    vault.host.signOut('late', 'idle');
    await expect(signingIn).rejects.toEqual(refused('vault.locked'));
    expect(vault.host.sessionOf('late')).toBeUndefined();
  }
  expect(existsSync(`${vault.path}.tries`)).toBe(false);
  await vault.as('archivist').customers.create(aCustomer());
});

test('a window that goes while its password is checked leaves no session and no open vault', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const signingIn = begin(vault, 'only', 'archivist');
  await nextTurn();
  vault.host.disconnect('only');
  await expect(signingIn).rejects.toEqual(refused('vault.locked'));
  expect(isClosed(vault)).toBe(true);
});

test('the program ends while a password is checked: nothing stays open, and nothing is waited for', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const signingIn = ['one', 'two', 'three'].map((connection) => begin(vault, connection, 'archivist'));
  await nextTurn();
  await vault.host.shutDown();
  expect(isClosed(vault)).toBe(true);
  for (const each of signingIn) await expect(each).rejects.toEqual(refused('vault.locked'));
});

test('two who open a closed vault at once are both let in', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  await Promise.all([begin(vault, 'one', 'archivist'), begin(vault, 'two', 'developer')]);
  const signedIn = ['one', 'two'].map((connection) => vault.host.sessionOf(connection)?.actor.login);
  expect(signedIn).toEqual(['archivist', 'developer']);
});

test('whoever signs in while the last other window is locked opens the vault anew', async () => {
  await using vault = await openTestVault();
  const signingIn = begin(vault, 'second', 'developer');
  await nextTurn();
  vault.host.signOut('archivist', 'asked');
  expect(vault.host.opened).toBeNull();
  await signingIn;
  expect(vault.host.sessionOf('second')?.actor.login).toBe('developer');
  await vault.stranger('second').vault.verifyPassword({ password: TEST_PASSWORD });
});

test('so many wrong passwords at once count as so many, and wait as if they came one by one', async () => {
  await using vault = await openTestVault();
  const guesses = Array.from({ length: 6 }, (_, at) =>
    begin(vault, `guess-${at}`, 'developer', `wrong ${at}`),
  );
  const codes = (await Promise.allSettled(guesses)).map((each) =>
    each.status === 'rejected' ? (each.reason as { cause: { code: string } }).cause.code : 'in',
  );
  const [wrong, waits] = ['vault.sign_in_refused', 'vault.too_many_tries'];
  expect(codes).toEqual([wrong, wrong, wrong, wrong, waits, waits]);
  vault.clock.advance({ ms: 1_000 });
  await begin(vault, 'right', 'developer');
  expect(await failures(vault)).toEqual([4]);
});

test('a right password does not make a wrong one beside it forgotten', async () => {
  await using vault = await openTestVault();
  const right = begin(vault, 'right', 'developer');
  const wrong = begin(vault, 'wrong', 'developer', 'not the password');
  await right;
  await expect(wrong).rejects.toEqual(refused('vault.sign_in_refused'));
  await begin(vault, 'again', 'developer');
  expect(await failures(vault)).toEqual([1]);
});

test('an account that is turned off while its password is checked is not let in', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const accounts = await admin.accounts.list();
  const id = accounts.find(({ login }) => login === 'developer')?.id ?? 0;
  const signingIn = begin(vault, 'second', 'developer');
  await nextTurn();
  await admin.accounts.disable({ id });
  await expect(signingIn).rejects.toEqual(refused('vault.sign_in_refused'));
  expect(vault.host.sessionOf('second')).toBeUndefined();
});

test("another account that is turned off meanwhile is nobody else's matter", async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const accounts = await admin.accounts.list();
  const id = accounts.find(({ login }) => login === 'requester')?.id ?? 0;
  const signingIn = begin(vault, 'second', 'developer');
  await nextTurn();
  await admin.accounts.disable({ id });
  expect(await signingIn).toMatchObject({ login: 'developer' });
});

test('a password is not changed once the window is locked, at whichever of the two keys', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const change = { current: TEST_PASSWORD, next: NEW_PASSWORD };
  for (const isSecond of [false, true]) {
    await vault.signIn('developer');
    const changing = vault.as('developer').vault.changePassword(change);
    changing.catch(() => {});
    await nextTurn();
    // The try counts as wrong until the old password is found to be right; then the second key is derived.
    expect(existsSync(`${vault.path}.tries`)).toBe(true);
    if (isSecond)
      await vi.waitUntil(() => !existsSync(`${vault.path}.tries`), { interval: 1, timeout: 60_000 });
    vault.host.signOut('developer', 'idle');
    await expect(changing).rejects.toEqual(refused('vault.locked'));
  }
  await vault.signIn('developer');
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('a password is changed while another window of the person is locked', async () => {
  await using vault = await openTestVault();
  await begin(vault, 'second', 'archivist');
  const changing = vault.as('archivist').vault.changePassword({ current: TEST_PASSWORD, next: NEW_PASSWORD });
  await nextTurn();
  vault.host.signOut('second', 'idle');
  await changing;
  await vault.as('archivist').customers.create(aCustomer());
  expect(await begin(vault, 'second', 'archivist', NEW_PASSWORD)).toMatchObject({ login: 'archivist' });
});

test('an account that is turned off while it changes its password stays turned off', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  await vault.signIn('developer');
  const id = vault.contextOf('developer').actor.accountId;
  const changing = vault.as('developer').vault.changePassword({ current: TEST_PASSWORD, next: NEW_PASSWORD });
  changing.catch(() => {});
  await nextTurn();
  await admin.accounts.disable({ id });
  await expect(changing).rejects.toEqual(refused('vault.locked'));
  await expect(begin(vault, 'late', 'developer', NEW_PASSWORD)).rejects.toEqual(
    refused('vault.sign_in_refused'),
  );
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('a code is not given once the window of whoever gives it is locked', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  await vault.signIn('developer', 'auditor');
  const id = vault.contextOf('developer').actor.accountId;
  const resetting = vault.as('system_admin').accounts.resetPassword({ id });
  resetting.catch(() => {});
  await nextTurn();
  vault.host.signOut('system_admin', 'idle');
  await expect(resetting).rejects.toEqual(refused('vault.locked'));
  await vault.as('developer').vault.verifyPassword({ password: TEST_PASSWORD });
});

test('a vault that is not wanted any more leaves nothing behind', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const path = join(vault.folder, 'new', 'own.kda');
  mkdirSync(join(vault.folder, 'new'));
  const account = { login: 'admin', name: '管理员', department: null, secret: TEST_PASSWORD, oneTime: false };
  const named = { company: '佛山市测试五金有限公司', fonds: 'QZ01', archiveNoPattern: DEFAULT_PATTERN };
  const facts = { ...named, trial: false };
  const accounts = [{ ...account, roles: ['system_admin' as const] }];
  const call = { host: vault.host, origin: { connection: 'new', seq: 0 } };
  const making = makeVault(call, path, await prepareVault(), { ...facts, accounts });
  making.catch(() => {});
  await nextTurn();
  vault.host.signOut('new', 'idle');
  await expect(making).rejects.toMatchObject({ code: 'vault.locked' });
  expect(readdirSync(join(vault.folder, 'new'))).toEqual([]);
});

test('so many passwords may wait to be checked, and no more', async () => {
  await using vault = await openTestVault();
  const waiting = Array.from({ length: 32 }, () => begin(vault, 'crowd', 'developer'));
  await expect(begin(vault, 'more', 'developer')).rejects.toEqual(refused('vault.gate_full'));
  vault.host.signOut('crowd', 'idle');
  for (const each of waiting) await expect(each).rejects.toEqual(refused('vault.locked'));
  await begin(vault, 'more', 'developer');
});
