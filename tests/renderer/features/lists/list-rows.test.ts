import { expect, test } from 'vitest';
import {
  moveRow,
  rebaseRows,
  rowProblem,
  switchRow,
  type ListRow,
} from '../../../../renderer/features/lists/list-rows.ts';

const row = (key: string, active = true): ListRow => ({ key, code: key, labelZh: key, labelEn: '', active });
const keys = (rows: readonly ListRow[]) =>
  rows.map(({ key, active }) => (active ? key : `(${key})`)).join(' ');
const rows = [row('a'), row('b'), row('old', false), row('c')];

test('a choice moves among those in use, past what is out of use', () => {
  expect(keys(moveRow(rows, 'c', -1))).toBe('a c b (old)');
  expect(moveRow(rows, 'a', -1)).toBe(rows);
});

test('out of use and back: the choice stays in the list, at the end of its kind', () => {
  const without = switchRow(rows, 'a', false);
  expect(keys(without)).toBe('b c (a) (old)');
  expect(keys(switchRow(without, 'old', true))).toBe('b c old (a)');
});

test('a choice that was never saved simply goes', () => {
  const fresh: ListRow = { key: 'new-0', labelZh: '', labelEn: '', active: true };
  expect(switchRow([...rows, fresh], 'new-0', false)).toEqual(rows);
});

test('a name must be there and be the only one of its kind', () => {
  expect(rowProblem(rows, { ...row('a'), labelZh: ' ' })).toBe('empty');
  expect(rowProblem(rows, { ...row('a'), labelZh: 'b' })).toBe('twice');
  expect(rowProblem(rows, { ...row('a'), labelZh: 'old' })).toBeNull();
});

test('what others saved meanwhile is kept where a person has left it alone', () => {
  const base = [row('a'), row('b'), row('c'), row('d')];
  const fresh: ListRow = { key: 'new-0', labelZh: '新', labelEn: '', active: true };
  const mine = [row('b'), { ...row('a'), labelZh: '我的' }, row('d'), fresh, row('c', false)];
  const theirs = [
    { ...row('a'), labelZh: '对方的', labelEn: 'theirs' },
    row('b', false),
    { ...row('c'), labelEn: 'c' },
    row('d'),
    row('e'),
    row('f', false),
  ];
  const merged = rebaseRows(base, mine, theirs);
  expect(keys(merged)).toBe('a d new-0 e (b) (c) (f)');
  expect(merged[0]).toMatchObject({ labelZh: '我的', labelEn: 'theirs' });
  expect(merged.find(({ key }) => key === 'c')).toMatchObject({ active: false, labelEn: 'c' });
  expect(rebaseRows(base, mine, base)).toBe(mine);
});
