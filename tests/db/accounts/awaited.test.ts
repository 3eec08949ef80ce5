import { confirmed } from '../../support/accounts.ts';
import { expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';

const awaited = (count: number) =>
  expect.objectContaining({
    cause: expect.objectContaining({
      code: 'accounts.role_awaited',
      data: { role: 'archivist', flow: 'filings', step: 'accept', count },
    }),
  });

async function accountOf(vault: TestVault, login: string) {
  const accounts = await vault.as('system_admin').accounts.list();
  return accounts.find((account) => account.login === login)?.id ?? 0;
}

async function report(vault: TestVault) {
  return vault.as('developer').filings.save({ id: null, version: null, input: aCustomer(), submit: true });
}

test('the last account of a role that steps wait for could be turned off, and they waited for ever', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const { accounts } = vault.as('system_admin');
  const id = await accountOf(vault, 'archivist');
  await report(vault);
  const second = await report(vault);
  await expect(accounts.disable({ id })).rejects.toEqual(awaited(2));
  await expect(accounts.setRoles({ id, roles: ['supervisor'] })).rejects.toEqual(awaited(2));
  await confirmed(vault, accounts.setRoles({ id, roles: ['archivist', 'supervisor'] }));
  await vault.as('archivist').filings.return({ ...second, reason: because('重复') });
  await expect(accounts.disable({ id })).rejects.toEqual(awaited(1));
  await confirmed(vault, accounts.create({ login: 'archivist2', name: '另一位', roles: ['archivist'] }));
  await accounts.disable({ id });
});

test('an account that is off already is nobody whom steps could wait for', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const { accounts } = vault.as('system_admin');
  const { id } = await confirmed(
    vault,
    accounts.create({ login: 'archivist2', name: '另一位', roles: ['archivist'] }),
  );
  await accounts.disable({ id });
  await report(vault);
  await accounts.disable({ id });
  const first = await accountOf(vault, 'archivist');
  await expect(accounts.disable({ id: first })).rejects.toEqual(awaited(1));
});

test('what waits for whoever asked, or for nobody, holds no account', async () => {
  await using vault = await openTestVault({ as: 'system_admin' });
  const input = aCustomer();
  const [returned, accepted, withdrawn] = [await report(vault), await report(vault), await report(vault)];
  await vault.as('archivist').filings.return({ ...returned, reason: because('重复') });
  await vault.as('archivist').filings.accept({ ...accepted, input });
  await vault.as('developer').filings.withdraw(withdrawn);
  const { accounts } = vault.as('system_admin');
  for (const login of ['developer', 'archivist'])
    await expect(accounts.disable({ id: await accountOf(vault, login) })).resolves.toBeUndefined();
});
