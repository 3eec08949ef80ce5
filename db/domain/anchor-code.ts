/**
 * A row of the log on paper: digits alone, because input methods eat letters. 36 to type (8 of the row's number, 26 of
 * its hash, 2 to check), and 88 in a QR code, where 78 give the whole hash. Two check digits by ISO/IEC 7064 MOD 97-10
 * find every digit mistyped and every two exchanged.
 */
import { AppError } from './errors.ts';

const SEQ_DIGITS = 8;
const CHECK_DIGITS = 2;
/** 26 digits are as hard to meet by chance as 86 bits; 78 hold all of SHA-256. */
const HASH_DIGITS = { typed: 26, whole: 78 } as const;
type Form = keyof typeof HASH_DIGITS;

const lengthOf = (form: Form) => SEQ_DIGITS + HASH_DIGITS[form] + CHECK_DIGITS;

/** Digits of the code that is typed. */
export const CODE_DIGITS = lengthOf('typed');

/** The row that a code stands for. */
export interface AnchorCode {
  readonly seq: number;
  /** The end of its hash, as decimal digits. */
  readonly hashDigits: string;
}

/** `hash` is SHA-256 in hexadecimal; `seq` at most 99,999,999, which a log reaches in centuries. */
export function anchorDigits({ seq, hash }: { seq: number; hash: string }, form: Form = 'typed'): string {
  const number = String(seq).padStart(SEQ_DIGITS, '0');
  if (number.length > SEQ_DIGITS) throw new RangeError('a row beyond what a code can name');
  const body = number + hashDigitsOf(hash, HASH_DIGITS[form]);
  return body + String(98n - ((BigInt(body) * 100n) % 97n)).padStart(CHECK_DIGITS, '0');
}

function hashDigitsOf(hash: string, digits: number): string {
  return (BigInt(`0x${hash}`) % 10n ** BigInt(digits)).toString().padStart(digits, '0');
}

/** `1234 5678 …`, as it is printed and read aloud. */
export function inGroups(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(' ');
}

const SEPARATORS = /[\s\p{Pd}·.,，、]/gu;

/**
 * Reads what somebody typed or scanned, with whatever stands between the groups. Errors: `audit.code_letters` {found},
 * `audit.code_length` {found, wanted}, `audit.code_mistyped`.
 */
export function parseAnchorCode(text: string): AnchorCode {
  const digits = text.normalize('NFKC').replaceAll(SEPARATORS, '');
  const other = /\D/.exec(digits)?.[0];
  if (other !== undefined) throw new AppError('audit.code_letters', { found: other });
  const form = (['typed', 'whole'] as const).find((one) => digits.length === lengthOf(one));
  if (!form) throw new AppError('audit.code_length', { found: digits.length, wanted: CODE_DIGITS });
  if (BigInt(digits) % 97n !== 1n) throw new AppError('audit.code_mistyped');
  const seq = Number(digits.slice(0, SEQ_DIGITS));
  if (seq === 0) throw new AppError('audit.code_mistyped');
  return { seq, hashDigits: digits.slice(SEQ_DIGITS, -CHECK_DIGITS) };
}

/** True when a row's hash (hexadecimal) is the one that a code was made of. */
export function isRowOf({ hashDigits }: AnchorCode, hash: string): boolean {
  return hashDigitsOf(hash, hashDigits.length) === hashDigits;
}
