// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../db/clock.ts';
import { minuteIn } from '../../../../db/domain/dates.ts';
import { wallTime } from '../../../../db/domain/environment/readings.ts';
import { aCustomer } from '../../../support/factories.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow, type VaultBehindWindow } from '../../support/vault-bridge.ts';

const ROOM = '一号库房';

/** An inspection of two cabinets, with two levels in the first. */
async function openWithShelves(vault: VaultBehindWindow) {
  await vault.signIn('archivist');
  const { customers, inspections, environment } = callsOf(vault);
  for (const [cabinet, level] of [
    ['A', 1],
    ['A', 2],
    ['B', 1],
  ] as const)
    await customers.create.mutate(aCustomer({ shelf: { room: ROOM, cabinet, level, position: 1 } }));
  const { inspection } = await inspections.current.query();
  const id = inspection?.id ?? (await inspections.open.mutate({ period: null })).id;
  const shares = async () =>
    (await inspections.get.query({ id })).shares.map(({ name, cabinet, fromLevel, toLevel }) => [
      name,
      cabinet,
      fromLevel,
      toLevel,
    ]);
  return { id, shares, environment };
}

test('work is shared out by the keyboard, undone, and leads to where one begins', async () => {
  await using vault = openVaultBehindWindow();
  const { id, shares } = await openWithShelves(vault);
  const { user } = await openDesk(vault, 'archivist', `/inspections/${id}`);
  expect(await screen.findByText(/还没有分工：谁都可以检查任何一层/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '分工…' }));
  const dialog = await screen.findByRole('dialog', { name: '分工' });
  const tree = await within(dialog).findByRole('tree', { name: '柜位' });
  const people = within(dialog).getAllByRole('button', { name: /^分给/ });
  const keyOf = (role: string) =>
    people.find(({ textContent }) => textContent?.includes(role))?.getAttribute('aria-keyshortcuts') ?? '';

  within(tree)
    .getByRole('treeitem', { name: /一号库房/ })
    .focus();
  await user.keyboard(`{ArrowDown}{ArrowDown}${keyOf('archivist')}`);
  expect(await within(dialog).findByText('已分给archivist：一号库房 B 柜')).toBeTruthy();
  expect(await shares()).toEqual([['archivist', 'B', null, null]]);
  await user.keyboard('z');
  expect(await within(dialog).findByText('已从archivist收回：一号库房 B 柜')).toBeTruthy();
  expect(await shares()).toEqual([]);

  // Levels from one to another.
  await user.keyboard('{ArrowUp}{ArrowRight}{ArrowDown}{Shift>}{ArrowDown}{/Shift}');
  expect(within(tree).getAllByRole('treeitem', { selected: true })).toHaveLength(2);
  await user.keyboard(keyOf('archivist'));
  expect(await within(dialog).findByText('已分给archivist：一号库房 A 柜 1–2 层')).toBeTruthy();
  expect(await shares()).toEqual([['archivist', 'A', 1, 2]]);
  // Whose the levels are is told of a cabinet that is closed as well.
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  const cabinet = within(tree).getByRole('treeitem', { name: /A 柜/ });
  expect(within(cabinet).getByText('分层：archivist')).toBeTruthy();
  await user.keyboard('{Delete}');
  expect(await within(dialog).findByText('已从archivist收回：一号库房 A 柜 1–2 层')).toBeTruthy();

  within(tree).getByRole('treeitem', { name: /B 柜/ }).focus();
  await user.click(within(tree).getByRole('treeitem', { name: /B 柜/ }));
  await user.keyboard(keyOf('archivist'));
  await within(dialog).findByText('已分给archivist：一号库房 B 柜');
  await user.click(within(dialog).getByRole('button', { name: '完成' }));
  await user.click(await screen.findByRole('button', { name: '从您分工的 一号库房-B-1 开始' }));
  expect(await screen.findByRole('heading', { name: '一号库房-B-1' })).toBeTruthy();
});

test('that the last supervisor who can review is given a share is asked about first', async () => {
  await using vault = openVaultBehindWindow();
  const { id, shares } = await openWithShelves(vault);
  await vault.signIn('supervisor');
  const { user } = await openDesk(vault, 'archivist', `/inspections/${id}`);
  await user.click(await screen.findByRole('button', { name: '分工…' }));
  const give = await screen.findByRole('button', { name: /分给supervisor/ });
  expect(screen.getByText('唯一可以复核的主管')).toBeTruthy();
  await user.click(give);
  const asked = await screen.findByRole('dialog', { name: '分给supervisor？' });
  expect(within(asked).getByText(/这次检查没有人复核/)).toBeTruthy();
  await user.click(within(asked).getByRole('button', { name: '取消' }));
  expect(await shares()).toEqual([]);
  await user.click(await screen.findByRole('button', { name: /分给supervisor/ }));
  await user.click(await screen.findByRole('button', { name: '仍然分给' }));
  expect((await screen.findAllByText(/没有主管可以复核这次检查/)).length).toBeGreaterThan(0);
  expect(await shares()).toEqual([['supervisor', null, null, null]]);
});

test('the room in which one stands gets its reading and its look within the inspection', async () => {
  await using vault = openVaultBehindWindow();
  // The clock on the wall is that of the department, wherever this computer is.
  const zone = 'America/St_Johns';
  await vault.signIn('system_admin');
  await callsOf(vault).settings.set.mutate({ timeZone: zone });
  const { id, environment } = await openWithShelves(vault);
  const at = encodeURIComponent(JSON.stringify({ room: ROOM, cabinet: 'A', level: 1 }));
  const { user } = await openDesk(vault, 'archivist', `/inspections/${id}?at=${at}`);
  expect(await screen.findByText('检查开始后未登记')).toBeTruthy();
  expect(await screen.findByRole('button', { name: /开始检查后还没有登记温湿度/ })).toBeTruthy();
  const before = minuteIn(zone, Date.now());
  await user.keyboard('e');
  const dialog = await screen.findByRole('dialog', { name: '登记库房环境：一号库房' });
  const [day, time] = [/日期/, /时间/].map(
    (label) => within(dialog).getByRole<HTMLInputElement>('textbox', { name: label }).value,
  );
  expect([before, minuteIn(zone, Date.now())]).toContain(`${day} ${time}`);
  expect(await within(dialog).findByText('应为 14.0 – 24.0')).toBeTruthy();
  // Keys at the speed of a test are those of a scanner.
  for (const [label, text] of [
    [/温度/, '21.5'],
    [/湿度/, '62'],
  ] as const) {
    await user.click(within(dialog).getByLabelText(label));
    await user.paste(text);
  }
  expect(await within(dialog).findByText('超出应有范围 45.0 – 60.0，照实登记')).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: '防虫' }));
  await user.click(within(dialog).getByRole('button', { name: '登记' }));
  expect(await screen.findByText(/\d\d:\d\d 已登记$/)).toBeTruthy();
  const today = systemClock.today(zone);
  const { entries, checks, figures } = await environment.get.query({ room: ROOM, from: today, to: today });
  expect(entries).toHaveLength(2);
  expect(checks).toMatchObject([{ ticks: { insects: false, fire: true } }]);
  expect(figures.extremes.temperature).toEqual({ low: 215, high: 215 });
  const [room] = await environment.rooms.query();
  expect(room?.check).toBe(wallTime(today, 0));
});
