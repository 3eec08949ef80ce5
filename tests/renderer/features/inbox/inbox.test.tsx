// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';

type Vault = ReturnType<typeof openVaultBehindWindow>;

async function reported(vault: Vault, ...names: string[]) {
  await vault.signIn('developer');
  const ids: number[] = [];
  for (const name of names) {
    const input = { ...blankCustomer('client'), name, firstContactOn: '2026-01-05' };
    const { id } = await callsOf(vault).filings.save.mutate({ id: null, version: null, input, submit: true });
    ids.push(id);
  }
  return ids;
}

const optionOf = (name: string) => screen.findByRole('option', { name: new RegExp(name) });

test('what waits says its kind, name, asker, state and who is next, and the tab and the rail say how many', async () => {
  await using vault = openVaultBehindWindow();
  await reported(vault, '顺德区建业五金厂', '大良印刷厂');
  await openDesk(vault, 'archivist', '/inbox');
  const line = await optionOf('顺德区建业五金厂');
  for (const word of ['建档申请', 'developer', '待受理', '由您办理', '受理', '今天'])
    expect(line.textContent).toContain(word);
  await screen.findByRole('tab', { name: '待我办理 2' });
  await screen.findByRole('link', { name: /^申请，.*2/ });
});

test('arrows move, Enter opens beside the list, and the place in the list stays', async () => {
  await using vault = openVaultBehindWindow();
  await reported(vault, '顺德区建业五金厂', '大良印刷厂');
  const { user } = await openDesk(vault, 'archivist', '/inbox');
  const [first, second] = [await optionOf('顺德区建业五金厂'), await optionOf('大良印刷厂')];
  first.focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second);
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(second);
  await user.keyboard('{Enter}');
  await screen.findByRole('heading', { name: '大良印刷厂' });
  await waitFor(() => expect(second.getAttribute('aria-current')).toBe('true'));
  expect(first.getAttribute('aria-current')).toBeNull();
  await screen.findByText('已查看');
  const earlier = await screen.findByRole('region', { name: '此人以往的申请' });
  expect(earlier.textContent).toContain('顺德区建业五金厂');
});

test('R asks why it is returned, and then it waits for its reporter, who reads the reason', async () => {
  await using vault = openVaultBehindWindow();
  const [id] = await reported(vault, '顺德区建业五金厂');
  const { user, unmount } = await openDesk(vault, 'archivist', '/inbox');
  (await optionOf('顺德区建业五金厂')).focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('heading', { name: '顺德区建业五金厂' });
  await user.keyboard('r');
  const dialog = await screen.findByRole('dialog', { name: '退回建档申请' });
  await user.click(within(dialog).getByRole('combobox', { name: /退回原因/ }));
  await user.click(await screen.findByRole('option', { name: '资料不全' }));
  await user.click(within(dialog).getByRole('button', { name: '退回' }));
  await screen.findByText('没有等您办理的申请');
  unmount();
  const developer = await openDesk(vault, 'developer', `/inbox/filings/${id}`);
  const since = await screen.findByRole('region', { name: '提交后的经过' });
  expect(since.textContent).toContain('archivist 退回：资料不全');
  expect((await optionOf('顺德区建业五金厂')).textContent).toContain('已退回');
  await developer.user.click(await screen.findByRole('link', { name: '修改建档申请' }));
  await screen.findByRole('button', { name: '重新提交' });
});

test('A opens what takes more than a signature on its own screen, from where one comes back here', async () => {
  await using vault = openVaultBehindWindow();
  await reported(vault, '顺德区建业五金厂');
  const { user } = await openDesk(vault, 'archivist', '/inbox');
  (await optionOf('顺德区建业五金厂')).focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('heading', { name: '顺德区建业五金厂' });
  await user.keyboard('a');
  await screen.findByRole('button', { name: '受理建档' });
  await screen.findByRole('heading', { name: '受理建档申请' });
  await user.click(screen.getByRole('button', { name: '取消' }));
  expect(await screen.findByRole('tab', { name: '待我办理 1', selected: true })).toBeTruthy();
});

test.each([
  ['waiting', '没有等您办理的申请'],
  ['mine', '您还没有提出过申请'],
  ['decided', '还没有办理过的申请'],
])('an empty tab says so: %s', async (tab, title) => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', `/inbox?tab=${tab}`);
  expect(await screen.findByText(title)).toBeTruthy();
});

test('who reads no flow has no inbox in the rail', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'auditor', '/');
  const rail = await screen.findByRole('navigation', { name: '主导航' });
  expect(within(rail).queryByRole('link', { name: /^申请/ })).toBeNull();
});

test('a list that could not be read says so, and is read again when asked', async () => {
  await using vault = openVaultBehindWindow();
  await reported(vault, '顺德区建业五金厂');
  let isDown = true;
  const bridge: typeof vault.bridge = {
    ...vault.bridge,
    request: async (operation) =>
      isDown && operation.path === 'inbox.list'
        ? { ok: false, error: { code: 'common.internal', data: {} } }
        : vault.bridge.request(operation),
  };
  const { user } = await openDesk({ ...vault, bridge }, 'archivist', '/inbox');
  const retry = await screen.findByRole('button', { name: '重试' });
  isDown = false;
  await user.click(retry);
  expect((await optionOf('顺德区建业五金厂')).textContent).toContain('待受理');
});
