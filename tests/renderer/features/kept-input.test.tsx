// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../db/domain/customer.ts';
import type { Role } from '../../../db/domain/roles.ts';
import { App } from '../../../renderer/app/app.tsx';
import { openVaultBehindWindow, TEST_PASSWORD } from '../support/vault-bridge.ts';
import { callsOf, openDesk } from '../support/desk.tsx';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

/** A desk that is locked and signed in to again, as after a pause. */
async function openLockable(vault: ReturnType<typeof openVaultBehindWindow>, role: Role, address: string) {
  const desk = await openDesk(vault, role, address);
  let { unmount } = desk;
  return {
    user: desk.user,
    lockAndComeBack: async () => {
      vault.lock('screen');
      await screen.findByRole('button', { name: '换一个档案库' });
      unmount();
      ({ unmount } = await openDesk(vault, role, address));
    },
  };
}

const kept = async (vault: ReturnType<typeof openVaultBehindWindow>) =>
  (await callsOf(vault).drafts.list.query()).map(({ key }) => key);
const fileOne = async (vault: ReturnType<typeof openVaultBehindWindow>) => {
  await vault.signIn('archivist');
  return callsOf(vault).customers.create.mutate({ ...blankCustomer('supplier'), name: '金艺五金厂' });
};
const valueOf = (field: HTMLElement) => (field as HTMLInputElement).value;

test('settings half changed were lost on a lock though the screen said that they are kept', async () => {
  await using vault = openVaultBehindWindow();
  const { user, lockAndComeBack } = await openLockable(vault, 'system_admin', '/settings');
  const field = await screen.findByLabelText(/自动锁定/);
  await user.clear(field);
  await user.type(field, '25');
  await lockAndComeBack();
  await screen.findByText('已恢复上次未保存的内容。');
  expect(valueOf(screen.getByLabelText(/自动锁定/))).toBe('25');
  // A setting that was left alone stays what others make of it.
  await callsOf(vault).settings.set.mutate({ filingLimitDays: 9 });
  await lockAndComeBack();
  await screen.findByText('已恢复上次未保存的内容。');
  await user.click(screen.getByRole('button', { name: '保存' }));
  await screen.findByText('已保存');
  const settings = await callsOf(vault).settings.get.query();
  expect(settings).toMatchObject({ lockAfterMinutes: 25, filingLimitDays: 9 });
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('a 定密 half filled in was lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await fileOne(vault);
  const { user, lockAndComeBack } = await openLockable(vault, 'service_manager', `/customers/${id}`);
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: '定密' }));
    return within(await screen.findByRole('dialog'));
  };
  const dialog = await open();
  await user.click(dialog.getByRole('button', { name: '机密' }));
  await user.click(dialog.getByRole('combobox', { name: /变更原因/ }));
  await user.click(await screen.findByRole('option', { name: '客户要求保密' }));
  await user.click(dialog.getByLabelText(/补充说明/));
  await user.paste('合同约定保密');
  await lockAndComeBack();
  const again = await open();
  await again.findByText('已恢复上次未保存的内容。');
  expect(again.getByRole('combobox', { name: /变更原因/ }).textContent).toBe('客户要求保密');
  expect(valueOf(again.getByLabelText(/补充说明/))).toBe('合同约定保密');
  expect(again.getByRole('button', { name: '机密' }).getAttribute('aria-pressed')).toBe('true');
  await user.click(again.getByText('放弃这些内容'));
  expect(again.getByRole('combobox', { name: /变更原因/ }).textContent).toBe('未选择');
  expect(valueOf(again.getByLabelText(/补充说明/))).toBe('');
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('a new account and roles half chosen were lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const { user, lockAndComeBack } = await openLockable(vault, 'system_admin', '/accounts');
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: '新建账户' }));
    return within(await screen.findByRole('dialog'));
  };
  await user.type((await open()).getByLabelText(/登录名/), 'newcomer');
  await lockAndComeBack();
  const again = await open();
  await again.findByText('已恢复上次未保存的内容。');
  expect(valueOf(again.getByLabelText(/登录名/))).toBe('newcomer');
  await user.click(again.getByRole('button', { name: '取消' }));
  await waitFor(async () => expect(await kept(vault)).toEqual([]));

  const openRoles = async () => {
    await user.click(await screen.findByRole('button', { name: 'archivist 的操作' }));
    await user.click(await screen.findByRole('menuitem', { name: '修改角色' }));
    return within(await screen.findByRole('dialog'));
  };
  await user.click((await openRoles()).getByRole('checkbox', { name: '客户开发专员' }));
  await lockAndComeBack();
  const roles = await openRoles();
  await roles.findByText('已恢复上次未保存的内容。');
  expect(roles.getByRole('checkbox', { name: '客户开发专员' })).toHaveProperty('checked', true);
});

test('the reason in 编辑 was lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await fileOne(vault);
  const { user, lockAndComeBack } = await openLockable(vault, 'archivist', `/customers/${id}/edit`);
  await user.click(await screen.findByRole('button', { name: '黄金' }));
  await user.click(await screen.findByRole('combobox', { name: /^变更原因/ }));
  await user.click(await screen.findByRole('option', { name: '年度评定调整' }));
  await user.click(screen.getByLabelText(/^补充说明/));
  await user.paste('按 2026 年度评定');
  await lockAndComeBack();
  await screen.findByText('已恢复上次未保存的内容。');
  await waitFor(() => expect(valueOf(screen.getByLabelText(/^补充说明/))).toBe('按 2026 年度评定'));
  expect(screen.getByRole('combobox', { name: /^变更原因/ }).textContent).toBe('年度评定调整');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('why a report goes back was lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('developer');
  const input = { ...blankCustomer('supplier'), name: '金艺五金厂' };
  const { id } = await callsOf(vault).filings.save.mutate({ id: null, version: null, input, submit: true });
  const { user, lockAndComeBack } = await openLockable(vault, 'archivist', `/filings/${id}`);
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: '退回' }));
    return within(await screen.findByRole('dialog'));
  };
  await user.type((await open()).getByLabelText(/补充说明/), '缺少证照');
  await lockAndComeBack();
  const again = await open();
  await again.findByText('已恢复上次未保存的内容。');
  expect(valueOf(again.getByLabelText(/补充说明/))).toBe('缺少证照');
  await user.click(again.getByRole('combobox', { name: /退回原因/ }));
  await user.click(await screen.findByRole('option', { name: '资料不全' }));
  await user.click(again.getByRole('button', { name: '退回' }));
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('a lock said that everything is kept while a password was being typed', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = openWindow(<App />, vault.bridge);
  await user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await user.type(await screen.findByLabelText(/登录名/), 'archivist');
  await user.type(screen.getByLabelText(/^密码/), `${TEST_PASSWORD}{Enter}`);
  await user.click(await screen.findByRole('button', { name: /archivist/ }));
  await user.click(await screen.findByRole('menuitem', { name: '修改密码' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/^当前密码/), TEST_PASSWORD);
  vault.lock('idle');
  expect((await screen.findByText(/已自动锁定/)).textContent).toMatch(/没有保留/);
  await vault.signIn('archivist');
  expect(await kept(vault)).toEqual([]);
});
