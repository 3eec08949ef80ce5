import { expect, test } from 'vitest';
import { openTestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

test('the place of a hidden archive in a list was told to whoever asked for the rows after it', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  for (const name of ['陈记五金厂', '刘记五金厂', '王记五金厂'])
    await archivist.customers.create(aCustomer({ name }));
  const hidden = await archivist.customers.create(aCustomer({ name: '孙记五金厂', secrecy: 'top_secret' }));
  const requester = vault.as('requester');
  const sort = { by: 'name' as const, descending: false };
  const after = (id: number) => requester.search.list({ sort, start: { after: id }, limit: 10 });
  expect(await after(hidden.id)).toEqual(await after(999_999));
});

test('an import told whose code or phone a 绝密 archive has', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const uscc = '91440604MA4W6XX90X';
  await archivist.customers.create(
    aCustomer({ secrecy: 'top_secret', uscc, usccWaiver: '原件如此', phones: ['0757-62980843'] }),
  );
  const { knownCustomers } = await import('../../db/features/import/lookups.ts');
  const context = vault.contextOf('archivist');
  const known = knownCustomers(context, context.reader);
  expect([known.byCode(uscc), known.byPhone('075762980843')]).toEqual([[], []]);
  await vault.signIn('service_manager');
  const manager = vault.contextOf('service_manager');
  expect(knownCustomers(manager, manager.reader).byCode(uscc)).toHaveLength(1);
});
