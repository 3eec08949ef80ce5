import { expect, it } from 'vitest';
import { dayOfSerial, endOfSpan, parseDateCell } from '../../../db/domain/cells/dates.ts';
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
  ['2017-04-20 T12:30', '2017-04-20'],
  ['2017-04-20 am 9:30', '2017-04-20'],
  ['2017-04-20 9:30pm', '2017-04-20'],
  ['2017-04-20 9:30 pm', '2017-04-20'],
  ['2017-04-20 12:30:00.000', '2017-04-20'],
  ['2017-04-20T00:00:00+08:00', '2017-04-20'],
  ['2017-04-20T00:00:00-0800', '2017-04-20'],
  ['2017-04-20 (星期四)', '2017-04-20'],
  ['2017-04-20 星期四 12:30', '2017-04-20'],
  ['二〇一七年十月十日', '2017-10-10'],
  ['二〇一七年十二月二十一', '2017-12-21'],
  ['二〇一七年 四月 二十日', '2017-04-20'],
  ['2017 4 20', '2017-04-20'],
  ['20/11/2017', '2017-11-20'],
  ['4/20/2017', '2017-04-20'],
  ['5/5/2017', '2017-05-05'],
  ['20 April 2017', '2017-04-20'],
  ['20 Apr., 2017', '2017-04-20'],
  ['Apr 20, 2017', '2017-04-20'],
  ['April 2 2017', '2017-04-02'],
  ['Jan. 2, 2017', '2017-01-02'],
  ['20170420.00', '2017-04-20'],
  ['45570.5123', '2024-10-05'],
  ['45570.25', '2024-10-05'],
  ['31920.5', '1987-05-23'],
  [20174.25, '1955-03-26'],
  // The first and the last of each.
  [18264, '1950-01-01'],
  [109574, '2199-12-31'],
  ['1900-01-01', '1900-01-01'],
  ['2199-12-31', '2199-12-31'],
])('reads %j', (given, day) => {
  expect(parseDateCell(given)).toEqual({ ok: true, day });
});

it.each<[CellValue]>([[null], [''], [' '], ['-'], ['--'], ['//'], ['无']])(
  'takes %j for no date',
  (given) => {
    expect(parseDateCell(given)).toEqual({ ok: true, day: null });
  },
);

it.each<[CellValue, string]>([
  ['4/5/2017', 'date_ambiguous'],
  ['17/4/20', 'date_ambiguous'],
  ['170420', 'date_ambiguous'],
  ['2024-13-45', 'date_impossible'],
  ['2023-02-29', 'date_impossible'],
  ['20170431', 'date_impossible'],
  ['2017.4', 'date_incomplete'],
  ['2017年', 'date_incomplete'],
  ['2017.11', 'date_incomplete'],
  [2017, 'date_incomplete'],
  [1900, 'date_incomplete'],
  [2199, 'date_incomplete'],
  [1899, 'date_unreadable'],
  [2200, 'date_unreadable'],
  ['4/20', 'date_incomplete'],
  ['11月20日', 'date_incomplete'],
  ['4月20日', 'date_incomplete'],
  ['1800-01-01', 'date_out_of_range'],
  ['去年', 'date_unreadable'],
  [13800000001, 'date_unreadable'],
  [-5, 'date_unreadable'],
  [true, 'date_unreadable'],
  ['12/11/2017', 'date_ambiguous'],
  ['4/12/2017', 'date_ambiguous'],
  ['17/11/20', 'date_ambiguous'],
  ['17年4月20日', 'date_ambiguous'],
  ['13/13/2017', 'date_impossible'],
  ['2200-01-01', 'date_out_of_range'],
  [10000000, 'date_out_of_range'],
  [99999999, 'date_out_of_range'],
  [9999999, 'date_unreadable'],
  [18263, 'date_unreadable'],
  [109575, 'date_unreadable'],
  // A date with more around it is none.
  ['2017-04 12:30-20', 'date_unreadable'],
  ['2017年星期四4月20日', 'date_unreadable'],
  ['约二〇一七年四月二十日', 'date_unreadable'],
  ['二〇一七年四月二十日前', 'date_unreadable'],
  ['12017-4-20', 'date_unreadable'],
  ['2017-4-20前', 'date_unreadable'],
  ['120/4/2017', 'date_unreadable'],
  ['20/4/20177', 'date_unreadable'],
  ['117/4/20', 'date_unreadable'],
  ['17/4/200', 'date_unreadable'],
  ['32017年', 'date_unreadable'],
  ['2017年前', 'date_unreadable'],
  ['120-Apr-2017', 'date_unreadable'],
  ['20-Apr-20177', 'date_unreadable'],
  ['1 Apr 20, 2017', 'date_unreadable'],
  ['Apr 20, 20177', 'date_unreadable'],
  ['20-Foo-2017', 'date_unreadable'],
  ['10170420.5', 'date_unreadable'],
  ['1170420', 'date_unreadable'],
  ['170420前', 'date_unreadable'],
  ['日期无', 'date_unreadable'],
  ['无效', 'date_unreadable'],
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
  expect(dayOfSerial(0, true)).toBe('1904-01-01');
  expect(dayOfSerial(2958465)).toBe('9999-12-31');
  expect([0, -1, 2958466, 1e12, Number.NaN].map((serial) => dayOfSerial(serial))).toEqual(
    Array.from({ length: 5 }, () => null),
  );
  expect(dayOfSerial(-1, true)).toBeNull();
});

it.each<[CellValue, string | null]>([
  ['2024.1.1-2026.12.31', '2026-12-31'],
  ['2024-01-01 - 2026-12-31', '2026-12-31'],
  ['2024-01-01-2026-12-31', '2026-12-31'],
  ['2024年1月1日至2026年12月31日', '2026-12-31'],
  ['2024/1/1～2026/12/31', '2026-12-31'],
  ['2026.12.31-2024.1.1', null],
  ['2024.1.1-2024.1.1', null],
  ['2024年1月至2026年12月', null],
  ['2024.1.1-2026', null],
  ['2026-12-31', null],
  [46387, null],
  [null, null],
])('the span %j ends on %s', (value, day) => {
  expect(endOfSpan(value)).toBe(day);
});
