// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { dayIn, minuteIn } from '../../../db/domain/dates.ts';
import { aCustomer } from '../../support/factories.ts';
import { callsOf, openDesk } from '../support/desk.tsx';
import { Verify } from '../../../renderer/features/audit/verify.tsx';
import { SessionProvider } from '../../../renderer/lib/session.tsx';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';
import { bridgeTo, openWindow } from '../support/window.tsx';

test('rows name people and 档号, are found by either, and open with what may be seen of them', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const calls = callsOf(vault);
  const one = await calls.customers.create.mutate(aCustomer({ name: '佛山测试五金厂' }));
  const other = await calls.customers.create.mutate(aCustomer({ name: '另一家' }));
  const { user } = await openDesk(vault, 'auditor', '/audit');
  const grid = within(await screen.findByRole('grid', { name: '审计' }));
  await grid.findByRole('gridcell', { name: one.archiveNo });
  await user.type(screen.getByRole('textbox', { name: '对象' }), one.archiveNo.toLowerCase());
  await screen.findByText(`对象：${one.archiveNo.toLowerCase()}`);
  await waitFor(() => expect(grid.queryByRole('gridcell', { name: other.archiveNo })).toBeNull());
  expect(window.location.hash).not.toContain(one.archiveNo.toLowerCase());
  // Drawn anew with the rows that are left.
  await user.click(await grid.findByRole('gridcell', { name: one.archiveNo }));
  const row = within(await screen.findByRole('region', { name: /^第 \d+ 条$/ }));
  await row.findByText(/您无权查看这份档案的内容/);
  expect(row.queryByText('佛山测试五金厂')).toBeNull();
  await user.click(screen.getByRole('combobox', { name: '操作人' }));
  await user.click(await screen.findByRole('option', { name: 'auditor（auditor）' }));
  await screen.findByText('没有符合条件的记录');
});

test('a refused password stands under the person whose it is, and says who signed in when it was written', async () => {
  await using vault = openVaultBehindWindow();
  for (const _ of Array(3)) await vault.mistypeElsewhere('archivist');
  const { user } = await openDesk(vault, 'auditor', '/audit');
  const grid = within(await screen.findByRole('grid', { name: '审计' }));
  const why = await grid.findByRole('gridcell', { name: /^输错密码 3 次，\d{4}-\d\d-\d\d \d\d:\d\d/ });
  const line = within(why.closest<HTMLElement>('[role=row]') ?? why);
  line.getByRole('gridcell', { name: 'archivist' });
  line.getByRole('gridcell', { name: '未登录' });
  expect(line.queryByText('auditor')).toBeNull();
  await user.click(why);
  const row = within(await screen.findByRole('region', { name: /^第 \d+ 条$/ }));
  row.getByText('archivist（archivist）');
  row.getByText('由程序在 auditor（auditor）登录时记入');
  await user.click(screen.getByRole('combobox', { name: '操作人' }));
  await user.click(await screen.findByRole('option', { name: 'auditor（auditor）' }));
  await waitFor(() => expect(grid.queryByRole('gridcell', { name: /^输错密码/ })).toBeNull());
});

test('a row about a list or settings opens with what became of them, in words', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('supervisor');
  const calls = callsOf(vault);
  const { size = [] } = await calls.lists.all.query();
  const kept = size.slice(1).map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn }));
  const items = [...kept, { labelZh: '特大型企业', labelEn: '' }];
  await calls.lists.edit.mutate({ list: 'size', items });
  await vault.signIn('system_admin');
  await calls.settings.set.mutate({ searchDays: 60 });
  const { user } = await openDesk(vault, 'auditor', '/audit');
  const grid = within(await screen.findByRole('grid', { name: '审计' }));
  await user.click(await grid.findByRole('gridcell', { name: '选项表 企业规模' }));
  await screen.findByText('新增：特大型企业');
  screen.getByText(`停用：${size[0]?.labelZh}`);
  screen.getByText(/改名前的名称、原来的次序没有保留/);
  await user.click(grid.getByRole('gridcell', { name: '设置' }));
  const row = await screen.findByRole('list', { name: '改动内容' });
  within(row).getByText('查找缺失案卷的期限（天） 30 → 60');
  expect(screen.queryByText('这条记录没有改动档案内容。')).toBeNull();
});

// Two, of which at least one is not that of this computer.
test.each(['Asia/Tokyo', 'America/St_Johns'])(
  'the list and its print write the same times and take the same rows of a day, where the department is: %s',
  async (zone) => {
    await using vault = openVaultBehindWindow();
    await vault.signIn('system_admin');
    await callsOf(vault).settings.set.mutate({ timeZone: zone });
    await vault.signIn('auditor');
    const { rows } = await callsOf(vault).audit.list.query({ action: 'settings.edit', limit: 1 });
    const at = rows[0]?.at ?? 0;
    const [day, minute] = [dayIn(zone, at), minuteIn(zone, at)];
    const { user } = await openDesk(vault, 'auditor', `/audit?action=settings.edit&from=${day}&to=${day}`);
    // Until the zone is known the list is that of another day, and may be empty.
    await user.click(await screen.findByRole('gridcell', { name: minute }));
    const row = within(await screen.findByRole('region', { name: /^第 \d+ 条$/ }));
    row.getByText(minute);
    await user.click(screen.getByRole('button', { name: '打印列表…' }));
    const page = await screen.findByTitle('审计记录清单');
    const paper = page.getAttribute('srcdoc') ?? '';
    for (const text of [minute, `${day} 00:00`, `${day} 23:59`]) expect(paper).toContain(text);
    const asked = (path: string) =>
      vault.bridge.asked.flatMap((operation) => (operation.path === path ? [operation.input] : []));
    const { options } = asked('prints.pages').at(-1) as { options: object };
    expect(asked('audit.list').at(-1)).toMatchObject(options);
  },
);

const CHECKS = [
  { name: 'integrity', ok: true, detail: {} },
  { name: 'audit_keys', ok: true, note: 'recovered', detail: { rows: 9, recoveries: 1, lastRecovery: 7 } },
];
const ADMIN = { id: 1, personId: 1, login: 'admin', name: 'admin', roles: ['system_admin'] } as const;
const SESSION = {
  account: ADMIN,
  vault: { company: '', fonds: 'QZ01', trial: false },
  lockAfterMinutes: 10,
};

test.each([
  ['全部完好', CHECKS.slice(0, 1)],
  ['完好，有 1 项需留意', CHECKS],
  ['有 1 项不符，请立即报告主管', [...CHECKS, { name: 'schema', ok: false, detail: { problems: 1 } }]],
])('the head of the look at everything says its worst line: %s', async (words, checks) => {
  const data = { ok: checks.every(({ ok }) => ok), checks, head: null };
  const { user } = openWindow(
    <SessionProvider session={SESSION}>
      <Verify />
    </SessionProvider>,
    bridgeTo(() => ({ ok: true, data })),
  );
  await user.click(screen.getByRole('button', { name: '校验档案库' }));
  await screen.findByText(words);
  const heads = ['全部完好', '完好，有 1 项需留意', '有 1 项不符，请立即报告主管'];
  for (const head of heads) expect(screen.queryAllByText(head)).toHaveLength(head === words ? 1 : 0);
});
