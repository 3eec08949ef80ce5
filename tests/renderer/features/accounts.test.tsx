// @vitest-environment jsdom
import axe from 'axe-core';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';
import { openDesk } from '../support/desk.tsx';

test('a new account is told its one-time code once; markup in its name stays text', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: '新建账户' }));
  const dialog = within(await screen.findByRole('dialog'));
  const name = '<img src=x onerror=alert(1)>';
  await user.type(dialog.getByLabelText(/姓名/), name);
  await user.type(dialog.getByLabelText(/登录名/), 'newcomer');
  await user.click(dialog.getByRole('combobox', { name: /角色/ }));
  await user.click(await screen.findByRole('option', { name: '客户开发专员' }));
  await user.keyboard('{Escape}');
  await user.click(dialog.getByRole('button', { name: '建立账户' }));
  const slip = within(await screen.findByRole('dialog', { name: new RegExp('一次性口令') }));
  expect(slip.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)).toBeTruthy();
  await user.click(slip.getByRole('button', { name: '已交给本人' }));
  expect((await screen.findAllByText(name)).length).toBeGreaterThan(0);
  expect(document.querySelector('img')).toBeNull();
});

test('a second account of somebody is entered as theirs, once it is said that it is', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: '新建账户' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/姓名/), 'Developer');
  await user.keyboard('{Escape}');
  await user.type(dialog.getByLabelText(/登录名/), 'developer2');
  await user.click(dialog.getByRole('combobox', { name: /角色/ }));
  await user.click(await screen.findByRole('option', { name: '客户信息专员' }));
  await user.keyboard('{Escape}');
  await user.click(dialog.getByRole('button', { name: '建立账户' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('已经有叫这个名字的人');
  await user.click(dialog.getByRole('button', { name: 'developer 本人' }));
  await user.click(dialog.getByRole('button', { name: '建立账户' }));
  await screen.findByRole('dialog', { name: new RegExp('一次性口令') });
  // Name and login of the first, and the name of the second as it is spelled there.
  await waitFor(() => expect(screen.getAllByText('developer')).toHaveLength(3));
});

test('roles that exclude each other are refused in words', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: 'archivist 的操作' }));
  await user.click(await screen.findByRole('menuitem', { name: '修改角色' }));
  const dialog = within(await screen.findByRole('dialog'));
  const roles = dialog.getByRole('combobox', { name: /角色/ });
  await user.click(roles);
  await user.click(await screen.findByRole('option', { name: '审计员' }));
  await user.keyboard('{Escape}');
  await user.click(dialog.getByRole('button', { name: '保存' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('三员分立');
});

test('the screen has a name for everything', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'system_admin', '/accounts');
  await screen.findByRole('table', { name: '账户' });
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
