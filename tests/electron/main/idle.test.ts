import { expect, test } from 'vitest';
import { IdleWatch } from '../../../electron/main/idle.ts';

const MINUTE = 60_000;

function watchAt(): { watch: IdleWatch; pass: (ms: number) => void } {
  let now = 0;
  return { watch: new IdleWatch(() => now), pass: (ms) => void (now += ms) };
}

test('01 is due after ten minutes without input, once', () => {
  const { watch, pass } = watchAt();
  pass(10 * MINUTE - 1);
  expect(watch.isDue()).toBe(false);
  pass(1);
  expect(watch.isDue()).toBe(true);
  expect(watch.isDue()).toBe(false);
});

test('02 starts anew with each input', () => {
  const { watch, pass } = watchAt();
  pass(9 * MINUTE);
  watch.activity();
  pass(9 * MINUTE);
  expect(watch.isDue()).toBe(false);
  pass(MINUTE);
  expect(watch.isDue()).toBe(true);
});

test('03 follows the vault’s own setting', () => {
  const { watch, pass } = watchAt();
  watch.setLimit(2);
  pass(2 * MINUTE);
  expect(watch.isDue()).toBe(true);
});

test('04 counts hours asleep', () => {
  const { watch, pass } = watchAt();
  pass(8 * 60 * MINUTE);
  expect(watch.isDue()).toBe(true);
});

test('05 a clock set back kept the vault open for as long', () => {
  const { watch, pass } = watchAt();
  pass(9 * MINUTE);
  watch.activity();
  pass(-24 * 60 * MINUTE);
  expect(watch.isDue()).toBe(false);
  pass(10 * MINUTE);
  expect(watch.isDue()).toBe(true);
});

test('06 a vault opened again after it was locked locks again', () => {
  const { watch, pass } = watchAt();
  pass(10 * MINUTE);
  expect(watch.isDue()).toBe(true);
  pass(10 * MINUTE);
  expect(watch.isDue()).toBe(true);
});

test('07 warns once, a minute before the lock, and again after somebody was there', () => {
  const { watch, pass } = watchAt();
  pass(9 * MINUTE - 1);
  expect(watch.warning()).toBeNull();
  pass(1);
  expect(watch.warning()).toBe(60);
  expect(watch.warning()).toBeNull();
  watch.activity();
  pass(9 * MINUTE + 15_000);
  expect(watch.warning()).toBe(45);
  pass(MINUTE);
  expect(watch.isDue()).toBe(true);
  expect(watch.warning()).toBeNull();
});

test('08 half of a limit of one minute is left when it warns', () => {
  const { watch, pass } = watchAt();
  watch.setLimit(1);
  pass(29_000);
  expect(watch.warning()).toBeNull();
  pass(1_000);
  expect(watch.warning()).toBe(30);
});
