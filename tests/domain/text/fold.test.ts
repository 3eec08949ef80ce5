import fc from 'fast-check';
import * as OpenCC from 'opencc-js';
import { describe, expect, it } from 'vitest';
import { fold, foldedWords, foldWithOrigins } from '../../../db/domain/text/fold.ts';

describe('folding', () => {
  it.each([
    ['佛山市金藝電器', '佛山市金艺电器'],
    ['ＡＢＣ１２３（廣東）', 'abc123(广东)'],
    ['Söhne É e\u0301', 'sohne e e'],
    ['a\u3000b\u00a0c\td', 'a b c d'],
    ['零\u200B宽\uFE0F', '零宽'],
    ['①㎡ﬁ', '1m2fi'],
    ['𠮷野家', '𠮷野家'],
    ['lone \ud800 half', 'lone \ufffd half'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('folds a part to a part of the folded whole: search by pieces depends on it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(fold(a + b)).toBe(fold(a) + fold(b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('says where each character stood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const { text: folded, origins } = foldWithOrigins(text);
        expect(folded).toBe(fold(text));
        expect(origins).toHaveLength(folded.length + 1);
        expect(origins.at(-1)).toBe(text.length);
        expect([...origins].sort((x, y) => x - y)).toEqual(origins);
      }),
    );
  });

  it('knows every traditional character that OpenCC knows by itself', () => {
    const convert = OpenCC.Converter({ from: 't', to: 'cn' });
    for (let code = 0x4e00; code <= 0x9fff; code += 1) {
      const character = String.fromCodePoint(code);
      expect(fold(character)).toBe(fold(convert(character)));
    }
  });

  it('parts words at any kind of space', () => {
    expect(foldedWords('  jin\u3000Yi \n')).toEqual(['jin', 'yi']);
    expect(foldedWords(' \u200B ')).toEqual([]);
  });
});
