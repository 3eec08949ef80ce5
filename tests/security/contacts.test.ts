import { expect, test } from 'vitest';
import { openTestVault } from '../support/vault.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import { codeOf } from './support.ts';

test('a new archive took over numbers of contacts that its input named, also those of another customer', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ contacts: [aContact()] }));
  const first = await archivist.customers.get({ id });
  const taken = first.access === 'full' ? (first.input.contacts[0]?.id ?? 0) : 0;
  const highest = Number.MAX_SAFE_INTEGER;
  for (const contactId of [taken, highest]) {
    const made = await archivist.customers.create(aCustomer({ contacts: [aContact({ id: contactId })] }));
    const record = await archivist.customers.get({ id: made.id });
    expect(record.access === 'full' && record.input.contacts[0]?.id).toBeLessThan(100);
  }
});

test('a contact named twice in one edit failed as a defect', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(aCustomer({ contacts: [aContact()] }));
  const record = await archivist.customers.get({ id });
  if (record.access !== 'full') throw new Error('not readable');
  const [contact] = record.input.contacts;
  if (!contact) throw new Error('no contact');
  const input = { ...record.input, contacts: [contact, { ...contact, name: '王芳' }] };
  const update = archivist.customers.update({ id, version: 1, input, reason: null });
  expect(await codeOf(update)).toBe('customers.unknown_contact');
});
