import { expect, test } from 'vitest';
import { daysBetween, isDay, minuteIn, secondIn } from '../../db/domain/dates.ts';

test.each([
  ['2026-01-01', '2026-00-01'],
  ['2026-12-31', '2026-13-01'],
  ['2026-12-01', '2026-12-00'],
  ['2026-01-31', '2026-01-32'],
  ['2026-04-30', '2026-04-31'],
  ['2026-02-28', '2026-02-29'],
  ['2024-02-29', '2024-02-30'],
  ['2000-02-29', '2100-02-29'],
  ['1900-01-01', '1899-12-31'],
  ['2199-12-31', '2200-01-01'],
  ['2026-03-04', '2026-3-4'],
  ['2026-03-05', '2026-03-05 '],
])('%s is a day, %s is none', (day, none) => {
  expect([isDay(day), isDay(none)]).toEqual([true, false]);
});

test('days are counted over months, leap days and backwards', () => {
  expect(daysBetween('2026-03-02', '2026-03-02')).toBe(0);
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  expect(daysBetween('2026-03-09', '2026-03-02')).toBe(-7);
});

test('a moment is written by the clock of a time zone; of one that is not known, by the usual one', () => {
  const at = Date.UTC(2026, 11, 31, 23, 5, 9);
  expect([minuteIn('Asia/Shanghai', at), secondIn('Asia/Shanghai', at)]).toEqual([
    '2027-01-01 07:05',
    '2027-01-01 07:05:09',
  ]);
  expect(minuteIn('Europe/Lisbon', at)).toBe('2026-12-31 23:05');
  expect(minuteIn('no/where', at)).toBe('2027-01-01 07:05');
});
