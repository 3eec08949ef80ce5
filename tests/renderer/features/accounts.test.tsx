// @vitest-environment jsdom
import axe from 'axe-core';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openVaultBehindWindow, TEST_PASSWORD } from '../support/vault-bridge.ts';
import { callsOf, openDesk } from '../support/desk.tsx';

test('a new account is told its one-time code once; markup in its name stays text', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: '新建账户' }));
  const dialog = within(await screen.findByRole('dialog'));
  const name = '<img src=x onerror=alert(1)>';
  await user.type(dialog.getByLabelText(/姓名/), name);
  await user.type(dialog.getByLabelText(/登录名/), 'newcomer');
  await user.click(dialog.getByRole('checkbox', { name: '客户开发专员' }));
  await user.click(dialog.getByRole('button', { name: '提出新建' }));
  const slip = within(await screen.findByRole('dialog', { name: new RegExp('一次性口令') }));
  expect(slip.getByText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)).toBeTruthy();
  await user.click(slip.getByRole('button', { name: '已交给本人' }));
  expect(await screen.findByText((text) => text.includes(name))).toBeTruthy();
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
  await user.click(dialog.getByRole('checkbox', { name: '客户信息专员' }));
  await user.click(dialog.getByRole('button', { name: '提出新建' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('已经有叫这个名字的人');
  await user.click(dialog.getByRole('button', { name: 'developer 本人' }));
  await user.click(dialog.getByRole('button', { name: '提出新建' }));
  await screen.findByRole('dialog', { name: new RegExp('一次性口令') });
  // As the name is spelled there.
  await screen.findByText('为 developer（登录名 developer2）新建账户，角色：客户信息专员');
});

test('a person is given another name and department, and goes by it in the list', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: 'developer 的操作' }));
  await user.click(await screen.findByRole('menuitem', { name: '修改姓名、部门' }));
  const dialog = within(await screen.findByRole('dialog'));
  const name = dialog.getByRole('textbox', { name: /^姓名/ });
  await user.clear(name);
  await user.type(name, '王芳');
  await user.type(dialog.getByRole('combobox', { name: /^部门/ }), '销售部');
  await user.click(dialog.getByRole('button', { name: '保存' }));
  await screen.findByText('已改为 王芳');
  const row = within(await screen.findByRole('row', { name: /王芳/ }));
  expect(row.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(
    expect.arrayContaining(['王芳', 'developer', '销售部']),
  );
});

test('roles that exclude each other cannot be chosen together', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'system_admin', '/accounts');
  await user.click(await screen.findByRole('button', { name: 'archivist 的操作' }));
  await user.click(await screen.findByRole('menuitem', { name: '修改角色' }));
  const dialog = within(await screen.findByRole('dialog'));
  const role = (name: string) => dialog.getByRole('checkbox', { name });
  expect(role('审计员')).toHaveProperty('disabled', true);
  expect(role('客户信息主管')).toHaveProperty('disabled', false);
  await user.click(role('客户信息专员'));
  await user.click(role('审计员'));
  expect(role('客户信息专员')).toHaveProperty('disabled', true);
  expect(dialog.getByText(/不能兼任其他角色/)).toBeTruthy();
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

test('what was asked for is confirmed, and refused with a reason, by who may', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('system_admin');
  const admin = callsOf(vault);
  const accounts = await admin.accounts.list.query();
  const idOf = (login: string) => accounts.find((account) => account.login === login)?.id ?? 0;
  await admin.accounts.resetPassword.mutate({ id: idOf('developer') });
  await admin.accounts.resetPassword.mutate({ id: idOf('requester') });
  const { user } = await openDesk(vault, 'supervisor', '/accounts/confirm');
  await user.click(await screen.findByRole('button', { name: '退回 requester 的变更' }));
  const refusing = within(await screen.findByRole('dialog'));
  await user.click(refusing.getByRole('combobox', { name: /退回理由/ }));
  await user.click(await screen.findByRole('option', { name: '未经商定' }));
  await user.click(refusing.getByRole('button', { name: '退回' }));
  await user.click(await screen.findByRole('checkbox', { name: '全选' }));
  await user.click(await screen.findByRole('button', { name: '确认所选 1 项' }));
  const confirming = within(await screen.findByRole('dialog'));
  await user.type(confirming.getByLabelText(/本人密码/), TEST_PASSWORD);
  await user.click(confirming.getByRole('button', { name: '确认' }));
  await screen.findByText('没有等您确认的账户变更。');
  await vault.signIn('system_admin');
  const left = await admin.accounts.requests.query();
  expect(left.map(({ name, refused }) => [name, refused?.reason])).toEqual([['requester', 'not_agreed']]);
});
