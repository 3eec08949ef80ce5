// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { App } from '../../../../renderer/app/app.tsx';
import { openVaultBehindWindow, TEST_PASSWORD } from '../../support/vault-bridge.ts';
import { openDesk } from '../../support/desk.tsx';
import { openWindow } from '../../support/window.tsx';

const text = /^其他窗口正在写入导入的台账/;
type Vault = ReturnType<typeof openVaultBehindWindow>;
const tell = (vault: Vault, isOver: boolean) => act(() => vault.bridge.emit({ type: 'writing', isOver }));

test('a window says that another one writes an import, and no longer once that is over', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'developer', '/');
  tell(vault, false);
  await screen.findByText(text);
  tell(vault, true);
  await waitFor(() => expect(screen.queryByText(text)).toBeNull());
});

test('the word of an import whose end was never told is gone after a lock', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = openWindow(<App />, vault.bridge);
  await user.click(await screen.findByRole('button', { name: '打开档案库文件…' }));
  await user.type(await screen.findByLabelText(/登录名/), 'developer');
  await user.type(screen.getByLabelText(/^密码/), `${TEST_PASSWORD}{Enter}`);
  await screen.findByRole('navigation', { name: '主导航' });
  tell(vault, false);
  await screen.findByText(text);
  vault.lock('idle');
  await screen.findByRole('heading', { name: '登录' });
  expect(screen.queryByText(text)).toBeNull();
  await user.type(screen.getByLabelText(/^密码/), `${TEST_PASSWORD}{Enter}`);
  await screen.findByRole('navigation', { name: '主导航' });
  expect(screen.queryByText(text)).toBeNull();
});
