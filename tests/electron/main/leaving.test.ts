import { expect, test } from 'vitest';
import { setupLeaving } from '../../../electron/main/leaving.ts';

/** A program that is asked to end; what it tells and does, in order. */
function open() {
  const done: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  let wait = (): void => {};
  const leaving = setupLeaving({
    vault: {
      leave(onWait) {
        done.push('asked');
        wait = onWait;
        return promise;
      },
    },
    tell: ({ type }) => void done.push(type),
    end: () => void done.push('end'),
  });
  return { leaving, done, wait: () => wait(), resolve };
}

test('with nothing to wait for the program ends at once, without a word', async () => {
  const { leaving, done, resolve } = open();
  expect(leaving.mayEnd()).toBe(false);
  resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(done).toEqual(['asked', 'end']);
  expect(leaving.mayEnd()).toBe(true);
});

test('what has to be done first is told, asked for once, and skipped where the person says so', async () => {
  const { leaving, done, wait, resolve } = open();
  leaving.mayEnd();
  wait();
  expect(leaving.mayEnd()).toBe(false);
  expect(done).toEqual(['asked', 'leaving']);
  leaving.skip();
  expect(done).toEqual(['asked', 'leaving', 'end']);
  expect(leaving.mayEnd()).toBe(true);
  resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(done).toEqual(['asked', 'leaving', 'end']);
});

test('whoever stays is not sent away when it is done, and is asked again the next time', async () => {
  const { leaving, done, wait, resolve } = open();
  leaving.mayEnd();
  wait();
  leaving.stay();
  resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(done).toEqual(['asked', 'leaving']);
  leaving.skip();
  expect(leaving.mayEnd()).toBe(false);
  expect(done).toEqual(['asked', 'leaving', 'asked']);
});
