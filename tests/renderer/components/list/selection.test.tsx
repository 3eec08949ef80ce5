// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { DataList } from '../../../../renderer/components/list/data-list.tsx';
import {
  countSelected,
  NOTHING_SELECTED,
  type Selection,
} from '../../../../renderer/components/list/selection.ts';
import { openWindow } from '../../support/window.tsx';

afterEach(cleanup);

const TOTAL = 1845;
const columns = [{ field: 'name' }];
const pageFrom = (first: number) => [1, 2, 3].map((at) => ({ id: first + at, name: `第${first + at}户` }));

/** A list of 1,845 rows of which three are at hand. */
function List() {
  const [first, setFirst] = useState(0);
  const [selected, onSelect] = useState<Selection>(NOTHING_SELECTED);
  return (
    <>
      <button type="button" onClick={() => setFirst(100)}>
        往下
      </button>
      <output>{countSelected(selected, TOTAL)}</output>
      <DataList
        label="清单"
        name="test"
        columns={columns}
        rows={pageFrom(first)}
        total={TOTAL}
        selected={selected}
        onSelect={onSelect}
      />
    </>
  );
}

const shown = () => screen.getByRole('status').textContent;
const boxOf = (name: string) =>
  within(screen.getByText(name).closest<HTMLElement>('[role=row]') ?? document.body).getByRole('checkbox');

test('the box in the head means the whole list, rows that come later too, but what is un-ticked', async () => {
  const { user } = openWindow(<List />);
  await user.click(await screen.findByRole('checkbox', { name: '全选' }));
  expect(shown()).toBe('1845');
  await user.click(boxOf('第2户'));
  expect(shown()).toBe('1844');
  await user.click(screen.getByRole('button', { name: '往下' }));
  expect(boxOf('第101户')).toHaveProperty('checked', true);
  await user.click(boxOf('第101户'));
  expect(shown()).toBe('1843');
  const head = screen.getByRole('checkbox', { name: '全选' });
  expect(head).toHaveProperty('indeterminate', true);
  await user.click(head);
  expect(shown()).toBe('1845');
  await user.click(screen.getByRole('checkbox', { name: '取消全选' }));
  expect(shown()).toBe('0');
});

test('Ctrl+A in the list selects all of it, not the rows at hand; Space takes one out', async () => {
  const { user } = openWindow(<List />);
  await user.click(await screen.findByText('第1户'));
  await user.keyboard('{Control>}a{/Control}');
  expect(shown()).toBe('1845');
  await user.keyboard(' ');
  expect(shown()).toBe('1844');
});

test('the box of a row says what pressing it does', async () => {
  const { user } = openWindow(<List />);
  const boxes = await screen.findAllByRole('checkbox', { name: '选中这一行' });
  expect(boxes).toHaveLength(3);
  await user.click(boxOf('第2户'));
  expect(boxOf('第2户')).toBe(screen.getByRole('checkbox', { name: '取消选中这一行' }));
  expect(screen.getAllByRole('checkbox', { name: '选中这一行' })).toHaveLength(2);
});

test('rows that are ticked one by one stay when others are at hand', async () => {
  const { user } = openWindow(<List />);
  await user.click(boxOf('第1户'));
  await user.click(screen.getByRole('button', { name: '往下' }));
  await user.click(boxOf('第102户'));
  expect(shown()).toBe('2');
});
