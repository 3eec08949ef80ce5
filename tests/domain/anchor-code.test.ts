import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchorDigits,
  CODE_DIGITS,
  inGroups,
  isRowOf,
  parseAnchorCode,
} from '../../db/domain/anchor-code.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const rows = fc.record({ seq: fc.integer({ min: 1, max: 99_999_999 }), hash: fc.string().map(hashOf) });
const forms = fc.constantFrom('typed' as const, 'whole' as const);

test('what is printed is read again, in groups and without, and stands for that row alone', () => {
  fc.assert(
    fc.property(rows, rows, forms, (row, other, form) => {
      const digits = anchorDigits(row, form);
      const code = parseAnchorCode(inGroups(digits));
      expect(code).toEqual(parseAnchorCode(digits));
      expect(code.seq).toBe(row.seq);
      expect(isRowOf(code, row.hash)).toBe(true);
      expect(isRowOf(code, other.hash)).toBe(other.hash === row.hash);
    }),
  );
});

test('36 digits are typed: 8 of the number, 26 of the hash, 2 to check; 88 are scanned', () => {
  const row = { seq: 1_234, hash: hashOf('') };
  expect(anchorDigits(row)).toMatch(/^00001234\d{28}$/);
  expect(CODE_DIGITS).toBe(36);
  expect(inGroups(anchorDigits(row))).toMatch(/^(?:\d{4} ){8}\d{4}$/);
  expect(anchorDigits(row, 'whole')).toMatch(/^00001234\d{80}$/);
  // All of the hash stands there: two that differ in one bit anywhere are two codes.
  const whole = BigInt(anchorDigits(row, 'whole').slice(8, -2));
  expect(whole.toString(16).padStart(64, '0')).toBe(row.hash);
  expect(() => anchorDigits({ ...row, seq: 100_000_000 })).toThrow(RangeError);
});

test('each digit mistyped and any two exchanged are noticed', () => {
  fc.assert(
    fc.property(rows, fc.nat(35), fc.integer({ min: 1, max: 9 }), (row, place, by) => {
      const digits = [...anchorDigits(row)];
      const wrong = digits.with(place, String((Number(digits[place]) + by) % 10)).join('');
      expect(() => parseAnchorCode(wrong)).toThrow('audit.code_mistyped');
    }),
  );
  fc.assert(
    fc.property(rows, fc.nat(34), (row, place) => {
      const digits = [...anchorDigits(row)];
      const [one = '', other = ''] = digits.slice(place, place + 2);
      fc.pre(one !== other);
      const wrong = digits
        .with(place, other)
        .with(place + 1, one)
        .join('');
      expect(() => parseAnchorCode(wrong)).toThrow('audit.code_mistyped');
    }),
  );
});

describe('as it is typed', () => {
  const row = { seq: 42, hash: hashOf('row') };
  const digits = anchorDigits(row);
  const fullWidth = digits.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  test.each([
    ['with blanks at both ends', ` ${digits}\n`],
    ['with dashes', inGroups(digits).replaceAll(' ', '-')],
    ['with a long dash', inGroups(digits).replaceAll(' ', '—')],
    ['in full width with ideographic blanks', inGroups(fullWidth).replaceAll(' ', '\u3000')],
  ])('%s', (_name, text) => {
    expect(parseAnchorCode(text).seq).toBe(42);
  });

  test.each([
    ['nothing', '', 'audit.code_length'],
    ['one digit too few', digits.slice(1), 'audit.code_length'],
    ['one too many', `${digits}0`, 'audit.code_length'],
    ['a letter for a digit', digits.replace(/0/, 'O'), 'audit.code_letters'],
    ['what an input method makes of it', `${digits.slice(0, 35)}一`, 'audit.code_letters'],
    ['digits of another script', digits.replace(/0/, '٠'), 'audit.code_letters'],
    ['a row that there is not', '0'.repeat(36), 'audit.code_mistyped'],
  ])('%s', (_name, text, code) => {
    expect(() => parseAnchorCode(text)).toThrow(code);
  });

  test('a row without a number is none, whatever its check digits', () => {
    const none = anchorDigits({ ...row, seq: 0 });
    expect(() => parseAnchorCode(none)).toThrow('audit.code_mistyped');
  });
});
