// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blankCustomer } from '../../../db/domain/customer.ts';
import { App } from '../../../renderer/app/app.tsx';
import { createClients } from '../../../renderer/lib/vault.ts';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';
import { openWindow } from '../support/window.tsx';

test('Ctrl+K finds a command by its pinyin and goes there by Enter', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('system_admin');
  const { user } = openWindow(<App />, vault.bridge);
  await screen.findByRole('link', { name: '工作台' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'shezhi');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { name: '设置' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('Ctrl+K finds an archive by the initials of its name and marks what matched; markup stays text', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const name = '佛山市金艺<b>五金</b>厂';
  const { vault: client } = createClients(vault.bridge);
  await client.customers.create.mutate({ ...blankCustomer('supplier'), name });
  const { user } = openWindow(<App />, vault.bridge);
  await screen.findByRole('link', { name: '工作台' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'fsjy');
  const found = await screen.findByRole('option', { name: new RegExp('GY-0001') });
  expect(found.textContent).toContain(name);
  expect(found.querySelector('b')).toBeNull();
  expect([...found.querySelectorAll('mark')].map((mark) => mark.textContent).join('')).toContain('金艺');
});

test('Ctrl+K: what was chosen stays chosen when archives come above it; Enter before they come opens the first', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { vault: client } = createClients(vault.bridge);
  await client.customers.create.mutate({ ...blankCustomer('supplier'), name: '佛山市丹甘五金厂' });
  const { user } = openWindow(<App />, vault.bridge);
  await screen.findByRole('link', { name: '工作台' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'dangan');
  const commands = screen.getAllByRole('option', { name: /档案/ });
  expect(commands.length).toBeGreaterThan(1);
  await user.keyboard('{ArrowUp}');
  const chosen = screen.getByRole('option', { selected: true }).textContent;
  await screen.findByRole('option', { name: /GY-0001/ });
  expect(screen.getByRole('option', { selected: true }).textContent).toBe(chosen);

  await user.clear(screen.getByRole('combobox'));
  await user.type(screen.getByRole('combobox'), 'dangan{Enter}');
  expect(await screen.findByRole('article', { name: '佛山市丹甘五金厂' })).toBeTruthy();
});

test('light or dark and the language are chosen in the menu and told to the desktop', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('auditor');
  const { user } = openWindow(<App />, vault.bridge);
  await user.click(await screen.findByRole('button', { name: /审计员/ }));
  // By the keyboard, from line to line.
  await user.keyboard('{ArrowDown}{ArrowDown}');
  for (let step = 0; step < 9 && document.activeElement?.textContent !== '深色'; step += 1)
    await user.keyboard('{ArrowDown}');
  await user.keyboard('{Enter}');
  expect(screen.getByRole('menuitemradio', { name: '外观 深色', checked: true })).toBeTruthy();
  expect(document.documentElement.getAttribute('data-scheme')).toBe('dark');
  await user.click(screen.getByRole('menuitemradio', { name: '语言 English' }));
  expect(await screen.findByText('Appearance')).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('English');
  expect(document.documentElement.lang).toBe('en');
  expect(
    vault.bridge.asked.filter(({ path }) => path === 'setPreferences').map(({ input }) => input),
  ).toEqual([{ theme: 'dark' }, { language: 'en' }]);
});

test('a screen that the role does not include is not in the rail, and its address leads nowhere', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  openWindow(<App />, vault.bridge);
  expect(await screen.findByRole('link', { name: '工作台' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: '账户' })).toBeNull();
  window.location.hash = '#/accounts';
  expect(await screen.findByText('没有这个页面')).toBeTruthy();
  expect(vault.bridge.asked.some(({ path }) => path === 'accounts.list')).toBe(false);
});
