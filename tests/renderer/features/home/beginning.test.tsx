// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';

test('the administrator of an empty archive reads who brings the ledger in, and lets that person sign in', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/');
  expect(await screen.findByText('台账由客户信息专员（archivist）导入。')).toBeTruthy();
  expect(screen.queryByRole('link', { name: '导入台账' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '锁定，换人登录' }));
  expect(await screen.findByRole('heading', { name: '登录' })).toBeTruthy();
});

test('where nobody is there to bring it in, the administrator is led to the accounts', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('system_admin');
  const { accounts } = callsOf(vault);
  const archivist = (await accounts.list.query()).find(({ login }) => login === 'archivist');
  await accounts.disable.mutate({ id: archivist?.id ?? 0 });
  const { user } = await openDesk(vault, 'system_admin', '/');
  expect(await screen.findByText('台账由客户信息专员导入，现在还没有人是这个角色。')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: '新建账户' }));
  expect(await screen.findByRole('heading', { name: '账户' })).toBeTruthy();
});

test('an empty list leads to the import', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'archivist', '/customers');
  expect(await screen.findByText('可以导入部门现有的台账，也可以逐个新建。')).toBeTruthy();
  await user.click(screen.getByRole('link', { name: '导入台账' }));
  expect(await screen.findByRole('button', { name: '选择文件' })).toBeTruthy();
});
