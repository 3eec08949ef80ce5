// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blankCustomer } from '../../../../db/domain/customer.ts';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

const ignore = () => undefined;
const deaf = {
  addEventListener: ignore,
  addListener: ignore,
  removeEventListener: ignore,
  removeListener: ignore,
};

// A window so wide that the list stands beside what is open.
beforeEach(() => {
  vi.stubGlobal('matchMedia', (media: string) => ({ ...deaf, media, matches: media.includes('min-width') }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Two suppliers, of which the first by name is the best by grade; the list, signed in as 信息专员. */
async function openList(vault: ReturnType<typeof openVaultBehindWindow>, address = '/customers') {
  await vault.signIn('archivist');
  for (const [name, grade] of [
    ['安达厂', 'platinum'],
    ['博远厂', 'iron'],
  ] as const)
    await callsOf(vault).customers.create.mutate({ ...blankCustomer('supplier'), name, grade });
  const { user } = await openDesk(vault, 'archivist', address);
  const grid = await screen.findByRole('grid', { name: '档案列表' });
  await within(grid).findByText('博远厂');
  return { user, grid };
}

const namesIn = (grid: HTMLElement) =>
  Array.from(grid.querySelectorAll('[role=gridcell][data-field=name]'), (cell) => cell.textContent);

test.each([
  ['等级', 'grade'],
  ['归档日期', 'filedOn'],
  ['柜位', 'shelf'],
])('a list sorted by %s opened nothing and lost its order', async (column, sort) => {
  await using vault = openVaultBehindWindow();
  const address = `?sort=${sort}&desc=true`;
  const { user, grid } = await openList(vault, `/customers${address}`);
  const sorted = () => {
    expect(within(grid).getByText(column).closest('[aria-sort=descending]')).toBeTruthy();
    expect(namesIn(grid)).toEqual(['博远厂', '安达厂']);
  };
  await waitFor(sorted);
  await user.click(within(grid).getByText('博远厂'));
  await screen.findByRole('article', { name: '博远厂' });
  expect(window.location.hash).toBe(`#/customers/2${address}`);
  await user.click(screen.getByLabelText('关闭档案'));
  await waitFor(sorted);
});

test('an address with an order closed the archive or the form that was open in it', async () => {
  await using vault = openVaultBehindWindow();
  const { grid } = await openList(vault, '/customers/1?sort=grade&desc=true');
  await screen.findByRole('article', { name: '安达厂' });
  await waitFor(() => expect(namesIn(grid)).toEqual(['博远厂', '安达厂']));
  expect(window.location.hash).toBe('#/customers/1?sort=grade&desc=true');

  window.location.hash = '#/customers/1/edit?sort=filedOn';
  await screen.findByLabelText(/^详细地址/);
  expect(window.location.hash).toBe('#/customers/1/edit?sort=filedOn');
});

test('looking for others beside an open archive closed it', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault, '/customers/1');
  await screen.findByRole('article', { name: '安达厂' });
  await user.type(screen.getByLabelText(/^名称、拼音/), '博远');
  await waitFor(() => expect(namesIn(grid)).toEqual(['博远厂']));
  expect(screen.getByRole('article', { name: '安达厂' })).toBeTruthy();

  await user.click(within(grid).getByText('名称'));
  await waitFor(() => expect(window.location.hash).toContain('sort=name'));
  expect(screen.getByRole('article', { name: '安达厂' })).toBeTruthy();
});

test('Enter opens the first of what was typed, not of what stood there before', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openList(vault);
  await user.type(screen.getByLabelText(/^名称、拼音/), '博远{Enter}');
  await screen.findByRole('article', { name: '博远厂' });
  expect(window.location.hash).toMatch(/^#\/customers\/2/);
});

test('an order chosen right after typing is kept, as is what was typed', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  await user.type(screen.getByLabelText(/^名称、拼音/), '厂');
  await user.click(within(grid).getByText('等级'));
  await waitFor(() => expect(window.location.hash).toMatch(/typed=\d+&sort=grade|sort=grade&typed=\d+/));
  await waitFor(() => expect(namesIn(grid)).toEqual(['安达厂', '博远厂']));
  expect(screen.getByLabelText<HTMLInputElement>(/^名称、拼音/).value).toBe('厂');
});
