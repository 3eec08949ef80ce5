import { saidExtension, withoutExtensionWord } from '../../../domain/cells/phones.ts';
import { bare, fold, foldedWords } from '../../../domain/text/fold.ts';
import { SYLLABLES } from '../../../domain/text/syllables.ts';
import { certainBoundaries } from './word-pieces.ts';

/** A word of a query, by the ways in which it can be written. */
export interface Written {
  /** As it is typed, folded. */
  readonly text: string;
  /** Without its signs: names and numbers are compared by it. Empty for signs alone. */
  readonly bare: string;
  /** Of a number the digits that an archive has, without country code or word for an extension; else as `bare`. */
  readonly number: string;
  /** As letters spell syllables: ü after j, q, x and y is u. */
  readonly spelled: string;
}

/** +86, 0086 or (+86) before a number. */
const COUNTRY = /^\(?(?:\+|00)86\)?/;
/** 86 alone before what cannot be anything else: a mobile, or an area code (with or without its zero) and a number. */
const COUNTRY_OF_WHOLE = /^86(?=1[3-9]\d{9}$|0?(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$)/;
/** A zero before a mobile; 00 before the code of another country. */
const TRUNK = /^0(?=1[3-9]\d{9}$)|^00(?=[1-9]\d{7,13}$)/;
const DIGITS = /^[0-9]+$/;
const SHORTEST_NUMBER = 3;

function numberOf(text: string, written: string): string {
  const extended = withoutExtensionWord(text);
  const digits = bare(extended);
  if (!DIGITS.test(digits)) return written;
  const home = COUNTRY.test(extended)
    ? bare(extended.replace(COUNTRY, ''))
    : digits.replace(COUNTRY_OF_WHOLE, '').replace(TRUNK, '');
  return home.length < SHORTEST_NUMBER ? written : home;
}

const known = new Map<string, Written>();

/** The same word is asked of many entries. */
export function writtenWord(text: string): Written {
  let word = known.get(text);
  if (word === undefined) {
    const written = bare(text);
    const spelled = written.replaceAll(/(?<=[jqxy])v/g, 'u');
    word = { text, bare: written, number: numberOf(text, written), spelled };
    if (known.size > 200) known.clear();
    known.set(text, word);
  }
  return word;
}

const COUNTRY_ALONE = /^\(?(?:\+|00)86\)?-?$/;
const COUNTRY_ABROAD = /^00[1-9]\d{0,3}$/;
/** Of what can be no part of one. */
const SHORTEST_WHOLE = 7;

/**
 * The words of a query, folded, in their order, each without what says nothing of its own. A country code that stands
 * apart before a number is none: in `+86 138 0013 8000` three parts of the number are looked for. Nor is the word before
 * an extension: `0757-83334444 转 801`; nor a sign between words: `佛山 - 五金`.
 */
export function queryWords(text: string): string[] {
  const typed = foldedWords(text).flatMap(mixedParts);
  const spoken = typed.filter((word) => bare(word) !== '');
  const words = spoken.length > 0 ? spoken : typed;
  const written = words.map(bare);
  return words.flatMap((word, index) => {
    const before = digitsOf(written.slice(0, index).toReversed());
    return saidBy(word, { before, after: digitsOf(written.slice(index + 1)) });
  });
}

/** What a word says between the digits that stand before and behind it: mostly itself. */
function saidBy(word: string, { before, after }: { before: string; after: string }): string[] {
  const written = bare(word);
  if (COUNTRY_ALONE.test(word) && after.length >= SHORTEST_NUMBER) return [];
  if (written === '86' && COUNTRY_OF_WHOLE.test(`86${after}`)) return [];
  if (COUNTRY_ABROAD.test(written) && after.length >= SHORTEST_WHOLE) return [written.slice(2)];
  const extension = saidExtension(word);
  if (extension === undefined || before.length < SHORTEST_WHOLE) return [word];
  if (extension !== '') return [extension];
  return after === '' ? [word] : [];
}

/** The number that words without their signs make together, from the first of them on. */
function digitsOf(written: readonly string[]): string {
  const end = written.findIndex((one) => !DIGITS.test(one));
  return (end < 0 ? written : written.slice(0, end)).join('');
}

/** Between letters and Chinese characters that stand side by side. */
const BESIDE = /(?<=\p{Script=Han})(?=[a-z])|(?<=[a-z])(?=\p{Script=Han})/u;

/**
 * A word that is typed half in letters, as two: `foshan五金` is foshan and 五金. Letters that nobody types for Chinese
 * characters (PVC管, 3M胶带) stay with what they stand beside.
 */
function mixedParts(word: string): string[] {
  const parts = word.split(BESIDE);
  return parts.every((part) => !/[a-z]/.test(part) || isSpoken(part)) ? parts : [word];
}

const SHORTEST_SPOKEN = 2;
const INITIALS = new Set(Array.from(SYLLABLES, (syllable) => syllable.charAt(0)));

/** True for letters that can be initials or pinyin. */
function isSpoken(part: string): boolean {
  if (part.length < SHORTEST_SPOKEN || !/^[a-z]+$/.test(part)) return false;
  return Array.from(part).every((letter) => INITIALS.has(letter)) || certainBoundaries(part) !== null;
}

/**
 * The words as one code that is typed with blanks between its parts, of which some are too short to be looked for by
 * themselves: `QZ01 KH 2026 0001`; null where they are none. Of the words each counts, those that are there twice too.
 */
export function joinedCode(words: readonly string[]): string | null {
  const parts = words.map(bare);
  const joined = parts.join('');
  const isParted = parts.length > 1 && parts.some((part) => part.length < SHORTEST_NUMBER);
  return isParted && joined.length >= SHORTEST_NUMBER && /[0-9]/.test(joined) ? joined : null;
}

/** Folded without its signs. */
export const bareText = (text: string): string => bare(fold(text));
