import { expect, test } from 'vitest';
import { confirmed } from '../../support/accounts.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';

const open = () => openTestVault({ as: 'system_admin' });
const adminOf = (vault: TestVault) => vault.as('system_admin').accounts;
const idOf = async (vault: TestVault, login: string) =>
  (await adminOf(vault).list()).find((account) => account.login === login)?.id ?? 0;
const NEW_PASSWORD = 'four plain words here';

async function activate(vault: TestVault, login: string, code: string, password = NEW_PASSWORD) {
  const token = vault.grant(login, vault.path);
  const person = vault.stranger(login);
  await person.vault.activate({ token, login, code, password });
  return person.accounts;
}

test('who has a new account is told by whom it was asked for and confirmed, until they close it', async () => {
  await using vault = await open();
  const account = { login: 'li', name: '李四', roles: ['archivist' as const] };
  const askedAt = vault.clock.now();
  const asked = await adminOf(vault).create(account);
  vault.clock.advance({ ms: 60_000 });
  await confirmed(vault, Promise.resolve(asked));
  const accounts = await activate(vault, 'li', asked.code);
  const { told, more } = await accounts.told();
  expect([told, more]).toEqual([
    [
      {
        row: expect.any(Number),
        at: askedAt + 60_000,
        what: 'create',
        waits: false,
        by: 'supervisor',
        askedBy: 'system_admin',
        askedAt,
        withSheets: false,
        roles: null,
      },
    ],
    0,
  ]);
  expect((await accounts.told()).told).toEqual(told);
  await accounts.acknowledge({ upTo: told[0]?.row ?? 0 });
  expect(await accounts.told()).toEqual({ told: [], more: 0 });
  expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
});

test('roles, a new password, and being off and on again are told; what others hear of is not', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  await adminOf(vault).setRoles({ id, roles: ['auditor'] });
  await confirmed(vault, adminOf(vault).setRoles({ id, roles: ['developer', 'archivist'] }));
  await adminOf(vault).disable({ id });
  await confirmed(vault, adminOf(vault).enable({ id }));
  const { code } = await confirmed(vault, adminOf(vault).resetPassword({ id }));
  const accounts = await activate(vault, 'developer', code);
  const { told } = await accounts.told();
  expect(told.map(({ what, by, askedBy, roles }) => [what, by, askedBy, roles])).toEqual([
    ['reset_password', 'supervisor', 'system_admin', null],
    ['enable', 'supervisor', 'system_admin', null],
    ['disable', 'system_admin', null, null],
    ['set_roles', 'supervisor', 'system_admin', { before: ['auditor'], after: ['developer', 'archivist'] }],
    ['set_roles', 'system_admin', null, { before: ['developer'], after: ['auditor'] }],
  ]);
  expect((await vault.as('requester').accounts.told()).told).toEqual([]);
  await accounts.acknowledge({ upTo: told[1]?.row ?? 0 });
  expect((await accounts.told()).told.map(({ what }) => what)).toEqual(['reset_password']);
});

test('somebody whose new password is asked for hears of it while it waits, and not once it was withdrawn', async () => {
  await using vault = await open();
  const developer = vault.as('developer').accounts;
  const { request } = await adminOf(vault).resetPassword({ id: await idOf(vault, 'developer') });
  expect((await developer.told()).told).toEqual([
    expect.objectContaining({ what: 'reset_password', waits: true, by: 'system_admin', askedBy: null }),
  ]);
  await adminOf(vault).withdraw({ request: request ?? 0 });
  expect((await developer.told()).told).toEqual([]);
});

test('founding accounts, and one’s own password, are nothing to be told', async () => {
  await using vault = await open();
  const archivist = vault.as('archivist');
  await archivist.vault.changePassword({ current: TEST_PASSWORD, next: NEW_PASSWORD });
  expect(await archivist.accounts.told()).toEqual({ told: [], more: 0 });
  await archivist.accounts.acknowledge({ upTo: 1_000 });
  const acknowledged = await vault.as('auditor').audit.list({ action: 'accounts.acknowledge', limit: 5 });
  expect(acknowledged.rows).toEqual([]);
});

test('a row with which the administrator says that somebody else has read it hides nothing', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  const developer = vault.as('developer').accounts;
  await adminOf(vault).setRoles({ id, roles: ['auditor'] });
  const { log } = vault.contextOf('system_admin');
  log({ action: 'accounts.acknowledge', object: `account:${id}`, reason: '999' });
  expect((await developer.told()).told).toHaveLength(1);
  expect((await vault.as('auditor').audit.verify()).ok).toBe(false);
});

test('of very many the newest are shown, and how many more there are', async () => {
  await using vault = await open();
  const id = await idOf(vault, 'developer');
  for (let round = 0; round < 12; round += 1)
    for (const role of ['auditor', 'system_admin'] as const)
      await adminOf(vault).setRoles({ id, roles: [role] });
  const { told, more } = await vault.as('developer').accounts.told();
  expect([told.length, more]).toEqual([20, 4]);
});
