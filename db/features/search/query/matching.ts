import { fold } from '../../../domain/text/fold.ts';
import type { SourceText } from '../../../work/search-source.ts';
import { spellName, spellTitle } from '../index/entry.ts';
import type { Content } from '../index/content.ts';
import { PIECES, squash, type SpelledName } from '../index/terms.ts';

/**
 * What the words of a query mean, said without the index: a word is found where it is a part of a text, from
 * three characters on a part of a number or code, or letters that spell a part of a name. All words must be
 * found, each anywhere. The index gives the same set, sooner.
 */

/** 0: a name or number is the query. 1: one begins with it. 2: it is somewhere. */
export type Tier = 0 | 1 | 2;

/** One side of an entry, folded: what everybody sees of it, or what only its readers see. */
interface Side {
  readonly texts: () => readonly string[];
  readonly codes: () => readonly string[];
  readonly phones: () => readonly string[];
  readonly names: () => readonly SpelledName[];
}

/** Makes a value when it is first asked for. */
function once<Value extends object>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

const isName = ({ kind }: SourceText): boolean => kind === 'company' || kind === 'person';

function sideOf(texts: readonly SourceText[], title: (() => SpelledName) | null, name: string): Side {
  const names = once(() =>
    texts.filter(isName).map(({ kind, text }) => ({ kind, folded: fold(text).trim() })),
  );
  return {
    texts: once(() => [
      ...(title ? [name] : []),
      ...names().map(({ folded }) => folded),
      ...texts.filter(({ kind }) => kind === 'words').map(({ text }) => fold(text)),
    ]),
    codes: once(() => texts.filter(({ kind }) => kind === 'code').map(({ text }) => fold(text))),
    phones: once(() =>
      texts
        .filter(({ kind }) => kind === 'phone')
        .flatMap(({ text, digits = text }) => (digits === text ? [digits] : [digits, fold(text)])),
    ),
    names: once(() => [
      ...(title ? [title()] : []),
      ...names().map(({ kind, folded }) => spellName(folded, kind === 'person' ? 'person' : 'company')),
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

function holds({ texts, codes, phones, names }: Side, word: string, isCode: boolean): boolean {
  const within = (text: string) => text.includes(word);
  if (texts().some(within) || (isCode && (codes().some(within) || phones().some(within)))) return true;
  if (INITIALS.test(word) && names().some(({ initials }) => initials.some(within))) return true;
  return LETTERS.test(word) && names().some((name) => findPinyin(name, word) !== null);
}

/** Where in a name letters spell syllables: run and first syllable; the last one may be unfinished. */
export function findPinyin({ runs }: SpelledName, letters: string): { run: number; syllable: number } | null {
  for (const [run, syllables] of runs.entries()) {
    const spelled = syllables.join('');
    if (!spelled.includes(letters)) continue;
    let start = 0;
    for (const [syllable, sound] of syllables.entries()) {
      if (spelled.startsWith(letters, start)) return { run, syllable };
      start += sound.length;
    }
  }
  return null;
}

/** True for words that may be part of a number or code. */
export function isCodeWord(word: string): boolean {
  return [...word].length >= Math.max(...PIECES.code);
}

/** True when every word is found; what only readers see counts only if `mayRead`. */
export function matches(folded: Folded, words: readonly string[], mayRead: boolean): boolean {
  return words.every((word) => {
    const isCode = isCodeWord(word);
    return holds(folded.open, word, isCode) || (mayRead && holds(folded.closed, word, isCode));
  });
}

/** True for words that may begin a phone: the others are not sought among them when results are ordered. */
export function isPhoneWord(word: string): boolean {
  return isCodeWord(word) && /[0-9]/.test(word);
}

/** How well an entry that matches does so. */
export function tierOf(
  folded: Folded,
  { words, whole: query }: { words: readonly string[]; whole: string },
  mayRead: boolean,
): Tier {
  const name = squash(folded.name);
  const first = words[0] ?? '';
  if (name === query) return 0;
  const spelled = INITIALS.test(query) ? folded.spelled() : null;
  if (spelled && (spelled.whole === query || spelled.initials.includes(query))) return 0;
  const codes = isCodeWord(query) ? codesOf(folded, isPhoneWord(query), mayRead) : [];
  if (codes.includes(query)) return 0;
  if (name.startsWith(first)) return 1;
  if (INITIALS.test(first) && folded.spelled().initials.some((letters) => letters.startsWith(first)))
    return 1;
  if (LETTERS.test(first) && folded.spelled().start?.startsWith(first)) return 1;
  if (!isCodeWord(first)) return 2;
  return codesOf(folded, isPhoneWord(first), mayRead).some((code) => code.startsWith(first)) ? 1 : 2;
}

function codesOf({ open, closed }: Folded, withPhones: boolean, mayRead: boolean): string[] {
  const sides = mayRead ? [open, closed] : [open];
  return sides.flatMap(({ codes, phones }) => [...codes(), ...(withPhones ? phones() : [])]).map(squash);
}
