import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStartingOver } from '../../../electron/main/starting-over.ts';
import { Ends } from '../../../electron/main/thread-ends.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const reloaded: string[] = [];
  const startingOver = createStartingOver(async (connection) => void reloaded.push(connection));
  return { startingOver, reloaded };
}

test('a page that has put its things away goes at once, and once', async () => {
  const { startingOver, reloaded } = open();
  startingOver.over('one', 'idle');
  await startingOver.ready('one', true);
  vi.runAllTimers();
  expect(reloaded).toEqual(['one']);
  expect(startingOver.howLocked('two')).toBeNull();
  expect(startingOver.howLocked('one')).toEqual({ reason: 'idle', isAllKept: true });
  expect(startingOver.howLocked('one')).toBeNull();
});

test('one that says nothing goes all the same, and nobody says for it that all is kept', () => {
  const { startingOver, reloaded } = open();
  startingOver.over('one', 'screen');
  startingOver.over('one', 'closed');
  vi.runAllTimers();
  expect(reloaded).toEqual(['one']);
  expect(startingOver.howLocked('one')).toEqual({ reason: 'closed', isAllKept: false });
});

test('whoever moves the vault keeps its screen, and a window that is gone is not asked for', () => {
  const { startingOver, reloaded } = open();
  startingOver.over('one', 'moved');
  startingOver.over('two', 'idle');
  startingOver.forget('two');
  vi.runAllTimers();
  expect([reloaded, startingOver.howLocked('two')]).toEqual([[], null]);
});

test('a thread that ends ten times is begun anew, one that cannot live is given a rest', () => {
  let now = 0;
  const ends = new Ends(() => now);
  for (let time = 0; time < 11; time += 1) {
    ends.add(true);
    expect(ends.mayStartAnew()).toBe(true);
    now += 100;
  }
  ends.add(true);
  expect(ends.mayStartAnew()).toBe(false);
  now += 6_000;
  expect(ends.mayStartAnew()).toBe(true);
  const silent = new Ends(() => now);
  for (const may of [true, true, false, false]) {
    silent.add(false);
    expect(silent.mayStartAnew()).toBe(may);
  }
  silent.add(true);
  expect(silent.mayStartAnew()).toBe(true);
});
