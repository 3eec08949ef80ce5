// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { because } from '../../../support/reasons.ts';

afterEach(cleanup);

async function secretArchive(vault: ReturnType<typeof openVaultBehindWindow>): Promise<number> {
  await vault.signIn('archivist');
  const input = { ...blankCustomer('supplier'), name: '顺德区建业五金厂', secrecy: 'secret' } as const;
  return (await callsOf(vault).customers.create.mutate(input)).id;
}

/** What stands beside a label on the archive. */
const factOf = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;

test('S2: the keeper of a 机密 archive is assigned with a reason, and is there', async () => {
  await using vault = openVaultBehindWindow();
  const id = await secretArchive(vault);
  const { user } = await openDesk(vault, 'service_manager', `/customers/${id}`);
  await user.click(await screen.findByRole('button', { name: '指定' }));
  const dialog = within(await screen.findByRole('dialog', { name: '指定负责人和保管人' }));
  await user.click(dialog.getByRole('combobox', { name: /^保管人/ }));
  await user.click(await screen.findByRole('option', { name: 'supervisor' }));
  await user.click(dialog.getByRole('button', { name: '指定' }));
  await dialog.findByText('必填');
  await user.click(dialog.getByRole('combobox', { name: /^指定原因/ }));
  await user.click(await screen.findByRole('option', { name: '涉密档案专人保管' }));
  await user.click(dialog.getByRole('button', { name: '指定' }));
  await screen.findByText('负责人和保管人已指定');
  await waitFor(() => expect(factOf('保管人')).toContain('supervisor'));
});

test('what is assigned elsewhere while the dialog is open is not overwritten; what else is changed does not matter', async () => {
  await using vault = openVaultBehindWindow();
  const id = await secretArchive(vault);
  const { user } = await openDesk(vault, 'service_manager', `/customers/${id}`);
  const { assign, classify, get } = callsOf(vault).customers;
  const begin = async () => {
    await user.click(await screen.findByRole('button', { name: '指定' }));
    const dialog = within(await screen.findByRole('dialog', { name: '指定负责人和保管人' }));
    await user.click(dialog.getByRole('combobox', { name: /^保管人/ }));
    await user.click(await screen.findByRole('option', { name: 'supervisor' }));
    await user.click(dialog.getByRole('combobox', { name: /^指定原因/ }));
    await user.click(await screen.findByRole('option', { name: '涉密档案专人保管' }));
    return dialog;
  };

  const first = await begin();
  const term = { secrecy: 'secret', secrecyUntil: '2090-01-01' } as const;
  await classify.mutate({ id, version: 1, ...term, reason: because('定期') });
  await screen.findByText(/2090-01-01/);
  await user.click(first.getByRole('button', { name: '指定' }));
  await screen.findByText('负责人和保管人已指定');

  const second = await begin();
  await assign.mutate({ id, version: 3, responsibleId: 1, keeperId: null, reason: because('由其经办') });
  await waitFor(() => expect(factOf('负责人')).toContain('system_admin'));
  await user.click(second.getByRole('button', { name: '指定' }));
  await second.findByText(/有人保存了新的版本/);
  const record = await get.query({ id });
  expect(record).toMatchObject({ version: 4, input: { responsibleId: 1, keeperId: null } });
});

test('S2: whoever edits a 机密 archive is not offered its people, and is told who sets them', async () => {
  await using vault = openVaultBehindWindow();
  const id = await secretArchive(vault);
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}`);
  await screen.findByText('负责人', { selector: 'dt' });
  expect(screen.queryByRole('button', { name: '指定' })).toBeNull();
  expect(screen.getByRole('button', { name: '编辑备注' })).toBeDefined();
  for (const name of ['编辑负责人', '编辑保管人']) expect(screen.queryByRole('button', { name })).toBeNull();
  await user.click(screen.getByRole('link', { name: '编辑' }));
  const responsible = await screen.findByRole('combobox', { name: /^负责人/ });
  expect(responsible.hasAttribute('disabled') || responsible.getAttribute('aria-disabled') === 'true').toBe(
    true,
  );
  expect(screen.getAllByText('机密、绝密档案由经理或主管指定')).toHaveLength(2);
});
