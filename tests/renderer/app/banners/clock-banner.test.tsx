// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { expect, inject, test } from 'vitest';
import { sheetsOf } from '../../../support/template.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { openDesk } from '../../support/desk.tsx';

// This archive was last used in March 2026 by its own clock; the window goes by the computer's.
const open = () => openVaultBehindWindow({ lastUsedLongAgo: true });
const banner = () =>
  screen.findByText(/^电脑日期是 \d{4}-\d\d-\d\d，比档案库上次使用（2026-03-0\d）晚 \d+ 天。/);

test('a date that does not go with the vault is told before anybody files or imports', async () => {
  await using vault = open();
  await openDesk(vault, 'archivist', '/import');
  await screen.findByRole('heading', { name: '导入台账' });
  expect((await banner()).textContent).toContain('确认前不能建档、定密、审批');
});

test('the second of two people who say that the date is right is rid of it, and so is everybody after', async () => {
  await using vault = open();
  const { user } = await openDesk(vault, 'archivist', '/');
  await banner();
  await user.click(screen.getByRole('button', { name: '核对日期…' }));
  const first = within(await screen.findByRole('dialog', { name: '核对电脑日期' }));
  await user.click(first.getByRole('button', { name: '确认日期无误' }));
  await screen.findByText('已记下您的确认，还需另一位同事确认');
  await screen.findByText(/archivist 已确认，还需另一位同事登录后确认/);

  cleanup();
  const later = await openDesk(vault, 'supervisor', '/');
  await later.user.click(await screen.findByRole('button', { name: '核对日期…' }));
  const second = within(await screen.findByRole('dialog', { name: '核对电脑日期' }));
  second.getByText(/archivist 已确认日期无误/);
  await later.user.click(second.getByRole('button', { name: '确认日期无误' }));
  await screen.findByText('日期已确认，可以照常办理了');
  await waitFor(() => expect(screen.queryByText(/^电脑日期是/)).toBeNull());
});

test('one who is alone types two sheets; another paper is refused in words, and what was typed stays', async () => {
  await using vault = open();
  const [one, two] = sheetsOf(inject('templateVault'));
  const { user } = await openDesk(vault, 'archivist', '/');
  await user.click(await screen.findByRole('button', { name: '核对日期…' }));
  const dialog = within(await screen.findByRole('dialog', { name: '核对电脑日期' }));
  await user.click(dialog.getByRole('button', { name: '只有我一人，用两张恢复密钥单确认' }));
  const boxes = dialog.getAllByRole('textbox');
  await user.click(boxes[0] as HTMLElement);
  await user.paste(one);
  await user.click(boxes[1] as HTMLElement);
  await user.paste(one);
  await user.click(dialog.getByRole('button', { name: '确认日期无误' }));
  await dialog.findByText('同一张恢复密钥单输入了两次，需要两张不同的。');
  await user.clear(boxes[1] as HTMLElement);
  await user.paste(two);
  await user.click(dialog.getByRole('button', { name: '确认日期无误' }));
  await screen.findByText('日期已确认，可以照常办理了');
  await waitFor(() => expect(screen.queryByText(/^电脑日期是/)).toBeNull());
});

test('who may not vouch sees it without the button', async () => {
  await using vault = open();
  await openDesk(vault, 'developer', '/');
  await banner();
  expect(screen.queryByRole('button', { name: '核对日期…' })).toBeNull();
});
