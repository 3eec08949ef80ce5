// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';

afterEach(cleanup);

type Vault = ReturnType<typeof openVaultBehindWindow>;

async function fileOne(vault: Vault): Promise<number> {
  await vault.signIn('archivist');
  const input = { ...blankCustomer('supplier'), name: '顺德区建业五金厂' };
  return (await callsOf(vault).customers.create.mutate(input)).id;
}

test('A6: a change of category is saved with one of its reasons, which its history shows with what was added', async () => {
  await using vault = openVaultBehindWindow();
  const id = await fileOne(vault);
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}/edit`);
  await user.click(await screen.findByRole('button', { name: '合作机构' }));
  await user.keyboard('{Control>}s{/Control}');
  expect((await screen.findByRole('group', { name: /^变更原因/ })).contains(document.activeElement)).toBe(
    true,
  );
  expect(await screen.findByText('必填')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '其他' }));
  await screen.findByText('选“其他”时请写明原因，至少 2 个字。');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^补充说明/)));
  expect(await callsOf(vault).customers.get.query({ id })).toMatchObject({ version: 1 });
  await user.click(screen.getByRole('button', { name: '业务性质变化' }));
  await user.type(screen.getByLabelText(/^补充说明/), '改向我司采购');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  await user.click(await screen.findByRole('tab', { name: /变更记录/ }));
  const row = (await screen.findByText('业务性质变化：改向我司采购')).closest('tr');
  expect(row?.textContent).toContain('合作机构');
});

test('a reason of the category is not sent once the category is what it was', async () => {
  await using vault = openVaultBehindWindow();
  const id = await fileOne(vault);
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}/edit`);
  await user.click(await screen.findByRole('button', { name: '合作机构' }));
  await user.click(await screen.findByRole('button', { name: '业务性质变化' }));
  await user.click(screen.getByRole('button', { name: '供应商' }));
  await user.click(screen.getByRole('button', { name: '黄金' }));
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  const history = await callsOf(vault).customers.history.query({ id, field: 'grade' });
  expect(history).toMatchObject([{ newValue: 'gold', reason: null, reasonText: null }]);
});

test('the log shows the word of a choice, and nothing that was written beside it', async () => {
  await using vault = openVaultBehindWindow();
  const id = await fileOne(vault);
  await vault.signIn('service_manager');
  const reason = { choice: 'customer_asked', text: '李明来函' } as const;
  const change = { id, version: 1, secrecy: 'secret', secrecyUntil: null, reason } as const;
  await callsOf(vault).customers.classify.mutate(change);
  await openDesk(vault, 'auditor', '/audit');
  const grid = within(await screen.findByRole('grid'));
  expect(await grid.findByText('客户要求保密')).toBeTruthy();
  expect(screen.queryByText(/李明来函/)).toBeNull();
});
