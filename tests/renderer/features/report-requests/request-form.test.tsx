// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow, TEST_PASSWORD } from '../../support/vault-bridge.ts';

test('a report is asked for, and waits for 经理', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'requester', '/report_requests/new');
  await user.click(await screen.findByRole('button', { name: '建档及时率' }));
  await user.click(screen.getByRole('button', { name: '每半年' }));
  await user.clear(screen.getByLabelText(/^使用部门/));
  await user.type(screen.getByLabelText(/^使用部门/), '销售部');
  await user.type(screen.getByLabelText(/^用途/), '季度例会');
  expect(screen.getByRole('status', { name: '' }).textContent).toMatch(/年[上下]半年起，共编制 \d+ 份/);
  await user.click(screen.getByRole('button', { name: '提交' }));
  await screen.findByText('已提交，等待经理审查');
  const { rows } = await callsOf(vault).reportRequests.list.query({ states: ['submitted'] });
  expect(rows).toMatchObject([{ name: 'filing_timeliness', every: 'half', department: '销售部' }]);
});

test('without purpose or department it is not sent, and what is missing is said at its field', async () => {
  await using vault = openVaultBehindWindow();
  const { user, bridge } = await openDesk(vault, 'requester', '/report_requests/new');
  await user.clear(await screen.findByLabelText(/^使用部门/));
  await user.click(screen.getByRole('button', { name: '提交' }));
  await screen.findByText('请写明报表的用途。');
  expect(screen.getByText('请写明使用报表的部门。')).toBeTruthy();
  expect(bridge.asked.some(({ path }) => path === 'reportRequests.save')).toBe(false);
});

test('a validity that is over before the first period is refused at its field', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'requester', '/report_requests/new');
  const until = await screen.findByLabelText(/^有效期至/);
  await user.clear(until);
  await user.type(until, '2020-01-31');
  await user.tab();
  expect(await screen.findByText(/^有效期要到今天以后/)).toBeTruthy();
});

test('a draft needs neither, and stands among what one asked for', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'requester', '/report_requests/new');
  await user.click(await screen.findByRole('button', { name: '存为草稿' }));
  await screen.findByText('已存为草稿');
  expect((await screen.findByRole('option', { name: /客户信息统计表　每月/ })).textContent).toContain('草稿');
});

test('what was typed is there again when its writer comes back', async () => {
  await using vault = openVaultBehindWindow();
  const { user, unmount, bridge } = await openDesk(vault, 'requester', '/report_requests/new');
  await user.type(await screen.findByLabelText(/^用途/), '月度例会');
  await user.click(screen.getByRole('button', { name: '每年' }));
  await waitFor(() => {
    const saved = bridge.asked.filter(({ path }) => path === 'drafts.save');
    expect(JSON.stringify(saved.at(-1)?.input)).toContain('"every":"year"');
  });
  unmount();
  await openDesk(vault, 'requester', '/report_requests/new');
  await screen.findByText('已恢复上次未保存的内容。');
  expect(screen.getByLabelText(/^用途/)).toHaveProperty('value', '月度例会');
  expect(screen.getByRole('button', { name: '每年' }).getAttribute('aria-pressed')).toBe('true');
});

test('it begins with the report and the choices that were looked at', async () => {
  await using vault = openVaultBehindWindow();
  const choices = encodeURIComponent(JSON.stringify({ lastYear: true, filters: { category: ['client'] } }));
  const address = `/reports?name=customer_profile&period=%222025%22&choices=${choices}`;
  const { user } = await openDesk(vault, 'archivist', address);
  await user.click(await screen.findByRole('button', { name: '申请定期报表…' }));
  const pressed = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-pressed');
  await screen.findByRole('button', { name: '存为草稿' });
  expect([pressed('客户分析报告'), pressed('每年'), pressed('同比')]).toEqual(['true', 'true', 'true']);
  expect(within(screen.getByRole('region', { name: '只统计' })).getByText('业务客户')).toBeTruthy();
});

test('whoever asked ends what was approved, for a reason', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('requester');
  const calls = callsOf(vault).reportRequests;
  const year = new Date().getFullYear() + 1;
  const input = {
    name: 'storage',
    department: '销售部',
    every: 'half',
    firstPeriod: `${year}-H1`,
    validUntil: `${year}-12-31`,
    purpose: '例会',
  } as const;
  const { id } = await calls.save.mutate({ id: null, version: null, submit: true, input });
  await vault.signIn('service_manager');
  await calls.review.mutate({ id, version: 1, password: TEST_PASSWORD });
  await vault.signIn('general_manager');
  await calls.approve.mutate({ id, version: 2, password: TEST_PASSWORD });
  const { user } = await openDesk(vault, 'requester', `/report_requests/${id}`);
  await screen.findByText(/^已批准。下一期是/);
  await user.click(screen.getByRole('button', { name: '终止申请' }));
  const dialog = await screen.findByRole('dialog', { name: '终止统计报表申请' });
  await user.click(within(dialog).getByRole('button', { name: '不再需要' }));
  await user.click(within(dialog).getByRole('button', { name: '终止申请' }));
  expect(await screen.findByText('已终止，不再编制')).toBeTruthy();
});
