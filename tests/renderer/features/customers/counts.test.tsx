// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow, type VaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

/** More than a search counts one by one. */
const FILED = 110;
const TEXT = '五金制品厂';

/** The list of what a text finds in the names of all, whose number the index alone does not tell. */
async function searchAll(vault: VaultBehindWindow) {
  await vault.signIn('archivist');
  const { customers, search } = callsOf(vault);
  for (let filed = 0; filed < FILED; filed += 1)
    await customers.create.mutate({ ...blankCustomer('supplier'), name: `安达${100 + filed}五金制品厂` });
  // Which it does not find, so that the number of the whole list is another.
  await customers.create.mutate({ ...blankCustomer('supplier'), name: '中山铝材店' });
  const found = await search.list.query({ text: TEXT, start: { offset: 0 }, limit: 50 });
  expect(found).toMatchObject({ total: 101, totalIsExact: false });
  const { user } = await openDesk(vault, 'archivist', '/customers');
  const grid = await screen.findByRole('grid', { name: '档案列表' });
  await within(grid).findByText('安达100五金制品厂');
  await user.click(screen.getByLabelText(/^名称、拼音/));
  // All at once: what half of it finds is counted otherwise.
  await user.paste(TEXT);
  return user;
}

/** How many there are, as each place names it that is not the foot of the list. */
async function numbersNamed(user: Awaited<ReturnType<typeof searchAll>>) {
  await user.click(screen.getByRole('checkbox', { name: '全选' }));
  const bar = screen.getByRole('toolbar', { name: /^已选/ });
  await user.click(screen.getByRole('button', { name: '导出列表' }));
  const dialog = await screen.findByRole('dialog', { name: /导出/ });
  const exported = dialog.textContent;
  await user.click(within(dialog).getByRole('button', { name: '取消' }));
  await user.keyboard('{Control>}k{/Control}');
  await user.click(await screen.findByRole('combobox', { name: /搜索/ }));
  await user.paste(TEXT);
  const palette = await screen.findByText(/^找到 .* 份档案$/);
  return { selected: bar.getAttribute('aria-label'), exported, palette: palette.textContent };
}

test('what is counted beside the list is the number of its foot, of what is selected and of what is exported', async () => {
  await using vault = openVaultBehindWindow();
  const user = await searchAll(vault);
  await screen.findByText(`共 ${FILED} 条`);
  expect(await numbersNamed(user)).toEqual({
    selected: `已选 ${FILED} 户`,
    exported: expect.stringContaining(`的 ${FILED} 份档案`),
    palette: '找到 100+ 份档案',
  });
});

test('of more than anybody counts every place says 100+', async () => {
  await using vault = openVaultBehindWindow();
  // As the vault answers where a text finds more than it looks at one by one.
  const { request } = vault.bridge;
  vault.bridge.request = async (operation) => {
    const answer = await request(operation);
    if (operation.path !== 'search.facets' || !answer.ok) return answer;
    return { ok: true, data: { ...(answer.data as object), exact: false } };
  };
  const user = await searchAll(vault);
  await screen.findByText('共 100+ 条');
  expect(await numbersNamed(user)).toEqual({
    selected: '已选 100+ 户',
    exported: expect.stringContaining('的 100+ 份档案'),
    palette: '找到 100+ 份档案',
  });
});
