import { isNothing } from './nothing.ts';
import { cellText, cleanText, halfWidth, type CellValue } from './text.ts';

export type PhoneKind = 'mobile' | 'landline' | 'service' | 'foreign';

/** `number` as it is stored: 13812345678, 0757-62980843, 0757-62980843-801, 4001234567, +85223456789. */
export interface Phone {
  readonly kind: PhoneKind;
  readonly number: string;
}

export type PhoneProblem =
  /** 1.38E+10: the sheet no longer holds the last digits. */
  'phone_digits_lost' | 'phone_unreadable';

export interface PhonesResult {
  /** In the cell's order, null for a piece that is no number: what pairing with people goes by. */
  readonly slots: ReadonlyArray<Phone | null>;
  /** The distinct numbers. */
  readonly phones: readonly Phone[];
  /** Pieces that are no number, as they stand. */
  readonly rejected: ReadonlyArray<{ readonly text: string; readonly problem: PhoneProblem }>;
  /** What stands around the numbers: 微信同号, 财务, 张生. */
  readonly words: readonly string[];
}

const NONE: PhonesResult = { slots: [], phones: [], rejected: [], words: [] };
const MOBILE = /^1[3-9]\d{9}$/;
const SERVICE = /^(?:[48]00\d{7}|95\d{3,6}|96\d{3,6}|12\d{3}|1[01]\d{3})$/;
/** Area codes of mainland China (three or four digits with the zero), local numbers of seven or eight. */
const LANDLINE = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/;
const LOCAL = /^[2-8]\d{6,7}$/;
/** The same with the zero that a spreadsheet took off. */
const LOST_ZERO = /^(10|2\d|[3-9]\d{2})([2-8]\d{6,7})$/;
const EXPONENT = /^\d(?:\.\d+)?E\+?\d{1,2}$/i;
/** 转 801, 分机 801, (801) at the end of a number. */
export const EXTENSION = /(?:(?:\(|-| )?(?:转|分机|ext\.?|x|#|\*)[:： ]*|(?<=\d) ?\()(\d{1,6})\)?$/i;
/** The word for an extension alone, behind a number that is long enough to have one. */
const EXTENSION_BEHIND = /(?<=^(?:[^\p{L}\d]*\d){7,}[^\p{L}\d]*)(?:转|分机|ext|x)+[.:]?(?=\(?\d{1,6}\)?$)/u;
/** The same with no number before it. */
const EXTENSION_APART = /^\(?(?:转|分机|ext)+[.:]?(\d{0,6})\)?$/;
const HARD_SEPARATOR = /[/|\\;,、，；\n或]/;
/** Words that say no more than that a number follows. */
const LABEL = /^(?:电话|手机|手机号码?|联系电话|固话|座机|tel|mobile|phone|t|m|p)[:： .]*/i;
/** 139·0000·7033 */
const DOT_BETWEEN = /(?<=\d)[·•・](?=\d)/g;
/** 0757/82340009: an area code apart from its number. */
const AREA_APART = /(?<![\d-])(0\d{2,3})\/(?=[2-8]\d{6,7}(?!\d))/g;
/** Text that belongs to no number; what stands before an extension does. */
const WORD_RUN = /(?!转|分机|ext)[^\d\s+\-().]+/giu;
const COLONS = /^:+|:+$/g;
const AROUND = /^[\s)\]】>:.-]+|[\s([【<:.-]+$/g;

/**
 * Reads the numbers of a cell: several parted by / 、 , ; or a line break, numbers that a spreadsheet made of
 * them (with the area code's zero lost), +86, full-width digits, spaces and dashes inside, extensions.
 */
export function parsePhones(value: CellValue): PhonesResult {
  const whole = numberText(value);
  if (MOBILE.test(whole)) return onlyOne({ kind: 'mobile', number: whole });
  const text = withDashes(cleanLine(whole)).replace(DOT_BETWEEN, '-').replace(AREA_APART, '$1-');
  if (isNothing(text)) return NONE;
  const slots: Array<Phone | null> = [];
  const rejected: Array<{ text: string; problem: PhoneProblem }> = [];
  const words: string[] = [];
  const reject = (piece: string) =>
    rejected.push({ text: piece, problem: lostDigits(piece) ? 'phone_digits_lost' : 'phone_unreadable' });
  for (const piece of text.split(HARD_SEPARATOR)) {
    const bare = piece.trim().replace(LABEL, '') || piece.trim();
    if (isNothing(bare)) continue;
    const found = readPiece(bare) ?? further(slots.at(-1), bare);
    if (found) slots.push(...found);
    else if (/\d/.test(bare)) {
      const among = readAmongWords(bare);
      slots.push(...(among?.phones ?? [null]));
      for (const other of among?.others ?? []) reject(other);
      if (among) words.push(...among.words);
      else reject(bare);
    } else {
      const inBrackets = /^[([【](.*)[)\]】]$/.exec(bare)?.[1];
      // What is not in brackets stands where the number of somebody would.
      if (inBrackets === undefined) slots.push(null);
      words.push(inBrackets ?? bare);
    }
  }
  const phones = distinct(slots.filter((slot) => slot !== null));
  const said = words.filter((word) => word.replace(LABEL, '') !== '');
  if (phones.length > 0) return { slots, phones, rejected, words: said };
  for (const word of words) reject(word);
  return { slots, phones, rejected, words: [] };
}

function onlyOne(phone: Phone): PhonesResult {
  return { slots: [phone], phones: [phone], rejected: [], words: [] };
}

/** What of a number is written for a second one: 0757-82340022/23, 82340049转801、802. */
function further(before: Phone | null | undefined, text: string): Phone[] | null {
  if (before?.kind !== 'landline' || !/^\d{1,4}$/.test(text)) return null;
  const [, main = '', local = '', extension] =
    /^((?:0\d{2,3}-)?)(\d{7,8})(?:-(\d+))?$/.exec(before.number) ?? [];
  if (local === '') return null;
  const number =
    extension === undefined ? main + local.slice(0, -text.length) + text : `${main}${local}-${text}`;
  return [{ kind: 'landline', number }];
}

/** What a number is of that nobody calls. */
const NOT_CALLED = /(?:^|\P{L})(?:qq|扣扣)号?码?[:：]?$/iu;

/** The numbers of a piece with words around them; null unless each run of digits is a number, or one that nobody calls. */
function readAmongWords(piece: string): { phones: Phone[]; words: string[]; others: string[] } | null {
  const runs = Array.from(piece.matchAll(WORD_RUN), ([word]) => word);
  if (!runs.some((word) => /\p{L}/u.test(word))) return null;
  const phones: Phone[] = [];
  const others: string[] = [];
  const words = new Set(runs.keys());
  for (const [at, run] of piece.split(WORD_RUN).entries()) {
    const bare = run.replace(AROUND, '');
    if (!/\d/.test(bare)) continue;
    const found = readPiece(bare);
    const before = runs[at - 1] ?? '';
    if (NOT_CALLED.test(before) && found?.every(({ kind }) => kind === 'mobile') !== true) {
      others.push(`${before}${bare}`);
      words.delete(at - 1);
    } else if (!found) return null;
    else phones.push(...found);
  }
  const said = runs.filter((word, at) => words.has(at) && /\p{L}/u.test(word));
  return phones.length > 0 ? { phones, words: said.map((word) => word.replace(COLONS, '')), others } : null;
}

const withDashes = (text: string): string => halfWidth(text).replace(/[‐-―－~]/g, '-');

/** What needs no more digits: with dashes in it, only the rest can be an extension. */
const COMPLETE = /^(?:1[3-9]\d{9}|[48]00\d{7}|(?:010|02\d|0[3-9]\d{2})[2-8]\d{6,7})$/;
/** A first group that stands for a number by itself. */
const SHORTEST = 7;

/**
 * Digits only, without country code and extension: what duplicates and search compare. Archives keep it beside each
 * number: whoever changes it raises `PHONE_KEYS` in features/customers/phone-keys.ts.
 */
export function phoneKey(number: string): string {
  const home = withDashes(number).replace(/^\s*\+86[- ]?/, '');
  const groups = home.split('-').map((group) => group.replace(/\D/g, ''));
  const [main = '', next = ''] = groups;
  let joined = '';
  for (const group of groups) {
    joined += group;
    if (COMPLETE.test(joined)) return joined;
  }
  if (/^0\d{2,3}$/.test(main)) return main + next;
  return main.length < SHORTEST ? joined : main;
}

/** A folded number without the word for its extension: of 0757-62980843转801 the digits that an archive has. */
export const withoutExtensionWord = (number: string): string => number.replace(EXTENSION_BEHIND, '');

/** The extension that a folded word tells, 801 of 转801 and nothing of 转 alone; undefined for another word. */
export const saidExtension = (word: string): string | undefined => EXTENSION_APART.exec(word)?.[1];

/** A whole number typed as 1.3812345678E+10 or 13812345678.0 as its digits; other text as it is. */
function numberText(value: CellValue): string {
  const text = cellText(value).trim();
  if (EXPONENT.test(text) && !lostDigits(text)) return String(Number(text));
  return text.replace(/^(\d{7,})\.0+$/, '$1');
}

/** True for an exponent that stands for more digits than are written. */
function lostDigits(text: string): boolean {
  if (!EXPONENT.test(text)) return false;
  const [mantissa = '', exponent = '0'] = text.toUpperCase().split('E');
  return mantissa.replace('.', '').length < Number(exponent) + 1;
}

const cleanLine = (text: string) =>
  text
    .split(/[\r\n]/)
    .map((line) => cleanText(line))
    .join('\n');

function distinct(phones: readonly Phone[]): Phone[] {
  const seen = new Set<string>();
  return phones.filter(({ number }) => !seen.has(number) && seen.add(number));
}

/** One number, or several parted by spaces only; null when any part of it makes no number. */
function readPiece(piece: string): Phone[] | null {
  const one = readOne(piece);
  if (one) return [one];
  const parts = piece.split(' ');
  const phones: Phone[] = [];
  let open = '';
  for (const part of parts) {
    open += open ? ` ${part}` : part;
    const phone = readOne(open);
    if (phone) {
      phones.push(phone);
      open = '';
    }
  }
  return open === '' ? phones : null;
}

function readOne(text: string): Phone | null {
  const extension = EXTENSION.exec(text);
  // +49 (0)30: what is dialled at home alone.
  const main = (extension ? text.slice(0, extension.index) : text).replace(/^(\+\d+) ?\(0\)/, '$1 ');
  if (/[^\d+\-(). ]/.test(main)) return null;
  const dashed = /^(.*\d)-(\d{1,6})$/.exec(main);
  const digits = main.replace(/(?!^\+)\D/g, '');
  const plain = readDigits(digits);
  if (plain) return withExtension(plain, extension?.[1]);
  // 0757-62980843-801: the last group is an extension.
  const shorter = dashed && !extension ? readDigits((dashed[1] ?? '').replace(/(?!^\+)\D/g, '')) : null;
  return shorter ? withExtension(shorter, dashed?.[2]) : null;
}

function withExtension(phone: Phone, extension: string | undefined): Phone {
  if (!extension || phone.kind === 'mobile') return phone;
  return { kind: phone.kind, number: `${phone.number}-${extension}` };
}

function readDigits(text: string): Phone | null {
  const home = text
    .replace(/^(?:\+|00)86/, '')
    .replace(/^86(?=1[3-9]\d{9}$|0?(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$)/, '');
  if (home.startsWith('+')) return /^\+[1-9]\d{6,14}$/.test(home) ? { kind: 'foreign', number: home } : null;
  const digits = home.replace(/^0(?=1[3-9]\d{9}$)/, '');
  if (MOBILE.test(digits)) return { kind: 'mobile', number: digits };
  if (SERVICE.test(digits)) return { kind: 'service', number: digits };
  const landline = LANDLINE.exec(digits);
  if (landline) return { kind: 'landline', number: `${landline[1]}-${landline[2]}` };
  if (LOCAL.test(digits)) return { kind: 'landline', number: digits };
  const lost = LOST_ZERO.exec(digits);
  if (lost) return { kind: 'landline', number: `0${lost[1]}-${lost[2]}` };
  if (/^00[1-9]\d{7,13}$/.test(text)) return { kind: 'foreign', number: `+${text.slice(2)}` };
  return null;
}
