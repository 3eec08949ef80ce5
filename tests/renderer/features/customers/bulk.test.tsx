// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

/** A supplier and two clients; the list, signed in as 信息专员. */
async function openList(vault: ReturnType<typeof openVaultBehindWindow>, address = '/customers') {
  await vault.signIn('archivist');
  for (const [name, category] of [
    ['安达厂', 'supplier'],
    ['博远厂', 'client'],
    ['成信厂', 'client'],
  ] as const)
    await callsOf(vault).customers.create.mutate({ ...blankCustomer(category), name });
  const { user } = await openDesk(vault, 'archivist', address);
  const grid = await screen.findByRole('grid', { name: '档案列表' });
  await within(grid).findByText('成信厂');
  return { user, grid };
}

test('the whole list is changed as was said before, and taken back from the notice', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openList(vault);
  await user.click(screen.getByRole('checkbox', { name: '全选' }));
  const bar = screen.getByRole('toolbar', { name: '已选 3 户' });
  await user.click(within(bar).getByRole('button', { name: '批量修改…' }));
  const dialog = await screen.findByRole('dialog', { name: '批量修改 3 户' });
  await user.click(within(dialog).getByRole('combobox', { name: /修改哪一项/ }));
  await user.click(await screen.findByRole('option', { name: '合作状态' }));
  await user.click(await within(dialog).findByRole('button', { name: '全部改为' }));
  await user.click(within(dialog).getByRole('button', { name: '合作中' }));
  const preview = await within(dialog).findByRole('region', { name: '修改预览' });
  expect(preview.textContent).toMatch(/2 户将会修改博远厂、成信厂1 户不是业务客户/);
  await user.click(await within(dialog).findByRole('button', { name: '修改 2 户' }));
  const notice = await screen.findByText('已修改 2 户');
  const statusOf = async (id: number) => {
    const record = await callsOf(vault).customers.get.query({ id });
    return record.access === 'full' ? record.input.status : 'closed';
  };
  expect(await statusOf(2)).toBe('active');
  expect(screen.queryByRole('toolbar')).toBeNull();
  await user.click(within(notice.closest<HTMLElement>('[role=alert]') ?? document.body).getByText('撤销'));
  await screen.findByText('已撤销，2 户恢复到修改之前');
  expect(await statusOf(2)).toBe('negotiating');
});

test('a list that is selected as a whole is not selected any more once it is another list', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  await user.keyboard('{Control>}a{/Control}');
  expect(screen.getByRole('toolbar', { name: '已选 3 户' })).toBeTruthy();
  await user.type(screen.getByRole('searchbox', { name: /^名称、拼音/ }), '安达');
  await waitFor(() => expect(within(grid).queryByText('成信厂')).toBeNull());
  expect(screen.queryByRole('toolbar')).toBeNull();
});
