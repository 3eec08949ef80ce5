/** What may happen while a key is derived, which the archive's thread does not wait for. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { DEFAULT_PATTERN } from '../../../db/domain/archive-no.ts';
import { makeVault } from '../../../db/features/vault/service.ts';
import { FLOOR_COST, prepareVault } from '../../../db/vault/index.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const NEW_PASSWORD = 'a new and long one';

/** Begins to sign in on a connection of its own. */
function begin(archive: TestVault, connection: string, login: string, password = TEST_PASSWORD) {
  const token = archive.grant(connection, archive.path);
  const result = archive.stranger(connection).vault.unlock({ token, login, password });
  result.catch(() => {});
  return result;
}

const isClosed = (archive: TestVault) =>
  archive.host.archive === null && !['.lock', '.claim'].some((end) => existsSync(`${archive.path}${end}`));

/** How many wrong tries each row of the log tells of, newest first. */
const failures = async (archive: TestVault) =>
  (await archive.as('auditor').audit.list({ action: 'vault.sign_in', limit: 50 }))
    .filter(({ decision }) => decision === 'deny')
    .map(({ reason }) => Number.parseInt(reason ?? '', 10));

test('other windows are served while a password is checked', async () => {
  await using archive = await openTestVault();
  let isIn = false;
  const signingIn = begin(archive, 'second', 'developer').then(() => (isIn = true));
  const archivist = archive.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ name: '佛山市金艺五金厂' }));
  const found = await archivist.search.query({ text: '金艺', limit: 5 });
  expect([isIn, found.results.map((row) => row.id)]).toEqual([false, [id]]);
  expect(await signingIn).toBe(true);
});

test('a window that is locked while its password is checked lets nobody in, and that is no wrong try', async () => {
  await using archive = await openTestVault();
  for (const password of [TEST_PASSWORD, 'not the password']) {
    const signingIn = begin(archive, 'late', 'developer', password);
    await nextTurn();
    archive.host.signOut('late', 'idle');
    await expect(signingIn).rejects.toEqual(refused('vault.locked'));
    expect(archive.host.sessionOf('late')).toBeUndefined();
  }
  expect(existsSync(`${archive.path}.tries`)).toBe(false);
  await archive.as('archivist').customers.create(aCustomer());
});

test('a window that goes while its password is checked leaves no session and no open archive', async () => {
  await using archive = await openTestVault();
  archive.host.signOutAll('closed');
  const signingIn = begin(archive, 'only', 'archivist');
  await nextTurn();
  archive.host.disconnect('only');
  await expect(signingIn).rejects.toEqual(refused('vault.locked'));
  expect(isClosed(archive)).toBe(true);
});

test('the program ends while a password is checked: nothing stays open, and nothing is waited for', async () => {
  await using archive = await openTestVault();
  archive.host.signOutAll('closed');
  const signingIn = ['one', 'two', 'three'].map((connection) => begin(archive, connection, 'archivist'));
  await nextTurn();
  await archive.host.shutDown();
  expect(isClosed(archive)).toBe(true);
  for (const each of signingIn) await expect(each).rejects.toEqual(refused('vault.locked'));
});

test('two who open a closed archive at once are both let in', async () => {
  await using archive = await openTestVault();
  archive.host.signOutAll('closed');
  await Promise.all([begin(archive, 'one', 'archivist'), begin(archive, 'two', 'developer')]);
  const signedIn = ['one', 'two'].map((connection) => archive.host.sessionOf(connection)?.actor.login);
  expect(signedIn).toEqual(['archivist', 'developer']);
});

test('whoever signs in while the last other window is locked opens the archive anew', async () => {
  await using archive = await openTestVault();
  const signingIn = begin(archive, 'second', 'developer');
  await nextTurn();
  archive.host.signOut('archivist', 'asked');
  expect(archive.host.archive).toBeNull();
  await signingIn;
  expect(archive.host.sessionOf('second')?.actor.login).toBe('developer');
  await archive.stranger('second').vault.verifyPassword({ password: TEST_PASSWORD });
});

test('so many wrong passwords at once count as so many, and wait as if they came one by one', async () => {
  await using archive = await openTestVault();
  const guesses = Array.from({ length: 6 }, (_, at) =>
    begin(archive, `guess-${at}`, 'developer', `wrong ${at}`),
  );
  const codes = (await Promise.allSettled(guesses)).map((each) =>
    each.status === 'rejected' ? (each.reason as { cause: { code: string } }).cause.code : 'in',
  );
  const [wrong, waits] = ['vault.sign_in_refused', 'vault.too_many_tries'];
  expect(codes).toEqual([wrong, wrong, wrong, wrong, waits, waits]);
  archive.clock.advance({ ms: 1_000 });
  await begin(archive, 'right', 'developer');
  expect(await failures(archive)).toEqual([4]);
});

test('a right password does not make a wrong one beside it forgotten', async () => {
  await using archive = await openTestVault();
  const right = begin(archive, 'right', 'developer');
  const wrong = begin(archive, 'wrong', 'developer', 'not the password');
  await right;
  await expect(wrong).rejects.toEqual(refused('vault.sign_in_refused'));
  await begin(archive, 'again', 'developer');
  expect(await failures(archive)).toEqual([1]);
});

test('an account that is turned off while its password is checked is not let in', async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  const admin = archive.as('system_admin');
  const accounts = await admin.accounts.list();
  const id = accounts.find(({ login }) => login === 'developer')?.id ?? 0;
  const signingIn = begin(archive, 'second', 'developer');
  await nextTurn();
  await admin.accounts.disable({ id });
  await expect(signingIn).rejects.toEqual(refused('vault.sign_in_refused'));
  expect(archive.host.sessionOf('second')).toBeUndefined();
});

test("another account that is turned off meanwhile is nobody else's matter", async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  const admin = archive.as('system_admin');
  const accounts = await admin.accounts.list();
  const id = accounts.find(({ login }) => login === 'requester')?.id ?? 0;
  const signingIn = begin(archive, 'second', 'developer');
  await nextTurn();
  await admin.accounts.disable({ id });
  expect(await signingIn).toMatchObject({ login: 'developer' });
});

test('a password is not changed once the window is locked, at whichever of the two keys', async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  const change = { current: TEST_PASSWORD, next: NEW_PASSWORD };
  for (const isSecond of [false, true]) {
    await archive.signIn('developer');
    const changing = archive.as('developer').vault.changePassword(change);
    changing.catch(() => {});
    await nextTurn();
    // The try counts as wrong until the old password is found to be right; then the second key is derived.
    expect(existsSync(`${archive.path}.tries`)).toBe(true);
    if (isSecond)
      await vi.waitUntil(() => !existsSync(`${archive.path}.tries`), { interval: 1, timeout: 60_000 });
    archive.host.signOut('developer', 'idle');
    await expect(changing).rejects.toEqual(refused('vault.locked'));
  }
  await archive.signIn('developer');
  expect((await archive.as('auditor').audit.verify()).ok).toBe(true);
});

test('a password is changed while another window of the person is locked', async () => {
  await using archive = await openTestVault();
  await begin(archive, 'second', 'archivist');
  const changing = archive
    .as('archivist')
    .vault.changePassword({ current: TEST_PASSWORD, next: NEW_PASSWORD });
  await nextTurn();
  archive.host.signOut('second', 'idle');
  await changing;
  await archive.as('archivist').customers.create(aCustomer());
  expect(await begin(archive, 'second', 'archivist', NEW_PASSWORD)).toMatchObject({ login: 'archivist' });
});

test('an account that is turned off while it changes its password stays turned off', async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  const admin = archive.as('system_admin');
  await archive.signIn('developer');
  const id = archive.contextOf('developer').actor.accountId;
  const changing = archive
    .as('developer')
    .vault.changePassword({ current: TEST_PASSWORD, next: NEW_PASSWORD });
  changing.catch(() => {});
  await nextTurn();
  await admin.accounts.disable({ id });
  await expect(changing).rejects.toEqual(refused('vault.locked'));
  await expect(begin(archive, 'late', 'developer', NEW_PASSWORD)).rejects.toEqual(
    refused('vault.sign_in_refused'),
  );
  expect((await archive.as('auditor').audit.verify()).ok).toBe(true);
});

test('a code is not given once the window of whoever gives it is locked', async () => {
  await using archive = await openTestVault({ as: 'system_admin' });
  await archive.signIn('developer', 'auditor');
  const id = archive.contextOf('developer').actor.accountId;
  const resetting = archive.as('system_admin').accounts.resetPassword({ id });
  resetting.catch(() => {});
  await nextTurn();
  archive.host.signOut('system_admin', 'idle');
  await expect(resetting).rejects.toEqual(refused('vault.locked'));
  await archive.as('developer').vault.verifyPassword({ password: TEST_PASSWORD });
});

test('an archive that is not wanted any more leaves nothing behind', async () => {
  await using archive = await openTestVault();
  archive.host.signOutAll('closed');
  const path = join(archive.folder, 'new', 'own.kda');
  mkdirSync(join(archive.folder, 'new'));
  const account = { login: 'admin', name: '管理员', department: null, secret: TEST_PASSWORD, oneTime: false };
  const named = { company: '佛山市测试五金有限公司', fonds: 'QZ01', archiveNoPattern: DEFAULT_PATTERN };
  const facts = { ...named, trial: false };
  const accounts = [{ ...account, roles: ['system_admin' as const] }];
  const call = { host: archive.host, origin: { connection: 'new', seq: 0 } };
  const making = makeVault(call, path, await prepareVault(), { ...facts, accounts }, FLOOR_COST);
  making.catch(() => {});
  await nextTurn();
  archive.host.signOut('new', 'idle');
  await expect(making).rejects.toMatchObject({ code: 'vault.locked' });
  expect(readdirSync(join(archive.folder, 'new'))).toEqual([]);
});

test('so many passwords may wait to be checked, and no more', async () => {
  await using archive = await openTestVault();
  const waiting = Array.from({ length: 32 }, () => begin(archive, 'crowd', 'developer'));
  await expect(begin(archive, 'more', 'developer')).rejects.toEqual(refused('vault.gate_full'));
  archive.host.signOut('crowd', 'idle');
  for (const each of waiting) await expect(each).rejects.toEqual(refused('vault.locked'));
  await begin(archive, 'more', 'developer');
});
