// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { toFormValues } from '../../../../renderer/features/customers/form-values.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

test('what another version kept is set aside with a word at home, and what can be read of it stays in use', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'archivist', '/audit');
  const calls = callsOf(vault);
  const views = [
    { name: '佛山供应商', filters: { category: ['supplier'], city: ['440600'] } },
    { name: '冻结的', filters: { hold: true } },
  ];
  await calls.preferences.set.mutate({ key: 'customers.views', value: views });
  const columns = { v: 9, value: { columns: [] } };
  await calls.preferences.set.mutate({ key: 'list.customers', value: columns });
  const values = { ...toFormValues(blankCustomer('client')), nickname: '' };
  await calls.drafts.save.mutate({ key: 'customers.new', value: { values, version: null, base: null } });

  const aside = async () => (await calls.setAside.list.query()).map(({ key }) => key).toSorted();
  window.location.hash = '#/customers/new';
  expect(await screen.findByLabelText(/^名称/)).toHaveProperty('value', '');
  expect(screen.queryByText(/已恢复/)).toBeNull();
  await waitFor(async () => expect(await aside()).toContain('customers.new'));
  window.location.hash = '#/customers';
  expect(await screen.findByRole('tab', { name: '佛山供应商' })).toBeDefined();
  expect(screen.queryByRole('tab', { name: '冻结的' })).toBeNull();
  await waitFor(async () =>
    expect(await aside()).toEqual(['customers.new', 'customers.views', 'list.customers']),
  );
  window.location.hash = '#/';
  const note = within(await screen.findByRole('region', { name: '未能读取的内容' }));
  expect(note.getByText(/没有丢失/)).toBeDefined();
  for (const name of ['已存视图', '列表的列设置', '新建档案的草稿'])
    expect(note.getByRole('button', { name: `把“${name}”另存为文本` })).toBeDefined();
  expect(note.getByText(/由更新版本的程序保存/)).toBeDefined();
  expect(note.getAllByText(/与本版本的格式不符/)).toHaveLength(2);

  await user.click(note.getByRole('button', { name: '移除“已存视图”' }));
  await user.click(await screen.findByRole('button', { name: '移除' }));
  await waitFor(() => expect(note.queryByText('已存视图')).toBeNull());
  expect(await calls.setAside.list.query()).toHaveLength(2);
  const kept = await calls.preferences.get.query({ key: 'customers.views' });
  expect(kept).toEqual({ broken: false, value: { v: 2, value: views.slice(0, 1) } });
});

test('choices of a time before versions are there as ever, and of columns also without an order', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/audit');
  const calls = callsOf(vault);
  const value = { widths: {}, visible: { city: false } };
  await calls.preferences.set.mutate({ key: 'list.customers', value });
  await calls.customers.create.mutate({ ...blankCustomer('client'), name: '金艺五金有限公司' });
  window.location.hash = '#/customers';
  await screen.findByRole('columnheader', { name: /名称/ });
  expect(screen.queryByRole('columnheader', { name: '城市' })).toBeNull();
  expect(await calls.setAside.list.query()).toEqual([]);
});
