import { bare, fold, foldedWords } from '../../../domain/text/fold.ts';

/** A word of a query, by the ways in which it can be written. */
export interface Written {
  /** As it is typed, folded. */
  readonly text: string;
  /** Without its signs: names and numbers are compared by it. Empty for signs alone. */
  readonly bare: string;
  /** Of a number with the country code before it: the number alone; else as `bare`. */
  readonly number: string;
  /** As letters spell syllables: ü after j, q, x and y is u. */
  readonly spelled: string;
}

/** +86, 0086 or (+86) before a number; 86 alone only before a mobile, which cannot be anything else. */
const COUNTRY = /^\(?(?:\+|00)86\)?/;
const COUNTRY_OF_MOBILE = /^86(?=1[3-9]\d{9}$)/;
const DIGITS = /^[0-9]+$/;
const SHORTEST_NUMBER = 3;

function numberOf(text: string, written: string): string {
  if (!DIGITS.test(written)) return written;
  const home = COUNTRY.test(text) ? bare(text.replace(COUNTRY, '')) : written.replace(COUNTRY_OF_MOBILE, '');
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
const MOBILE = /^1[3-9]\d{9}$/;

/**
 * The words of a query, folded, in their order. A country code that stands apart before a number is none: in
 * `+86 138 0013 8000` three parts of the number are looked for.
 */
export function queryWords(text: string): string[] {
  const words = foldedWords(text);
  return words.filter((word, index) => {
    const rest = words.slice(index + 1).map(bare);
    const [next = ''] = rest;
    if (!DIGITS.test(next)) return true;
    const after = rest.findIndex((one) => !DIGITS.test(one));
    const number = (after < 0 ? rest : rest.slice(0, after)).join('');
    if (number.length < SHORTEST_NUMBER) return true;
    return !(COUNTRY_ALONE.test(word) || (word === '86' && MOBILE.test(number)));
  });
}

const CODE = /^(?=.*[0-9])[a-z0-9]+$/;

/**
 * The words as one code that is typed with blanks between its parts, of which some are too short to be looked for by
 * themselves: `QZ01 KH 2026 0001`; null where they are none.
 */
export function joinedCode(words: readonly string[]): string | null {
  const parts = words.map(bare);
  const joined = parts.join('');
  const isParted = parts.length > 1 && parts.some((part) => part.length < SHORTEST_NUMBER);
  return isParted && joined.length >= SHORTEST_NUMBER && CODE.test(joined) ? joined : null;
}

/** Folded without its signs. */
export const bareText = (text: string): string => bare(fold(text));
