import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startApart } from '../../../electron/main/apart.ts';
import { readLong } from '../../../electron/main/long-reader.ts';
import { app, Utility } from '../support/electron.ts';

type Said = { type: 'part'; at: number } | { type: 'last' };
const failures = { silent: 'silent', tooLarge: 'large', broken: 'broken' };
const failed = (code: string) => ({ type: 'failed', error: { code, data: {} } });

beforeEach(() => {
  vi.useFakeTimers();
  Utility.made.length = 0;
  app.metrics = [];
});
afterEach(() => void vi.useRealTimers());

function start(limits: { memoryKib?: number; silenceMs?: number } = {}) {
  const heard: unknown[] = [];
  const work = startApart<Said>(
    'entry.js',
    { path: '/a' },
    { serviceName: 'reader', heapMb: 64, failures, ...limits },
    ({ type }) => type === 'last',
    (message) => void heard.push(message),
  );
  const child = Utility.made.at(-1);
  if (!child) throw new Error('no process was started');
  return { ...work, child, heard, say: (message: Said) => child.emit('message', message) };
}

test('a process is started on one request, bound in its heap and without a way to write', () => {
  const { child } = start();
  expect(child).toMatchObject({
    entry: 'entry.js',
    options: { serviceName: 'reader', stdio: 'ignore', execArgv: ['--max-old-space-size=64'] },
    posted: [{ path: '/a' }],
  });
});

test('its messages go on until the last, which ends it and is heard once it is gone', () => {
  const { say, heard, child } = start({ memoryKib: 10, silenceMs: 100 });
  say({ type: 'part', at: 1 });
  expect(child.kills).toBe(0);
  say({ type: 'last' });
  expect([child.kills, vi.getTimerCount()]).toEqual([1, 0]);
  say({ type: 'part', at: 2 });
  expect(heard).toEqual([{ type: 'part', at: 1 }]);
  child.emit('exit', 0);
  expect(heard).toEqual([{ type: 'part', at: 1 }, { type: 'last' }]);
  expect(child.kills).toBe(1);
});

test('once it is stopped nothing more is heard of it', () => {
  const { say, heard, child, stop } = start({ memoryKib: 10, silenceMs: 100 });
  stop();
  say({ type: 'part', at: 1 });
  say({ type: 'last' });
  child.emit('exit', 1);
  stop();
  expect([heard, child.kills, vi.getTimerCount()]).toEqual([[], 1, 0]);
});

test('one that is stopped before it is gone is not heard of either', () => {
  const { say, heard, child, stop } = start();
  say({ type: 'last' });
  stop();
  child.emit('exit', 0);
  expect(heard).toEqual([]);
});

describe('what ends it before', () => {
  test('silence, counted from the last that was heard', () => {
    const { say, heard, child } = start({ silenceMs: 100 });
    vi.advanceTimersByTime(99);
    say({ type: 'part', at: 1 });
    vi.advanceTimersByTime(99);
    expect(child.kills).toBe(0);
    vi.advanceTimersByTime(1);
    child.emit('exit', 15);
    expect([heard.at(-1), child.kills]).toEqual([failed('silent'), 1]);
  });

  test.each([
    [10, 0],
    [11, 1],
  ])('memory of %d where 10 are allowed: ended %d times', (workingSetSize, kills) => {
    const { heard, child } = start({ memoryKib: 10 });
    const other = { pid: child.pid + 1, memory: { workingSetSize: 1_000 } };
    app.metrics = [other, { pid: child.pid, memory: { workingSetSize } }];
    vi.advanceTimersByTime(1_000);
    if (kills > 0) child.emit('exit', 15);
    expect([heard, child.kills]).toEqual([kills ? [failed('large')] : [], kills]);
  });

  test('a process that is not there any more holds nothing', () => {
    const { heard } = start({ memoryKib: 0 });
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual([]);
  });

  test.each([
    [6, 'large'],
    [134, 'large'],
    [0, 'broken'],
    [1, 'broken'],
  ])('its own end by %d: %s', (code, failure) => {
    const { heard, child } = start();
    child.emit('exit', code);
    child.emit('exit', code);
    expect(heard).toEqual([failed(failure)]);
  });

  test('without bounds nothing but itself', () => {
    const { heard } = start();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(10_000_000);
    expect(heard).toEqual([]);
  });
});

test('a long read gets the key, of which nothing is left here; progress does not end it', () => {
  const key = new Uint8Array(32).fill(7);
  const heard: unknown[] = [];
  const facts = {
    archiveId: 'a',
    fileName: 'a.kda',
    anchorFile: 'a.kda.anchors',
    company: '',
    fonds: '',
    archiveNoPattern: '',
    trial: false,
  };
  const request = { job: 'j', path: '/a', facts, key, now: 0, today: '2026-11-22', input: null };
  readLong('reads.js', request, (message) => void heard.push(message));
  const child = Utility.made.at(-1);
  expect(child?.posted).toEqual([{ ...request, key: new Uint8Array(32).fill(7) }]);
  expect(key).toEqual(new Uint8Array(32));
  child?.emit('message', { type: 'progress', done: 1, total: 2 });
  expect(child?.kills).toBe(0);
  child?.emit('message', { type: 'done', result: 1 });
  child?.emit('exit', 15);
  expect([child?.kills, heard.length]).toEqual([1, 2]);
});
