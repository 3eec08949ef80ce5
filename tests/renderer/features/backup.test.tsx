// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.tsx';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';

test('the supervisor sees which backups there are and makes none; the administrator begins with a folder', async () => {
  await using vault = openVaultBehindWindow();
  const seen = await openDesk(vault, 'supervisor', '/backup');
  expect(await screen.findByText('还没有做过备份。')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /立即备份/ })).toBeNull();
  seen.unmount();
  await openDesk(vault, 'system_admin', '/backup');
  expect(await screen.findByRole('button', { name: '立即备份到文件夹…' })).toBeTruthy();
});
