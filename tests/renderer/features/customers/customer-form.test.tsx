// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

/** As typed, without a drawing of the whole form for each key. */
async function enter(user: UserEvent, field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

type Vault = ReturnType<typeof openVaultBehindWindow>;

async function openForm(vault: Vault) {
  const { user, bridge } = await openDesk(vault, 'archivist', '/customers/new');
  const form = within(await screen.findByRole('form', { name: '新建档案' }));
  return { user, form, bridge };
}

/** What each starred label says. */
const starred = () =>
  Array.from(document.querySelectorAll('.MuiFormLabel-asterisk'), (star) =>
    star.parentElement?.textContent?.replace(/[\s*]/g, ''),
  );

test('what is starred is what nothing is saved without, and no more', async () => {
  await using vault = openVaultBehindWindow();
  const { user, form } = await openForm(vault);
  expect(starred()).toEqual(['类别', '性质', '名称', '保管期限', '密级']);
  await user.type(form.getByLabelText('柜'), 'A');
  expect(starred()).toEqual(['类别', '性质', '名称', '保管期限', '柜', '层', '位', '密级']);
  await user.clear(form.getByRole('textbox', { name: /^柜/ }));
  await user.click(screen.getByRole('button', { name: '建档' }));
  await form.findByText('必填');
  await enter(user, form.getByLabelText(/^名称/), '顺德区建业五金厂');
  await user.click(screen.getByRole('button', { name: '建档' }));
  await screen.findByRole('article', { name: '顺德区建业五金厂' });
});

test('a phone that cannot be one is said under its field, and saved all the same', async () => {
  await using vault = openVaultBehindWindow();
  const { user, form } = await openForm(vault);
  await enter(user, form.getByLabelText(/^名称/), '顺德区建业五金厂');
  await enter(user, form.getByLabelText('电话'), '0757-629808');
  await user.keyboard('{Enter}');
  await user.click(screen.getByRole('button', { name: '添加联系人' }));
  await enter(user, await form.findByLabelText('姓名，第 1 位'), '李明');
  const mobile = form.getByLabelText('手机，第 1 位');
  await enter(user, mobile, '1390013900');
  expect(form.queryByText(/^手机号应为/)).toBeNull();
  await user.tab();
  const said = await form.findByText('手机号应为 11 位，这里是 10 位');
  expect(said.id).toBe(mobile.getAttribute('aria-describedby'));
  expect(mobile.getAttribute('aria-invalid')).toBe('false');
  expect(form.getByText('区号后面应为 7 或 8 位，这里是 6 位')).toBeTruthy();
  await user.type(mobile, '0');
  expect(form.queryByText(/^手机号应为/)).toBeNull();
  await user.type(mobile, '{Backspace}');
  await user.click(screen.getByRole('button', { name: '建档' }));
  await screen.findByRole('article', { name: '顺德区建业五金厂' });
  expect(await callsOf(vault).customers.get.query({ id: 1 })).toMatchObject({
    input: { phones: ['0757-629808'], contacts: [{ name: '李明', mobile: '1390013900' }] },
  });
});

const namesIn = () =>
  screen.getAllByLabelText<HTMLInputElement>(/^姓名，第 \d+ 位/).map((input) => input.value);

test('people are typed as in a sheet: Tab and Enter go on, arrows go up and down, the first is the main one', async () => {
  await using vault = openVaultBehindWindow();
  const { user, form } = await openForm(vault);
  await enter(user, form.getByLabelText(/^名称/), '顺德区建业五金厂');
  const add = screen.getByRole('button', { name: '添加联系人' });
  await user.click(add);
  const first = await form.findByLabelText('姓名，第 1 位');
  await waitFor(() => expect(document.activeElement).toBe(first));
  await user.paste('张三');
  await user.tab();
  expect(document.activeElement).toBe(form.getByLabelText('职务，第 1 位'));
  await user.paste('采购');
  await user.keyboard('{Enter}');
  await user.paste('13800138000');
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(form.getByLabelText('座机，第 1 位'));
  await user.click(add);
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('姓名，第 2 位')));
  await user.paste('李四');
  await user.keyboard('{ArrowUp}');
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('姓名，第 1 位')));
  await user.keyboard('{ArrowDown}{Alt>}{ArrowUp}{/Alt}');
  await waitFor(() => expect(namesIn()).toEqual(['李四', '张三']));
  await user.click(form.getByLabelText('首要联系人，第 2 位'));
  await waitFor(() => expect(namesIn()).toEqual(['张三', '李四']));
  await user.click(add);
  await user.click(form.getByRole('button', { name: '移除，第 2 位' }));
  await waitFor(() => expect(namesIn()).toEqual(['张三', '']));

  // A line in which nothing was typed is nobody.
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByRole('article', { name: '顺德区建业五金厂' });
  const { input } = (await callsOf(vault).customers.get.query({ id: 1 })) as { input: object };
  expect(input).toMatchObject({ contacts: [{ name: '张三', position: '采购', mobile: '13800138000' }] });
});

test('rows of a sheet are pasted in, and taken back by the notice and by Ctrl+Z', async () => {
  await using vault = openVaultBehindWindow();
  const { user, form } = await openForm(vault);
  await user.click(screen.getByRole('button', { name: '添加联系人' }));
  const first = () => form.findByLabelText('姓名，第 1 位');
  const sheet = '姓名\t职务\t手机\n张三\t经理\t13800138000\n李四\t会计\t13900139000\n';
  await user.click(await first());
  await user.paste(sheet);
  await screen.findByText('已填入 2 位联系人');
  expect(namesIn()).toEqual(['张三', '李四']);
  expect(form.getByLabelText('手机，第 2 位')).toHaveProperty('value', '13900139000');
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('姓名，第 1 位')));
  await user.click(screen.getByRole('button', { name: '撤销' }));
  await waitFor(() => expect(namesIn()).toEqual(['']));

  await user.click(await first());
  await user.paste(sheet);
  await waitFor(() => expect(namesIn()).toEqual(['张三', '李四']));
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('姓名，第 1 位')));
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(namesIn()).toEqual(['']));

  // More than any handful of people is not even looked at.
  await user.click(await first());
  await user.paste(`张三\t${'长'.repeat(100_000)}`);
  expect(namesIn()).toEqual(['']);
  // What is not saved yet would be there in the next window.
  await user.click(screen.getByRole('button', { name: '取消' }));
  await user.click(await screen.findByRole('button', { name: '放弃' }));
});
