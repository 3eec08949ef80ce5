import { confirmed } from '../../support/accounts.ts';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sqlFor } from '../../../db/connection/handles.ts';
import { accountFacts, findAccountByLogin, lastKeyAt } from '../../../db/features/accounts/service.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const refused = (code: string, data: object = {}) =>
  expect.objectContaining({
    cause: expect.objectContaining({ code, data: expect.objectContaining(data) }),
  });
const newcomer = { login: 'li', name: '李四', roles: ['requester'] as Role[] };

const open = () => openTestVault({ as: 'system_admin' });
const list = (vault: TestVault) => vault.as('system_admin').accounts.list();
const idOf = async (vault: TestVault, login: string) =>
  (await list(vault)).find((account) => account.login === login)?.id ?? 0;
/** What the log says of an action, newest first. */
const logged = async (vault: TestVault, action: string) =>
  (await vault.as('auditor').audit.list({ action, limit: 20 })).rows.map(({ object, reason }) => [
    object,
    reason,
  ]);

test('a new account is listed as it was entered, its login as it is kept', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  const before = await list(vault);
  const roles: Role[] = ['supervisor', 'archivist'];
  const made = await confirmed(
    vault,
    accounts.create({ login: ' Ｌi.Si ', name: '李四', roles, department: '客服部' }),
  );
  const all = await list(vault);
  expect(all).toHaveLength(before.length + 1);
  expect(made.id).toBe(Math.max(...before.map(({ id }) => id)) + 1);
  expect(all.at(-1)).toEqual({
    id: made.id,
    personId: expect.any(Number),
    login: 'li.si',
    name: '李四',
    department: '客服部',
    state: 'invited',
    createdAt: vault.clock.now(),
    lastSignInAt: null,
    roles: ['archivist', 'supervisor'],
  });
  expect((await logged(vault, 'accounts.create'))[0]).toEqual([
    `account:${made.id}`,
    `archivist+supervisor #${made.request}`,
  ]);
  expect(findAccountByLogin(vault.opened.handles.reader, ' LI.si')?.id).toBe(made.id);
  expect(findAccountByLogin(vault.opened.handles.reader, 'nobody')).toBeUndefined();
  expect(all.find(({ login }) => login === 'system_admin')?.lastSignInAt).toBe(vault.clock.now());
});

test('departments are there once, by name; people by number', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  await confirmed(vault, accounts.create({ ...newcomer, department: '销售部' }));
  await confirmed(vault, accounts.create({ ...newcomer, login: 'wang', name: '王五', department: '客服部' }));
  await confirmed(vault, accounts.create({ ...newcomer, login: 'zhao', name: '赵六', department: '客服部' }));
  expect((await accounts.departments()).map(({ name }) => name)).toEqual(['客服部', '销售部']);
  const people = await accounts.people();
  expect(people.slice(-3).map(({ name, department }) => [name, department])).toEqual([
    ['李四', '销售部'],
    ['王五', '客服部'],
    ['赵六', '客服部'],
  ]);
  expect(people.map(({ id }) => id)).toEqual(people.map(({ id }) => id).toSorted((a, b) => a - b));
});

test('somebody of a known name is asked about: who it is, or another', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  const personOf = async (login: string) => (await list(vault)).find((one) => one.login === login)?.personId;
  await confirmed(vault, accounts.create(newcomer));
  const li = await personOf('li');
  if (li === undefined) throw new Error('nobody was entered');
  const again = { ...newcomer, login: 'li2', name: ' 李四 ' };
  await expect(accounts.create(again)).rejects.toEqual(refused('accounts.person_exists', { people: [li] }));
  await confirmed(vault, accounts.create({ ...again, person: 'another' }));
  const other = await personOf('li2');
  expect(other).not.toBe(li);
  await expect(accounts.create({ ...again, login: 'li3' })).rejects.toEqual(
    refused('accounts.person_exists', { people: [li, other] }),
  );
  await confirmed(vault, accounts.create({ ...again, login: 'li3', person: li }));
  expect(await personOf('li3')).toBe(li);
  await expect(accounts.create({ ...again, login: 'li4', person: 999 })).rejects.toEqual(
    refused('accounts.person_unknown'),
  );
  vault.opened.handles.transaction((db) =>
    db.run(sqlFor.updateTable('person').set({ active: 0 }).where('id', '=', li)),
  );
  await expect(accounts.create({ ...again, login: 'li4', person: li })).rejects.toEqual(
    refused('accounts.person_unknown'),
  );
  await expect(accounts.create({ ...newcomer, login: ' LI ', person: 'another' })).rejects.toEqual(
    refused('vault.login_taken'),
  );
  await expect(accounts.create({ ...newcomer, login: 'a\u200bb', person: 'another' })).rejects.toEqual(
    refused('vault.login_unusable'),
  );
});

test('the roles of all accounts of a person go together; those of an account that is off do not count', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  const excluded = refused('accounts.roles_exclude_each_other');
  const { id } = await confirmed(vault, accounts.create({ ...newcomer, roles: ['auditor'] }));
  const person = (await list(vault)).at(-1)?.personId ?? 0;
  const second = { login: 'li2', name: '李四', roles: ['archivist'] as Role[], person };
  await expect(accounts.create(second)).rejects.toEqual(excluded);
  await accounts.disable({ id });
  const made = await confirmed(vault, accounts.create(second));
  await expect(accounts.enable({ id })).rejects.toEqual(excluded);
  await expect(accounts.setRoles({ id: made.id, roles: ['auditor', 'archivist'] })).rejects.toThrow(
    'roles_exclude_each_other',
  );
  await accounts.disable({ id: made.id });
  expect((await confirmed(vault, accounts.enable({ id }))).code).toMatch(/^\w{4}(-\w{4}){3}$/);
  await expect(accounts.enable({ id: made.id })).rejects.toEqual(excluded);
  expect((await list(vault)).slice(-2).map(({ state }) => state)).toEqual(['invited', 'disabled']);
});

test.each<[string, (vault: TestVault) => Promise<unknown>, string]>([
  [
    'roles for oneself',
    async (vault) => set(vault, 'system_admin', ['system_admin']),
    'accounts.not_own_roles',
  ],
  [
    'the last administrator’s role',
    async (vault) => set(vault, 'system_admin', ['archivist']),
    'accounts.last_admin',
  ],
  [
    'roles for nobody',
    async (vault) => vault.as('system_admin').accounts.setRoles({ id: 99, roles: ['archivist'] }),
    'accounts.not_found',
  ],
  [
    'an own new code',
    async (vault) => change(vault, 'resetPassword', 'system_admin'),
    'accounts.not_own_password',
  ],
  ['turning oneself off', async (vault) => change(vault, 'disable', 'system_admin'), 'accounts.not_oneself'],
  ['turning on what is on', async (vault) => change(vault, 'enable', 'archivist'), 'accounts.not_disabled'],
  ['a code for nobody', async (vault) => change(vault, 'resetPassword', 'nobody', 99), 'accounts.not_found'],
  ['turning nobody off', async (vault) => change(vault, 'disable', 'nobody', 99), 'accounts.not_found'],
])('%s is refused and in no row of changes', async (_what, attempt, code) => {
  await using vault = await open();
  const before = await list(vault);
  await expect(attempt(vault)).rejects.toEqual(refused(code));
  expect(await list(vault)).toEqual(before);
  const { rows } = await vault.as('auditor').audit.list({ decision: 'allow', limit: 50 });
  expect(rows.filter(({ action }) => /^accounts\.(?!create|certify)/.test(action))).toEqual([]);
});

async function set(vault: TestVault, login: string, roles: Role[]): Promise<void> {
  await confirmed(vault, vault.as('system_admin').accounts.setRoles({ id: await idOf(vault, login), roles }));
}
async function change(
  vault: TestVault,
  what: 'resetPassword' | 'disable' | 'enable',
  login: string,
  id?: number,
): Promise<unknown> {
  return vault.as('system_admin').accounts[what]({ id: id ?? (await idOf(vault, login)) });
}

test('an administrator may lose the role once there is another who can sign in', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  const { id } = await confirmed(vault, accounts.create({ ...newcomer, roles: ['system_admin'] }));
  await accounts.disable({ id });
  await expect(accounts.disable({ id: 1 })).rejects.toEqual(refused('accounts.not_oneself'));
  await expect(set(vault, 'system_admin', ['requester'])).rejects.toEqual(refused('accounts.last_admin'));
  await confirmed(vault, accounts.setRoles({ id, roles: ['requester'] }));
  await confirmed(vault, accounts.setRoles({ id, roles: ['system_admin'] }));
  await confirmed(vault, accounts.enable({ id }));
  await confirmed(vault, accounts.setRoles({ id, roles: ['requester'] }));
  expect((await list(vault)).at(-1)?.roles).toEqual(['requester']);
});

test('other roles count at once, and the log says what they were', async () => {
  await using vault = await open();
  await vault.signIn('requester');
  const id = await idOf(vault, 'requester');
  const { request } = await confirmed(
    vault,
    vault.as('system_admin').accounts.setRoles({ id, roles: ['supervisor', 'archivist', 'archivist'] }),
  );
  expect(new Set(vault.host.sessionOf('requester')?.actor.roles)).toEqual(
    new Set(['archivist', 'supervisor']),
  );
  expect((await list(vault)).find((one) => one.id === id)?.roles).toEqual(['archivist', 'supervisor']);
  expect(await logged(vault, 'accounts.set_roles')).toEqual([
    [`account:${id}`, `archivist+supervisor #${request}`],
  ]);
  const facts = {
    login: 'a',
    name: '甲',
    personId: 4,
    roles: ['supervisor', 'archivist', 'supervisor'] as Role[],
    department: '客户服务部',
  };
  expect(accountFacts(facts)).toEqual({
    reason: 'archivist+supervisor',
    after: {
      login: 'a',
      name: '甲',
      personId: 4,
      roles: ['archivist', 'supervisor'],
      department: '客户服务部',
    },
  });
});

test('an account is off until it is turned on with a code, each once in the log', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  await vault.signIn('requester');
  const id = await idOf(vault, 'requester');
  const stateOf = async () => (await list(vault)).find((one) => one.id === id)?.state;
  const madeAt = lastKeyAt(vault.opened.handles.reader, id) ?? 0;
  await accounts.disable({ id });
  await accounts.disable({ id });
  expect([await stateOf(), vault.host.sessionOf('requester')]).toEqual(['disabled', undefined]);
  await expect(accounts.resetPassword({ id })).rejects.toEqual(refused('accounts.disabled'));
  vault.clock.advance({ ms: 5_000 });
  const enabled = await confirmed(vault, accounts.enable({ id }));
  expect([await stateOf(), lastKeyAt(vault.opened.handles.reader, id)]).toEqual([
    'invited',
    vault.clock.now(),
  ]);
  expect(vault.clock.now()).toBeGreaterThan(madeAt);
  const token = vault.grant('back', vault.path);
  await vault
    .stranger('back')
    .vault.activate({ token, login: 'requester', code: enabled.code, password: 'four plain words' });
  expect(await stateOf()).toBe('active');
  const reset = await confirmed(vault, accounts.resetPassword({ id }));
  expect([await stateOf(), vault.host.sessionOf('back')]).toEqual(['invited', undefined]);
  for (const [action, reason] of [
    ['disable', null],
    ['enable', `#${enabled.request}`],
    ['reset_password', `#${reset.request}`],
  ] as const)
    expect(await logged(vault, `accounts.${action}`)).toEqual([[`account:${id}`, reason]]);
  expect(lastKeyAt(vault.opened.handles.reader, 99)).toBeUndefined();
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('sessions end where the change counts, also when its file could not be put in its place, and not where it does not', async () => {
  await using vault = await open();
  const { accounts } = vault.as('system_admin');
  await vault.signIn('requester', 'developer');
  const [requester, developer] = [await idOf(vault, 'requester'), await idOf(vault, 'developer')];
  mkdirSync(`${vault.path}.keys.new/in the way`, { recursive: true });
  await expect(accounts.disable({ id: requester })).rejects.toThrow('EISDIR');
  expect(vault.host.sessionOf('requester')).toBeDefined();
  rmSync(`${vault.path}.keys.new`, { recursive: true });
  rmSync(`${vault.path}.keys.bak`, { force: true });
  mkdirSync(`${vault.path}.keys.bak/in the way`, { recursive: true });
  await expect(accounts.disable({ id: developer })).rejects.toEqual(refused('vault.cannot_write'));
  expect(vault.host.sessionOf('developer')).toBeUndefined();
  rmSync(`${vault.path}.keys.bak`, { recursive: true });
  await accounts.disable({ id: requester });
  expect((await list(vault)).filter(({ state }) => state === 'disabled').map(({ id }) => id)).toEqual(
    [requester, developer].toSorted((a, b) => a - b),
  );
  expect(existsSync(`${vault.path}.keys.new`)).toBe(false);
});

test('somebody who is signed in is told that their roles are others, and nobody else is', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  await vault.signIn('developer', 'archivist');
  const { accountId } = vault.contextOf('developer').actor;
  await confirmed(vault, vault.as('system_admin').accounts.setRoles({ id: accountId, roles: ['archivist'] }));
  expect(vault.eventsOf('developer')).toEqual([{ type: 'rights' }]);
  expect(vault.eventsOf('archivist')).toEqual([]);
  const changed = { type: 'changed', kind: 'accounts' };
  expect(vault.eventsOf('system_admin')).toEqual([changed, changed]);
  expect(vault.eventsOf('supervisor')).toEqual([changed]);
  expect((await vault.as('developer').vault.status()).account?.roles).toEqual(['archivist']);
});
