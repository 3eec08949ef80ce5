// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { blankContact, blankCustomer } from '../../../../db/domain/customer.ts';
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

test('a page that was pasted by mistake is looked for as far as a search goes', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openList(vault);
  const paste = async (box: HTMLInputElement) => {
    await user.click(box);
    await user.paste('五金制品厂家'.repeat(700));
    expect(box.value).toHaveLength(200);
  };
  const box = screen.getByLabelText<HTMLInputElement>(/^名称、拼音/);
  await paste(box);
  await screen.findByText('没有符合条件的档案');
  expect(box.value).toHaveLength(200);
  await user.keyboard('{Control>}k{/Control}');
  await paste(await screen.findByRole<HTMLInputElement>('combobox', { name: '搜索档案和命令' }));
  await screen.findByText('找到 0 份档案');
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

const heads = (grid: HTMLElement) =>
  Array.from(grid.querySelectorAll('[role=columnheader]'), (head) => head.getAttribute('data-field'));

test('what matched stands under the name, and no column comes for it', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  const before = heads(grid);
  const people = [{ ...blankContact(), name: '何先生', mobile: '13800138000' }];
  await callsOf(vault).customers.create.mutate({
    ...blankCustomer('client'),
    name: '长江厂',
    contacts: people,
  });
  await within(grid).findByText('何先生');
  await user.type(screen.getByLabelText(/^名称、拼音/), '8000');
  const matched = await waitFor(() => {
    // Another one than before: `8` and `80` find nothing.
    const found = screen.getByRole('grid').querySelector('[data-field=name] [data-field=matched]');
    expect(found?.querySelector('mark')?.textContent).toBe('8000');
    return found;
  });
  expect(matched?.textContent).toBe('电话 13800138000');
  const after = heads(screen.getByRole('grid'));
  expect(before.filter((field) => !after.includes(field))).toEqual([]);
  expect(after).not.toContain('matched');
});

test('columns with nothing in them hide, come back with a value, and stay where somebody chose them', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  await waitFor(() => expect(heads(grid)).not.toContain('shelf'));
  expect(heads(grid)).toEqual(expect.arrayContaining(['name', 'grade', 'secrecy', 'archiveNo']));
  for (const field of ['contacts', 'phones', 'place', 'status']) expect(heads(grid)).not.toContain(field);
  for (const field of ['address', 'uscc', 'note']) expect(heads(grid)).not.toContain(field);

  await callsOf(vault).customers.create.mutate({
    ...blankCustomer('supplier'),
    name: '长江厂',
    phones: ['0757-81234567'],
  });
  await within(grid).findByText('0757-81234567');
  expect(heads(grid)).toContain('phones');
  // Another order decides nothing anew.
  await user.click(within(grid).getByText('等级'));
  await waitFor(() => expect(window.location.hash).toContain('sort=grade'));
  expect(heads(grid)).toContain('phones');

  await user.click(screen.getByLabelText('显示的列'));
  await user.click(screen.getByLabelText('柜位（没有内容，自动隐藏）'));
  await user.click(screen.getByLabelText('备注'));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(heads(grid)).toEqual(expect.arrayContaining(['shelf', 'note'])));
  // Whether the others are shown was not chosen by that.
  expect(heads(grid)).not.toContain('contacts');
});

test('a column that one archive far down fills stays in sight', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers } = callsOf(vault);
  for (let filed = 0; filed < 60; filed += 1)
    await customers.create.mutate({ ...blankCustomer('supplier'), name: `安达${10 + filed}厂` });
  const shelf = { room: null, cabinet: '3', level: 2, position: 1 };
  await customers.create.mutate({ ...blankCustomer('supplier'), name: '中山厂', shelf });
  await openDesk(vault, 'archivist', '/customers');
  const grid = await screen.findByRole('grid', { name: '档案列表' });
  await within(grid).findByText('安达10厂');
  await waitFor(() => expect(heads(grid)).not.toContain('grade'));
  expect(heads(grid)).toContain('shelf');
});

test('no column comes or goes for what is typed, neither while typing nor after', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  await callsOf(vault).customers.create.mutate({
    ...blankCustomer('supplier'),
    name: '长江厂',
    phones: ['0757-81234567'],
  });
  await within(grid).findByText('0757-81234567');
  await waitFor(() => expect(heads(grid)).not.toContain('shelf'));
  const before = heads(grid);
  await user.type(screen.getByLabelText(/^名称、拼音/), '博远');
  await waitFor(() => expect(namesIn(grid)).toEqual(['博远厂']));
  // Longer than anything is put off by.
  const rests = () => new Promise((resolve) => setTimeout(resolve, 600));
  await rests();
  expect(heads(grid)).toEqual(before);
  // What is filed meanwhile shows its column once nothing is looked for.
  const shelf = { room: null, cabinet: '3', level: 2, position: 1 };
  await callsOf(vault).customers.create.mutate({ ...blankCustomer('supplier'), name: '博远二厂', shelf });
  await waitFor(() => expect(namesIn(grid)).toContain('博远二厂'));
  await rests();
  expect(heads(grid)).toEqual(before);
  await user.clear(screen.getByLabelText(/^名称、拼音/));
  await waitFor(() => expect(heads(grid)).toContain('shelf'));
});

test('who sees the index alone asks for no more of a row than opening it and copying what stands there', async () => {
  await using vault = openVaultBehindWindow();
  await openList(vault);
  cleanup();
  const { user } = await openDesk(vault, 'requester', '/customers');
  const grid = await screen.findByRole('grid', { name: '档案列表' });
  await user.pointer({ keys: '[MouseRight]', target: await within(grid).findByText('博远厂') });
  const offered = (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
  expect(offered).toEqual(['打开', '复制名称', '复制档号']);
});

test('the menu key on a row offers what may be done with it, and the menu does it', async () => {
  await using vault = openVaultBehindWindow();
  const { user, grid } = await openList(vault);
  await callsOf(vault).customers.create.mutate({
    ...blankCustomer('supplier'),
    name: '长江厂',
    phones: ['0757-81234567'],
  });
  await within(grid).findByText('长江厂');
  // As a browser does it, which jsdom does not.
  let copied = '';
  const own = document.execCommand;
  onTestFinished(() => void Object.assign(document, { execCommand: own }));
  document.execCommand = () => {
    const event = new Event('copy', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData: (_type: string, text: string) => (copied = text) } });
    return document.body.dispatchEvent(event);
  };
  const cell = grid.querySelector('[data-id="3"] [data-field=name]') ?? grid;
  // Prevented: what the desktop offers of selected text would stand there as well.
  expect(fireEvent.contextMenu(cell)).toBe(false);
  expect(await screen.findAllByRole('menu')).toHaveLength(1);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  const openMenu = async (key: string) => {
    grid.querySelector<HTMLElement>('[data-id="3"] [data-field=name]')?.focus();
    await user.keyboard(key);
    return (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
  };
  expect(await openMenu('{ContextMenu}')).toEqual([
    '打开',
    '编辑',
    '打印档案卡',
    '复制名称',
    '复制档号',
    '复制电话',
  ]);
  await user.click(screen.getByRole('menuitem', { name: '复制电话' }));
  expect(copied).toBe('0757-81234567');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await openMenu('{Shift>}{F10}{/Shift}');
  await user.click(screen.getByRole('menuitem', { name: '编辑' }));
  await screen.findByLabelText(/^详细地址/);
  expect(window.location.hash).toMatch(/^#\/customers\/3\/edit/);
});

test('the head of an archive says whom to call, and its screen has one box to search in', async () => {
  await using vault = openVaultBehindWindow();
  const { grid } = await openList(vault);
  expect(screen.queryByRole('button', { name: /搜索档案和命令/ })).toBeNull();
  const { id } = await callsOf(vault).customers.create.mutate({
    ...blankCustomer('supplier'),
    name: '长江厂',
    contacts: [{ ...blankContact(), name: '何先生', phone: '0757-81234567' }],
  });
  await within(grid).findByText('长江厂');
  window.location.hash = `#/customers/${id}`;
  const article = await screen.findByRole('article', { name: '长江厂' });
  expect(article.querySelector('header')?.textContent).toContain('何先生');
  within(article).getByRole('button', { name: '复制电话 0757-81234567' });
  expect(screen.queryByRole('button', { name: /搜索档案和命令/ })).toBeNull();
  window.location.hash = `#/customers/${id}/edit`;
  await screen.findByRole('button', { name: /搜索档案和命令/ });
});

test('a saved view that looks for words lost them at a lock, and listed more than its name says', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const views = [
    { name: '五金', filters: { category: ['supplier'] } },
    { name: '博远', filters: { q: '博远', category: ['supplier'] } },
  ];
  await callsOf(vault).preferences.set.mutate({
    key: 'customers.views',
    value: { v: 2, value: views },
  });
  // As after a reload: the address has what was chosen, and nothing that was typed.
  const { user, grid } = await openList(vault, '/customers?category=["supplier"]&view=1');
  await waitFor(() => expect(namesIn(grid)).toEqual(['博远厂']));
  expect(screen.getByRole('tab', { name: '博远' }).getAttribute('aria-selected')).toBe('true');
  await user.click(screen.getByRole('tab', { name: '五金' }));
  await waitFor(() => expect(namesIn(grid)).toHaveLength(2));
  expect(window.location.hash).toContain('view=0');
  await user.click(screen.getByRole('tab', { name: '博远' }));
  await waitFor(() => expect(namesIn(grid)).toEqual(['博远厂']));
  expect(decodeURIComponent(window.location.hash)).not.toContain('博远');
  await user.click(within(grid).getByText('名称'));
  await waitFor(() => expect(window.location.hash).toContain('sort=name'));
  expect(namesIn(grid)).toEqual(['博远厂']);
});
