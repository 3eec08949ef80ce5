// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

const TYPED = [
  ['简称', '金艺'],
  ['英文名', 'Golden Craft'],
  ['法定代表人', '司徒美堂'],
  ['网址', 'www.jinyi.example'],
  ['邮箱，第 1 位', 'li@jinyi.example'],
  ['微信，第 1 位', 'jinyi_li'],
] as const;
const VALUES = {
  shortName: '金艺',
  englishName: 'Golden Craft',
  legalPerson: '司徒美堂',
  website: 'www.jinyi.example',
};
const PERSON = { name: '李明', email: 'li@jinyi.example', wechat: 'jinyi_li' };

test('each is typed, is there again after leaving, and is saved', async () => {
  await using vault = openVaultBehindWindow();
  const { user, unmount, bridge } = await openDesk(vault, 'archivist', '/customers/new');
  // The list beside it has a box of its own.
  const form = within(await screen.findByRole('form', { name: '新建档案' }));
  await user.type(form.getByLabelText(/^名称/), '顺德区建业五金厂');
  await user.click(screen.getByRole('button', { name: '添加联系人' }));
  for (const [label, text] of [[/^姓名/, PERSON.name], ...TYPED] as const) {
    await user.click(form.getByLabelText(label));
    await user.paste(text);
  }
  await waitFor(() => {
    const kept = bridge.asked.findLast(({ path }) => path === 'drafts.save');
    expect(kept?.input).toMatchObject({ value: { value: { values: { ...VALUES, contacts: [PERSON] } } } });
  });
  unmount();

  const again = await openDesk(vault, 'archivist', '/customers/new');
  await screen.findByText('已恢复上次未保存的内容。');
  for (const [label, text] of TYPED) expect(screen.getByLabelText(label)).toHaveProperty('value', text);
  await again.user.click(screen.getByRole('button', { name: '建档' }));
  const article = await screen.findByRole('article', { name: '顺德区建业五金厂' });
  for (const text of Object.values(VALUES)) expect(article.textContent).toContain(text);
  expect(within(article).queryByRole('link', { name: /jinyi/ })).toBeNull();
  expect(await callsOf(vault).customers.get.query({ id: 1 })).toMatchObject({
    input: { ...VALUES, contacts: [PERSON] },
  });
});

test('a change is shown with both values, and what is wrong is said with what would be right', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const input = { ...blankCustomer('supplier'), name: '顺德区建业五金厂', website: 'www.old.example' };
  const { id } = await calls.customers.create.mutate(input);
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}`);
  const article = await screen.findByRole('article', { name: input.name });
  await user.click(within(article).getByRole('button', { name: '编辑网址' }));
  const box = within(article).getByLabelText('网址', { selector: 'input' });
  await user.clear(box);
  await user.paste('javascript:alert(1)');
  await user.keyboard('{Control>}s{/Control}');
  await within(article).findByText(/^网址应写成 www\.example\.com/);
  await user.clear(box);
  await user.paste('https://new.example');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  await user.click(within(article).getByRole('button', { name: '网址的变更记录' }));
  const change = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent).join();
  expect(change).toContain('www.old.example');
  expect(change).toContain('https://new.example');
});
