// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Role } from '../../../../db/domain/roles.ts';
import type {
  Counts,
  Group,
  Plan,
  PlanRow,
  PlanWord,
  SheetChoice,
} from '../../../../renderer/features/import/import-types.ts';
import { ReviewStep } from '../../../../renderer/features/import/review-step.tsx';
import { SessionProvider } from '../../../../renderer/lib/session.tsx';
import type { WireResult } from '../../../../db/wire.ts';
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
  notedColumns: [],
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

const choice: SheetChoice = {
  sheet: {
    name: '客户',
    hidden: false,
    rowCount: 3,
    headerRow: 1,
    lastTitleRow: 1,
    columns: [],
    category: 'client',
    problems: [],
    template: null,
    ready: true,
    preview: [],
  },
  chosen: true,
  category: 'client',
  columns: [],
  takeIn: [],
  withHidden: false,
};

/** The step over a plan of this kind; what is answered to some calls, and the plans and words that the step asked for. */
function openPlan(
  special: Partial<Plan>,
  answers: Readonly<Record<string, (input: unknown) => WireResult>> = {},
  roles: readonly Role[] = ['archivist'],
) {
  const first: Plan = { ...plan, groups: { total: 0, sure: 0, doubtful: 0 }, ...special };
  const again: Array<Parameters<Parameters<typeof ReviewStep>[0]['onAgain']>> = [];
  const bridge = bridgeTo(({ path, input }) => {
    const answer = answers[path];
    if (answer) return answer(input);
    if (path === 'import.preview') return { ok: true, data: first.counts };
    return { ok: true, data: path === 'import.rows' ? { total: 0, rows: [] } : null };
  });
  const account = { id: 1, personId: 1, login: 'fang', name: '王芳', roles };
  const view = openWindow(
    <SessionProvider
      session={{ account, vault: { company: '甲', fonds: 'QZ01', trial: false }, lockAfterMinutes: 5 }}
    >
      <ReviewStep
        again={{ file: { token: 'a token', name: '台账.xlsx' }, choices: [choice], words: [] }}
        onAgain={(...asked) => void again.push(asked)}
        plan={first}
        onBack={() => undefined}
        onApplied={() => undefined}
      />
    </SessionProvider>,
    bridge,
  );
  const asked = (path: string) => bridge.asked.flatMap((one) => (one.path === path ? [one.input] : []));
  return { ...view, again, asked };
}

test('rows that are hidden in the file are counted, and come in, or stay out again, by a click', async () => {
  const next = { ...plan, planId: 'another' };
  const answers = { 'import.plan': () => ({ ok: true, data: next }) as const };
  const left = openPlan({ hidden: { leftOut: 2, broughtIn: 0 } }, answers);
  await screen.findByText(/^文件中有 2 行是隐藏的.*没有导入。$/);
  await left.user.click(screen.getByRole('button', { name: '也导入这些行' }));
  await expect.poll(() => left.again).toHaveLength(1);
  expect(left.asked('import.plan')).toMatchObject([{ sheets: [{ sheet: '客户', withHidden: true }] }]);
  expect(left.again).toMatchObject([[{ planId: 'another' }, { choices: [{ withHidden: true }] }]]);
  cleanup();

  const brought = openPlan({ hidden: { leftOut: 0, broughtIn: 2 } }, answers);
  await screen.findByText('文件中隐藏的 2 行也一并导入。');
  await brought.user.click(screen.getByRole('button', { name: '不导入隐藏的行' }));
  await expect.poll(() => brought.again).toHaveLength(1);
  expect(brought.asked('import.plan')).toMatchObject([{ sheets: [{ withHidden: false }] }]);
  cleanup();

  openPlan({});
  await screen.findByText(/^共/);
  expect(screen.queryByText(/隐藏/)).toBeNull();
});

describe('a word that is in no list', () => {
  const words: PlanWord[] = ['A', '铂'].map((word) => ({
    field: 'grade',
    category: 'client',
    word,
    meant: null,
    rows: 1,
    list: 'grade_metal',
    choices: [{ code: 'gold', zh: '黄金', en: 'Gold' }],
  }));
  const kind: PlanWord = {
    ...words[0],
    field: 'party',
    category: null,
    word: '甲方',
    list: null,
  } as PlanWord;
  const items = [
    { code: 'gold', labelZh: '黄金', labelEn: 'Gold', active: true },
    { code: 'iron', labelZh: '铁', labelEn: 'Iron', active: false },
  ];
  const lists = { 'lists.all': () => ({ ok: true, data: { grade_metal: items } }) as const };
  const planned = { 'import.plan': () => ({ ok: true, data: plan }) as const };
  const added = (edit: unknown): WireResult => {
    const { items: now } = edit as { items: Array<{ code?: string; labelZh: string; labelEn: string }> };
    const own = now.map((item, at) => ({ code: `own_${at}`, ...item, active: true }));
    return { ok: true, data: [...own, items[1]] };
  };
  const choose = async ({ user }: ReturnType<typeof openPlan>, at: number, name: string) => {
    await user.click(within(screen.getAllByRole('row')[at + 1] as HTMLElement).getByRole('combobox'));
    await user.click(await screen.findByRole('option', { name }));
  };
  const apply = ({ user }: ReturnType<typeof openPlan>) =>
    user.click(screen.getByRole('button', { name: '按所选重新预览' }));
  const show = async (
    answers: Parameters<typeof openPlan>[1],
    roles: readonly Role[] = ['archivist', 'supervisor'],
  ) => {
    const opened = openPlan({ words: [...words, kind] }, answers, roles);
    await opened.user.click(screen.getByRole('tab', { name: '不认识的词（3）' }));
    return opened;
  };

  test('is added to it by who may, behind what is in use, and then means itself', async () => {
    const opened = await show({ ...lists, ...planned, 'lists.edit': added });
    await choose(opened, 0, '加入选项');
    await choose(opened, 1, '黄金');
    await apply(opened);
    await expect.poll(() => opened.again).toHaveLength(1);
    expect(opened.asked('lists.edit')).toEqual([
      {
        list: 'grade_metal',
        items: [
          { code: 'gold', labelZh: '黄金', labelEn: 'Gold' },
          { labelZh: 'A', labelEn: '' },
        ],
      },
    ]);
    const said = [
      { field: 'grade', category: 'client', word: 'A', code: 'own_1' },
      { field: 'grade', category: 'client', word: '铂', code: 'gold' },
      { field: 'party', category: null, word: '甲方', code: null },
    ];
    expect(opened.asked('import.plan')).toMatchObject([{ words: said }]);
    // The list is changed first, by an act of its own.
    const order = opened.bridge.asked.map(({ path }) => path);
    expect(order.indexOf('lists.edit')).toBeLessThan(order.indexOf('import.plan'));
  });

  test('that is in it by now is not added again', async () => {
    const there = [...items, { code: 'own_7', labelZh: 'A', labelEn: '', active: true }];
    const opened = await show({
      ...planned,
      'lists.all': () => ({ ok: true, data: { grade_metal: there } }),
    });
    await choose(opened, 0, '加入选项');
    await apply(opened);
    await expect
      .poll(() => opened.asked('import.plan'))
      .toMatchObject([{ words: [{ code: 'own_7' }, {}, {}] }]);
    expect(opened.asked('lists.edit')).toEqual([]);
  });

  test('stays what it was where the list refuses it', async () => {
    const refused = { ok: false, error: { code: 'lists.too_many_grades', data: { most: 9 } } } as const;
    const opened = await show({ ...lists, ...planned, 'lists.edit': () => refused });
    await choose(opened, 0, '加入选项');
    await apply(opened);
    expect((await screen.findByRole('alert')).textContent).toContain('9');
    expect([opened.asked('import.plan'), opened.again]).toEqual([[], []]);
  });

  test('is not added to a closed set, nor by who may not change lists', async () => {
    const offered = async (opened: ReturnType<typeof openPlan>, at: number) => {
      await opened.user.click(
        within(screen.getAllByRole('row')[at + 1] as HTMLElement).getByRole('combobox'),
      );
      return (await screen.findAllByRole('option')).map((option) => option.textContent);
    };
    expect(await offered(await show({}), 2)).not.toContain('加入选项');
    screen.getByText(/或加入选项/);
    cleanup();
    expect(await offered(await show({}, ['archivist']), 0)).toEqual(['记入备注', '黄金']);
    screen.getByText(/请主管在设置中修改/);
  });
});
