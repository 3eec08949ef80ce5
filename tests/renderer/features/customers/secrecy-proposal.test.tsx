// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const pressed = (name: string) =>
  within(screen.getByRole('group', { name: /^密级/ }))
    .getByRole('button', { name })
    .getAttribute('aria-pressed');

test('S1: a grade proposes a class, which changes only when it is taken', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'archivist', '/customers/new');
  await user.click(await screen.findByRole('button', { name: '铂金' }));
  await screen.findByText('按等级“铂金”，建议定为绝密。');
  expect(pressed('普通')).toBe('true');
  await user.click(screen.getByRole('button', { name: '不采用' }));
  expect(screen.queryByText(/建议定为/)).toBeNull();
  expect(pressed('普通')).toBe('true');

  await user.click(screen.getByRole('button', { name: '黄金' }));
  await screen.findByText('按等级“黄金”，建议定为机密。');
  await user.click(screen.getByRole('button', { name: '采用' }));
  expect(pressed('机密')).toBe('true');
  expect(screen.queryByText(/建议定为/)).toBeNull();
});

test('S1: nobody is offered to take a class that they may not give', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { id } = await callsOf(vault).customers.create.mutate({
    ...blankCustomer('supplier'),
    name: '顺德区建业五金厂',
    grade: 'platinum',
  });
  const { user, unmount } = await openDesk(vault, 'supervisor', `/customers/${id}`);
  await user.click(await screen.findByRole('button', { name: '定密' }));
  await screen.findByText('按等级“铂金”，建议定为绝密。');
  expect(screen.queryByRole('button', { name: '采用' })).toBeNull();
  unmount();

  const manager = await openDesk(vault, 'service_manager', `/customers/${id}`);
  await manager.user.click(await screen.findByRole('button', { name: '定密' }));
  await manager.user.click(await screen.findByRole('button', { name: '采用' }));
  expect(pressed('绝密')).toBe('true');
});
