import { confirmed } from '../support/accounts.ts';
import { expect, test } from 'vitest';
import type { CustomerInput } from '../../db/domain/customer.ts';
import { ROLES, type Role } from '../../db/domain/roles.ts';
import { openTestVault, TEST_PASSWORD } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf, refusalOf } from './support.ts';
import { because } from '../support/reasons.ts';

test('a system administrator could make themselves an archivist (三员分立)', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  await confirmed(vault, admin.accounts.create({ login: 'second', name: '另一位', roles: ['system_admin'] }));
  const own = (await admin.vault.status()).account?.id ?? 0;
  expect(await codeOf(admin.accounts.setRoles({ id: own, roles: ['archivist'] }))).toBe(
    'accounts.not_own_roles',
  );
  expect((await admin.vault.status()).account?.roles).toEqual(['system_admin']);
  const [row] = (await vault.as('auditor').audit.list({ action: 'accounts.set_roles', limit: 1 })).rows;
  expect(row?.decision).toBe('deny');
});

test('a role given a million times over filled every row of the log', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const roles = Array.from({ length: 1_000_000 }, (): Role => 'developer');
  const call = vault.as('system_admin').accounts.setRoles({ id: 2, roles });
  await expect(call).rejects.toMatchObject({ cause: { name: 'ZodError' } });
});

test('three duties that go with no other cannot be held together in any pair', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  for (const exclusive of ['system_admin', 'auditor'] as const)
    for (const role of ROLES.filter((other) => other !== exclusive))
      await expect(admin.accounts.setRoles({ id: 3, roles: [role, exclusive] })).rejects.toThrow(
        'accounts.roles_exclude_each_other',
      );
});

test('nobody decides their own filing, whatever roles they hold by then', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const developer = vault.as('developer');
  const id = (await developer.vault.status()).account?.id ?? 0;
  const input = aCustomer();
  const filing = await developer.filings.save({ id: null, version: null, input, submit: true });
  await confirmed(
    vault,
    vault.as('system_admin').accounts.setRoles({ id, roles: ['developer', 'archivist'] }),
  );
  expect((await developer.filings.get({ id: filing.id })).open).toEqual(['withdraw']);
  expect(await codeOf(developer.filings.accept({ ...filing, input }))).toBe('access.not_own_request');
  expect(await codeOf(developer.filings.return({ ...filing, reason: because('自己退回') }))).toBe(
    'access.not_own_request',
  );
});

test('a filing reported as 绝密 was filed as 普通 by an archivist who may classify nothing', async () => {
  await using vault = await openTestVault();
  const secrecy = 'top_secret' as const;
  const input = aCustomer({ secrecy, secrecyUntil: '2028-12-31' });
  const reported = await vault.as('developer').filings.save({ id: null, version: null, input, submit: true });
  const archivist = vault.as('archivist');
  const accept = (changed: Partial<CustomerInput>) =>
    codeOf(archivist.filings.accept({ ...reported, input: { ...input, ...changed } }));
  for (const changed of [
    { secrecy: 'normal' as const },
    { secrecy: 'secret' as const, secrecyUntil: null },
    { secrecyUntil: '2028-12-30' },
  ])
    expect(await accept(changed)).toBe('filings.class_lowered');
  const [row] = (await vault.as('auditor').audit.list({ action: 'customers.classify', limit: 1 })).rows;
  expect([row?.decision, row?.object, row?.secrecy]).toEqual(['deny', `filing:${reported.id}`, secrecy]);
  expect(await accept({ secrecyUntil: null })).toBeUndefined();
});

test('who may classify may also accept a filing at a lower class than was reported', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const manager = vault.as('service_manager');
  const id = (await manager.vault.status()).account?.id ?? 0;
  const roles = ['service_manager', 'archivist'] as const;
  await confirmed(vault, vault.as('system_admin').accounts.setRoles({ id, roles: [...roles] }));
  const input = aCustomer({ secrecy: 'top_secret' });
  const filing = await vault.as('developer').filings.save({ id: null, version: null, input, submit: true });
  const accepted = manager.filings.accept({ ...filing, input: { ...input, secrecy: 'confidential' } });
  expect(await codeOf(accepted)).toBeUndefined();
});

test('a class that has lapsed since it was reported holds nobody back', async () => {
  await using vault = await openTestVault();
  const input = aCustomer({ secrecy: 'secret', secrecyUntil: vault.clock.today() });
  const filing = await vault.as('developer').filings.save({ id: null, version: null, input, submit: true });
  vault.clock.advance({ days: 1 });
  const accept = (changed: Partial<CustomerInput>) =>
    codeOf(vault.as('archivist').filings.accept({ ...filing, input: { ...input, ...changed } }));
  expect(await accept({})).toBe('customers.secrecy_ended');
  expect(await accept({ secrecy: 'normal', secrecyUntil: null })).toBeUndefined();
});

test('an archive could be 绝密 until a day long past', async () => {
  await using vault = await openTestVault();
  const past = { secrecy: 'top_secret', secrecyUntil: '2026-03-01' } as const;
  const archivist = vault.as('archivist');
  expect(await codeOf(archivist.customers.create(aCustomer(past)))).toBe('customers.secrecy_ended');
  const { id } = await archivist.customers.create(aCustomer({ ...past, secrecyUntil: '2026-03-02' }));
  const classify = { id, version: 1, reason: because('提前解密'), ...past };
  expect(await codeOf(vault.as('service_manager').customers.classify(classify))).toBe(
    'customers.secrecy_ended',
  );
  const filing = { id: null, version: null, input: aCustomer(past), submit: true };
  expect(await codeOf(vault.as('developer').filings.save(filing))).toBe('customers.secrecy_ended');
  expect(await codeOf(vault.as('developer').filings.save({ ...filing, submit: false }))).toBeUndefined();
});

test('one human with two accounts accepted what they had reported themselves', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const developer = vault.as('developer');
  const { personId } = (await developer.vault.status()).account ?? { personId: 0 };
  const second = { login: 'archivist2', name: 'Ｄeveloper', roles: ['archivist' as const] };
  const unsaid = await refusalOf(admin.accounts.create(second));
  expect(unsaid).toEqual({
    code: 'accounts.person_exists',
    data: { people: [personId] },
  });
  const { id, code } = await confirmed(vault, admin.accounts.create({ ...second, person: personId }));
  expect((await admin.accounts.list()).find((account) => account.id === id)).toMatchObject({
    personId,
    name: 'developer',
  });
  const [token, password] = [vault.grant('second', vault.path), `${TEST_PASSWORD} two`];
  await vault.stranger('second').vault.activate({ token, login: 'archivist2', code, password });
  const input = aCustomer();
  const filing = await developer.filings.save({ id: null, version: null, input, submit: true });
  const accepted = vault.stranger('second').filings.accept({ ...filing, input });
  expect(await codeOf(accepted)).toBe('access.not_own_request');
});

test('another person of the same name has to be said to be one', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const before = (await admin.accounts.people()).length;
  const namesake = { login: 'other', name: 'developer', roles: ['archivist' as const] };
  await confirmed(vault, admin.accounts.create({ ...namesake, person: 'another' }));
  expect(await admin.accounts.people()).toHaveLength(before + 1);
  expect(await codeOf(admin.accounts.create({ ...namesake, login: 'third', person: 9999 }))).toBe(
    'accounts.person_unknown',
  );
});

test('two accounts held together what one may not (三员分立)', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const admin = vault.as('system_admin');
  const accounts = await admin.accounts.list();
  const personOf = (login: string) => accounts.find((account) => account.login === login)?.personId ?? 0;
  const excluded = 'accounts.roles_exclude_each_other';
  const create = (person: number, roles: Role[], login = 'second') =>
    confirmed(vault, admin.accounts.create({ login, name: login, roles, person }));
  expect(await codeOf(create(personOf('developer'), ['auditor']))).toBe(excluded);
  expect(await codeOf(create(personOf('system_admin'), ['archivist']))).toBe(excluded);
  const { id } = await create(personOf('developer'), ['archivist']);
  expect(await codeOf(admin.accounts.setRoles({ id, roles: ['auditor'] }))).toBe(excluded);
  await admin.accounts.disable({ id });
  const own = accounts.find(({ login }) => login === 'developer')?.id ?? 0;
  await confirmed(vault, admin.accounts.setRoles({ id: own, roles: ['auditor'] }));
  expect(await codeOf(admin.accounts.enable({ id }))).toBe(excluded);
});
