// @vitest-environment jsdom
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow, TEST_PASSWORD } from '../../support/vault-bridge.ts';

const warning = /^档案库放在“OneDrive”里/;

test('who may not move an archive that lies in a synced folder is told who may', async () => {
  await using vault = openVaultBehindWindow({ within: 'OneDrive' });
  await openDesk(vault, 'supervisor', '/');
  expect((await screen.findByText(warning)).textContent).toContain('请系统管理员移动。');
  expect(screen.queryByRole('button', { name: '移动档案库…' })).toBeNull();
});

test('an archive is moved from the line that says where it lies, and signed in to at its new place', async () => {
  await using vault = openVaultBehindWindow({ within: 'OneDrive' });
  const { user } = await openDesk(vault, 'system_admin', '/');
  await user.click(await screen.findByRole('button', { name: '移动档案库…' }));
  const dialog = within(await screen.findByRole('dialog', { name: '移动档案库' }));
  expect(dialog.getByText(warning)).toBeTruthy();
  expect(dialog.queryByRole('button', { name: '移动' })).toBeNull();

  // Another synced folder is refused, with everybody signed in.
  vault.giveFolder('坚果云');
  await user.click(dialog.getByRole('button', { name: '选择文件夹…' }));
  await user.click(await dialog.findByRole('button', { name: '移动' }));
  expect((await dialog.findByRole('alert')).textContent).toMatch(/^“坚果云”里的文件会自动上传到别处/);

  const home = vault.giveFolder('客户 档案');
  await user.click(dialog.getByRole('button', { name: '换个文件夹…' }));
  await dialog.findByText('移到：客户 档案');
  expect(dialog.queryByRole('alert')).toBeNull();
  await user.click(dialog.getByRole('button', { name: '移动' }));
  await screen.findByRole('heading', { name: '档案库已移动' });
  expect(screen.getByText(home)).toBeTruthy();
  expect(screen.getByText(/test\.moved-\d{8}-\d{6}\.kda$/)).toBeTruthy();
  expect(existsSync(join(home, 'test.kda'))).toBe(true);
  expect(readdirSync(join(home, '..', 'OneDrive'))).not.toContain('test.kda');

  await user.click(screen.getByRole('button', { name: '去登录' }));
  await user.type(await screen.findByLabelText(/^登录名/), 'system_admin');
  await user.type(screen.getByLabelText(/^密码/), TEST_PASSWORD);
  await user.click(screen.getByRole('button', { name: '登录' }));
  await screen.findByRole('navigation', { name: '主导航' });
  expect(screen.queryByText(warning)).toBeNull();
});
