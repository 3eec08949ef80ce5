import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkUscc, cleanUscc, usccCheckCharacter } from '../../db/domain/uscc.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const first17 = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 17, maxLength: 17 });

function completed(body: string): string {
  return body + (usccCheckCharacter(body) ?? '?');
}

/** The formula of the standard written the long way: powers of 3 instead of the table of weights. */
function oracle(body: string): string {
  let sum = 0n;
  for (let i = 0; i < 17; i++) sum += BigInt(ALPHABET.indexOf(body.charAt(i))) * 3n ** BigInt(i);
  return ALPHABET.charAt(Number((31n - (sum % 31n)) % 31n));
}

describe('1. the check character', () => {
  test.each(['91350100M000100Y43', '91110000100017643K', '91440300708461136T'])('published %s', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true });
  });

  test('agrees with the formula of GB 32100 on any 17 characters', () => {
    fc.assert(
      fc.property(first17, (body) => {
        expect(usccCheckCharacter(body)).toBe(oracle(body));
      }),
    );
  });

  test('sees every single wrong character and says what the last one should have been', () => {
    fc.assert(
      fc.property(first17, fc.nat(17), fc.constantFrom(...ALPHABET), (body, at, other) => {
        const code = completed(body);
        fc.pre(code.charAt(at) !== other);
        const damaged = code.slice(0, at) + other + code.slice(at + 1);
        expect(checkUscc(damaged)).toEqual({
          ok: false,
          problem: 'check_character',
          expected: usccCheckCharacter(damaged.slice(0, 17)),
          found: damaged.slice(17),
        });
      }),
    );
  });

  test('sees two neighbours changed round', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), (body, at) => {
        const code = completed(body);
        fc.pre(code.charAt(at) !== code.charAt(at + 1));
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        expect(checkUscc(swapped)).toMatchObject({ problem: 'check_character' });
      }),
    );
  });
});

describe('2. what is no code at all', () => {
  test.each([
    ['', 0],
    ['9144060', 7],
    ['440600000012345', 15],
    ['91440300708461136T0', 19],
  ])('%j has the wrong length', (code, found) => {
    expect(checkUscc(code)).toEqual({ ok: false, problem: 'length', expected: 18, found });
  });

  test('letters that the standard leaves out are named with their place', () => {
    expect(checkUscc('9144O300708461136T')).toMatchObject({ problem: 'charset', found: 'O', position: 5 });
    expect(checkUscc('91440300708461136中')).toMatchObject({ problem: 'charset', found: '中', position: 18 });
  });

  test('a rare character outside the basic plane counts once', () => {
    expect(checkUscc('91440300708461136𠮷')).toMatchObject({ problem: 'charset', found: '𠮷', position: 18 });
  });

  test('any text is answered, none throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(checkUscc(cleanUscc(text))).toHaveProperty('ok');
      }),
    );
  });
});

describe('3. cleaning', () => {
  test.each([
    ['９１４４０３００７０８４６１１３６Ｔ', '91440300708461136T'],
    [' 9144 0300 7084 6113 6t ', '91440300708461136T'],
    ['91440300-70846113-6T', '91440300708461136T'],
    ["'91440300708461136T", '91440300708461136T'],
    ['\u200b91440300708461136T\ufeff', '91440300708461136T'],
    ['91440300　708461136Ｔ\n', '91440300708461136T'],
  ])('%j', (text, code) => {
    expect(cleanUscc(text)).toBe(code);
  });

  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanUscc(cleanUscc(text))).toBe(cleanUscc(text));
      }),
    );
  });
});
