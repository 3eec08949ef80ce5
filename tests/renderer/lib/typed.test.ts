import { describe, expect, test } from 'vitest';
import { readDay } from '../../../renderer/lib/day-text.ts';
import { matchesChoice } from '../../../renderer/lib/pinyin.ts';

describe('a day as it is typed', () => {
  test.each([
    ['2017-4-20', '2017-04-20'],
    ['2017/12/1', '2017-12-01'],
    ['2017.04.20', '2017-04-20'],
    ['20170420', '2017-04-20'],
    ['2017年4月20日', '2017-04-20'],
    ['2017年12月1', '2017-12-01'],
    [' 2017 年 4 月  20 日 ', '2017-04-20'],
    ['２０１７．４．２０', '2017-04-20'],
    ['4-20', '2026-04-20'],
    ['4/2', '2026-04-02'],
    ['12.31', '2026-12-31'],
    ['4月20日', '2026-04-20'],
    ['12月1', '2026-12-01'],
  ])('%s is %s', (typed, day) => {
    expect(readDay(typed, '2026-11-22')).toBe(day);
  });

  test.each([
    '',
    '2017',
    '217-4-20',
    '12017-4-20',
    '2017-4-200',
    '2017-400-20',
    '2017-4-20x',
    'x2017-4-20',
    '2017_4_20',
    'a017-4-20',
    '2017-x-20',
    '2017-4-x',
    '2017年4月20日x',
    'x2017年4月20日',
    '2017年x月20日',
    '2017年4月x日',
    '2017年4月日',
    '201704201',
    '120170420',
    '2017042',
    '4-20x',
    'x4-20',
    '4日20日',
    'x-20',
    '4-x',
    '400-20',
    '4-200',
    '2-30',
    '2017-13-1',
    '20170230',
  ])('%s is none', (typed) => {
    expect(readDay(typed, '2026-11-22')).toBeNull();
  });
});

describe('a choice is found by what is typed', () => {
  test.each([
    ['广东省', ''],
    ['广东省', '  '],
    ['广东省', '东'],
    ['广东省', ' 广 东 '],
    ['广东省', 'guangdong'],
    ['广东省', 'GuangDong'],
    ['广东省', 'dongsheng'],
    ['广东省', 'gd'],
    ['广东省', 'DS'],
    ['广东省', 'g d s'],
    ['吕梁市', 'lvliang'],
    ['Kedang Co', 'KEDANGCO'],
    ['A类 A1', 'a类a1'],
  ])('%s by "%s"', (label, typed) => {
    expect(matchesChoice(label, typed)).toBe(true);
    expect(matchesChoice(label, typed)).toBe(true);
  });

  test.each([
    ['广东省', '西'],
    ['广东省', 'gx'],
    ['广东省', 'guangxi'],
    ['广东省', 'gd1'],
    ['广东省', '1gd'],
    ['广东省', '广d'],
    ['一2三', 'y2'],
  ])('%s not by "%s"', (label, typed) => {
    expect(matchesChoice(label, typed)).toBe(false);
  });
});
