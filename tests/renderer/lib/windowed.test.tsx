import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { PAGE_ROWS, useWindowed } from '../../../renderer/lib/windowed.ts';

const TOTAL = 500;
const blankRow = (index: number) => `… ${index}`;

/** A list of 500 rows that says what they were found by; the pages that were read, in order. */
function openList(change: { total?: number; totalIsExact?: boolean } = {}) {
  const read: string[] = [];
  /** Pages wait for `gate`, and fail while it says so. */
  const held: { gate: Promise<void> | null; fails: boolean } = { gate: null, fails: false };
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const list = renderHook(
    ({ text }: { text: string }) =>
      useWindowed<string>({
        queryKey: ['list', text],
        fetchPage: async (offset, limit) => {
          read.push(`${text} ${offset}`);
          await held.gate;
          if (held.fails) throw new Error('no rows');
          const rows = Array.from({ length: limit }, (_, at) => `${text} ${offset + at}`);
          return { rows, total: TOTAL, ...change };
        },
        // As some lists do: another function at each drawing.
        blankRow: (index) => blankRow(index),
      }),
    { wrapper, initialProps: { text: '五金' } },
  );
  return { ...list, read, held, shown: () => list.result.current.props };
}

test('two pages are held from the place in the list, blank until they are read', async () => {
  const { read, shown } = openList();
  await waitFor(() => expect(shown().rows[PAGE_ROWS]).toBe('五金 50'));
  expect([shown().firstIndex, shown().total, shown().rows.length]).toEqual([0, TOTAL, 2 * PAGE_ROWS]);
  act(() => shown().onFirstIndex(200));
  expect(shown().rows[0]).toBe('… 200');
  await waitFor(() => expect([shown().rows[0], shown().rows[99]]).toEqual(['五金 200', '五金 299']));
  expect(read).toEqual(['五金 0', '五金 50', '五金 200', '五金 250']);
});

test('another query begins at the top, and so does the one before when it comes back', async () => {
  const { read, shown, rerender } = openList();
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  act(() => shown().onFirstIndex(200));
  await waitFor(() => expect(shown().rows[0]).toBe('五金 200'));
  rerender({ text: '电器' });
  expect(shown().firstIndex).toBe(0);
  await waitFor(() => expect(shown().rows[0]).toBe('电器 0'));
  await waitFor(() => expect(read.filter((page) => page.startsWith('电器'))).toEqual(['电器 0', '电器 50']));
  rerender({ text: '五金' });
  expect([shown().firstIndex, shown().rows[0]]).toEqual([0, '五金 0']);
});

test('at the top the second page is read once the first is there, and not by who has gone on typing', async () => {
  const { read, shown, rerender } = openList();
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  expect([read, shown().rows[PAGE_ROWS]]).toEqual([['五金 0'], '… 50']);
  rerender({ text: '五金制' });
  const before = shown().rows;
  // The very same rows while other words are looked for: a grid draws all of them anew for others.
  rerender({ text: '五金制品' });
  expect(shown().rows).toBe(before);
  await waitFor(() => expect(shown().rows[PAGE_ROWS]).toBe('五金制品 50'));
  expect(read).toEqual(['五金 0', '五金制 0', '五金制品 0', '五金制品 50']);
});

test('while a place of the list is read it is known whether all were counted', async () => {
  const { shown } = openList({ totalIsExact: false });
  await waitFor(() => expect(shown().rows[PAGE_ROWS]).toBe('五金 50'));
  act(() => shown().onFirstIndex(200));
  expect(shown()).toMatchObject({ total: TOTAL, totalIsExact: false });
});

test('the end of the list is not asked for beyond its last row', async () => {
  const { read, shown } = openList();
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  act(() => shown().onFirstIndex(450));
  await waitFor(() => expect(shown().rows).toHaveLength(PAGE_ROWS));
  await waitFor(() => expect(shown().rows.at(-1)).toBe('五金 499'));
  expect(read.at(-1)).toBe('五金 450');
});

test('nothing is known before the first page, and then whether all were counted', async () => {
  const { shown } = openList();
  expect(shown()).toMatchObject({ rows: [], total: 0, totalIsExact: true, loading: true, error: null });
  await waitFor(() => expect(shown()).toMatchObject({ total: TOTAL, totalIsExact: true, loading: false }));
  const counted = openList({ totalIsExact: false });
  await waitFor(() => expect(counted.shown()).toMatchObject({ total: TOTAL, totalIsExact: false }));
});

test.each([
  [PAGE_ROWS - 1, 1],
  [PAGE_ROWS, 1],
  [PAGE_ROWS + 1, 2],
])('of %d rows %d pages are read', async (total, pages) => {
  const { read, shown } = openList({ total });
  await waitFor(() => expect(shown().rows).toHaveLength(total));
  await waitFor(() => expect(shown().rows.at(-1)).toBe(`五金 ${total - 1}`));
  expect(read).toHaveLength(pages);
});

test('a place beyond the end shows nothing', async () => {
  const { shown } = openList();
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  act(() => shown().onFirstIndex(TOTAL + 50));
  expect(shown().rows).toEqual([]);
});

test('while other words are looked for the rows from before stay, while scrolling blank ones stand in', async () => {
  const { shown, held, rerender } = openList();
  await waitFor(() => expect(shown().rows[99]).toBe('五金 99'));
  const { promise, resolve } = Promise.withResolvers<void>();
  held.gate = promise;
  rerender({ text: '电器' });
  expect([shown().rows[0], shown().rows[99], shown().total, shown().loading]).toEqual([
    '五金 0',
    '五金 99',
    TOTAL,
    false,
  ]);
  // Scrolled meanwhile, the list that comes begins at its top none the less.
  act(() => shown().onFirstIndex(50));
  expect([shown().rows[0], shown().firstIndex]).toEqual(['五金 0', 0]);
  resolve();
  await waitFor(() => expect([shown().rows[0], shown().firstIndex]).toEqual(['电器 0', 0]));

  const { promise: later, resolve: read } = Promise.withResolvers<void>();
  held.gate = later;
  act(() => shown().onFirstIndex(100));
  expect([shown().rows[0], shown().rows[50], shown().total, shown().loading]).toEqual([
    '… 100',
    '… 150',
    TOTAL,
    false,
  ]);
  read();
  await waitFor(() => expect([shown().rows[0], shown().rows[99]]).toEqual(['电器 100', '电器 199']));
});

test('a list of which more than so many are told has the rows that are read beyond', async () => {
  const { shown } = openList({ total: 101, totalIsExact: false });
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  act(() => shown().onFirstIndex(50));
  await waitFor(() => expect(shown().rows.at(-1)).toBe('五金 149'));
  expect(shown().rows).toHaveLength(100);
});

test('what could not be read says so, shows no rows, and is read again when asked for', async () => {
  const { shown, held, read } = openList();
  held.fails = true;
  await waitFor(() => expect(shown().error?.message).toBe('no rows'));
  expect([shown().rows, shown().loading]).toEqual([[], false]);
  held.fails = false;
  act(() => shown().onRetry());
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  expect(shown().error).toBeNull();
  // Rows that are there stay when reading them once more fails.
  held.fails = true;
  act(() => shown().onRetry());
  await waitFor(() => expect(shown().error?.message).toBe('no rows'));
  expect(shown().rows[0]).toBe('五金 0');
  expect(read.slice(0, 2)).toEqual(['五金 0', '五金 0']);
  act(() => shown().onFirstIndex(200));
  await waitFor(() => expect(shown().rows).toEqual([]));
});
