// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankContact, blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const customer = { ...blankCustomer('supplier'), name: '佛山市金艺五金', address: '旧址', note: '旧' };

test('two people’s versions are settled field by field', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const { id } = await calls.customers.create.mutate(customer);

  const { user } = await openDesk(vault, 'archivist', `/customers/${id}/edit`);
  const address = await screen.findByLabelText(/详细地址/);
  await user.clear(address);
  await user.type(address, '我的新址');
  await calls.customers.update.mutate({
    id,
    version: 1,
    input: { ...customer, address: '对方的新址', note: '对方写的' },
    reason: null,
  });
  await user.click(screen.getByRole('button', { name: '保存' }));

  const dialog = await screen.findByRole('dialog', { name: '别人已先保存了这份档案' });
  const [, first, second] = within(dialog).getAllByRole('row');
  expect(first?.textContent).toMatch(/^详细地址双方都改过.*对方的新址/);
  expect(second?.textContent).toMatch(/^备注旧/);
  expect(within(dialog).getByRole('radio', { name: '备注 对方已保存的' })).toHaveProperty('checked', true);
  const save = within(dialog).getByRole('button', { name: '还有 1 项要选' });
  expect(save).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('radio', { name: '详细地址 我填写的' }));
  await user.click(within(dialog).getByRole('button', { name: '按所选保存' }));

  await screen.findByText('已保存');
  const saved = await calls.customers.get.query({ id });
  expect(saved).toMatchObject({ version: 3, input: { address: '我的新址', note: '对方写的' } });
});

test('a change just saved can be taken back', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const contacts = [{ ...blankContact(), name: '张三', mobile: '13800138000' }];
  const { id } = await calls.customers.create.mutate({ ...customer, contacts });

  const { user } = await openDesk(vault, 'archivist', `/customers/${id}/edit`);
  await user.click(await screen.findByRole('button', { name: '移除，第 1 位' }));
  await user.click(screen.getByRole('button', { name: '保存' }));
  await user.click(await screen.findByRole('button', { name: '撤销' }));

  await expect
    .poll(() => calls.customers.get.query({ id }))
    .toMatchObject({ version: 3, input: { contacts: [{ name: '张三' }] } });
});
