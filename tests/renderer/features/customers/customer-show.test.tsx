// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
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
