import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { GroupList } from '../../../../renderer/features/import/group-list.tsx';
import type { Answers, Group } from '../../../../renderer/features/import/import-types.ts';
import { bridgeTo, openWindow } from '../../support/window.tsx';

const groups = ['金艺五金', '顺成电器', '永利包装'].map((name, at): Group => ({
  id: `g${at + 1}`,
  reason: 'name',
  isSure: true,
  proposed: 'update',
  rowCount: 2,
  rowNumbers: [2, 3],
  rows: [{ sheet: '', row: at + 2, name, category: 'client', uscc: null, contact: null, phones: [] }],
  archives: [],
}));

/** The list as the review holds it: what was answered is given back to it. */
function openGroups() {
  const given: Answers[] = [];
  const bridge = bridgeTo(({ path }) => ({
    ok: true,
    data: path === 'import.groups' ? { total: groups.length, groups } : null,
  }));
  function Review() {
    const [answers, setAnswers] = useState<Answers>({ byGroup: {} });
    const answer = (next: Answers) => {
      given.push(next);
      setAnswers(next);
    };
    return <GroupList planId="a plan" answers={answers} onAnswers={answer} disabled={false} />;
  }
  return { ...openWindow(<Review />, bridge), given };
}

test('a second answer leaves the first one standing, and an answer for all takes their place', async () => {
  const { user, given } = openGroups();
  const decide = async (name: string, decision: string) => {
    const row = (await screen.findByText(name)).closest<HTMLElement>('[role=row]');
    if (!row) throw new Error(`no row of ${name}`);
    await user.click(within(row).getByRole('button', { name: decision }));
  };
  await decide('金艺五金', '另建档案');
  await decide('永利包装', '跳过');
  expect(given.at(-1)).toEqual({ byGroup: { g1: 'add', g3: 'skip' } });
  await decide('金艺五金', '跳过');
  expect(given.at(-1)).toEqual({ byGroup: { g1: 'skip', g3: 'skip' } });
  const all = screen.getByRole('group', { name: '全部按：' });
  await user.click(within(all).getByRole('button', { name: '另建档案' }));
  expect(given.at(-1)).toEqual({ all: 'add', byGroup: {} });
  await decide('顺成电器', '跳过');
  expect(given.at(-1)).toEqual({ all: 'add', byGroup: { g2: 'skip' } });
});
