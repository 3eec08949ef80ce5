/** What may be a password, and how a login, a password and a one-time code are compared. */
import commonPasswords from '../../resources/lists/common-passwords.json' with { type: 'json' };
import { AppError } from '../domain/errors.ts';
import { CODE_ALPHABET, readCodeSymbols } from './crockford.ts';
import { sodium } from './sodium.ts';

export const PASSWORD_MIN = 12;
const PASSWORD_MAX = 1024;
const LOGIN_MAX = 60;
/** Characters that are seen, with single spaces between: two logins that look alike are one. */
const LOGIN = /^[^\p{C}\p{Z}\p{DI}]+(?: [^\p{C}\p{Z}\p{DI}]+)*$/u;
const CODE_LENGTH = 16;

const common = new Set(commonPasswords);

/**
 * At least 12 characters, none prescribed (NIST SP 800-63B).
 * Errors: `vault.password_short`, `vault.password_long`, `vault.password_common`, `vault.password_is_login`.
 */
export function checkPassword(text: string, login: string): void {
  const password = normalisePassword(text);
  const length = [...password].length;
  if (length < PASSWORD_MIN) throw new AppError('vault.password_short', { min: PASSWORD_MIN, length });
  if (length > PASSWORD_MAX) throw new AppError('vault.password_long', { max: PASSWORD_MAX });
  const folded = password.toLowerCase();
  if (folded === normaliseLogin(login)) throw new AppError('vault.password_is_login');
  if (common.has(folded) || new Set(folded).size < 3) throw new AppError('vault.password_common');
}

/** The same characters typed on another system give the same bytes. */
export function normalisePassword(text: string): string {
  return text.normalize('NFC');
}

/** Logins differ by more than case, width or the spaces around them. */
export function normaliseLogin(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The login as it is kept. Its length counts after normalising, which can make one character many. */
export function checkLogin(text: string): string {
  const login = normaliseLogin(text);
  if (login.length > LOGIN_MAX || !LOGIN.test(login))
    throw new AppError('vault.login_unusable', { max: LOGIN_MAX });
  return login;
}

/** Letters of other scripts that look like a Latin one, small or as a capital (Unicode UTS #39, confusables). */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'ɑαа',
  b: 'βв',
  c: 'ϲс',
  d: 'ԁ',
  e: 'εе',
  g: 'ɡ',
  h: 'ηһн',
  i: 'ıɩιі',
  j: 'ϳј',
  k: 'κк',
  m: 'μм',
  o: 'οо',
  p: 'ρр',
  q: 'ԛ',
  s: 'ѕ',
  t: 'τт',
  u: 'υ',
  v: 'νѵ',
  w: 'ωԝ',
  x: 'χх',
  y: 'γу',
  z: 'ζ',
};

const latinOf = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, others]) =>
    [...others].map((other) => [other, latin] as const),
  ),
);

/** The same for logins that look alike, which are those of one person to whoever reads them. */
export function lookOf(login: string): string {
  return Array.from(normaliseLogin(login).normalize('NFD'), (letter) => latinOf.get(letter) ?? letter).join(
    '',
  );
}

/** A one-time code of 80 bits, `XXXX-XXXX-XXXX-XXXX`. */
export function newOneTimeCode(): string {
  const symbols = Array.from(sodium.randombytes_buf(CODE_LENGTH), (byte) => CODE_ALPHABET[byte % 32]);
  return [0, 4, 8, 12].map((start) => symbols.slice(start, start + 4).join('')).join('-');
}

/** A typed code in the form that was derived: case, spaces, hyphens and look-alikes do not matter. */
export function normaliseOneTimeCode(text: string): string {
  const symbols = readCodeSymbols(text);
  return symbols === undefined ? text : symbols.map((symbol) => CODE_ALPHABET[symbol]).join('');
}
