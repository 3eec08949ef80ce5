import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charactersOf, widthOf } from '../../../db/features/documents/layout/advance.ts';
import { breakLines } from '../../../db/features/documents/layout/lines.ts';

describe('breaking lines', () => {
  test('Chinese breaks anywhere, punctuation never begins a line', () => {
    expect(breakLines('一二三四五，六七', 5, 400)).toEqual(['一二三四', '五，六七']);
    expect(breakLines('一二三四（五六）七', 5, 400)).toEqual(['一二三四', '（五六）七']);
  });

  test('words, numbers and archive numbers stay whole when they fit on a line', () => {
    const lines = breakLines('档号 QZ01-KH·2025-D30-YW-0001 在册', 14, 400);
    expect(lines.some((line) => line.includes('QZ01-KH·2025-D30-YW-0001'))).toBe(true);
  });

  test('a run longer than a line is divided where the line ends', () => {
    const lines = breakLines('x'.repeat(200), 10, 400);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('')).toBe('x'.repeat(200));
  });

  test.each([
    ['abc  def', ['abc', 'def']],
    ['abc   def ghi', ['abc', 'def', 'ghi']],
    ['abcd  ef', ['abcd', 'ef']],
    ['abcd  ', ['abcd']],
    ['  abcd', ['abcd']],
    [' ab', [' ab']],
    ['   ', ['']],
  ])('spaces where a line ends are in no line: %j', (text, lines) => {
    expect(breakLines(text, widthOf('abcd', 400), 400)).toEqual(lines);
  });

  test('keeps the paragraphs that were typed, empty ones too', () => {
    expect(breakLines('甲\n\n乙', 10, 400)).toEqual(['甲', '', '乙']);
    expect(breakLines('', 10, 400)).toEqual(['']);
  });

  test('a character with its marks, a pair and a family of pictures are one each', () => {
    expect(charactersOf('𠮷e\u0301👨‍👩‍👧')).toEqual(['𠮷', 'e\u0301', '👨‍👩‍👧']);
    expect(breakLines('𠮷'.repeat(7), 3, 400)).toEqual(['𠮷𠮷𠮷', '𠮷𠮷𠮷', '𠮷']);
  });

  test('loses nothing but space at the ends, and no line is wider than its room', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '佛',
        '山',
        '，',
        '。',
        '（',
        '）',
        '“',
        '”',
        ' ',
        'a',
        'W',
        '8',
        '-',
        '…',
        '𠮷',
        'é',
        'م',
        '\n',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120 }), fc.integer({ min: 3, max: 40 }), (pieces, room) => {
        const text = pieces.join('').replaceAll(/[\r\v\f\u0085\u2028\u2029]/g, '');
        const lines = breakLines(text, room, 400);
        const bare = (value: string) => value.replaceAll(/\s/g, '');
        expect(bare(lines.join(''))).toBe(bare(text));
        const tooWide = lines.filter(
          (line) => charactersOf(line).length > 1 && widthOf(line, 400) > room + 0.01,
        );
        expect(tooWide).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
