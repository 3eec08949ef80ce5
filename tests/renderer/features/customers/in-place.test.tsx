// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const CODE = '91440300708461136T';
/** As it stands on an old certificate: the last character should be another one. */
const WRONG = '91440300708461136X';

const restored = () => screen.findByText('已恢复上次未保存的内容。');
/** What a fact is changed in, where it stands. */
const box = (field: string) =>
  screen.findByLabelText(new RegExp(`^${field}`), { selector: 'input:not([type=search]), textarea' });

/** One archive whose facts are changed where they stand, open on the screen. */
async function openFacts(vault: ReturnType<typeof openVaultBehindWindow>) {
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const input = { ...blankCustomer('supplier'), name: '金艺五金厂', address: '旧址', note: '旧备注' };
  const { id } = await calls.customers.create.mutate(input);
  const { user, unmount } = await openDesk(vault, 'archivist', `/customers/${id}`);
  await screen.findByText('旧址');
  return {
    user,
    unmount,
    calls,
    id,
    input,
    row: (field: string) => screen.getByText(field, { selector: 'dt' }).parentElement ?? document.body,
    saved: async () => {
      const customer = await calls.customers.get.query({ id });
      return customer.access === 'full' ? customer.input : null;
    },
    type: async (field: string, text: string) => {
      await user.click(screen.getByLabelText(`编辑${field}`));
      const typed = await box(field);
      await user.clear(typed);
      await user.paste(text);
    },
    leaveAndComeBack: async () => {
      window.location.hash = '#/';
      await waitFor(() => expect(screen.queryByText('旧址')).toBeNull());
      window.location.hash = `#/customers/${id}`;
    },
  };
}

test('what was typed in place was lost on leaving; now it is there again until it is saved', async () => {
  await using vault = openVaultBehindWindow();
  const { user, calls, saved, type, leaveAndComeBack } = await openFacts(vault);
  await type('详细地址', '大良街道 8 号');
  await leaveAndComeBack();
  await restored();
  expect(await box('详细地址')).toHaveProperty('value', '大良街道 8 号');
  expect((await saved())?.address).toBe('旧址');

  await user.click(screen.getByText('保存'));
  await screen.findByText('已保存');
  expect((await saved())?.address).toBe('大良街道 8 号');
  await waitFor(async () => expect(await calls.drafts.list.query()).toEqual([]));
});

test('what was typed in place was lost on a lock though the screen said that it is kept', async () => {
  await using vault = openVaultBehindWindow();
  const { unmount, id, type } = await openFacts(vault);
  await type('备注', '锁定前的半句话');
  vault.lock('screen');
  await screen.findByRole('button', { name: '换一个档案库' });
  unmount();
  await openDesk(vault, 'archivist', `/customers/${id}`);
  await restored();
  expect(await box('备注')).toHaveProperty('value', '锁定前的半句话');
});

test('going on to another fact keeps the first one, and the row says so', async () => {
  await using vault = openVaultBehindWindow();
  const { user, saved, row, type } = await openFacts(vault);
  await type('详细地址', '写到一半');
  await type('备注', '新备注');
  await waitFor(() => expect(row('详细地址').textContent).toContain('有未保存的内容'));
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  expect(await saved()).toMatchObject({ address: '旧址', note: '新备注' });

  // Both began with the same version: only what both have changed is to be settled.
  await user.click(screen.getByLabelText('编辑详细地址'));
  expect(await box('详细地址')).toHaveProperty('value', '写到一半');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(async () => expect(await saved()).toMatchObject({ address: '写到一半', note: '新备注' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a fact that somebody else has changed meanwhile is settled, not overwritten', async () => {
  await using vault = openVaultBehindWindow();
  const { user, calls, id, input, saved, type, leaveAndComeBack } = await openFacts(vault);
  await type('详细地址', '我的新址');
  await calls.customers.update.mutate({
    id,
    version: 1,
    input: { ...input, address: '对方的新址' },
    reason: null,
  });
  await leaveAndComeBack();
  await restored();
  await user.click(screen.getByText('保存'));
  const dialog = await screen.findByRole('dialog', { name: '别人已先保存了这份档案' });
  expect(dialog.textContent).toContain('对方的新址');
  expect((await saved())?.address).toBe('对方的新址');
});

test('what is given up in place does not come back', async () => {
  await using vault = openVaultBehindWindow();
  const { user, calls, type, leaveAndComeBack } = await openFacts(vault);
  await type('详细地址', '不要了');
  await waitFor(async () => expect(await calls.drafts.list.query()).toHaveLength(1));
  await user.keyboard('{Escape}');
  await waitFor(async () => expect(await calls.drafts.list.query()).toEqual([]));
  await leaveAndComeBack();
  await screen.findByText('旧址');
  expect(screen.queryByLabelText(/^详细地址/, { selector: 'input' })).toBeNull();
});

test('a code that another archive has was saved in place without a word', async () => {
  await using vault = openVaultBehindWindow();
  const { user, calls, saved } = await openFacts(vault);
  await calls.customers.create.mutate({ ...blankCustomer('supplier'), name: '另一家厂', uscc: CODE });
  await user.click(screen.getByLabelText('编辑统一社会信用代码'));
  const code = await box('统一社会信用代码');
  // Enter in the same moment, before anybody can have read a word.
  fireEvent.change(code, { target: { value: CODE } });
  fireEvent.submit(code);
  const similar = await screen.findByRole('region', { name: '可能已有这份档案' });
  expect(within(similar).getByText('另一家厂').getAttribute('href')).toContain('/customers/2');
  expect(similar.textContent).toContain('代码相同');
  expect((await saved())?.uscc).toBeNull();

  await user.keyboard('{Enter}');
  await screen.findByText('已保存');
  expect((await saved())?.uscc).toBe(CODE);
});

test('a wrong code could not be kept in place with a reason', async () => {
  await using vault = openVaultBehindWindow();
  const { user, saved, row, type } = await openFacts(vault);
  await type('统一社会信用代码', WRONG);
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/^校验位应为 T/);
  await user.click(await screen.findByText('保留并说明原因'));
  expect(await box('保留原因')).toBe(document.activeElement);
  await user.paste('旧证照上即如此');
  await user.keyboard('{Enter}');
  await screen.findByText('已保存');
  expect(await saved()).toMatchObject({ uscc: WRONG, usccWaiver: '旧证照上即如此' });
  await waitFor(() => expect(row('统一社会信用代码').textContent).toContain('旧证照上即如此'));

  // A right one needs no reason, however it is entered.
  await type('统一社会信用代码', CODE);
  await user.keyboard('{Enter}');
  await waitFor(async () => expect(await saved()).toMatchObject({ uscc: CODE, usccWaiver: null }));
});
