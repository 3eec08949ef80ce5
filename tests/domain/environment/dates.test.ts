import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isDay } from '../../../db/domain/dates.ts';
import {
  dayIn,
  momentIn,
  orderOf,
  readDate,
  readMoment,
  readTime,
} from '../../../db/domain/environment/dates.ts';
import { wallTime } from '../../../db/domain/environment/readings.ts';

const days = fc.integer({ min: 0, max: 80_000 }).map((count) => addDays('1950-01-01', count));
const partsOf = (day: string) => day.split('-').map(Number) as [number, number, number];
const signs = fc.constantFrom('/', '-', '.');

test('a date with the year first is that day, however it is parted', () => {
  fc.assert(
    fc.property(days, signs, fc.boolean(), (day, sign, isPadded) => {
      const [year, month, date] = partsOf(day);
      const text = (value: number) => (isPadded ? String(value).padStart(2, '0') : String(value));
      expect(readDate([year, text(month), text(date)].join(sign))).toEqual({ day });
      expect(readDate(day.replaceAll('-', ''))).toEqual({ day });
      expect(readDate(`${year}年${month}月${date}日`)).toEqual({ day });
    }),
  );
});

test('dates with the year last have one order where any of them says it, and either where none does', () => {
  const order = fc.constantFrom('dmy' as const, 'mdy' as const);
  fc.assert(
    fc.property(fc.array(days, { minLength: 1, maxLength: 20 }), order, signs, (list, order, sign) => {
      const dates = list.map((day) => {
        const [year, month, date] = partsOf(day);
        const open = readDate((order === 'dmy' ? [date, month, year] : [month, date, year]).join(sign));
        expect(open).not.toBeNull();
        return open ?? { day };
      });
      const isTold = list.some((day) => partsOf(day)[2] > 12);
      const isOpen = list.some((day) => partsOf(day)[1] !== partsOf(day)[2]);
      const found = orderOf(dates);
      expect(found).toBe(isTold ? order : isOpen ? 'either' : null);
      const read = dates.map((date) => ('day' in date ? date.day : dayIn(date, order)));
      expect(read).toEqual(list);
    }),
  );
});

test('two that speak against each other are told, wherever they stand', () => {
  const between = fc.array(days.map((day) => ({ day })));
  fc.assert(
    fc.property(between, between, (before, after) => {
      const dates = [
        ...before,
        { first: 25, second: 6, year: 2026 },
        ...after,
        { first: 6, second: 25, year: 2026 },
      ];
      expect(orderOf(dates)).toBe('neither');
    }),
  );
});

test('no day is read that there is not', () => {
  fc.assert(
    fc.property(
      fc.nat(40),
      fc.nat(40),
      fc.integer({ min: 1800, max: 2300 }),
      signs,
      (one, two, year, sign) => {
        const read = readDate([one, two, year].join(sign));
        const days =
          read === null ? [] : 'day' in read ? [read.day] : [dayIn(read, 'dmy'), dayIn(read, 'mdy')];
        expect(read === null || days.some(isDay)).toBe(true);
      },
    ),
  );
});

describe('moments', () => {
  const at = wallTime('2026-05-06', 13 * 3_600 + 5 * 60);
  test.each([
    '2026/05/06 13:05',
    '2026-05-06T13:05:00',
    '2026-05-06T13:05:00.000Z',
    '2026-05-06 13:05:00+08:00',
    '２０２６／０５／０６　１３：０５',
    '2026年5月6日 13时05分',
    '2026年5月6日下午1:05',
    '20260506 13:05',
    '2026/5/6 1:05 PM',
    '2026/5/6 1:05:00 p.m.',
  ])('%s', (text) => {
    const moment = readMoment(text);
    expect(moment && momentIn(moment, null)).toBe(at);
  });

  test.each([
    '',
    '13:05',
    '2026-13-01 10:00',
    '2026-02-30',
    '2026-05-06 24:00',
    '2026-05-06 x',
    '05/06/26',
    '21.5',
    '2026',
  ])('%j is none', (text) => {
    expect(readMoment(text)).toBeNull();
  });

  test('midnight and noon of twelve hours', () => {
    expect([readTime('12:00 AM'), readTime('12:00 PM'), readTime('0:30 AM'), readTime('11:59 pm')]).toEqual([
      0,
      43_200,
      null,
      86_340,
    ]);
  });
});
