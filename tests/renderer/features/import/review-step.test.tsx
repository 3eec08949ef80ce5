// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Counts, Group, Plan, PlanRow } from '../../../../renderer/features/import/import-types.ts';
import { ReviewStep } from '../../../../renderer/features/import/review-step.tsx';
import { bridgeTo, openWindow } from '../../support/window.tsx';

afterEach(cleanup);

const merged: Counts = { total: 12, added: 10, updated: 0, skipped: 2, merged: 2, refused: 0, warned: 2 };
const apart: Counts = { ...merged, added: 12, skipped: 0, merged: 0, warned: 0 };
const plan: Plan = {
  planId: 'a plan',
  fileName: '台账.xlsx',
  counts: merged,
  aside: 1,
  hidden: { leftOut: 0, broughtIn: 0 },
  sheets: 1,
  groups: { total: 1, sure: 1, doubtful: 0 },
  words: [],
};
const group: Group = {
  id: 'g1',
  reason: 'name',
  isSure: true,
  proposed: 'update',
  rowCount: 2,
  rowNumbers: [2, 3],
  rows: [{ sheet: '', row: 2, name: '金艺五金', category: 'client', uscc: null, contact: null, phones: [] }],
  archives: [],
  notedColumns: [],
};
const row: PlanRow = { sheet: '', row: 3, name: '金艺五金', problems: [], warnings: [], skipped: null };

/** The vault's side: two rows of one customer, of which one has a warning as long as they are merged. */
function openReview(language: 'zh-CN' | 'en' = 'zh-CN') {
  const bridge = bridgeTo(({ path, input }) => {
    if (path === 'import.groups') return { ok: true, data: { total: 1, groups: [group] } };
    if (path === 'import.rows') return { ok: true, data: { total: 1, rows: [row] } };
    if (path !== 'import.preview') return { ok: true, data: null };
    const { answers } = input as { answers: { all?: string } };
    return { ok: true, data: answers.all === 'add' ? apart : merged };
  });
  return openWindow(
    <ReviewStep
      again={{ file: { token: 'a token', name: '台账.xlsx' }, choices: [], words: [] }}
      onAgain={() => undefined}
      plan={plan}
      onBack={() => undefined}
      onApplied={() => undefined}
    />,
    bridge,
    language,
  );
}

test('one line says how many rows there are, how many are noted, and how many are counted nowhere', async () => {
  const line = async (start: string) => (await screen.findByText(new RegExp(start))).textContent;
  openReview();
  expect(await line('^共 .* 行，')).toBe('共 12 行，其中 2 行有提示，另有 1 行没有名称（如合计），不计入');
  cleanup();
  openReview('en');
  expect(await line('rows in all')).toBe('12 rows in all, 2 noted, 1 more without a name not counted');
});

test('the noted rows are those of the decisions, and so is their number', async () => {
  const { user, bridge } = openReview();
  expect(screen.getByRole('tab', { name: '提示（2）' })).toHaveProperty('disabled', false);
  const all = await screen.findByRole('group', { name: '全部按：' });
  await user.click(within(all).getByRole('button', { name: '另建档案' }));
  expect(await screen.findByRole('tab', { name: '提示（0）' })).toHaveProperty('disabled', true);
  await screen.findByText('共 12 行，另有 1 行没有名称（如合计），不计入');

  const rowsAsked = () => bridge.asked.filter(({ path }) => path === 'import.rows').length;
  await user.click(screen.getByRole('tab', { name: '全部（12）' }));
  await expect.poll(rowsAsked).toBe(1);
  await user.click(screen.getByRole('tab', { name: '重复（1）' }));
  await user.click(await screen.findByRole('button', { name: '恢复建议' }));
  await screen.findByRole('tab', { name: '提示（2）' });
  await user.click(screen.getByRole('tab', { name: '全部（12）' }));
  await expect.poll(rowsAsked).toBe(2);
});
