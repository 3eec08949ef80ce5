import { expect, it } from 'vitest';
import { assert, property, string } from 'fast-check';
import {
  cellText,
  cleanLines,
  cleanText,
  halfWidth,
  hasLostDigits,
  isDitto,
  isErrorSign,
  isGarbled,
} from '../../../db/domain/cells/text.ts';

it.each([
  [' 中山市金帆陶瓷有限公司  ', '中山市金帆陶瓷有限公司'],
  ['ＡＢＣ１２３', 'ABC123'],
  ['甲　乙', '甲 乙'],
  ['质量稳定，价格略高。', '质量稳定，价格略高。'],
  ['张\u202E三', '张三'],
  ['a\u0000b', 'ab'],
  ['零\u200B宽\uFEFF', '零宽'],
  ['一\r\n二\t三', '一 二 三'],
  ['e\u0301', '\u00E9'],
  ['\uD842', '\uFFFD'],
  ['𠮷野家', '𠮷野家'],
  ['=cmd|A0', '=cmd|A0'],
])('cleans %j to %j', (given, expected) => {
  expect(cleanText(given)).toBe(expected);
});

it('keeps the line breaks of a note', () => {
  expect(cleanLines(' 一 \r\n\r\n\r\n 二 ')).toBe('一\n\n二');
  expect(['\r', '\n', '\v', '\f', '\u0085', '\u2028'].map((sign) => cleanLines(`一${sign}二`))).toEqual(
    Array.from({ length: 6 }, () => '一\n二'),
  );
});

it('writes numbers as a sheet shows them', () => {
  expect([18640521011, 2 ** 53 - 1, 0.1 + 0.2, 1e21, true, false, null].map(cellText)).toEqual([
    '18640521011',
    '9007199254740991',
    '0.3',
    '1E+21',
    'TRUE',
    'FALSE',
    '',
  ]);
});

it('makes every full-width form narrow for codes', () => {
  expect(halfWidth('（０７５７）－６２９８')).toBe('(0757)-6298');
});

it('knows the marks for the row above', () => {
  expect(['同上', '〃', '"', '同上公司', '地址同上'].map(isDitto)).toEqual([true, true, true, false, false]);
});

it('knows what stands where a formula failed, and what could not be decoded', () => {
  expect(['#REF!', ' #N/A', '#n/a ', '#REF! 见附注', '见#REF!', '1#', 'REF!'].map(isErrorSign)).toEqual([
    true,
    false,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(['佛\uFFFD市', '佛山市'].map(isGarbled)).toEqual([true, false]);
});

it('is stable and leaves nothing invisible, whatever the text', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const cleaned = cleanText(text);
      expect(cleanText(cleaned)).toBe(cleaned);
      expect(cleaned).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});

it('writes no digits that a spreadsheet does not keep', () => {
  const numbers = [
    9.14406042345678e17, 9.14406041234568e17, 6222021234567890, 6222021234567891, 999999999999999,
  ];
  expect(numbers.map(cellText)).toEqual([
    '9.14406042345678E+17',
    '9.14406041234568E+17',
    '6.22202123456789E+15',
    '6222021234567891',
    '999999999999999',
  ]);
  expect(numbers.map(hasLostDigits)).toEqual([true, true, true, false, false]);
  const texts = ['9.14406E+17', '1.39e+10', '1.3900005202E+10', '1E5', '9.14406E+17x', '12'];
  expect(texts.map(hasLostDigits)).toEqual([true, true, false, false, false, false]);
  expect([null, true].map(hasLostDigits)).toEqual([false, false]);
});
