/** A draft holds what stood in its record, so it goes with the right to read that. */
import { confirmed } from '../support/accounts.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aCustomer } from '../support/factories.ts';
import { openTestVault, type TestVault } from '../support/vault.ts';
import { because } from '../support/reasons.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault({ as: 'system_admin' });
  await vault.signIn('archivist', 'supervisor', 'service_manager');
});
afterEach(() => vault[Symbol.asyncDispose]());

const keysOf = async () => (await vault.as('archivist').drafts.list()).map(({ key }) => key).toSorted();
const storedKeys = () =>
  vault.opened.handles.reader
    .rows<{ key: string }>('select key from draft order by key')
    .map(({ key }) => key);

async function keepDrafts(secrecy: 'normal' | 'secret') {
  const { customers, drafts } = vault.as('archivist');
  const { id } = await customers.create(aCustomer({ secrecy, note: '底价八折' }));
  const keys = [`customers.edit.${id}`, `customers.edit.${id}.note`, 'customers.new', 'settings'];
  for (const key of keys) await drafts.save({ key, value: { note: '底价七折' } });
  return { id, keys };
}

test('another role that may not read the archive loses its drafts, and keeps the others', async () => {
  const { id, keys } = await keepDrafts('secret');
  expect(await keysOf()).toEqual(keys.toSorted());
  const account = vault.contextOf('archivist').actor.accountId;
  const { setRoles } = vault.as('system_admin').accounts;
  await confirmed(vault, setRoles({ id: account, roles: ['archivist', 'developer'] }));
  expect(storedKeys()).toEqual(keys.toSorted());
  await setRoles({ id: account, roles: ['developer'] });
  expect(storedKeys()).toEqual(['customers.new', 'settings']);
  expect(await vault.as('archivist').drafts.get({ key: `customers.edit.${id}` })).toBeNull();
});

test('an archive that is closed to the person shows no draft of it either', async () => {
  const { id, keys } = await keepDrafts('secret');
  const top = {
    id,
    version: 1,
    secrecy: 'top_secret',
    secrecyUntil: null,
    reason: because('客户要求'),
  } as const;
  await vault.as('service_manager').customers.classify(top);
  expect(await keysOf()).toEqual(['customers.new', 'settings']);
  expect(await vault.as('archivist').drafts.get({ key: `customers.edit.${id}.note` })).toBeNull();
  const again = { ...top, version: 2, secrecy: 'secret' } as const;
  await vault.as('service_manager').customers.classify(again);
  expect(await keysOf()).toEqual(keys.toSorted());
});

test('an archive that does not exist has none', async () => {
  await vault.as('archivist').drafts.save({ key: 'customers.edit.999', value: {} });
  expect(await keysOf()).toEqual([]);
});
