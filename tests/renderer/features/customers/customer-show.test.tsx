// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankContact, blankCustomer } from '../../../../db/domain/customer.ts';
import { secrecyMarkOf } from '../../../../db/features/prints/service.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

const customer = {
  ...blankCustomer('supplier'),
  name: '<img src=x onerror=alert(1)>五金厂',
  province: '440000',
  city: '440600',
  industry: 'C13',
};

async function filed(vault: ReturnType<typeof openVaultBehindWindow>) {
  await vault.signIn('archivist');
  return callsOf(vault).customers.create.mutate(customer);
}

test('an archive is read in words, text stays text, and a field is changed where it stands', async () => {
  await using vault = openVaultBehindWindow();
  const { id, archiveNo } = await filed(vault);
  const { user, container } = await openDesk(vault, 'archivist', `/customers/${id}`);

  const article = await screen.findByRole('article', { name: customer.name });
  expect(article.textContent).toContain(archiveNo);
  expect(article.textContent).toContain('广东省佛山市');
  expect(article.textContent).toContain('农副食品加工业');
  expect(container.querySelector('img')).toBeNull();

  await user.click(within(article).getByRole('button', { name: '编辑详细地址' }));
  await user.type(within(article).getByLabelText(/^详细地址/, { selector: 'input' }), '南海区某路 1 号');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('已保存');
  await within(article).findByText('南海区某路 1 号');

  await user.click(within(article).getByRole('button', { name: '详细地址的变更记录' }));
  expect((await screen.findByRole('listitem')).textContent).toContain('南海区某路 1 号');
});

test('who may not see the archive is told the same as if it did not exist', async () => {
  await using vault = openVaultBehindWindow();
  await filed(vault);
  await openDesk(vault, 'archivist', '/customers/4711');
  expect(await screen.findByText('没有找到这份档案')).toBeTruthy();
});

test('who may see the index alone gets its line and how to ask, and nothing else', async () => {
  await using vault = openVaultBehindWindow();
  const { id } = await filed(vault);
  await openDesk(vault, 'requester', `/customers/${id}`);
  const article = await screen.findByRole('article', { name: customer.name });
  expect(article.textContent).toContain('查阅申请');
  expect(within(article).queryByRole('tab')).toBeNull();
  expect(within(article).queryByRole('button', { name: '编辑' })).toBeNull();
});

test('a class without an end lasted for ever on the screen and 30 years on paper', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const closed = { ...customer, secrecy: 'secret' as const };
  const { id } = await callsOf(vault).customers.create.mutate(closed);
  await openDesk(vault, 'archivist', `/customers/${id}`);
  const article = await screen.findByRole('article', { name: customer.name });
  const term = within(article).getByText('密级期限').nextElementSibling?.textContent;
  expect(term).toContain('30年（与保管期限相同）');
  expect(secrecyMarkOf('secret', null, customer.retention)).toBe('机密★30年');
});

test('a change of one person showed all of them twice', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers } = callsOf(vault);
  const [zhang, li] = [
    { ...blankContact(), name: '张三', mobile: '13800138000' },
    { ...blankContact(), name: '李四', position: '会计' },
  ];
  const input = { ...customer, contacts: [zhang, li], indexTerms: ['五金', '出口'] };
  const { id } = await customers.create.mutate(input);
  await customers.update.mutate({
    id,
    version: 1,
    input: { ...input, contacts: [zhang, { ...li, position: '经理' }], indexTerms: ['五金', '铝材'] },
    reason: null,
  });
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}`);
  await user.click(await screen.findByRole('tab', { name: '变更记录' }));
  const rows = within(await screen.findByRole('table', { name: '变更记录' })).getAllByRole('row');
  const said = rows.map((row) => within(row).queryAllByRole('cell')[3]?.textContent);
  expect(said).toContain('李四 职务会计→经理');
  expect(said).toContain('新增铝材删除出口');
  expect(said.join()).not.toContain('张三');
});
