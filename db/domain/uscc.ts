/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters, the last one computed from the 17 before it.
 * A wrong code is a warning that a person may keep with a reason, so nothing here throws.
 */

/** The 31 characters of the standard in the order of their values: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** 3 to the power of the position, modulo 31 (GB 32100-2015, 5.2). */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export const USCC_LENGTH = 18;

export type UsccCheck =
  | { readonly ok: true }
  /** `expected` and `found` are counts of characters. */
  | { readonly ok: false; readonly problem: 'length'; readonly expected: number; readonly found: number }
  /** `found` is the first character that the standard does not use; `position` counts from 1. */
  | {
      readonly ok: false;
      readonly problem: 'charset';
      readonly expected: string;
      readonly found: string;
      readonly position: number;
    }
  /** `expected` is the last character that would be right for the 17 before it. */
  | {
      readonly ok: false;
      readonly problem: 'check_character';
      readonly expected: string;
      readonly found: string;
    };

/**
 * The code as the standard writes it: full-width letters and digits made narrow, capitals, and without the
 * spaces, dashes and invisible characters that copying and spreadsheets leave. It may still be wrong.
 */
export function cleanUscc(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}'’‘`´_.]+/gu, '')
    .toUpperCase()
    .normalize('NFKC');
}

/**
 * The 18th character for the 17 before it (GB 32100-2015, 5.2), or null when they are not 17 characters of
 * the standard's alphabet.
 */
export function usccCheckCharacter(first17: string): string | null {
  if (first17.length !== WEIGHTS.length) return null;
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) {
    const value = ALPHABET.indexOf(first17.charAt(index));
    if (value < 0) return null;
    sum += value * weight;
  }
  return ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length);
}

/** Checks a code that `cleanUscc` has been through: length, then characters, then the check character. */
export function checkUscc(code: string): UsccCheck {
  const characters = [...code];
  if (characters.length !== USCC_LENGTH) {
    return { ok: false, problem: 'length', expected: USCC_LENGTH, found: characters.length };
  }
  const wrong = characters.findIndex((character) => !ALPHABET.includes(character));
  if (wrong >= 0) {
    const found = characters[wrong] ?? '';
    return { ok: false, problem: 'charset', expected: ALPHABET, found, position: wrong + 1 };
  }
  const expected = usccCheckCharacter(code.slice(0, -1)) ?? '';
  const found = code.slice(-1);
  return found === expected ? { ok: true } : { ok: false, problem: 'check_character', expected, found };
}

/** True for 000000000000000000 and the like, which pass the check and are nobody's. */
export const isRepeated = (code: string): boolean => /^(.)\1*$/u.test(code);

/** True for a code that tells who somebody is: right in itself, and not one character repeated. */
export const isIdentifying = (code: string): boolean => !isRepeated(code) && checkUscc(code).ok;
