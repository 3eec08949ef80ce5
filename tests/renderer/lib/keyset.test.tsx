import { act, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useKeyset, type KeysetPage, type Step } from '../../../renderer/lib/keyset.ts';
import { openHook } from '../support/hook.tsx';

const SIZE = 3;
const LENGTH = 10;

/** Rows 0 to 9, three at a time; `both`: as a vault that reads backwards as well and knows where it is. */
function openRows({ both = false, enabled }: { both?: boolean; enabled?: boolean } = {}) {
  const asked: string[] = [];
  const held: { gate: Promise<void> | null } = { gate: null };
  const page = (step: Step<number>, list: string): KeysetPage<string, number> => {
    const start = 'after' in step ? step.after + 1 : 'before' in step ? step.before - SIZE : 0;
    const rows = Array.from({ length: Math.min(SIZE, LENGTH - start) }, (_, at) => `${list}${start + at}`);
    const next = start + SIZE < LENGTH ? start + SIZE - 1 : null;
    const ends = both ? { previous: start > 0 ? start : null, firstIndex: start } : {};
    return { rows, next, ...ends, ...(start === 0 ? { total: LENGTH } : {}) };
  };
  const view = openHook(
    ({ list }: { list: string }) =>
      useKeyset<string, number>({
        queryKey: ['rows', list],
        fetchPage: async (step, signal) => {
          asked.push(`${list} ${JSON.stringify(step)}`);
          expect(signal).toBeInstanceOf(AbortSignal);
          await held.gate;
          return page(step, list);
        },
        ...(enabled === undefined ? {} : { enabled }),
      }),
    { list: 'a' },
  );
  const shown = () => view.result.current.props;
  const rows = () => shown().rows.join(' ');
  const go = async (way: 'onNext' | 'onPrevious', after: string) => {
    act(() => shown()[way]());
    await waitFor(() => expect(rows()).toBe(after));
  };
  return { ...view, asked, held, shown, rows, go };
}

test.each([{ both: false }, { both: true }])(
  'a list is read on and back again, two pages at a time ($both)',
  async ({ both }) => {
    const { shown, rows, go, asked } = openRows({ both });
    expect(shown()).toMatchObject({ rows: [], total: undefined, firstIndex: undefined, loading: true });
    await waitFor(() => expect(rows()).toBe('a0 a1 a2'));
    expect(shown()).toMatchObject({
      total: LENGTH,
      firstIndex: 0,
      loading: false,
      error: null,
      hasNext: true,
      hasPrevious: false,
    });
    await go('onNext', 'a0 a1 a2 a3 a4 a5');
    expect(shown()).toMatchObject({ total: LENGTH, firstIndex: 0, hasPrevious: false });
    await go('onNext', 'a3 a4 a5 a6 a7 a8');
    expect(shown()).toMatchObject({ firstIndex: 3, hasNext: true, hasPrevious: true, total: undefined });
    await go('onNext', 'a6 a7 a8 a9');
    expect(shown()).toMatchObject({ firstIndex: 6, hasNext: false, hasPrevious: true });
    await go('onPrevious', 'a3 a4 a5 a6 a7 a8');
    expect(shown()).toMatchObject({ firstIndex: 3, hasNext: true, hasPrevious: true });
    await go('onPrevious', 'a0 a1 a2 a3 a4 a5');
    expect(shown()).toMatchObject({ firstIndex: 0, hasPrevious: false, total: LENGTH });
    await go('onNext', 'a3 a4 a5 a6 a7 a8');
    expect(asked[0]).toBe('a {"first":true}');
    expect(asked.filter((one) => one.includes('before')).length).toBe(both ? 2 : 0);
  },
);

test('while a page is read no other is asked for', async () => {
  const { shown, rows, asked, held } = openRows();
  const { promise, resolve } = Promise.withResolvers<void>();
  await waitFor(() => expect(rows()).toBe('a0 a1 a2'));
  held.gate = promise;
  act(() => shown().onNext());
  await waitFor(() => expect(asked).toHaveLength(2));
  act(() => {
    shown().onNext();
    shown().onPrevious();
  });
  resolve();
  await waitFor(() => expect(rows()).toBe('a0 a1 a2 a3 a4 a5'));
  expect(asked).toEqual(['a {"first":true}', 'a {"after":2}']);
});

test('the rows found before stay until those of another list are there', async () => {
  const { shown, rows, rerender, held } = openRows();
  const { promise, resolve } = Promise.withResolvers<void>();
  await waitFor(() => expect(rows()).toBe('a0 a1 a2'));
  held.gate = promise;
  rerender({ list: 'b' });
  expect([rows(), shown().loading]).toEqual(['a0 a1 a2', false]);
  resolve();
  await waitFor(() => expect(rows()).toBe('b0 b1 b2'));
});

test('a list that is not wanted yet is not read', async () => {
  const { rows, asked } = openRows({ enabled: false });
  const wanted = openRows({ enabled: true });
  await waitFor(() => expect(wanted.rows()).toBe('a0 a1 a2'));
  expect([rows(), asked]).toEqual(['', []]);
});
