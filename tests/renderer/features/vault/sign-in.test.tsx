// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { App } from '../../../../renderer/app/app.tsx';
import { openVaultBehindWindow, TEST_PASSWORD, type VaultBehindWindow } from '../../support/vault-bridge.ts';
import { openWindow } from '../../support/window.tsx';

async function atTheDoor(vault: VaultBehindWindow) {
  const opened = openWindow(<App />, vault.bridge);
  await opened.user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await screen.findByRole('heading', { name: '登录' });
  return opened;
}

async function signIn(user: Awaited<ReturnType<typeof atTheDoor>>['user'], login: string, password: string) {
  await user.clear(screen.getByLabelText(/登录名/));
  await user.type(screen.getByLabelText(/登录名/), login);
  await user.type(screen.getByLabelText(/^密码/), `${password}{Enter}`);
}

test('the right password opens the desk, with the sections of the role alone', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  await signIn(user, 'auditor', TEST_PASSWORD);
  expect(await screen.findByRole('link', { name: '审计' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: '账户' })).toBeNull();
});

test('a wrong password and an unknown login say the same', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  await signIn(user, 'auditor', 'not the password');
  const said = (await screen.findByRole('alert')).textContent;
  await signIn(user, 'nobody', 'not the password');
  await waitFor(() =>
    expect(vault.bridge.asked.filter(({ path }) => path === 'vault.unlock')).toHaveLength(2),
  );
  expect((await screen.findByRole('alert')).textContent).toBe(said);
});

test('after too many tries the seconds are counted and the button waits', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  const tries = () => vault.bridge.asked.filter(({ path }) => path === 'vault.unlock').length;
  while (screen.queryByRole('timer') === null) {
    const before = tries();
    expect(before).toBeLessThan(9);
    await signIn(user, 'auditor', 'not the password');
    await waitFor(() => expect(tries()).toBe(before + 1));
    await waitFor(() => expect(screen.getByLabelText(/^密码/)).toHaveProperty('value', ''));
  }
  expect(screen.getByRole('timer').textContent).toMatch(/尝试次数过多，请等 (\d+ 分 )?\d+ 秒再试/);
  expect(screen.getByRole('button', { name: '登录' })).toHaveProperty('disabled', true);
});

test('a lock puts the desk away and says that nothing is lost; the same person comes back to the same place', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  await signIn(user, 'system_admin', TEST_PASSWORD);
  await user.click(await screen.findByRole('link', { name: '设置' }));
  await screen.findByRole('heading', { name: '设置' });
  vault.lock('idle');
  await screen.findByText(/因长时间未操作，已自动锁定/);
  expect(screen.queryByRole('heading', { name: '设置' })).toBeNull();
  await signIn(user, 'system_admin', TEST_PASSWORD);
  expect(await screen.findByRole('heading', { name: '设置' })).toBeTruthy();
});

test('a lock left the desk on the screen for as long as passwords of others were checked', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  await signIn(user, 'auditor', TEST_PASSWORD);
  await screen.findByRole('link', { name: '审计' });
  let isBusy = true;
  const roles = ['archivist', 'supervisor', 'developer'] as const;
  const busy = Promise.all(roles.map((role) => vault.mistypeElsewhere(role)));
  void busy.then(() => (isBusy = false));
  await user.click(screen.getByRole('button', { name: '锁定' }));
  await screen.findByText(/已锁定。未保存的内容已保留/);
  expect(screen.queryByRole('link', { name: '审计' })).toBeNull();
  expect(isBusy).toBe(true);
  await busy;
});

test('a lock where nobody is signed in read the list of vaults anew, and said that something was locked', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = openWindow(<App />, vault.bridge);
  await screen.findByRole('button', { name: '打开档案库文件…' });
  const asked = (wanted: string) => vault.bridge.asked.filter(({ path }) => path === wanted).length;
  const before = [asked('recentVaults'), asked('vault.status')];
  vault.lock('idle');
  await waitFor(() => expect(asked('vault.status')).toBe((before[1] ?? 0) + 1));
  await user.click(screen.getByRole('button', { name: '打开档案库文件…' }));
  await screen.findByRole('heading', { name: '登录' });
  expect(asked('recentVaults')).toBe(before[0]);
  vault.lock('idle');
  await waitFor(() => expect(asked('vault.status')).toBe((before[1] ?? 0) + 2));
  expect(screen.queryByText(/已自动锁定/)).toBeNull();
});

test('the login name is remembered on this computer, the password is not', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await atTheDoor(vault);
  await signIn(user, 'auditor', TEST_PASSWORD);
  await screen.findByRole('link', { name: '审计' });
  expect(JSON.stringify({ ...localStorage })).not.toContain(TEST_PASSWORD);
  await user.click(screen.getByRole('button', { name: '锁定' }));
  expect(await screen.findByLabelText(/登录名/)).toHaveProperty('value', 'auditor');
});
