import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  figuresOf,
  isAnyOut,
  MOST_POINTS,
  runsOf,
  thinned,
  usualInterval,
} from '../../../db/domain/environment/figures.ts';
import {
  DEFAULT_LIMITS,
  isMarked,
  mergeReadings,
  packReadings,
  STORED_READINGS,
  unpackReadings,
  type Reading,
} from '../../../db/domain/environment/readings.ts';
import { read, write } from '../../../db/domain/stored-json.ts';

const LIMITS = DEFAULT_LIMITS;
const good = (at: number): Reading => ({ at, temperature: 200, humidity: 500 });
const every = (seconds: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => good(from + index * seconds));
const value = (low: number, high: number) =>
  fc.option(fc.integer({ min: low, max: high }), { nil: null, freq: 8 });
const someReadings = fc
  .uniqueArray(
    fc.record({ at: fc.nat(1_000_000), temperature: value(-600, 900), humidity: value(-50, 1_200) }),
    {
      selector: ({ at }) => at,
      maxLength: 120,
    },
  )
  .map((list) => list.toSorted((a, b) => a.at - b.at));
const SPAN = { from: 0, to: 1_000_001 };

describe('share of the time', () => {
  test('all of it while every reading is as it should be', () => {
    const { measured, inRange, out, noData, usual } = figuresOf(
      every(1_800, 49),
      { from: 0, to: 86_401 },
      LIMITS,
    );
    expect({ measured, inRange, out, noData, usual }).toEqual({
      measured: 86_400,
      inRange: 86_400,
      out: [],
      noData: [],
      usual: 1_800,
    });
  });

  test('one reading that is out counts for the time that is nearer to it than to the others', () => {
    const readings = every(1_800, 49).with(10, { at: 18_000, temperature: 261, humidity: 430 });
    const { measured, inRange, out } = figuresOf(readings, { from: 0, to: 86_401 }, LIMITS);
    expect(measured - inRange).toBe(1_800);
    expect(out).toEqual([
      { measure: 'temperature', from: 18_000, to: 18_000, extreme: 261 },
      { measure: 'humidity', from: 18_000, to: 18_000, extreme: 430 },
    ]);
  });

  test('the limits themselves are as they should be', () => {
    const edges = [140, 240].map((temperature, index) => ({
      at: index * 60,
      temperature,
      humidity: 450 + index * 150,
    }));
    expect(figuresOf(edges, { from: 0, to: 61 }, LIMITS)).toMatchObject({
      measured: 60,
      inRange: 60,
      out: [],
    });
  });

  test('never counts what is missing: a gap longer than two intervals is no data, whatever stands at its ends', () => {
    fc.assert(
      fc.property(someReadings, (readings) => {
        const { measured, inRange, noData, usual } = figuresOf(readings, SPAN, LIMITS);
        const sound = readings.filter((reading) => !isMarked(reading));
        const gaps = sound.slice(1).map(({ at }, index) => at - (sound[index]?.at ?? at));
        const expected = gaps.filter((gap) => gap <= 2 * (usual ?? 0)).reduce((sum, gap) => sum + gap, 0);
        expect(measured).toBeCloseTo(expected, 6);
        expect(inRange).toBeLessThanOrEqual(measured + 1e-6);
        const inner = gaps.filter((gap) => gap > 2 * (usual ?? 0)).length;
        expect(noData.length - inner).toBeLessThanOrEqual(2);
        for (const gap of noData) {
          expect(gap.to - gap.from).toBeGreaterThan(2 * (usual ?? 0));
          expect(sound.some(({ at }) => at > gap.from && at < gap.to)).toBe(false);
        }
      }),
    );
  });

  test('two intervals and no more belong together', () => {
    const readings = [...every(600, 5), good(2_400 + 1_200), good(2_400 + 1_200 + 1_201)];
    expect(usualInterval(readings)).toBe(600);
    expect(runsOf(readings, 600).map((run) => run.length)).toEqual([6, 1]);
  });

  test('of a room without a reading all of the span is without data', () => {
    expect(figuresOf([], { from: 0, to: 100 }, LIMITS)).toMatchObject({
      measured: 0,
      inRange: 0,
      usual: null,
      noData: [{ from: 0, to: 100 }],
    });
  });
});

test('a value that cannot be is kept and marked, and belongs to no share and no spell', () => {
  const wet = { at: 600, temperature: 200, humidity: 1_013 };
  const readings = [good(0), good(300), wet, good(900), good(1_200)];
  const { marked, out, measured, inRange, extremes } = figuresOf(readings, { from: 0, to: 1_201 }, LIMITS);
  expect(marked).toEqual([wet]);
  expect(out).toEqual([]);
  // 300 to 900 are two intervals.
  expect([measured, inRange]).toEqual([1_200, 1_200]);
  expect(extremes.humidity).toEqual({ low: 500, high: 500 });
});

test('spells end where readings do, and have the value that is farthest off', () => {
  const values = [200, 250, 290, 260, 200, 130, 100, 120];
  const readings = values.map((temperature, index) => ({ at: index * 60, temperature, humidity: null }));
  expect(figuresOf(readings, { from: 0, to: 421 }, LIMITS).out).toEqual([
    { measure: 'temperature', from: 60, to: 180, extreme: 290 },
    { measure: 'temperature', from: 300, to: 420, extreme: 100 },
  ]);
});

describe('points of a curve', () => {
  test('are few, and keep the extremes and whatever is out of range', () => {
    fc.assert(
      fc.property(someReadings, (readings) => {
        const points = thinned(readings, SPAN);
        const sound = readings.filter((reading) => !isMarked(reading));
        expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
        expect(points.some((point) => isAnyOut(point, LIMITS))).toBe(
          sound.some((one) => isAnyOut(one, LIMITS)),
        );
        const highest = (list: readonly Reading[]) =>
          Math.max(...list.flatMap(({ temperature }) => temperature ?? []));
        expect(highest(points)).toBe(highest(sound));
      }),
    );
  });

  test('a year of minutes is some hundred points, with its one bad minute and its gap', () => {
    const readings = every(60, 100_000)
      .with(31_234, { at: 31_234 * 60, temperature: 311, humidity: 500 })
      .filter((_one, index) => index < 60_000 || index > 63_000);
    const points = thinned(readings, { from: 0, to: 100_000 * 60 });
    expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(points.filter(({ temperature }) => temperature === 311)).toHaveLength(1);
    expect(points.filter(({ gap }) => gap)).toHaveLength(1);
  });
});

test('readings are unpacked as they were packed, and merged each time once', () => {
  fc.assert(
    fc.property(someReadings, someReadings, (one, other) => {
      fc.pre(one.length > 0);
      const stored = read(STORED_READINGS, write(STORED_READINGS, packReadings(one)));
      expect(stored.ok && unpackReadings(stored.value)).toEqual(one);
      const merged = mergeReadings([one, other]);
      expect(new Set(merged.map(({ at }) => at)).size).toBe(merged.length);
      expect(merged).toEqual(expect.arrayContaining(one));
      expect(mergeReadings([merged, other, one])).toEqual(merged);
    }),
  );
});
