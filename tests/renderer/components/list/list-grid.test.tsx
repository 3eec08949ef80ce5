// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { DataList, type Sort } from '../../../../renderer/components/list/data-list.tsx';
import { NOTHING_SELECTED, type Selection } from '../../../../renderer/components/list/selection.ts';
import { openWindow } from '../../support/window.tsx';

afterEach(cleanup);

interface Customer {
  readonly id: number;
  readonly name: string;
  readonly city: string;
}

const customer = (id: number): Customer => ({ id, name: `第${id}户`, city: `市${id}` });
const ROWS = [1, 2, 3, 4, 5].map(customer);
const columns = [
  { field: 'name', title: '名称', sortable: true },
  { field: 'city', title: '所在地' },
];

const asked = {
  onOpen: vi.fn<(row: Customer) => void>(),
  onSort: vi.fn<(sort: Sort | null) => void>(),
  onSelect: vi.fn<(selected: Selection) => void>(),
};

/** `changes`: what the rows become at a click. */
function List(props: { rows?: readonly Customer[]; changes?: readonly Customer[]; sort?: Sort }) {
  const [rows, setRows] = useState<readonly Customer[]>(props.rows ?? ROWS);
  const [selected, setSelected] = useState<Selection>(NOTHING_SELECTED);
  return (
    <>
      {/* The focus stays where it is, as when a change comes from elsewhere. */}
      <button
        type="button"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setRows(props.changes ?? [])}
      >
        变更
      </button>
      <DataList
        label="清单"
        name="test"
        columns={columns}
        rows={rows}
        total={rows.length}
        hasPrevious
        sort={props.sort ?? null}
        onSort={asked.onSort}
        onOpen={asked.onOpen}
        selected={selected}
        onSelect={(chosen) => {
          setSelected(chosen);
          asked.onSelect(chosen);
        }}
      />
    </>
  );
}

function openList(list = <List />) {
  for (const one of Object.values(asked)) one.mockClear();
  return openWindow(list).user;
}

const focused = () => document.activeElement?.textContent;
const tickOf = (name: string) =>
  within(screen.getByText(name).closest<HTMLElement>('[role=row]') ?? document.body).getByRole('checkbox');
const ticked = () => ROWS.filter(({ name }) => tickOf(name).matches(':checked')).map(({ id }) => id);

test('arrows, Home, End and pages move the focus from cell to cell and stop at the edges', async () => {
  const user = openList();
  await user.click(await screen.findByText('第1户'));
  for (const [key, now] of [
    ['{ArrowDown}', '第2户'],
    ['{ArrowRight}', '市2'],
    ['{ArrowRight}', '市2'],
    ['{End}', '市2'],
    ['{Control>}{End}{/Control}', '市5'],
    ['{ArrowDown}', '市5'],
    ['{PageUp}', '市1'],
    ['{ArrowUp}', '所在地'],
    ['{ArrowUp}', '所在地'],
    ['{ArrowLeft}', '名称'],
    ['{ArrowDown}', '第1户'],
    ['{PageDown}', '第5户'],
    ['{Control>}{Home}{/Control}', ''],
  ] as const) {
    await user.keyboard(key);
    expect([key, focused()]).toEqual([key, now]);
  }
});

test('one cell is the tabulator’s; Enter opens its row, and sorts from the head', async () => {
  const user = openList();
  await screen.findByText('第1户');
  expect(document.querySelectorAll('[role=grid] [tabindex="0"]')).toHaveLength(1);
  await user.click(screen.getByText('第3户'));
  expect(asked.onOpen).toHaveBeenLastCalledWith(customer(3));
  await user.keyboard('{ArrowDown}{Enter}');
  expect(asked.onOpen).toHaveBeenLastCalledWith(customer(4));
  await user.keyboard('{PageUp}{ArrowUp}{Enter}');
  expect(asked.onSort).toHaveBeenLastCalledWith({ field: 'name', direction: 'asc' });
  expect(document.querySelectorAll('[role=grid] [tabindex="0"]')).toHaveLength(1);
});

test('a click in the head sorts up, down, and then not; a column that is not sorted does nothing', async () => {
  const sorted = async (sort: Sort | undefined, title: string) => {
    const user = openList(<List {...(sort && { sort })} />);
    await user.click(await screen.findByText(title));
    cleanup();
    return asked.onSort.mock.lastCall;
  };
  expect(await sorted(undefined, '名称')).toEqual([{ field: 'name', direction: 'asc' }]);
  expect(await sorted({ field: 'name', direction: 'asc' }, '名称')).toEqual([
    { field: 'name', direction: 'desc' },
  ]);
  expect(await sorted({ field: 'name', direction: 'desc' }, '名称')).toEqual([null]);
  expect(await sorted(undefined, '所在地')).toBeUndefined();
});

test('Shift ticks all from the row ticked before, by mouse and by arrows', async () => {
  const user = openList();
  await screen.findByText('第1户');
  await user.click(tickOf('第2户'));
  await user.keyboard('{Shift>}');
  await user.click(tickOf('第4户'));
  await user.keyboard('{/Shift}');
  expect(ticked()).toEqual([2, 3, 4]);
  await user.click(tickOf('第3户'));
  expect(ticked()).toEqual([2, 4]);
  await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{/Shift}');
  expect(ticked()).toEqual([1, 2, 3, 4]);
  await user.keyboard('{Shift>}{PageDown}{/Shift}');
  expect(ticked()).toEqual([1, 2, 3, 4, 5]);
  await user.click(tickOf('第1户'));
  await user.keyboard('{Shift>}');
  await user.click(tickOf('第3户'));
  await user.keyboard('{/Shift}');
  expect(ticked()).toEqual([4, 5]);
  expect(asked.onOpen).not.toHaveBeenCalled();
});

test('the focus goes with its row when the list changes under it, and stays at its place when that has gone', async () => {
  const user = openList(<List changes={[customer(9), ...ROWS]} />);
  await user.click(await screen.findByText('第3户'));
  await user.click(screen.getByRole('button', { name: '变更' }));
  expect(focused()).toBe('第3户');
  await user.keyboard('{ArrowUp}');
  expect(focused()).toBe('第2户');
  cleanup();

  const other = openList(<List changes={ROWS.filter(({ id }) => id !== 3)} />);
  await other.click(await screen.findByText('第3户'));
  await other.click(screen.getByRole('button', { name: '变更' }));
  expect(focused()).toBe('第4户');
});

test('in the head, Space ticks the whole list and takes the ticks off again', async () => {
  const user = openList();
  await user.click(await screen.findByText('第1户'));
  await user.keyboard('{Home}{ArrowUp} ');
  expect(ticked()).toEqual([1, 2, 3, 4, 5]);
  await user.keyboard(' ');
  expect(ticked()).toEqual([]);
  await user.click(screen.getByRole('checkbox', { name: '全选' }));
  expect(ticked()).toEqual([1, 2, 3, 4, 5]);
});

test('what stands in the cell with the focus is copied, wherever the event goes', async () => {
  const user = openList();
  await user.click(await screen.findByText('市1'));
  await user.keyboard('{ArrowDown}');
  document.getSelection()?.removeAllRanges();
  const setData = vi.fn<(format: string, text: string) => void>();
  const goesOn = fireEvent.copy(document.body, { clipboardData: { setData } });
  expect(setData.mock.calls).toEqual([['text/plain', '市2']]);
  expect(goesOn).toBe(false);
});

test('a row that comes under the pointer between pressing and letting go is neither opened nor ticked', async () => {
  const user = openList(<List changes={[customer(9), ...ROWS]} />);
  const cell = await screen.findByText('第3户');
  await user.pointer({ keys: '[MouseLeft>]', target: cell });
  fireEvent.click(screen.getByRole('button', { name: '变更' }));
  await user.pointer({ keys: '[/MouseLeft]', target: cell });
  fireEvent.click(cell);
  expect(cell.textContent).toBe('第2户');
  expect(asked.onOpen).not.toHaveBeenCalled();
});

test('a tick leaves the focus to the list, so that keys of the program go on', async () => {
  const user = openList();
  await screen.findByText('第1户');
  await user.click(tickOf('第2户'));
  expect(document.activeElement?.role).toBe('gridcell');
  expect(ticked()).toEqual([2]);
});

/** Scrolls by the wheel. */
function scrollTo(top: number): void {
  const grid = screen.getByRole('grid');
  grid.scrollTop = top;
  fireEvent.scroll(grid);
}
const many = (from: number, count: number) =>
  Array.from({ length: count }, (_value, at) => customer(from + at));
const firstDrawn = () => document.querySelector('.kd-row')?.getAttribute('data-id');

test('a list that has rolled on stays in sight, and Enter opens a row that is seen', async () => {
  const user = openList(<List rows={many(1, 100)} changes={many(51, 100)} />);
  await user.click(await screen.findByText('第6户'));
  scrollTo(60 * 36);
  expect([firstDrawn(), focused()]).toEqual(['6', '第6户']);
  await user.click(screen.getByRole('button', { name: '变更' }));
  expect(firstDrawn()).toBe('61');
  await user.keyboard('{Enter}');
  expect(asked.onOpen.mock.lastCall?.[0].id).toBeGreaterThanOrEqual(61);
});

test('where the first of the rows that are seen goes away, the next stays where it is', async () => {
  const user = openList(<List rows={many(1, 100)} changes={many(1, 100).filter(({ id }) => id !== 61)} />);
  await screen.findByText('第6户');
  scrollTo(60 * 36);
  expect(firstDrawn()).toBe('61');
  await user.click(screen.getByRole('button', { name: '变更' }));
  // Row 62 is the second of those that are seen, as before.
  expect(firstDrawn()).toBe('60');
});
