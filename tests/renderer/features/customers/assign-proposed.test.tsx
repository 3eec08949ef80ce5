// @vitest-environment jsdom
/** Whom an import proposes as responsible for 机密 and 绝密 archives: at home, in the window of one, for several (S2). */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { because } from '../../../support/reasons.ts';

afterEach(cleanup);

type Vault = ReturnType<typeof openVaultBehindWindow>;

const TITLES = '客户名称,客户分类,密级,业务员';

/** A ledger as 信息专员 imports it. */
async function brought(vault: Vault, ...lines: string[]): Promise<void> {
  await vault.signIn('archivist');
  const token = vault.giveFile('台账.csv', [TITLES, ...lines, ''].join('\n'));
  const { plan, run } = callsOf(vault).import;
  const sheets = [{ sheet: '', headerRow: null, category: null, columns: null }];
  const { planId } = await plan.mutate({ token, sheets });
  await run.mutate({ planId, answers: { byGroup: {} } });
}

async function idOf(vault: Vault, name: string): Promise<number> {
  const { rows } = await callsOf(vault).search.list.query({ text: name, start: { offset: 0 }, limit: 1 });
  return rows[0]?.id ?? 0;
}

async function peopleOf(vault: Vault, name: string) {
  const record = await callsOf(vault).customers.get.query({ id: await idOf(vault, name) });
  if (record.access !== 'full') throw new Error('not shown');
  return [record.responsible, record.input.proposedResponsibleId];
}

const LEDGER = [
  '建业五金厂,供应商,机密,developer',
  '永丰铜材厂,供应商,绝密,supervisor',
  '长乐包装厂,供应商,机密,',
  '新明灯饰厂,供应商,,developer',
];

test('home says of how many somebody is proposed, and leads to the list', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, ...LEDGER);
  await openDesk(vault, 'service_manager', '/');
  const line = await screen.findByText('份机密、绝密档案没有负责人，其中 2 份有导入时的建议');
  expect(line.closest('a')?.textContent).toMatch(/^3/);
});

test('says nothing of proposals where there are none', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, '长乐包装厂,供应商,机密,');
  await openDesk(vault, 'service_manager', '/');
  expect(await screen.findByText('份机密、绝密档案没有负责人')).toBeDefined();
});

test('of one archive the proposed person is chosen already, with a word why, and is not in its form', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, ...LEDGER);
  const id = await idOf(vault, '建业五金厂');
  const { user } = await openDesk(vault, 'service_manager', `/customers/${id}`);
  const fact = await screen.findByText('建议负责人', { selector: 'dt' });
  expect(fact.nextElementSibling?.textContent).toContain('developer');
  await user.click(screen.getByRole('button', { name: '指定' }));
  const dialog = within(await screen.findByRole('dialog', { name: '指定负责人和保管人' }));
  expect(dialog.getByRole('combobox', { name: /^负责人/ })).toHaveProperty('value', 'developer');
  expect(dialog.getByText('导入时台账写的业务员：developer')).toBeDefined();
  await user.click(dialog.getByRole('combobox', { name: /^指定原因/ }));
  await user.click(await screen.findByRole('option', { name: '由其开发或经办' }));
  await user.click(dialog.getByRole('button', { name: '指定' }));
  await screen.findByText('负责人和保管人已指定');
  await waitFor(() => expect(screen.queryByText('建议负责人', { selector: 'dt' })).toBeNull());
  expect(await peopleOf(vault, '建业五金厂')).toEqual(['developer', null]);
});

test('the form of a 机密 archive does not show who is proposed, and saving it keeps them', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, ...LEDGER);
  const id = await idOf(vault, '建业五金厂');
  const { user } = await openDesk(vault, 'archivist', `/customers/${id}`);
  await user.click(await screen.findByRole('link', { name: '编辑' }));
  await user.type(await screen.findByLabelText(/^简称/), '建业');
  expect(screen.queryByText('建议负责人')).toBeNull();
  await user.click(screen.getByRole('button', { name: '保存' }));
  await screen.findByText('已保存');
  expect((await peopleOf(vault, '建业五金厂'))[1]).not.toBeNull();
});

test('several are assigned as proposed for one reason; what was changed meanwhile stays and is said', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, ...LEDGER, '大成模具厂,供应商,机密,supervisor');
  const { user } = await openDesk(vault, 'service_manager', '/customers?unassigned=true');
  await user.click(await screen.findByRole('button', { name: '按建议指定' }));
  const dialog = within(await screen.findByRole('dialog', { name: '按建议指定负责人' }));
  const list = within(await dialog.findByRole('list', { name: '档案和建议的负责人' }));
  expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '大成模具厂机密 ★supervisor',
    '建业五金厂机密 ★developer',
    '永丰铜材厂绝密 ★supervisor',
  ]);
  await user.click(list.getByRole('checkbox', { name: '大成模具厂' }));
  await user.click(dialog.getByRole('button', { name: '指定 2 份' }));
  await dialog.findByText('必填');

  const id = await idOf(vault, '永丰铜材厂');
  const people = { responsibleId: null, keeperId: null };
  await callsOf(vault).customers.assign.mutate({ id, version: 1, ...people, reason: because('另议') });
  await user.click(dialog.getByRole('combobox', { name: /^指定原因/ }));
  await user.click(await screen.findByRole('option', { name: '由其开发或经办' }));
  await user.click(dialog.getByRole('button', { name: '指定 2 份' }));
  await screen.findByText(/已按建议为 1 份档案指定负责人；1 份其间有改动/);
  expect(await peopleOf(vault, '建业五金厂')).toEqual(['developer', null]);
  expect(await peopleOf(vault, '永丰铜材厂')).toEqual([null, null]);
  expect((await peopleOf(vault, '大成模具厂'))[1]).not.toBeNull();
  const history = await callsOf(vault).customers.history.query({ id: await idOf(vault, '建业五金厂') });
  expect(history[0]).toMatchObject({ reason: 'own_customer', by: 'service_manager' });
});

test('is offered in the list of those without anybody, to who may assign, and says where nothing is proposed', async () => {
  await using vault = openVaultBehindWindow();
  await brought(vault, '长乐包装厂,供应商,机密,');
  const { user } = await openDesk(vault, 'supervisor', '/customers');
  await screen.findByRole('grid', { name: '档案列表' });
  expect(screen.queryByRole('button', { name: '按建议指定' })).toBeNull();
  window.location.hash = '#/customers?unassigned=true';
  await user.click(await screen.findByRole('button', { name: '按建议指定' }));
  const dialog = within(await screen.findByRole('dialog', { name: '按建议指定负责人' }));
  expect(await dialog.findByText(/没有带建议的档案/)).toBeDefined();
  expect(dialog.queryByRole('list')).toBeNull();
});
