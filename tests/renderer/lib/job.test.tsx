import { act, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { secondsLeft, useJob } from '../../../renderer/lib/job.ts';
import { openHook } from '../support/hook.tsx';

const progress = (done: number, job = 'count') => ({ type: 'progress', job, done, total: 10 }) as const;
const idle = { state: 'idle', done: 0, total: 0, elapsedMs: 0, result: undefined, error: undefined };

function openJob() {
  const { result, rerender, bridge } = openHook((job: string) => useJob<string>(job), 'count');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  return {
    bridge,
    rerender,
    shown: () => result.current,
    resolve,
    reject,
    signals,
    start: () =>
      act(() => {
        void result.current.start((signal) => {
          signals.push(signal);
          return promise;
        });
      }),
    ended: () => waitFor(() => expect(result.current.state).not.toBe('running')),
  };
}

test('a job tells its own progress while it runs, and what came of it', async () => {
  const { bridge, shown, start, ended, resolve } = openJob();
  expect(shown()).toMatchObject(idle);
  act(() => bridge.emit(progress(1)));
  expect(shown()).toMatchObject(idle);
  start();
  expect(shown()).toMatchObject({ ...idle, state: 'running' });
  await new Promise((wait) => setTimeout(wait, 5));
  act(() => bridge.emit(progress(4)));
  expect(shown()).toMatchObject({ state: 'running', done: 4, total: 10 });
  expect(shown().elapsedMs).toBeGreaterThan(1);
  expect(shown().elapsedMs).toBeLessThan(60_000);
  act(() => bridge.emit(progress(9, 'another')));
  act(() => bridge.emit({ type: 'changed', kind: 'customers' }));
  expect(shown().done).toBe(4);
  resolve('sum');
  await ended();
  expect(shown()).toMatchObject({ state: 'done', result: 'sum', done: 4, error: undefined });
  act(() => bridge.emit(progress(5)));
  expect(shown().done).toBe(4);
  act(() => shown().reset());
  expect(shown()).toMatchObject(idle);
});

test.each([
  ['import.cancelled', 'cancelled'],
  ['common.cancelled', 'cancelled'],
  ['common.internal', 'failed'],
])('a job that ends by %s is %s', async (code, state) => {
  const { shown, start, ended, reject } = openJob();
  start();
  const error = new AppError(code);
  reject(error);
  await ended();
  expect(shown()).toMatchObject({ state, error, result: undefined });
});

test('what a job answers is handed on, and nothing where it fails', async () => {
  const { shown } = openJob();
  expect(await shown().start(async () => 'sum')).toBe('sum');
  expect(await shown().start(async () => Promise.reject(new Error('no')))).toBeUndefined();
  await waitFor(() => expect(shown().state).toBe('failed'));
  expect(await shown().start(async () => 'again')).toBe('again');
  await waitFor(() => expect(shown()).toMatchObject({ state: 'done', result: 'again', error: undefined }));
});

test('cancelling stops the call that runs, and without one does nothing', () => {
  const { shown, start, signals } = openJob();
  shown().cancel();
  start();
  expect(signals[0]?.aborted).toBe(false);
  shown().cancel();
  expect(signals[0]?.aborted).toBe(true);
});

test('a job by another name hears that one', () => {
  const { bridge, rerender, shown, start } = openJob();
  start();
  rerender('another');
  act(() => bridge.emit(progress(3, 'another')));
  act(() => bridge.emit(progress(4)));
  expect(shown().done).toBe(3);
});

describe('how long a job still needs', () => {
  test.each([
    [5, 10, 1_000, 1],
    [2, 10, 1_000, 4],
    [1, 10, 500, 4.5],
    [1, 10, 499, null],
    [0, 10, 1_000, null],
    [-1, 10, 1_000, null],
    [10, 10, 1_000, null],
    [11, 10, 1_000, null],
  ])('%d of %d in %d ms: %j s', (done, total, elapsedMs, seconds) => {
    const left = secondsLeft({ done, total, elapsedMs });
    expect(left === null ? null : Math.round(left * 1e6) / 1e6).toBe(seconds);
  });
});
