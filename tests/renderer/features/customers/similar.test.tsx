// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow, type VaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const CODE = '91440300708461136T';
/** Both in one moment, so that typing has not rested however slow the machine is. */
function typeAndSave(field: HTMLElement): void {
  fireEvent.change(field, { target: { value: CODE } });
  fireEvent.keyDown(field, { key: 's', ctrlKey: true });
}
const similar = () => screen.findByRole('region', { name: '可能已有这份档案' });

/** An archive of somebody else with the code that is going to be typed. */
async function fileWithCode(vault: VaultBehindWindow) {
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  await calls.customers.create.mutate({ ...blankCustomer('supplier'), name: '另一家厂', uscc: CODE });
  const wasAsked = (path: string) => vault.bridge.asked.filter((call) => call.path === path).length;
  return { calls, wasAsked };
}

test('a new archive with a code just typed was filed by Ctrl+S though another has the code', async () => {
  await using vault = openVaultBehindWindow();
  const { wasAsked } = await fileWithCode(vault);
  const { user } = await openDesk(vault, 'archivist', '/customers/new');
  await user.type(
    await screen.findByLabelText(/^名称/, { selector: 'input:not([type=search])' }),
    '金艺五金厂',
  );
  const before = wasAsked('customers.create');
  typeAndSave(screen.getByLabelText(/^统一社会信用代码/));
  const region = await similar();
  await waitFor(() => expect(region.textContent).toMatch(/再按一次.*另一家厂.*代码相同/));
  expect(wasAsked('customers.create')).toBe(before);

  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText(/已建档/);
  expect(wasAsked('customers.create')).toBe(before + 1);
});

test('a code just typed in 编辑 was saved by Ctrl+S though another archive has it', async () => {
  await using vault = openVaultBehindWindow();
  const { calls, wasAsked } = await fileWithCode(vault);
  const { id } = await calls.customers.create.mutate({ ...blankCustomer('supplier'), name: '金艺五金厂' });
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}/edit`);
  const code = await screen.findByLabelText(/^统一社会信用代码/);
  typeAndSave(code);
  // Twice at once: nobody can have read a word between them.
  fireEvent.keyDown(code, { key: 's', ctrlKey: true });
  const region = await similar();
  await waitFor(() => expect(region.textContent).toMatch(/再按一次.*另一家厂/));
  expect(wasAsked('customers.update')).toBe(0);

  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  expect(wasAsked('customers.update')).toBe(1);
});
