import { bare, fold } from '../../../domain/text/fold.ts';
import type { SourceText } from '../../../work/search-source.ts';
import { spellName, spellTitle } from '../index/entry.ts';
import type { Content } from '../index/content.ts';
import {
  findInitials,
  findPinyin,
  isAllInitials,
  isAllSpelled,
  startsSpelled,
  type SpelledName,
} from '../index/spelling.ts';
import { PIECES } from '../index/terms.ts';
import { bareText, joinedCode, writtenWord, type Written } from './words.ts';

/**
 * What the words of a query mean, said without the index: a word is found where it is a part of a text, as it is typed
 * or without its signs; a part of a name, the signs and blanks of both left out; from three characters on so a part of a
 * number or code; or letters that spell a part of a name. All words must be found, each anywhere. The index gives the
 * same set, sooner.
 */

/** 0: a name or number is the query. 1: one begins with it. 2: it is somewhere. */
export type Tier = 0 | 1 | 2;

/** One side of an entry, folded: what everybody sees of it, or what only its readers see. */
interface Side {
  readonly texts: () => readonly string[];
  /** As they are written. */
  readonly names: () => readonly string[];
  readonly bareNames: () => readonly string[];
  /** Without their signs, like the phones. */
  readonly codes: () => readonly string[];
  readonly phones: () => readonly string[];
  readonly spelled: () => readonly SpelledName[];
}

/** Makes a value when it is first asked for. */
function once<Value extends object>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

const isName = ({ kind }: SourceText): boolean => kind === 'company' || kind === 'person';

function sideOf(texts: readonly SourceText[], title: (() => SpelledName) | null, name: string): Side {
  const others = once(() =>
    texts.filter(isName).map(({ kind, text }) => ({ kind, folded: fold(text).trim() })),
  );
  const names = once(() => [...(title ? [name] : []), ...others().map(({ folded }) => folded)]);
  return {
    texts: once(() => texts.filter(({ kind }) => kind === 'words').map(({ text }) => fold(text))),
    names,
    bareNames: once(() => names().map(bare)),
    codes: once(() => texts.filter(({ kind }) => kind === 'code').map(({ text }) => bareText(text))),
    phones: once(() =>
      texts
        .filter(({ kind }) => kind === 'phone')
        .flatMap(({ text, digits }) => {
          const number = bareText(text);
          return digits === undefined || digits === number ? [number] : [number, digits];
        }),
    ),
    spelled: once(() => [
      ...(title ? [title()] : []),
      ...others().map(({ kind, folded }) => spellName(folded, kind === 'person' ? 'person' : 'company')),
    ]),
  };
}

/** The texts of an entry that somebody sees who may read it; `sees` says of which records. */
export function textsOf(
  {
    entry,
    records,
  }: { readonly entry: Pick<Content['entry'], 'texts'>; readonly records: Content['records'] },
  sees: (record: Content['records'][number]) => boolean,
): SourceText[] {
  return [...entry.texts, ...records.filter(sees).flatMap(shownTexts)];
}

/** What has a class of its own is open to nobody but its readers. */
export function shownTexts({ secrecy, texts }: Content['records'][number]): readonly SourceText[] {
  return secrecy === null ? texts : texts.map((text) => (text.open ? { ...text, open: false } : text));
}

/** An entry folded for looking at it, each part when it is first looked at. */
export class Folded {
  /** The entry's own name. */
  readonly name: string;
  readonly spelled: () => SpelledName;
  readonly open: Side;
  readonly closed: Side;

  constructor({ title }: Pick<Content['entry'], 'title'>, texts: readonly SourceText[]) {
    this.name = fold(title.text).trim();
    this.spelled = once(() => spellTitle(this.name, title));
    this.open = sideOf(
      texts.filter(({ open }) => open === true),
      this.spelled,
      this.name,
    );
    this.closed = sideOf(
      texts.filter(({ open }) => open !== true),
      null,
      '',
    );
  }
}

const LETTERS = /^[a-z]+$/;
const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

function holds({ texts, names, bareNames, codes, phones, spelled }: Side, word: Written): boolean {
  const { text, bare: plain, number } = word;
  if (texts().some((one) => one.includes(text))) return true;
  if (plain === '') return names().some((one) => one.includes(text));
  const within = (one: string) => one.includes(plain);
  if (bareNames().some(within) || (plain !== text && texts().some(within))) return true;
  if (isCodeWord(plain)) {
    const isNumber = (one: string) => one.includes(plain) || one.includes(number);
    if (codes().some(isNumber) || phones().some(isNumber)) return true;
  }
  if (INITIALS.test(plain) && spelled().some((name) => findInitials(name, plain) !== null)) return true;
  return LETTERS.test(plain) && spelled().some((name) => findPinyin(name, word.spelled) !== null);
}

/** True for words that may be part of a number or code: their signs do not count. */
export function isCodeWord(word: string): boolean {
  return [...writtenWord(word).bare].length >= Math.max(...PIECES.code);
}

/** True when every word is found, or all are one code; what only readers see counts only if `mayRead`. */
export function matches({ open, closed }: Folded, words: readonly string[], mayRead: boolean): boolean {
  const sides = mayRead ? [open, closed] : [open];
  const distinct = Array.from(new Set(words), writtenWord);
  if (distinct.every((word) => sides.some((side) => holds(side, word)))) return true;
  const code = joinedCode(words);
  if (code === null) return false;
  const within = (one: string) => one.includes(code);
  return sides.some(({ codes, phones }) => codes().some(within) || phones().some(within));
}

/** True for words that may begin a phone: the others are not sought among them when results are ordered. */
export function isPhoneWord(word: string): boolean {
  return isCodeWord(word) && /[0-9]/.test(word);
}

/** How well an entry that matches does so. */
export function tierOf(
  folded: Folded,
  { words, whole }: { words: readonly string[]; whole: string },
  mayRead: boolean,
): Tier {
  const [name = ''] = folded.open.bareNames();
  const query = writtenWord(whole);
  // Signs alone are nothing that a name could be, or begin with.
  if (query.bare === '') return 2;
  const first = writtenWord(beginningOf(words));
  if (name === query.bare) return 0;
  if (INITIALS.test(query.bare) && isAllInitials(folded.spelled(), query.bare)) return 0;
  if (LETTERS.test(query.bare) && isAllSpelled(folded.spelled(), query.spelled)) return 0;
  if (codesOf(folded, whole, mayRead).some((code) => code === query.bare || code === query.number)) return 0;
  if (name.startsWith(first.bare)) return 1;
  if (INITIALS.test(first.bare) && findInitials(folded.spelled(), first.bare, 'start')) return 1;
  if (LETTERS.test(first.bare) && startsSpelled(folded.spelled(), first.spelled)) return 1;
  const isBegun = (code: string) => code.startsWith(first.bare) || code.startsWith(first.number);
  return codesOf(folded, first.text, mayRead).some(isBegun) ? 1 : 2;
}

/** The first word that is not signs alone: with it a name or number may begin. */
export function beginningOf(words: readonly string[]): string {
  return words.find((word) => writtenWord(word).bare !== '') ?? '';
}

/** The codes that a word may be one of, or begin; phones only where it has a digit. */
function codesOf({ open, closed }: Folded, word: string, mayRead: boolean): string[] {
  if (!isCodeWord(word)) return [];
  const sides = mayRead ? [open, closed] : [open];
  return sides.flatMap(({ codes, phones }) => [...codes(), ...(isPhoneWord(word) ? phones() : [])]);
}
