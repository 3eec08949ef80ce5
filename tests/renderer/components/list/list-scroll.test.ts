import { expect, test } from 'vitest';
import { spanOf, windowAt } from '../../../../renderer/components/list/use-list-scroll.ts';

const ROW = 36;
const HEIGHT = 20 * ROW;

test('the held pages are those around the middle of what is seen', () => {
  expect(windowAt(0, HEIGHT, 1_000_000)).toBe(0);
  expect(windowAt(64 * ROW, HEIGHT, 1_000_000)).toBe(0);
  expect(windowAt(65 * ROW, HEIGHT, 1_000_000)).toBe(50);
  expect(windowAt(500_000 * ROW, HEIGHT, 1_000_000)).toBe(499_950);
});

test('the last pages are held at the end, and a short list has one place', () => {
  expect(windowAt(999_980 * ROW, HEIGHT, 1_000_000)).toBe(999_900);
  expect(windowAt(0, HEIGHT, 30)).toBe(0);
  expect(windowAt(0, HEIGHT, 0)).toBe(0);
});

test('what is seen always lies within the held hundred rows', () => {
  for (let top = 0; top <= (2_000 - 20) * ROW; top += 17) {
    const from = windowAt(top, HEIGHT, 2_000);
    expect(from * ROW).toBeLessThanOrEqual(top);
    expect((from + 100) * ROW).toBeGreaterThanOrEqual(top + HEIGHT);
  }
});

test('nothing gets taller than a browser lays out', () => {
  expect(spanOf(10)).toBeLessThan(500);
  expect(spanOf(50_000_000)).toBe(30_000_000);
});
