import { expect, test } from 'vitest';
import { completeness, missingFields } from '../../../db/domain/customer.ts';
import { usccCheckCharacter } from '../../../db/domain/uscc.ts';
import { openTestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });

test('what is entered comes back as it was', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({
    category: 'supplier',
    formerNames: ['佛山市旧名五金厂'],
    province: '440000',
    city: '440600',
    district: '440605',
    phones: ['0757-62980843'],
    grade: 'gold',
    shelf: { room: null, cabinet: 'B', level: 1, position: 12 },
    indexTerms: ['五金'],
    note: '月结30天，付款准时。',
    contacts: [aContact(), aContact({ name: '张三', mobile: null, phone: '0757-88886666' })],
  });
  const { id } = await archivist.customers.create(input);
  const record = await archivist.customers.get({ id });
  expect(record).toMatchObject({
    access: 'full',
    version: 1,
    input: {
      ...input,
      contacts: input.contacts.map((contact) => ({ ...contact, id: expect.any(Number) })),
    },
  });
});

test('a wrong 统一社会信用代码 is refused with the right character, or kept with a reason (GB 32100)', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const first17 = '91440604MA4W6XX90';
  const right = usccCheckCharacter(first17) ?? '';
  const uscc = first17 + (right === '0' ? '1' : '0');
  await expect(archivist.customers.create(aCustomer({ uscc }))).rejects.toMatchObject({
    cause: { code: 'customers.uscc_check_character', data: { expected: right } },
  });
  await archivist.customers.create(aCustomer({ uscc, usccWaiver: '营业执照原件如此' }));
  await archivist.customers.create(aCustomer({ uscc: first17 + right }));
});

test('a city of another province, an unknown grade and a status for a supplier are refused', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const refused = [
    [aCustomer({ province: '110000', city: '440600' }), 'customers.unknown_place'],
    [aCustomer({ city: '440600' }), 'customers.unknown_place'],
    [aCustomer({ grade: 'wood' }), 'customers.unknown_code'],
    [aCustomer({ category: 'supplier', status: 'active' }), 'customers.status_not_for_category'],
    [aCustomer({ responsibleId: 999 }), 'customers.unknown_person'],
  ] as const;
  for (const [input, expected] of refused)
    await expect(archivist.customers.create(input)).rejects.toEqual(code(expected));
});

test('a contact keeps its identity through an edit, and one of another archive is not taken over', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const one = await archivist.customers.create(aCustomer({ contacts: [aContact()] }));
  const two = await archivist.customers.create(aCustomer());
  const record = await archivist.customers.get({ id: one.id });
  if (record.access !== 'full') throw new Error('not readable');
  const [contact] = record.input.contacts;
  const input = { ...record.input, contacts: [{ ...aContact({ name: '王五' }), id: contact?.id }] };
  await archivist.customers.update({ id: one.id, version: 1, input, reason: null });
  const theft = archivist.customers.update({ id: two.id, version: 1, input, reason: null });
  await expect(theft).rejects.toEqual(code('customers.unknown_contact'));
  const after = await archivist.customers.get({ id: one.id });
  expect(after).toMatchObject({ input: { contacts: [{ id: contact?.id, name: '王五' }] } });
});

test('class changes only by classifying, with a reason (S1)', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer();
  const { id } = await archivist.customers.create(input);
  const sideways = archivist.customers.update({
    id,
    version: 1,
    input: { ...input, secrecy: 'secret' },
    reason: null,
  });
  await expect(sideways).rejects.toEqual(code('customers.classify_apart'));
  const change = {
    id,
    version: 1,
    secrecy: 'secret' as const,
    secrecyUntil: null,
    reason: because('含报价'),
  };
  await expect(archivist.customers.classify(change)).rejects.toEqual(code('access.denied'));
  await vault.as('supervisor').customers.classify(change);
  expect((await archivist.customers.history({ id, field: 'secrecy' }))[0]).toMatchObject({
    oldValue: 'normal',
    newValue: 'secret',
    reason: 'other',
    reasonText: '含报价',
    by: 'supervisor',
  });
});

test('reading 机密 is logged, reading 普通 is not', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const open = await archivist.customers.create(aCustomer());
  const secret = await archivist.customers.create(aCustomer({ secrecy: 'secret' }));
  await archivist.customers.get({ id: open.id });
  await archivist.customers.get({ id: secret.id });
  const { rows: reads } = await vault.as('auditor').audit.list({ action: 'customers.read', limit: 10 });
  expect(reads.map((row) => row.object)).toEqual([`customer:${secret.id}`]);
});

test('similar archives are found by name, code and phone, never one that may not be seen', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const name = '佛山市金艺五金制品有限公司';
  const seen = await archivist.customers.create(aCustomer({ name, contacts: [aContact()] }));
  await archivist.customers.create(aCustomer({ name, secrecy: 'top_secret' }));
  const ask = { name: '佛山金艺五金制品（有限公司）', uscc: null, phones: ['138 1234 5678'] };
  expect(await vault.as('developer').customers.similar(ask)).toEqual([
    { id: seen.id, archiveNo: seen.archiveNo, name, why: 'name' },
  ]);
});

test('completeness is 100 only when nothing that the template asks for is missing (A1)', () => {
  const input = aCustomer({ category: 'partner' });
  expect(completeness(input)).toBeLessThan(20);
  const full = {
    ...input,
    subType: 'bank',
    province: '440000',
    city: '440600',
    address: '某路 1 号',
    contacts: [aContact()],
    firstContactOn: '2026-01-01' as const,
    responsibleId: 1,
    shelf: { room: null, cabinet: 'A', level: 1, position: 1 },
  };
  expect([completeness(full), missingFields(full)]).toEqual([100, []]);
  expect(missingFields({ ...full, contacts: [aContact({ mobile: null })] })).toEqual(['contacts']);
});
