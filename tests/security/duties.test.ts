import { expect, test } from 'vitest';
import { ROLES, type Role } from '../../db/domain/roles.ts';
import { openTestArchive } from '../support/archive.ts';
import { aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';

test('a system administrator could make themselves an archivist (三员分立)', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const admin = archive.as('system_admin');
  await admin.accounts.create({ login: 'second', name: '另一位', roles: ['system_admin'] });
  const own = (await admin.vault.status()).account?.id ?? 0;
  expect(await codeOf(admin.accounts.setRoles({ id: own, roles: ['archivist'] }))).toBe(
    'accounts.not_own_roles',
  );
  expect((await admin.vault.status()).account?.roles).toEqual(['system_admin']);
  const [row] = await archive.as('auditor').audit.list({ action: 'accounts.set_roles', limit: 1 });
  expect(row?.decision).toBe('deny');
});

test('a role given a million times over filled every row of the log', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const roles = Array.from({ length: 1_000_000 }, (): Role => 'developer');
  const call = archive.as('system_admin').accounts.setRoles({ id: 2, roles });
  await expect(call).rejects.toMatchObject({ cause: { name: 'ZodError' } });
});

test('three duties that go with no other cannot be held together in any pair', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const admin = archive.as('system_admin');
  for (const exclusive of ['system_admin', 'auditor'] as const)
    for (const role of ROLES.filter((other) => other !== exclusive))
      await expect(admin.accounts.setRoles({ id: 3, roles: [role, exclusive] })).rejects.toThrow(
        'accounts.roles_exclude_each_other',
      );
});

test('nobody decides their own filing, whatever roles they hold by then', async () => {
  await using archive = await openTestArchive({ as: 'system_admin' });
  const developer = archive.as('developer');
  const id = (await developer.vault.status()).account?.id ?? 0;
  const input = aCustomer();
  const filing = await developer.filings.save({ id: null, version: null, input, submit: true });
  await archive.as('system_admin').accounts.setRoles({ id, roles: ['developer', 'archivist'] });
  expect((await developer.filings.get({ id: filing.id })).may).toEqual({ edit: false, decide: false });
  expect(await codeOf(developer.filings.accept({ ...filing, input }))).toBe('access.not_own_request');
  expect(await codeOf(developer.filings.return({ ...filing, reason: '自己退回' }))).toBe(
    'access.not_own_request',
  );
});
