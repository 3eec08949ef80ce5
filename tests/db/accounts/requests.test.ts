import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { MOST_REQUESTS } from '../../../db/features/accounts/requests.ts';
import { codeOf } from '../../security/support.ts';
import { confirmed } from '../../support/accounts.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const open = () => openTestVault({ as: 'system_admin' });
const adminOf = (vault: TestVault) => vault.as('system_admin').accounts;
const idOf = async (vault: TestVault, login: string) =>
  (await adminOf(vault).list()).find((account) => account.login === login)?.id ?? 0;
const newcomer = { login: 'li', name: '李四', roles: ['archivist'] as Role[] };
const NEW_PASSWORD = 'four plain words here';

/** What became of one request when somebody with the role confirmed it; undefined where it was carried out. */
async function confirmAs(vault: TestVault, role: Role, request: number | null) {
  const accounts = vault.as(role).accounts;
  const [outcome] = await accounts.confirm({ requests: [request ?? 0], password: TEST_PASSWORD });
  return outcome?.refused?.code;
}

function enter(vault: TestVault, login: string, connection = 'door') {
  const token = () => vault.grant(connection, vault.path);
  const { vault: door } = vault.stranger(connection);
  return {
    unlock: (password: string) => codeOf(door.unlock({ token: token(), login, password })),
    activate: (code: string) =>
      codeOf(door.activate({ token: token(), login, code, password: NEW_PASSWORD })),
  };
}

const sound = async (vault: TestVault) =>
  (await vault.as('auditor').audit.verify()).checks.filter(({ ok }) => !ok);

test('the administrator alone reset 总经理 and signed in as them: the code opens nothing before 经理 confirms, and the old password goes on', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'general_manager');
  await vault.signIn('general_manager');
  const { code, request, confirmers } = await adminOf(vault).resetPassword({ id });
  expect(confirmers).toEqual(['service_manager']);
  const door = enter(vault, 'general_manager');
  expect(await door.activate(code)).toBe('vault.sign_in_refused');
  expect(vault.host.sessionOf('general_manager')).toBeDefined();
  expect(await door.unlock(TEST_PASSWORD)).toBeUndefined();
  expect(await confirmAs(vault, 'supervisor', request)).toBe('accounts.confirm_other_role');
  expect(await confirmAs(vault, 'general_manager', request)).toBe('accounts.confirm_oneself');
  expect(await confirmAs(vault, 'service_manager', request)).toBeUndefined();
  expect(vault.host.sessionOf('general_manager')).toBeUndefined();
  expect(await door.unlock(TEST_PASSWORD)).toBe('vault.sign_in_refused');
  expect(await door.activate(code)).toBeUndefined();
  expect(await sound(vault)).toEqual([]);
});

test('a new account is nowhere before it is confirmed, and what waits is seen by those who may confirm', async () => {
  await using vault = await open();
  const before = await adminOf(vault).list();
  const made = await adminOf(vault).create({ ...newcomer, department: '客服部' });
  expect(await adminOf(vault).list()).toEqual(before);
  expect(await adminOf(vault).departments()).toEqual([]);
  expect(made.confirmers).toEqual(['supervisor', 'service_manager', 'general_manager']);
  expect(await enter(vault, 'li').activate(made.code)).toBe('vault.sign_in_refused');
  const waits = {
    request: made.request,
    accountId: made.id,
    what: 'create',
    name: '李四',
    login: 'li',
    department: '客服部',
    roles: { before: [], after: ['archivist'] },
    askedBy: 'system_admin',
    askedAt: vault.clock.now(),
    isExpired: false,
    refused: null,
  };
  expect(await vault.as('supervisor').accounts.awaited()).toEqual([waits]);
  expect(await adminOf(vault).requests()).toEqual([{ ...waits, confirmers: made.confirmers, isMine: true }]);
  const home = await vault.as('supervisor').home.waiting();
  expect(home).toContainEqual({ kind: 'accounts_to_confirm', count: 1, late: 0, link: '/accounts/confirm' });
  expect(await confirmAs(vault, 'supervisor', made.request)).toBeUndefined();
  expect((await adminOf(vault).list()).at(-1)).toMatchObject({ id: made.id, name: '李四', state: 'invited' });
  expect(await adminOf(vault).requests()).toEqual([]);
  expect(await confirmAs(vault, 'supervisor', made.request)).toBe('accounts.request_gone');
  expect(await sound(vault)).toEqual([]);
});

test('numbers of accounts and people that are asked for are taken: several are confirmed together, in any order', async () => {
  await using vault = await open();
  const names = ['甲', '乙', '丙'];
  const asked = [];
  for (const [at, name] of names.entries())
    asked.push(await adminOf(vault).create({ ...newcomer, login: `n${at}`, name }));
  const { confirm } = vault.as('service_manager').accounts;
  const requests = asked.map(({ request }) => request ?? 0).toReversed();
  const outcome = await confirm({ requests: [...requests, 999_999], password: TEST_PASSWORD });
  expect(outcome.map(({ refused }) => refused?.code)).toEqual([
    undefined,
    undefined,
    undefined,
    'accounts.request_gone',
  ]);
  expect((await adminOf(vault).list()).slice(-3).map(({ id, name }) => [id, name])).toEqual(
    asked.map(({ id }, at) => [id, names[at]]),
  );
  expect(await sound(vault)).toEqual([]);
});

test('a wrong password confirms nothing', async () => {
  await using vault = await open();
  const { request } = await adminOf(vault).create(newcomer);
  const { confirm } = vault.as('supervisor').accounts;
  expect(await codeOf(confirm({ requests: [request ?? 0], password: 'not the password' }))).toBe(
    'vault.sign_in_refused',
  );
  expect(await adminOf(vault).requests()).toHaveLength(1);
});

test('roles with which archives are reached take two; those that are taken, and duties apart, go at once', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  const set = (roles: Role[]) => adminOf(vault).setRoles({ id, roles });
  const rolesNow = async () => (await adminOf(vault).list()).find((one) => one.id === id)?.roles;
  expect(await set(['auditor'])).toEqual({ request: null, confirmers: [] });
  const { request } = await set(['archivist', 'developer']);
  expect(await rolesNow()).toEqual(['auditor']);
  expect(await codeOf(set(['system_admin']))).toBe('accounts.request_open');
  expect(await confirmAs(vault, 'supervisor', request)).toBeUndefined();
  expect(await rolesNow()).toEqual(['archivist', 'developer']);
  expect((await set(['developer'])).request).toBeNull();
  const manager = await set(['developer', 'service_manager']);
  expect(manager.confirmers).toEqual(['general_manager']);
  expect(await confirmAs(vault, 'service_manager', manager.request)).toBe('accounts.confirm_other_role');
  expect(await confirmAs(vault, 'general_manager', manager.request)).toBeUndefined();
  expect(await sound(vault)).toEqual([]);
});

test('what is withdrawn or refused does nothing; whoever asked reads why, and may ask anew', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  const first = await adminOf(vault).resetPassword({ id });
  expect(await codeOf(adminOf(vault).resetPassword({ id }))).toBe('accounts.request_open');
  await adminOf(vault).withdraw({ request: first.request ?? 0 });
  expect(await confirmAs(vault, 'supervisor', first.request)).toBe('accounts.request_gone');
  const second = await adminOf(vault).resetPassword({ id });
  const { refuse } = vault.as('supervisor').accounts;
  await refuse({ request: second.request ?? 0, reason: because('本人记得密码') });
  expect(await codeOf(refuse({ request: second.request ?? 0, reason: because('再退一次') }))).toBe(
    'accounts.request_gone',
  );
  expect(await vault.as('supervisor').accounts.awaited()).toEqual([]);
  expect((await adminOf(vault).requests())[0]?.refused).toEqual({
    by: 'supervisor',
    at: vault.clock.now(),
    reason: 'other',
    reasonText: '本人记得密码',
  });
  expect(await vault.as('system_admin').home.waiting()).toContainEqual(
    expect.objectContaining({ kind: 'accounts_refused', count: 1 }),
  );
  expect(await sound(vault)).toEqual([]);
  await confirmed(vault, adminOf(vault).resetPassword({ id }));
  expect(await adminOf(vault).requests()).toEqual([]);
  expect(await sound(vault)).toEqual([]);
});

test('a request ends with the account being turned off, and outlives a new data key', async () => {
  await using vault = await open();
  const [developer, requester] = [await idOf(vault, 'developer'), await idOf(vault, 'requester')];
  const reset = await adminOf(vault).resetPassword({ id: developer });
  const gone = await adminOf(vault).resetPassword({ id: requester });
  await adminOf(vault).disable({ id: requester });
  await vault.host.keyRenewed();
  expect(vault.opened.vault.keys.generation).toBe(2);
  expect(await confirmAs(vault, 'supervisor', gone.request)).toBe('accounts.request_gone');
  expect(await confirmAs(vault, 'supervisor', reset.request)).toBeUndefined();
  expect(await enter(vault, 'developer').activate(reset.code)).toBeUndefined();
  const entered = enter(vault, 'developer', 'again');
  expect(await entered.unlock(NEW_PASSWORD)).toBeUndefined();
  expect(await sound(vault)).toEqual([]);
});

test('thirty days count from when the code was made, not from when it was confirmed', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  const { code, request } = await adminOf(vault).resetPassword({ id });
  vault.clock.advance({ days: 29 });
  expect(await confirmAs(vault, 'supervisor', request)).toBeUndefined();
  vault.clock.advance({ days: 1, ms: 1 });
  expect(await enter(vault, 'developer').activate(code)).toBe('vault.code_expired');
  const late = await adminOf(vault).resetPassword({ id });
  vault.clock.advance({ days: 30, ms: 1 });
  expect(await confirmAs(vault, 'supervisor', late.request)).toBe('accounts.request_expired');
  expect((await vault.as('supervisor').accounts.awaited())[0]?.isExpired).toBe(true);
});

test('somebody who asked and is no administrator any more has asked for nothing', async () => {
  await using vault = await open();
  const { id, code } = await confirmed(
    vault,
    adminOf(vault).create({ login: 'second', name: '另一位', roles: ['system_admin'] }),
  );
  expect(await enter(vault, 'second', 'second').activate(code)).toBeUndefined();
  const { request } = await vault.stranger('second').accounts.create(newcomer);
  await adminOf(vault).disable({ id });
  expect(await confirmAs(vault, 'supervisor', request)).toBe('accounts.request_outdated');
});

test('one person with two accounts confirms neither what they asked for nor what concerns them', async () => {
  await using vault = await open();
  const people = await adminOf(vault).list();
  const personOf = (login: string) => people.find((one) => one.login === login)?.personId ?? 0;
  const second = { login: 'd2', name: 'd2', roles: ['supervisor'] as Role[], person: personOf('developer') };
  const { code } = await confirmed(vault, adminOf(vault).create(second));
  expect(await enter(vault, 'd2', 'd2').activate(code)).toBeUndefined();
  const { request } = await adminOf(vault).resetPassword({ id: await idOf(vault, 'developer') });
  const [outcome] = await vault
    .stranger('d2')
    .accounts.confirm({ requests: [request ?? 0], password: NEW_PASSWORD });
  expect(outcome?.refused?.code).toBe('accounts.confirm_oneself');
  expect(await vault.stranger('d2').accounts.awaited()).toEqual([]);
  const denied = await vault.as('auditor').audit.list({ action: 'accounts.confirm', limit: 5 });
  expect(denied.rows.map(({ decision, login }) => [decision, login])).toEqual([['deny', 'd2']]);
});

test('two recovery sheets confirm where nobody else might, and only then', async () => {
  await using vault = await open();
  const [one, two] = vault.sheets;
  const id = await idOf(vault, 'developer');
  const first = await adminOf(vault).resetPassword({ id });
  const withSheets = (request: number | null) =>
    codeOf(adminOf(vault).confirmWithSheets({ request: request ?? 0, sheets: [one, two] }));
  expect(await withSheets(first.request)).toBe('accounts.sheets_not_needed');
  for (const login of ['supervisor', 'service_manager'])
    await adminOf(vault).disable({ id: await idOf(vault, login) });
  expect(await withSheets(first.request)).toBe('accounts.sheets_not_needed');
  // Of 总经理 nobody is left to confirm, though they might confirm others.
  const chief = await adminOf(vault).resetPassword({ id: await idOf(vault, 'general_manager') });
  expect(chief.confirmers).toEqual([]);
  const twice = adminOf(vault).confirmWithSheets({ request: chief.request ?? 0, sheets: [one, one] });
  expect(await codeOf(twice)).toBe('vault.sheet_twice');
  expect(await withSheets(chief.request)).toBeUndefined();
  expect(await enter(vault, 'general_manager').activate(chief.code)).toBeUndefined();
  await vault.host.keyRenewed();
  expect(await sound(vault)).toEqual([]);
});

test('a login, or a person, that came in meanwhile is said; nothing is entered twice', async () => {
  await using vault = await open();
  const accounts = adminOf(vault);
  await accounts.create(newcomer);
  const asks = (change: object) => codeOf(accounts.create({ ...newcomer, ...change }));
  expect(await asks({ name: '王五' })).toBe('vault.login_taken');
  expect(await asks({ login: 'li2', name: ' 李 四' })).toBe('accounts.person_awaited');
  expect(await asks({ login: 'li2', person: 'another' })).toBeUndefined();
});

test('so many requests wait at a time, and no more', async () => {
  await using vault = await open();
  const { log } = vault.contextOf('system_admin');
  for (let row = 1; row <= MOST_REQUESTS; row += 1) log({ action: 'accounts.ask', object: 'archive' });
  vault.opened.handles.transaction((db) => {
    for (let row = 1; row <= MOST_REQUESTS; row += 1)
      db.execute(
        `insert into account_request (account_id, request, asked_row, refused_row, refused_text)
         values (?, '{}', ?, null, null)`,
        10_000 + row,
        row,
      );
  });
  expect(await codeOf(adminOf(vault).create(newcomer))).toBe('accounts.too_many_requests');
});
