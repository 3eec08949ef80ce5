// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { codeOf } from '../../../../db/domain/folder-code.ts';
import { aCustomer } from '../../../support/factories.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';

test('an inspection is opened from the register, and what is left of it stands on its desk', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  await customers.create.mutate(
    aCustomer({ name: '甲五金厂', shelf: { room: null, cabinet: 'A', level: 1, position: 1 } }),
  );
  await customers.create.mutate(aCustomer({ name: '乙五金厂' }));
  const { inspection } = await inspections.current.query();
  const id = inspection?.id ?? (await inspections.open.mutate({ period: null })).id;
  await inspections.scan.mutate({ code: codeOf(1), at: null });

  const { user } = await openDesk(vault, 'archivist', '/inspections');
  const table = await screen.findByRole('table', { name: '检查台账' });
  expect(within(table).getByText(/1 \/ 2/)).toBeTruthy();
  await user.click(await screen.findByRole('link', { name: '继续检查' }));
  expect(await screen.findByText('您站在哪一层？')).toBeTruthy();
  await user.click(screen.getByRole('treeitem', { name: /无柜位/ }));
  const list = await screen.findByRole('listbox', { name: '案卷' });
  expect(within(list).getByRole('option').textContent).toMatch(/乙五金厂.*未检/);
  list.focus();
  await user.keyboard('{Enter}d');
  expect(await within(list).findByText('缺失')).toBeTruthy();
  expect(await screen.findByText(/已登记：缺失/)).toBeTruthy();
  expect(await inspections.get.query({ id })).toMatchObject({ inspected: 2, outcomes: { missing: 1 } });
});

test('a manager looks and notes nothing', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  await customers.create.mutate(aCustomer({ name: '甲五金厂' }));
  const { inspection } = await inspections.current.query();
  const id = inspection?.id ?? (await inspections.open.mutate({ period: null })).id;
  await openDesk(vault, 'service_manager', `/inspections/${id}?list=open`);
  expect(await screen.findByRole('option', { name: /甲五金厂/ })).toBeTruthy();
  expect(screen.queryByText('可以扫描')).toBeNull();
  expect(screen.queryByRole('button', { name: /签字/ })).toBeNull();
});

test('an archive without folders is told so, not that its inspection is signed', async () => {
  await using vault = openVaultBehindWindow();
  await openDesk(vault, 'archivist', '/inspections');
  expect(await screen.findByText(/还没有案卷。建档后/)).toBeTruthy();
  expect(screen.queryByText(/已经签字完成/)).toBeNull();
});
