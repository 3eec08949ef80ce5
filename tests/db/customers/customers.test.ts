import { expect, test } from 'vitest';
import type { EditReason } from '../../../db/domain/reasons.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';

test('files customers under gap-free numbers of their class, year, retention and category (A6)', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const numbers = [];
  for (const category of ['client', 'client', 'supplier'] as const)
    numbers.push((await archivist.customers.create(aCustomer({ category }))).archiveNo);
  expect(numbers).toEqual([
    'QZ01-KH·2026-D30-YW-0001',
    'QZ01-KH·2026-D30-YW-0002',
    'QZ01-KH·2026-D30-GY-0001',
  ]);
});

test('a refused filing takes no number', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  await expect(archivist.customers.create(aCustomer({ grade: 'no such grade' }))).rejects.toMatchObject({
    cause: { code: 'customers.unknown_code' },
  });
  expect((await archivist.customers.create(aCustomer())).archiveNo).toMatch(/-0001$/);
});

test('saving over a newer version is refused and shows what is saved', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({ contacts: [aContact()] });
  const { id } = await archivist.customers.create(input);
  await archivist.customers.update({ id, version: 1, input: { ...input, note: '甲' }, reason: null });
  const stale = archivist.customers.update({ id, version: 1, input: { ...input, note: '乙' }, reason: null });
  await expect(stale).rejects.toMatchObject({
    cause: { code: 'customers.version_conflict', data: { current: 2, saved: { note: '甲' } } },
  });
});

test('keeps the history of every field: who, when, from, to', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer();
  const { id } = await archivist.customers.create(input);
  vault.clock.advance({ days: 1 });
  await archivist.customers.update({
    id,
    version: 1,
    input: { ...input, grade: 'gold', note: '月结' },
    reason: null,
  });
  const history = await archivist.customers.history({ id });
  expect(history.map(({ field, oldValue, newValue, by }) => ({ field, oldValue, newValue, by }))).toEqual([
    { field: 'note', oldValue: null, newValue: '月结', by: 'archivist' },
    { field: 'grade', oldValue: null, newValue: 'gold', by: 'archivist' },
    expect.objectContaining({ field: 'filed' }),
  ]);
});

test('a change of category takes a reason, which the history keeps (A6)', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({ category: 'client' });
  const { id } = await archivist.customers.create(input);
  const moved = { ...input, category: 'partner' as const, status: null };
  const update = (reason: EditReason | null) =>
    archivist.customers.update({ id, version: 1, input: moved, reason });
  // One of the grade says nothing of the category.
  for (const none of [null, { choice: 'wrong_grade', text: '改为合作机构' } as const])
    await expect(update(none)).rejects.toMatchObject({
      cause: { code: 'customers.reason_needed', data: { field: 'category' } },
    });
  for (const text of [null, '', ' ', '改'])
    await expect(update({ choice: 'other', text })).rejects.toThrow('common.reason_text_needed');
  expect(await archivist.customers.get({ id })).toMatchObject({ version: 1, input: { category: 'client' } });
  await update({ choice: 'business_changed', text: ' 改为合作机构 ' });
  const history = await archivist.customers.history({ id, field: 'category' });
  expect(history).toMatchObject([
    { oldValue: 'client', newValue: 'partner', reason: 'business_changed', reasonText: '改为合作机构' },
  ]);
});

test('a contact stays the one it is through edits of it, of others, and of its place', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({ contacts: ['李明', '王芳', '陈静'].map((name) => aContact({ name })) });
  const { id } = await archivist.customers.create(input);
  const contacts = async () => {
    const record = await archivist.customers.get({ id });
    if (record.access !== 'full') throw new Error('the archive is not shown');
    return record.input.contacts;
  };
  const filed = await contacts();
  expect(new Set(filed.map((contact) => contact.id)).size).toBe(3);
  const [first, second, third] = filed;
  if (!first || !second || !third) throw new Error('three were filed');
  const edited = [third, { ...first, wechat: 'liming' }, aContact({ name: '赵敏' })];
  await archivist.customers.update({ id, version: 1, input: { ...input, contacts: edited }, reason: null });
  const now = await contacts();
  expect(now.map(({ name }) => name)).toEqual(['陈静', '李明', '赵敏']);
  expect(now.slice(0, 2).map((contact) => contact.id)).toEqual([third.id, first.id]);
  expect(filed.map((contact) => contact.id)).not.toContain(now[2]?.id);
});
