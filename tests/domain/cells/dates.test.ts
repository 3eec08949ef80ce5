import { expect, it } from 'vitest';
import { dayOfSerial, parseDateCell } from '../../../db/domain/cells/dates.ts';
import type { CellValue } from '../../../db/domain/cells/text.ts';

it.each<[CellValue, string]>([
  [41308, '2013-02-03'],
  ['41308', '2013-02-03'],
  [49320.70370370371, '2035-01-11'],
  [20170420, '2017-04-20'],
  ['20170420', '2017-04-20'],
  ['2017.4.20', '2017-04-20'],
  ['2017 年 4 月 20 日', '2017-04-20'],
  ['45570.5', '2024-10-05'],
  ['42845.00', '2017-04-20'],
  ['2017/4/20', '2017-04-20'],
  ['2017年4月20日', '2017-04-20'],
  ['２０１７年４月２０日', '2017-04-20'],
  ['2017-04-20', '2017-04-20'],
  [' 2017-04-20 12:30:00 ', '2017-04-20'],
  ['2017-04-20T00:00:00Z', '2017-04-20'],
  ['2017年4月20日 星期四', '2017-04-20'],
  ['二〇一七年四月二十日', '2017-04-20'],
  ['20-Apr-2017', '2017-04-20'],
  ['20/4/2017', '2017-04-20'],
  ['2016-02-29', '2016-02-29'],
])('reads %j', (given, day) => {
  expect(parseDateCell(given)).toEqual({ ok: true, day });
});

it.each<[CellValue]>([[null], [''], [' '], ['-'], ['无']])('takes %j for no date', (given) => {
  expect(parseDateCell(given)).toEqual({ ok: true, day: null });
});

it.each<[CellValue, string]>([
  ['4/5/2017', 'date_ambiguous'],
  ['17/4/20', 'date_ambiguous'],
  ['170420', 'date_ambiguous'],
  ['2024-13-45', 'date_impossible'],
  ['2023-02-29', 'date_impossible'],
  ['20170431', 'date_impossible'],
  ['2017.4', 'date_incomplete'],
  ['2017年', 'date_incomplete'],
  [2017, 'date_incomplete'],
  ['4月20日', 'date_incomplete'],
  ['1800-01-01', 'date_out_of_range'],
  ['去年', 'date_unreadable'],
  [13800000001, 'date_unreadable'],
  [-5, 'date_unreadable'],
  [true, 'date_unreadable'],
])('refuses %j as %s', (given, problem) => {
  expect(parseDateCell(given)).toEqual({ ok: false, problem });
});

it('counts serials as Excel does, with the day that never was', () => {
  expect([1, 59, 60, 61, 45292].map((serial) => dayOfSerial(serial))).toEqual([
    '1900-01-01',
    '1900-02-28',
    null,
    '1900-03-01',
    '2024-01-01',
  ]);
  expect(dayOfSerial(43830, true)).toBe('2024-01-01');
  expect(dayOfSerial(1e12)).toBeNull();
});
