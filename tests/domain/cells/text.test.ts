import { expect, it } from 'vitest';
import { assert, property, string } from 'fast-check';
import {
  cellText,
  cleanLines,
  cleanText,
  halfWidth,
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
    '1e+21',
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
