// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import type { Role } from '../../../../db/domain/roles.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow, TEST_PASSWORD as password } from '../../support/vault-bridge.ts';

afterEach(cleanup);

type Vault = ReturnType<typeof openVaultBehindWindow>;

/** A desk that is locked and signed in to again, as after a pause. */
async function openLockable(vault: Vault, role: Role, address: string) {
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

const valueOf = (field: HTMLElement) => (field as HTMLInputElement).value;
const kept = async (vault: Vault) => (await callsOf(vault).drafts.list.query()).map(({ key }) => key);

/** A report of last year that 信息专员 has compiled and handed on. */
async function handedOn(vault: Vault): Promise<number> {
  await vault.signIn('archivist');
  const { customers, reports } = callsOf(vault);
  await customers.create.mutate({ ...blankCustomer('supplier'), name: '金艺五金厂' });
  const choices = { tables: ['category' as const] };
  const { id } = await reports.compile.mutate({ name: 'customer_statistics', period: '2025', choices });
  const { version } = await reports.get.query({ id });
  await reports.handOn.mutate({ id, version });
  return id;
}

async function released(vault: Vault): Promise<number> {
  const id = await handedOn(vault);
  for (const [role, step] of [
    ['supervisor', 'review'],
    ['service_manager', 'release'],
  ] as const) {
    await vault.signIn(role);
    const { version } = await callsOf(vault).reports.get.query({ id });
    await callsOf(vault).reports[step].mutate({ id, version, password });
  }
  return id;
}

test('what was said of a figure was lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const id = await handedOn(vault);
  const { user, lockAndComeBack } = await openLockable(vault, 'supervisor', `/reports/runs/${id}`);
  const open = async (at: number) => {
    const figures = await screen.findAllByRole('button', { name: /，写审查意见$/ });
    await user.click(figures[at] ?? document.body);
    return within(await screen.findByRole('dialog'));
  };
  await user.click((await open(0)).getByLabelText(/^意见/));
  await user.paste('与台账不符');
  await lockAndComeBack();
  // It is of that figure, and of no other.
  const other = await open(1);
  expect(valueOf(other.getByLabelText(/^意见/))).toBe('');
  await user.click(other.getByRole('button', { name: '取消' }));
  const again = await open(0);
  await again.findByText('已恢复上次未保存的内容。');
  expect(valueOf(again.getByLabelText(/^意见/))).toBe('与台账不符');
  await user.click(again.getByRole('button', { name: '写入' }));
  await screen.findByText('意见已写入');
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('recipients of copies were lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const id = await released(vault);
  const { user, lockAndComeBack } = await openLockable(vault, 'archivist', `/reports/runs/${id}`);
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: '登记份数…' }));
    return within(await screen.findByRole('dialog'));
  };
  await user.click((await open()).getByLabelText(/^领取人/));
  await user.paste('王芳 销售部\n李明');
  await lockAndComeBack();
  const again = await open();
  await again.findByText('已恢复上次未保存的内容。');
  expect(valueOf(again.getByLabelText(/^领取人/))).toBe('王芳 销售部\n李明');
  await user.click(again.getByRole('button', { name: '取消' }));
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});

test('the name of a report that was to be saved was lost on a lock', async () => {
  await using vault = openVaultBehindWindow();
  const { user, lockAndComeBack } = await openLockable(vault, 'archivist', '/reports');
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: '保存…' }));
    return within(await screen.findByRole('dialog'));
  };
  const dialog = await open();
  await user.click(dialog.getByLabelText(/^名称/));
  await user.paste('按月例会');
  await user.click(dialog.getByRole('checkbox', { name: '供全部门使用' }));
  await lockAndComeBack();
  const again = await open();
  await again.findByText('已恢复上次未保存的内容。');
  expect(valueOf(again.getByLabelText(/^名称/))).toBe('按月例会');
  expect(again.getByRole('checkbox', { name: '供全部门使用' })).toHaveProperty('checked', true);
  await user.click(again.getByRole('button', { name: '保存' }));
  await screen.findByRole('button', { name: '按月例会 全部门' }).catch(() => undefined);
  await waitFor(async () => expect(await kept(vault)).toEqual([]));
});
