// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { wayTo } from '../../../../renderer/features/customers/unsaved.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

afterEach(cleanup);

test('nothing marked an archive of which something was typed and not saved', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  for (const name of ['安达厂', '博远厂'])
    await callsOf(vault).customers.create.mutate({ ...blankCustomer('supplier'), name });
  const { user, bridge, unmount } = await openDesk(vault, 'archivist', '/customers/1/edit');
  const form = within(await screen.findByRole('form', { name: /^编辑/ }));
  await user.type(form.getByLabelText(/^名称/), '（新）');
  await waitFor(() => expect(bridge.asked.some(({ path }) => path === 'drafts.save')).toBe(true));

  // On the desk, by the name that was typed.
  window.location.hash = '#/';
  const unsaved = within(await screen.findByRole('region', { name: '未保存的草稿' }));
  expect((await unsaved.findByRole('link', { name: /安达厂（新）/ })).getAttribute('href')).toMatch(
    /\/customers\/1\/edit$/,
  );
  // In the list.
  window.location.hash = '#/customers';
  const grid = within(await screen.findByRole('grid', { name: '档案列表' }));
  const cell = async (name: string) => (await grid.findByText(name)).closest('[data-field=name]');
  await waitFor(async () => expect((await cell('安达厂'))?.textContent).toBe('安达厂未保存'));
  expect((await cell('博远厂'))?.textContent).toBe('博远厂');
  // On the archive, from where one goes on.
  window.location.hash = '#/customers/1';
  const article = within(await screen.findByRole('article', { name: '安达厂' }));
  expect(await article.findByText('有未保存的草稿')).toBeTruthy();
  await user.click(article.getByRole('link', { name: '继续编辑' }));
  await screen.findByText('已恢复上次未保存的内容。');
  unmount();

  // Nobody else reads of it.
  await openDesk(vault, 'supervisor', '/customers/1');
  const theirs = within(await screen.findByRole('article', { name: '安达厂' }));
  await theirs.findByRole('tab', { name: '变更记录' });
  expect(theirs.queryByText('有未保存的草稿')).toBeNull();
});

test.each([
  ['customers.edit.12', '/customers/12/edit'],
  ['customers.edit.12.name', '/customers/12'],
  ['customers.new', '/customers/new'],
  ['filings.new', '/filings/new'],
  ['filings.7', '/filings/7'],
  ['filings.accept.7', '/filings/7'],
  ['customers.reason.12', undefined],
  ['report_requests.new', undefined],
  ['customers.edit.1/../2', undefined],
])('a draft under %s goes on at %s', (key, to) => {
  expect(wayTo(key)?.to).toBe(to);
});
