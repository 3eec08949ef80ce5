import { expect, test } from 'vitest';
import { inOrder } from '../../../../renderer/components/list/use-list-columns.ts';

test('columns stand as the person put them, new ones where the screen has them', () => {
  const columns = ['name', 'no', 'grade', 'place'].map((field) => ({ field }));
  const fields = (order: string[]) => inOrder(columns, order).map(({ field }) => field);
  expect(fields([])).toEqual(['name', 'no', 'grade', 'place']);
  expect(fields(['place', 'name', 'gone', 'grade'])).toEqual(['place', 'no', 'name', 'grade']);
});
