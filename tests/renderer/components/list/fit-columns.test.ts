import { expect, test } from 'vitest';
import { fitColumns, widthOf } from '../../../../renderer/components/list/fit-columns.ts';

const widths = (columns: Parameters<typeof fitColumns>[0], room: number) =>
  fitColumns(columns, room).map(({ left, width }) => [left, width]);

test('columns with a share have what those with a width leave', () => {
  const columns = [
    { field: 'name', flex: 2, minWidth: 100 },
    { field: 'grade', width: 60 },
    { field: 'note', flex: 1 },
    { field: 'plain' },
  ];
  expect(widths(columns, 760)).toEqual([
    [0, 400],
    [400, 60],
    [460, 200],
    [660, 100],
  ]);
});

test('one that would have less than it needs has that, and the others less', () => {
  const columns = [
    { field: 'name', flex: 1, minWidth: 250 },
    { field: 'reason', flex: 1, minWidth: 80 },
  ];
  expect(widths(columns, 400)).toEqual([
    [0, 250],
    [250, 150],
  ]);
});

test('without room for all, the list is wider than what is seen of it', () => {
  const columns = [
    { field: 'name', flex: 1, minWidth: 250 },
    { field: 'no', width: 216 },
  ];
  const fitted = fitColumns(columns, 300);
  expect(fitted.map(({ width }) => width)).toEqual([250, 216]);
  expect(widthOf(fitted)).toBe(466);
  expect(widthOf(fitColumns([], 300))).toBe(0);
});
