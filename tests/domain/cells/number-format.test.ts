import { expect, it } from 'vitest';
import { numberStyle } from '../../../db/domain/cells/number-format.ts';

/** null: the number, or the day, stands for itself. */
it.each<[code: string | number, value: number, shown: string | null]>([
  ['General', 12, null],
  ['@', 12, null],
  ['0', 12, null],
  ['0000', 12, '0012'],
  ['00000', 12345, null],
  ['0%', 0.85, '85%'],
  [9, 0.856, '86%'],
  [10, 0.8567, '85.67%'],
  ['0.0#%', 0.5, '50.0%'],
  [3, 1234567, '1,234,567'],
  [4, 1234.5, '1,234.50'],
  ['#,##0.00;[Red]-#,##0.00', -1234.5, '-1,234.50'],
  ['0.00_);(0.00)', -3, '(3.00)'],
  ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, '-'],
  ['0.00', -3, '-3.00'],
  ['0"元"', 12, '12元'],
  ['[$¥-804]#,##0', 1200, '¥1,200'],
  ['[红色]0.0', 2, '2.0'],
  ['"已付"', 1, '已付'],
  ['#.##', 0.5, '.5'],
  // Beyond what is followed.
  ['0.00E+00', 12345, null],
  ['# ?/?', 0.5, null],
  ['0,', 12345, null],
  ['[>100]0.0;0', 12, null],
  ['0-00', 123, null],
  ['General"元"', 12, null],
  ['[DBNum1]0', 12, null],
  // Days: a whole one is said as such.
  [14, 45358, null],
  ['yyyy-mm-dd', 45358, null],
  ['[$-804]yyyy"年"m"月"d"日";@', 45358, null],
  ['yyyy"年"mm"月"', 45358, '2024年03月'],
  ['[$-804]e"年"mm"月"', 45358, '2024年03月'],
  [57, 45358, '2024年3月'],
  ['m"月"d"日"', 45358, '3月7日'],
  ['yyyy', 45358, '2024'],
  ['yy', 45358, '24'],
  [17, 45358, 'Mar-24'],
  ['d-mmmm', 45358, '7-March'],
  ['aaaa', 45358, '星期四'],
  ['m/d aaaa', 45358, '3/7 星期四'],
  ['m/d aaa', 45358, '3/7 四'],
  ['m/d dddd', 45358, '3/7 星期四'],
  [22, 45358.4, '2024/3/7 9:36'],
  ['yyyy/m/d hh:mm:ss', 45358.999999, '2024/3/8 00:00:00'],
  [20, 0.375, '9:00'],
  [21, 0.3751, '9:00:09'],
  [18, 0.75, '6:00 PM'],
  ['h:mm a/p', 0, '12:00 A'],
  ['上午/下午h"时"mm"分"', 0.25, '上午6时00分'],
  ['上午/下午h"时"mm"分"', 0.8, '下午7时12分'],
  ['mm:ss', 0.01, '14:24'],
  ['[h]:mm', 1.5, '36:00'],
  ['[mm]', 0.01, '14'],
  ['[s]', 0.01, '864'],
  ['h:mm', -0.5, null],
  ['yyyy"年"', -5, null],
])('%s shows %d as %s', (code, value, shown) => {
  const style = typeof code === 'number' ? numberStyle(undefined, code) : numberStyle(code);
  expect(style.show?.(value, false) ?? null).toBe(shown);
});

it('the calendar of 1904', () => {
  expect(numberStyle('yyyy"年"m"月"').show?.(43891, true)).toBe('2024年3月');
});

it.each([
  [14, true],
  [22, true],
  [27, true],
  [58, true],
  [32, false],
  [55, false],
  [20, false],
  [0, false],
  [9, false],
  [99, false],
])('the format of number %i is one of days: %s', (id, isDay) => {
  expect(numberStyle(undefined, id).isDay).toBe(isDay);
});
