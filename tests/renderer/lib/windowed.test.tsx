import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { PAGE_ROWS, useWindowed } from '../../../renderer/lib/windowed.ts';

const TOTAL = 500;
const blankRow = (index: number) => `… ${index}`;

/** A list of 500 rows that says what they were found by; the pages that were read, in order. */
function openList() {
  const read: string[] = [];
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const list = renderHook(
    ({ text }: { text: string }) =>
      useWindowed<string>({
        queryKey: ['list', text],
        fetchPage: async (offset, limit) => {
          read.push(`${text} ${offset}`);
          const rows = Array.from({ length: limit }, (_, at) => `${text} ${offset + at}`);
          return { rows, total: TOTAL };
        },
        blankRow,
      }),
    { wrapper, initialProps: { text: '五金' } },
  );
  return { ...list, read, shown: () => list.result.current.props };
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
  expect(read.filter((page) => page.startsWith('电器'))).toEqual(['电器 0', '电器 50']);
  rerender({ text: '五金' });
  expect([shown().firstIndex, shown().rows[0]]).toEqual([0, '五金 0']);
});

test('the end of the list is not asked for beyond its last row', async () => {
  const { read, shown } = openList();
  await waitFor(() => expect(shown().rows[0]).toBe('五金 0'));
  act(() => shown().onFirstIndex(450));
  await waitFor(() => expect(shown().rows).toHaveLength(PAGE_ROWS));
  await waitFor(() => expect(shown().rows.at(-1)).toBe('五金 499'));
  expect(read.at(-1)).toBe('五金 450');
});
