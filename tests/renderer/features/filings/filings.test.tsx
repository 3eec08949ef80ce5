// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

async function reported(vault: ReturnType<typeof openVaultBehindWindow>, name: string) {
  await vault.signIn('developer');
  const input = { ...blankCustomer('client'), name, firstContactOn: '2026-01-05' };
  return callsOf(vault).filings.save.mutate({ id: null, version: null, input, submit: true });
}

test('a report is written, submitted and waits', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'developer', '/filings/new');
  await user.type(await screen.findByLabelText(/^名称/), '顺德区建业五金厂');
  await user.click(screen.getByRole('button', { name: '提交' }));
  await screen.findByText('已提交，等待受理');
  const waiting = await callsOf(vault).filings.list.query({ states: ['submitted'] });
  expect(waiting.rows).toMatchObject([{ name: '顺德区建业五金厂', askedBy: 'developer' }]);
});

test('a report kept as a draft is shown among what its reporter asked for', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'developer', '/filings/new');
  await user.type(await screen.findByLabelText(/^名称/), '顺德区建业五金厂');
  await user.click(screen.getByRole('button', { name: '存为草稿' }));
  await screen.findByText('已存为草稿');
  expect((await screen.findByRole('tab', { name: '我的申请 1' })).getAttribute('aria-selected')).toBe('true');
  expect((await screen.findByRole('option', { name: /顺德区建业五金厂/ })).textContent).toContain('草稿');
});

test('what was typed into a new report was not there again when its reporter came back', async () => {
  await using vault = openVaultBehindWindow();
  const { user, unmount, bridge } = await openDesk(vault, 'developer', '/filings/new');
  await user.type(await screen.findByLabelText(/^名称/), '顺德区建业五金厂');
  await waitFor(() => expect(bridge.asked.some(({ path }) => path === 'drafts.save')).toBe(true));
  unmount();
  await openDesk(vault, 'developer', '/filings/new');
  await screen.findByText('已恢复上次未保存的内容。');
  expect(screen.getByLabelText(/^名称/)).toHaveProperty('value', '顺德区建业五金厂');
});

test('the archivist completes a report and files it', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await reported(vault, '顺德区建业五金厂');
  const { user } = await openDesk(vault, 'archivist', `/filings/${id}`);
  const steps = await screen.findByRole('list', { name: '办理进度' });
  expect(within(steps).getByText('受理').closest('[aria-current=step]')).not.toBeNull();
  await user.type(screen.getByLabelText(/详细地址/), '大良街道 8 号');
  await user.click(screen.getByRole('button', { name: '受理建档' }));
  const dialog = await screen.findByRole('dialog', { name: '受理建档申请' });
  const changes = within(dialog).getByRole('region', { name: '申请后的改动' });
  expect(changes.textContent).toBe('申请后的改动详细地址— → 大良街道 8 号');
  await user.click(within(dialog).getByRole('button', { name: '受理建档' }));
  const article = await screen.findByRole('article', { name: '顺德区建业五金厂' });
  expect(article.textContent).toContain('大良街道 8 号');
});

test('a report goes back with a reason that its reporter reads', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await reported(vault, '顺德区建业五金厂');
  const { user, unmount } = await openDesk(vault, 'archivist', `/filings/${id}`);
  await user.click(await screen.findByRole('button', { name: '退回' }));
  const dialog = screen.getByRole('dialog');
  await user.click(within(dialog).getByRole('combobox', { name: /退回原因/ }));
  await user.click(await screen.findByRole('option', { name: '资料不全' }));
  await user.type(within(dialog).getByLabelText(/补充说明/), '缺少联系人');
  await user.click(within(dialog).getByRole('button', { name: '退回' }));
  await screen.findByText(/^已退回给/);
  unmount();

  await openDesk(vault, 'developer', `/filings/${id}`);
  await screen.findByText(/退回。资料不全：缺少联系人$/);
  expect(screen.getByRole('button', { name: '重新提交' })).toBeTruthy();
});

test('whoever reported takes it back and finds it where withdrawn ones are', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await reported(vault, '顺德区建业五金厂');
  const { user } = await openDesk(vault, 'developer', `/filings/${id}?state=withdrawn`);
  await user.click(await screen.findByRole('button', { name: '撤回' }));
  const dialog = screen.getByRole('dialog', { name: '撤回建档申请' });
  await user.click(within(dialog).getByRole('button', { name: '信息有误' }));
  await user.type(within(dialog).getByLabelText(/补充说明/), '客户改名');
  await user.click(within(dialog).getByRole('button', { name: '撤回' }));
  await screen.findByText(/^已撤回，可修改/);
  await screen.findByRole('tab', { name: '已撤回 1' });
  expect(await callsOf(vault).filings.get.query({ id })).toMatchObject({
    state: 'withdrawn',
    line: [{ step: 'submit' }, { step: 'withdraw', reason: 'wrong_facts', reasonText: '客户改名' }],
  });
});

test('who reports a customer is asked what one knows after a first meeting, and for more where they want it', async () => {
  await using vault = openVaultBehindWindow();
  const { user, unmount } = await openDesk(vault, 'developer', '/filings/new');
  await user.type(await screen.findByLabelText(/^名称/), '顺德区建业五金厂');
  expect(screen.queryByLabelText(/^详细地址/)).toBeNull();
  expect(screen.getByLabelText('首次接触日期')).toBeTruthy();
  await user.type(screen.getByLabelText('姓名，第 1 位'), '李明');
  await user.type(screen.getByLabelText('手机，第 1 位'), '13900139000');
  await user.click(screen.getByRole('button', { name: '更多字段' }));
  await user.type(await screen.findByLabelText(/^详细地址/), '大良街道 8 号');
  // What is filled in is not hidden.
  expect(screen.queryByRole('button', { name: '只填常用字段' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '提交' }));
  await screen.findByText('已提交，等待受理');
  const calls = callsOf(vault);
  const [line] = (await calls.filings.list.query({ states: ['submitted'] })).rows;
  expect(await calls.filings.get.query({ id: line?.id ?? 0 })).toMatchObject({
    input: { address: '大良街道 8 号', contacts: [{ name: '李明', mobile: '13900139000' }] },
  });
  unmount();

  // As it was chosen last.
  const again = await openDesk(vault, 'developer', '/filings/new');
  await screen.findByLabelText(/^详细地址/);
  await again.user.click(screen.getByRole('button', { name: '只填常用字段' }));
  expect(screen.queryByLabelText(/^详细地址/)).toBeNull();
});

test('who files archives reports a customer with the whole form', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/filings/new');
  expect(await screen.findByLabelText(/^详细地址/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '更多字段' })).toBeNull();
});

test('a report in whose first person nothing was typed has nobody in it', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'developer', '/filings/new');
  await user.type(await screen.findByLabelText(/^名称/), '顺德区建业五金厂');
  await user.click(screen.getByRole('button', { name: '提交' }));
  await screen.findByText('已提交，等待受理');
  const calls = callsOf(vault);
  const [line] = (await calls.filings.list.query({ states: ['submitted'] })).rows;
  expect(await calls.filings.get.query({ id: line?.id ?? 0 })).toMatchObject({ input: { contacts: [] } });
});
