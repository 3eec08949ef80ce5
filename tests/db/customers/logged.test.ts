import { expect, test } from 'vitest';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';

test('archives that were opened are named to who may list them, without a look', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const open = await archivist.customers.create(aCustomer({ name: '佛山测试五金厂' }));
  const secret = await archivist.customers.create(aCustomer({ name: '机密的客户', secrecy: 'secret' }));
  const ids = [secret.id, open.id, 999_999];
  const named = async (role: 'supervisor' | 'developer') =>
    (await vault.as(role).customers.named({ ids })).map(({ name }) => name).toSorted();
  expect(await named('supervisor')).toEqual(['佛山测试五金厂', '机密的客户']);
  await vault.signIn('developer');
  expect(await named('developer')).toEqual(['佛山测试五金厂']);
  const { rows } = await vault.as('auditor').audit.list({ action: 'customers.read', limit: 5 });
  expect(rows).toEqual([]);
});
