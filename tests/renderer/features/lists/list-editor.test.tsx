// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openArchiveBehindWindow } from '../../support/archive-bridge.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';

test('主管 puts a list in order, renames, adds, and takes out of use', async () => {
  await using archive = openArchiveBehindWindow();
  const { user } = await openDesk(archive, 'supervisor', '/lists?list=size');
  const table = await screen.findByRole('table', { name: '在用' });
  const rows = () => within(table).getAllByRole('row').slice(1);
  const field = (row: number) => within(rows()[row] ?? table).getByLabelText('中文名称');

  await user.click(within(rows()[0] ?? table).getByRole('button', { name: '下移' }));
  await user.clear(field(2));
  await user.type(field(2), '中等');
  await user.click(within(rows()[3] ?? table).getByRole('button', { name: '停用' }));
  await user.click(screen.getByRole('button', { name: '添加选项' }));
  await user.type(field(3), '特大型');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('清单已保存');

  const { size = [] } = await callsOf(archive).lists.all.query();
  expect(size.filter((item) => item.active).map((item) => item.labelZh)).toEqual([
    '小型',
    '微型',
    '中等',
    '特大型',
  ]);
  expect(size.filter((item) => !item.active).map((item) => item.labelZh)).toEqual(['大型']);
});
