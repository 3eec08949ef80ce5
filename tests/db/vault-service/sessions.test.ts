import { confirmed } from '../../support/accounts.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_COST } from '../../../db/vault/index.ts';
import { decodeKeysFile } from '../../../db/vault/keys-file.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('a session belongs to a connection: two people work in one vault, each signed in apart', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  expect((await vault.as('supervisor').vault.status()).account?.login).toBe('supervisor');
  await vault.as('archivist').vault.lock();
  expect((await vault.stranger('archivist').vault.status()).state).toBe('locked');
  expect((await vault.as('supervisor').vault.status()).state).toBe('open');
});

test('the vault closes with its last session, and nothing can be asked of it any more', async () => {
  await using vault = await openTestVault();
  const { database, dataKey } = vault.opened.vault;
  await vault.as('archivist').vault.lock();
  expect(database.open).toBe(false);
  expect(dataKey.destroyed).toBe(true);
  expect(vault.events.at(-1)).toEqual({ type: 'locked', reason: 'asked' });
  await expect(vault.stranger('archivist').customers.get({ id: 1 })).rejects.toEqual(code('vault.locked'));
});

test('wrong tries come into the log when somebody signs in', async () => {
  await using vault = await openTestVault();
  const token = vault.grant('thief', vault.path);
  const thief = vault.stranger('thief');
  for (const login of ['archivist', 'nobody'])
    await expect(thief.vault.unlock({ token, login, password: 'guess guess guess' })).rejects.toEqual(
      code('vault.sign_in_refused'),
    );
  const { rows } = await vault
    .as('auditor')
    .audit.list({ action: 'vault.sign_in', decision: 'deny', limit: 10 });
  expect(rows.map((row) => row.object).toSorted()).toEqual(['account:3', 'account:unknown']);
  // Under the person whose it is, not under who signed in next.
  const deniedOf = async (login: Role) => {
    const { accountId } = vault.contextOf(login).actor;
    const asked = { action: 'vault.sign_in', decision: 'deny' as const, accountId, limit: 10 };
    return (await vault.as('auditor').audit.list(asked)).rows.map(({ object }) => object);
  };
  expect([await deniedOf('auditor'), await deniedOf('archivist')]).toEqual([[], ['account:3']]);
});

test('a token of one window is nothing in another', async () => {
  await using vault = await openTestVault();
  const token = vault.grant('one', vault.path);
  const attempt = vault.stranger('two').vault.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  await expect(attempt).rejects.toEqual(code('common.file_not_granted'));
});

test('a new person trades the one-time code for a password of their own', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const made = await confirmed(
    vault,
    admin.accounts.create({ login: 'Chen.Jing', name: '陈静', roles: ['archivist'] }),
  );
  const token = vault.grant('new', vault.path);
  const person = vault.stranger('new');
  const login = 'chen.jing';
  await expect(person.vault.unlock({ token, login, password: made.code })).rejects.toEqual(
    code('vault.must_activate'),
  );
  const password = 'four plain words here';
  expect(await person.vault.activate({ token, login, code: made.code, password })).toMatchObject({
    name: '陈静',
    roles: ['archivist'],
  });
  const again = vault.stranger('again');
  const second = vault.grant('again', vault.path);
  await expect(
    again.vault.activate({ token: second, login, code: made.code, password: 'another four words' }),
  ).rejects.toEqual(code('vault.sign_in_refused'));
  await again.vault.unlock({ token: second, login, password });
  expect((await admin.accounts.list()).at(-1)).toMatchObject({ login, state: 'active' });
});

test('a reset ends the sessions of the account, and a disabled one is refused like an unknown one', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  await vault.signIn('developer');
  const developer = (await admin.accounts.list()).find((row) => row.login === 'developer');
  const id = developer?.id ?? 0;
  await confirmed(vault, admin.accounts.resetPassword({ id }));
  expect(vault.host.sessionOf('developer')).toBeUndefined();
  await admin.accounts.disable({ id });
  const token = vault.grant('gone', vault.path);
  const attempt = vault.stranger('gone').vault.unlock({ token, login: 'developer', password: TEST_PASSWORD });
  await expect(attempt).rejects.toEqual(code('vault.sign_in_refused'));
  expect((await confirmed(vault, admin.accounts.enable({ id }))).code).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
});

test('the last system administrator stays', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  await expect(admin.accounts.setRoles({ id: 1, roles: ['archivist'] })).rejects.toEqual(
    code('accounts.last_admin'),
  );
  await expect(admin.accounts.setRoles({ id: 1, roles: ['system_admin', 'archivist'] })).rejects.toThrow(
    'roles_exclude_each_other',
  );
});

test('a changed password ends the other sessions of the person', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const token = vault.grant('second', vault.path);
  const second = vault.stranger('second');
  await second.vault.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  await archivist.vault.changePassword({ current: TEST_PASSWORD, next: 'a new and long one' });
  expect(vault.host.sessionOf('second')).toBeUndefined();
  await archivist.customers.create(aCustomer());
  const again = { token: null, login: 'archivist', password: TEST_PASSWORD };
  await expect(second.vault.unlock(again)).rejects.toEqual(code('vault.sign_in_refused'));
});

test('whoever gets a code or changes a password gets a key at full cost', async () => {
  await using vault = await openTestVault({ as: 'system_admin', atFullCost: true });
  const admin = vault.as('system_admin');
  const { id } = await confirmed(
    vault,
    admin.accounts.create({ login: 'later', name: '后来的', roles: ['requester'] }),
  );
  await admin.vault.changePassword({ current: TEST_PASSWORD, next: 'a new and long one' });
  const { slots } = decodeKeysFile(readFileSync(`${vault.path}.keys`));
  const costs = [vault.contextOf('system_admin').actor.accountId, id].map(
    (account) => slots.find((slot) => slot.account === account)?.cost,
  );
  expect(costs).toEqual([DEFAULT_COST, DEFAULT_COST]);
});

/** Whose session ended, why, and by whom: the rows since the vault was made, oldest first. */
async function endings(vault: TestVault) {
  const { rows } = await vault.as('auditor').audit.list({ action: 'vault.sign_out', limit: 20 });
  const accounts = await vault.as('system_admin').accounts.list();
  const loginOf = (object: string) => accounts.find(({ id }) => object === `account:${id}`)?.login;
  return rows
    .toReversed()
    .slice(1)
    .map(({ object, reason, login }) => [loginOf(object), reason, login]);
}

test('only a lock that somebody asked for was in the log; every ended session is, with its reason, once', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  await vault.as('archivist').vault.lock();
  for (const reason of ['idle', 'screen', 'suspend'] as const) {
    await vault.signIn('archivist');
    vault.host.signOut('archivist', reason);
    vault.host.signOut('archivist', reason);
  }
  await vault.signIn('supervisor');
  vault.host.disconnect('supervisor');
  await vault.as('developer').vault.close();
  expect(await endings(vault)).toEqual([
    ['archivist', 'asked', 'archivist'],
    ['archivist', 'idle', 'archivist'],
    ['archivist', 'screen', 'archivist'],
    ['archivist', 'suspend', 'archivist'],
    ['supervisor', 'closed', 'supervisor'],
    ['developer', 'asked', 'developer'],
  ]);
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('a session that somebody else ended, or another sign-in, is in the log too', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const idOf = async (login: string) => (await admin.accounts.list()).find((row) => row.login === login)?.id;
  await vault.signIn('developer');
  await admin.accounts.disable({ id: (await idOf('developer')) ?? 0 });
  await vault.signIn('requester');
  await confirmed(vault, admin.accounts.resetPassword({ id: (await idOf('requester')) ?? 0 }));
  const archivist = vault.as('archivist');
  const token = vault.grant('second', vault.path);
  const second = vault.stranger('second');
  await second.vault.unlock({ token, login: 'archivist', password: TEST_PASSWORD });
  await archivist.vault.changePassword({ current: TEST_PASSWORD, next: 'a new and long one' });
  await second.vault.unlock({ token: null, login: 'supervisor', password: TEST_PASSWORD });
  await second.vault.unlock({ token: null, login: 'service_manager', password: TEST_PASSWORD });
  expect(await endings(vault)).toEqual([
    ['developer', 'closed', 'system_admin'],
    ['requester', 'closed', 'supervisor'],
    ['archivist', 'closed', 'archivist'],
    ['supervisor', 'closed', 'supervisor'],
  ]);
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('a vault exists only once parts of the sheets were typed back; two sheets let an administrator in', async () => {
  await using vault = await openTestVault();
  vault.host.signOutAll('closed');
  const path = join(vault.folder, 'new.kda');
  const token = vault.grant('wizard', path, 'write');
  const wizard = vault.stranger('wizard');
  const draft = await wizard.vault.draftCreate({
    company: '佛山市新建五金有限公司',
    fonds: 'QZ02',
    archiveNoPattern: ' kh·{Serial:6}',
  });
  const lineOf = (sheet: number, line: number) => draft.sheets[sheet - 1]?.lines[line - 1] ?? '';
  const create = {
    draftId: draft.draftId,
    token,
    admin: { login: 'root', name: '管理员', password: 'correct horse battery' },
    accounts: [{ login: 'clerk', name: '专员', roles: ['archivist' as const] }],
  };
  const wrong = draft.quiz.map(({ sheet, line }) => ({ sheet, line, text: 'AAAAA AAAAA AAAAA AAAAA' }));
  await expect(wizard.vault.create({ ...create, answers: wrong })).rejects.toEqual(
    code('vault.sheet_not_typed'),
  );
  expect(existsSync(path)).toBe(false);
  const answers = draft.quiz.map(({ sheet, line }) => ({
    sheet,
    line,
    text: lineOf(sheet, line).toLowerCase(),
  }));
  const { codes } = await wizard.vault.create({ ...create, answers });
  expect(codes.map(({ login }) => login)).toEqual(['clerk']);
  const { facts, handles } = vault.host.requireVault();
  expect(facts).toMatchObject({ fonds: 'QZ02', archiveNoPattern: 'KH·{serial:6}' });
  expect(handles.reader.value('select reason from audit where seq = 1')).toBe('KH·{serial:6}');
  await wizard.vault.lock();
  const sheets = [draft.sheets[0], draft.sheets[2]].map((sheet) => sheet?.lines.join('\n') ?? '');
  const account = await wizard.vault.recover({
    token: null,
    sheets: [sheets[0] ?? '', sheets[1] ?? ''],
    login: 'root',
    password: 'a password found again',
  });
  expect(account.roles).toEqual(['system_admin']);
}, 60_000);
