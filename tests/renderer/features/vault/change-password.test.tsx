// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';

test('a wrong old password is said under its field, in its own words', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'auditor', '/');
  await user.click(await screen.findByRole('button', { name: /审计员/ }));
  await user.click(await screen.findByRole('menuitem', { name: '修改密码' }));
  const current = await screen.findByLabelText(/^当前密码/);
  await user.type(current, 'not my password');
  for (const field of [/^新密码/, /^再输入一次新密码/])
    await user.type(screen.getByLabelText(field), 'a password of some length');
  await user.click(screen.getByRole('button', { name: '修改密码' }));
  const said = await screen.findByText('当前密码不对，请重新输入。');
  expect(current.getAttribute('aria-describedby')).toBe(said.closest('[id]')?.id);
  expect(document.activeElement).toBe(current);
  expect(screen.queryByText(/登录名或密码不正确/)).toBeNull();
});
