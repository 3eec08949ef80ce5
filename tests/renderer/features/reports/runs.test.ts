import { describe, expect, test } from 'vitest';
import { HIDDEN } from '../../../../db/domain/reports/figures.ts';
import { copyState } from '../../../../renderer/features/reports/runs/copies-panel.tsx';
import { recipientsOf } from '../../../../renderer/features/reports/runs/register-copies.tsx';
import { besidesOf } from '../../../../renderer/features/reports/runs/run-tables.tsx';

const never = { register: '2026-03-02', hand_out: null, call_in: null, take_back: null };

describe('a copy', () => {
  test.each([
    ['waits', {}],
    ['out', { hand_out: '2026-03-03' }],
    ['called', { hand_out: '2026-03-03', call_in: '2026-03-04' }],
    ['called', { call_in: '2026-03-04' }],
    ['back', { hand_out: '2026-03-03', call_in: '2026-03-04', take_back: '2026-03-05' }],
  ])('stands as %s', (key, on) => {
    expect(copyState({ on: { ...never, ...on } }).key).toBe(key);
  });
});

test('recipients stand a line each, with their department behind them', () => {
  expect(recipientsOf('王芳 销售部\n\n 李明，财务部 二组\n陈静\n')).toEqual([
    { recipient: '王芳', department: '销售部' },
    { recipient: '李明', department: '财务部 二组' },
    { recipient: '陈静', department: null },
  ]);
});

describe('beside a figure', () => {
  const amended = (old: number | string, row: string | null = 'client') => ({
    table: 'category',
    row,
    measure: 'count',
    old,
    new: 9,
    reason: '漏计',
  });
  const comment = { table: 'category', row: null, measure: 'count', text: '请核对', by: '刘芳', at: 1 };
  const said = (one = amended(7)) => ({
    figures: { amended: [one, { ...amended(9), new: 10 }] },
    comments: [comment],
    t: (_key: string, values: Readonly<Record<string, unknown>>) => String(values['text']),
  });

  test('stands what it was before the first amendment', () => {
    expect(besidesOf(said(), 'category', 'client', 'count')).toEqual({ comments: [], old: 7 });
  });
  test('stands what was said of it alone', () => {
    expect(besidesOf(said(), 'category', null, 'count')).toEqual({ comments: ['请核对'] });
    expect(besidesOf(said(), 'category', 'supplier', 'count')).toBeNull();
    expect(besidesOf(said(), 'province', null, 'count')).toBeNull();
  });
  test('stands nothing that is hidden', () => {
    expect(besidesOf(said(amended(HIDDEN)), 'category', 'client', 'count')).toEqual({ comments: [] });
  });
});
