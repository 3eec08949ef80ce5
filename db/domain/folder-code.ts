/**
 * The code on a folder: digits alone, because input methods and keyboard layouts eat letters and signs. 12 of them: what
 * it stands on (1), a number (10), one to check by ISO/IEC 7064 MOD 11,10. That finds every digit mistyped, and of two
 * neighbours exchanged all but 0 with 1, 1 with 2 … 8 with 9, and 9 with 0, each in one of ten cases; the archive's number that
 * stands beside the code is there for those. A scanner exchanges none.
 */
import { AppError } from './errors.ts';

const ARCHIVE = '1';
const NUMBER_DIGITS = 10;

/** Digits of a code. */
export const FOLDER_CODE_DIGITS = 1 + NUMBER_DIGITS + 1;

/** What a code stands on. Other first digits are kept for what comes later. */
export interface FolderCode {
  readonly kind: 'archive';
  readonly id: number;
}

/** The code of an archive's folder; `id` is the archive's own number, 1 to 9,999,999,999. */
export function codeOf(id: number): string {
  const number = String(id).padStart(NUMBER_DIGITS, '0');
  if (!Number.isSafeInteger(id) || id < 1 || number.length > NUMBER_DIGITS) {
    throw new RangeError('an archive beyond what a code can name');
  }
  const body = ARCHIVE + number;
  return body + checkDigitOf(body);
}

/** ISO/IEC 7064, hybrid system MOD 11,10. */
export function checkDigitOf(digits: string): string {
  let carry = 10;
  for (const digit of digits) {
    const sum = (carry + Number(digit)) % 10;
    carry = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - carry) % 10);
}

const SEPARATORS = /[\s\p{Pd}·.,，、]/gu;

/**
 * Reads what was scanned or typed, with whatever stands between the groups. Errors: `inspections.code_letters` {found},
 * `inspections.code_length` {found, wanted}, `inspections.code_mistyped`, `inspections.code_unknown_kind`.
 */
export function parseCode(text: string): FolderCode {
  const digits = text.normalize('NFKC').replaceAll(SEPARATORS, '');
  const other = /\D/.exec(digits)?.[0];
  if (other !== undefined) throw new AppError('inspections.code_letters', { found: other });
  if (digits.length !== FOLDER_CODE_DIGITS) {
    throw new AppError('inspections.code_length', { found: digits.length, wanted: FOLDER_CODE_DIGITS });
  }
  if (checkDigitOf(digits.slice(0, -1)) !== digits.at(-1)) throw new AppError('inspections.code_mistyped');
  if (!digits.startsWith(ARCHIVE)) throw new AppError('inspections.code_unknown_kind');
  const id = Number(digits.slice(1, -1));
  if (id === 0) throw new AppError('inspections.code_mistyped');
  return { kind: 'archive', id };
}
