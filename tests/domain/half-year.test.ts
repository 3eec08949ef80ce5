import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayIn, isTimeZone } from '../../db/domain/dates.ts';
import {
  dueDayOf,
  halfYearOf,
  halfYearSchema,
  nextHalfYear,
  nextToInspect,
  openingDayOf,
  partsOf,
  type HalfYear,
} from '../../db/domain/half-year.ts';

const aDay = fc.integer({ min: 0, max: 70_000 }).map((days) => addDays('1990-01-01', days));

test.each([
  ['2026-01-01', '2026-H1', '2026-06-30'],
  ['2026-06-30', '2026-H1', '2026-06-30'],
  ['2026-07-01', '2026-H2', '2026-12-31'],
  ['2026-12-31', '2026-H2', '2026-12-31'],
  ['2028-02-29', '2028-H1', '2028-06-30'],
])('%s lies in %s, which is due on %s', (day, period, due) => {
  expect(halfYearOf(day)).toBe(period);
  expect(dueDayOf(halfYearOf(day))).toBe(due);
});

test('every day lies in a half-year that is not over before it, nor began after it', () => {
  fc.assert(
    fc.property(aDay, (day) => {
      const period = halfYearOf(day);
      const { year, half } = partsOf(period);
      expect(day <= dueDayOf(period)).toBe(true);
      expect(day >= `${year}-${half === 1 ? '01' : '07'}-01`).toBe(true);
      expect(halfYearOf(addDays(dueDayOf(period), 1))).toBe(nextHalfYear(period));
      expect(halfYearSchema.safeParse(period).success).toBe(true);
    }),
  );
});

test('half-years are inspected one after the other from the first, however long the program was closed', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 0, max: 5_000 }), (first, later) => {
      const began = halfYearOf(first);
      const today = addDays(first, later);
      const opened: HalfYear[] = [];
      for (let last: HalfYear | null = null; ;) {
        const next = nextToInspect(today, { began, last });
        if (next === null) break;
        opened.push(next);
        last = next;
      }
      expect(opened[0]).toBe(began);
      expect(opened.at(-1)).toBe(halfYearOf(today));
      expect(opened.slice(1)).toEqual(opened.slice(0, -1).map(nextHalfYear));
    }),
  );
});

test('none is opened for a half before the archive existed', () => {
  expect(nextToInspect('2026-06-30', { began: '2026-H2', last: null })).toBeNull();
  expect(nextToInspect('2026-06-30', { began: '2026-H1', last: '2026-H1' })).toBeNull();
});

test('the days from which inspections open lie in their half', () => {
  const days = { first: '06-01', second: '12-01' };
  expect(openingDayOf('2026-H1', days)).toBe('2026-06-01');
  expect(openingDayOf('2026-H2', days)).toBe('2026-12-01');
});

test.each(['2026-H3', '2026-1', 'H1', '26-H1', '2026-H1 ', '1800-H1', 7])('%s is no half-year', (value) => {
  expect(halfYearSchema.safeParse(value).success).toBe(false);
});

test('the day is that of the department, wherever the computer is', () => {
  const evening = Date.UTC(2026, 5, 30, 16, 30);
  expect(dayIn('Asia/Shanghai', evening)).toBe('2026-07-01');
  expect(dayIn('Europe/Lisbon', evening)).toBe('2026-06-30');
  expect(dayIn('America/New_York', evening)).toBe('2026-06-30');
  expect(dayIn('no/where', evening)).toBe('2026-07-01');
  expect(['Asia/Shanghai', 'Asia/Urumqi', 'UTC'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['', 'Asia', 'x/y', 'Asia/Shanghai\u0000', '../etc'].map(isTimeZone)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
