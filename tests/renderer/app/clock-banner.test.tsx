// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';
import { openDesk } from '../support/desk.tsx';

// The archive that tests copy was last used in March 2026 by its own clock; the window goes by the computer's.
const banner = () => screen.findByText(/^电脑日期是 \d{4}-\d\d-\d\d，比档案库最近一次操作晚 \d+ 天。/);

test('a date that does not go with the vault is told before anybody files or imports', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/import');
  await screen.findByRole('heading', { name: '导入台账' });
  expect((await banner()).textContent).toContain('登记建档前请先核对电脑日期');
});

test('who vouches for the date is rid of it, and so is everybody after', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'archivist', '/');
  await banner();
  await user.click(screen.getByRole('button', { name: '日期没有错' }));
  await screen.findByText('已记下：电脑日期经核对无误');
  await waitFor(() => expect(screen.queryByText(/^电脑日期是/)).toBeNull());
});

test('who may not vouch sees it without the button', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'developer', '/');
  await banner();
  expect(screen.queryByRole('button', { name: '日期没有错' })).toBeNull();
});
