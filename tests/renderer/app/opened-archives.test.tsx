// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aCustomer } from '../../support/factories.ts';
import { callsOf, openDesk } from '../support/desk.tsx';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';

test('the palette begins with the archives opened last, the last first, while they may be listed', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const filed = [];
  for (const name of ['佛山甲五金厂', '佛山乙五金厂', '佛山丙五金厂'])
    filed.push(await calls.customers.create.mutate(aCustomer({ name })));
  const { user } = await openDesk(vault, 'archivist', `/customers/${filed[0]?.id}`);
  await screen.findByRole('article', { name: '佛山甲五金厂' });
  window.location.hash = `#/customers/${filed[1]?.id}`;
  await screen.findByRole('article', { name: '佛山乙五金厂' });
  await user.keyboard('{Control>}k{/Control}');
  const list = within(await screen.findByRole('listbox'));
  await list.findByText('佛山甲五金厂');
  const options = list.getAllByRole('option').map(({ textContent }) => textContent ?? '');
  expect(options.filter((text) => text.includes('最近打开'))).toEqual([
    expect.stringContaining('佛山乙五金厂'),
    expect.stringContaining('佛山甲五金厂'),
  ]);
  expect(options[0]).toContain(filed[1]?.archiveNo);
  await user.keyboard('工作台');
  expect(list.queryByText('佛山甲五金厂')).toBeNull();
});
