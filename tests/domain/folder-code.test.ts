import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigitOf, codeOf, FOLDER_CODE_DIGITS, parseCode } from '../../db/domain/folder-code.ts';

const ids = fc.integer({ min: 1, max: 9_999_999_999 });
const DIGITS = [...'0123456789'];

/** One body for each state in which the next digit may be met: the check digit of a body tells that state. */
const BODIES = [...new Map(['', ...DIGITS].map((body) => [checkDigitOf(body), body])).values()];

test('what is printed is read again', () => {
  fc.assert(
    fc.property(ids, (id) => {
      const code = codeOf(id);
      expect(code).toMatch(/^1\d{11}$/);
      expect(code).toHaveLength(FOLDER_CODE_DIGITS);
      expect(parseCode(code)).toEqual({ kind: 'archive', id });
    }),
  );
  expect(codeOf(1)).toBe('100000000017');
  for (const id of [0, -1, 1.5, 10_000_000_000, Number.NaN]) expect(() => codeOf(id)).toThrow(RangeError);
});

test('the check digit is that of the standard: its own example', () => {
  expect(checkDigitOf('0794')).toBe('5');
});

describe('what the check digit finds, over every state in which a digit may be met', () => {
  test('there are ten states, and all are looked at', () => {
    expect(BODIES).toHaveLength(10);
  });

  test('every digit mistyped', () => {
    for (const body of BODIES)
      // After one digit all that follows is the same, and keeps what differs apart.
      expect(new Set(DIGITS.map((digit) => checkDigitOf(body + digit))).size).toBe(DIGITS.length);
    fc.assert(
      fc.property(ids, fc.nat(11), fc.integer({ min: 1, max: 9 }), (id, place, by) => {
        const digits = [...codeOf(id)];
        const wrong = digits.with(place, String((Number(digits[place]) + by) % 10)).join('');
        expect(() => parseCode(wrong)).toThrow('inspections.code_mistyped');
      }),
    );
  });

  test('two neighbours exchanged: all but ten of 450, which are those that the comment names', () => {
    const missed = BODIES.flatMap((body) =>
      DIGITS.flatMap((one) =>
        DIGITS.filter((other) => one < other)
          .filter((other) => checkDigitOf(body + one + other) === checkDigitOf(body + other + one))
          .map((other) => one + other),
      ),
    );
    expect(missed.toSorted()).toEqual(['01', '09', '12', '23', '34', '45', '56', '67', '78', '89']);
  });

  test('the last digit of the number exchanged with the check digit: one pair of 450 is missed', () => {
    const missed = BODIES.flatMap((body) =>
      DIGITS.filter((digit) => {
        const check = checkDigitOf(body + digit);
        return digit < check && checkDigitOf(body + check) === digit;
      }).map((digit) => digit + checkDigitOf(body + digit)),
    );
    expect(missed).toEqual(['01']);
  });
});

describe('as it comes', () => {
  const code = codeOf(1_234);
  const fullWidth = code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

  test.each([
    ['with blanks at both ends', ` ${code}\n`],
    ['in groups', `${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)}`],
    ['in full width with an ideographic blank', `${fullWidth.slice(0, 6)}\u3000${fullWidth.slice(6)}`],
  ])('%s', (_name, text) => {
    expect(parseCode(text)).toEqual({ kind: 'archive', id: 1_234 });
  });

  test.each([
    ['nothing', '', 'inspections.code_length'],
    ['one digit too few', code.slice(1), 'inspections.code_length'],
    ['one too many', `${code}0`, 'inspections.code_length'],
    ['a letter for a digit', code.replace('0', 'O'), 'inspections.code_letters'],
    ['what an input method makes of it', `${code.slice(0, 11)}一`, 'inspections.code_letters'],
    ['digits of another script', code.replace('0', '٠'), 'inspections.code_letters'],
    [
      'a wrong check digit',
      code.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
      'inspections.code_mistyped',
    ],
    ['the number nought', `10000000000${checkDigitOf('10000000000')}`, 'inspections.code_mistyped'],
    ['another kind', `20000000123${checkDigitOf('20000000123')}`, 'inspections.code_unknown_kind'],
  ])('%s', (_name, text, error) => {
    expect(() => parseCode(text)).toThrow(error);
  });

  test('a refusal says how many digits there were and how many there should be', () => {
    expect(() => parseCode('123')).toThrow(expect.objectContaining({ data: { found: 3, wanted: 12 } }));
  });
});
