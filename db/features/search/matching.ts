import { fold } from '../../domain/text/fold.ts';
import type { Content } from './content.ts';
import { spellFormerName, spellOwnName, spellPerson } from './document.ts';
import { PIECES, squash, type SpelledName } from './terms.ts';

/**
 * What the words of a query mean, said without the index: a word is found where it is a part of a text, from
 * three characters on a part of a number or code, or letters that spell a part of a name. All words must be
 * found, each anywhere. The index gives the same set, sooner.
 */

/** 0: a name or number is the query. 1: one begins with it. 2: it is somewhere. */
export type Tier = 0 | 1 | 2;

/** One side of a record, folded: what everybody sees of it, or what only its readers see. */
interface Side {
  readonly texts: readonly string[];
  readonly codes: readonly string[];
  readonly phones: readonly string[];
  readonly names: readonly SpelledName[];
}

/** A record folded for looking at it; the sides are made when first needed. */
export class Folded {
  readonly #content: Content;
  #open: Side | null = null;
  #closed: Side | null = null;
  #ownName: { folded: string; spelled: SpelledName } | null = null;

  constructor(content: Content) {
    this.#content = content;
  }

  get ownName(): { readonly folded: string; readonly spelled: SpelledName } {
    if (!this.#ownName) {
      const folded = fold(this.#content.row.name).trim();
      this.#ownName = { folded, spelled: spellOwnName(folded, this.#content.row) };
    }
    return this.#ownName;
  }

  get open(): Side {
    if (!this.#open) {
      const { row, formerNames, terms } = this.#content;
      const former = formerNames.map((name) => fold(name).trim());
      this.#open = {
        texts: [this.ownName.folded, ...former, ...terms.map(fold)],
        codes: [fold(row.archive_no)],
        phones: [],
        names: [this.ownName.spelled, ...former.map(spellFormerName)],
      };
    }
    return this.#open;
  }

  get closed(): Side {
    if (!this.#closed) {
      const { row, people, phones } = this.#content;
      const names = people.map((person) => fold(person.name).trim());
      const notes = [row.address, row.note, ...people.map((person) => person.note)];
      this.#closed = {
        texts: [...names, ...notes.filter((text) => text !== null).map(fold)],
        codes: [row.uscc, row.legacy_code].filter((code) => code !== null).map(fold),
        phones: phones.flatMap(({ digits, number }) =>
          digits === number ? [digits] : [digits, fold(number)],
        ),
        names: names.map(spellPerson),
      };
    }
    return this.#closed;
  }
}

const LETTERS = /^[a-z]+$/;
const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

function holds({ texts, codes, phones, names }: Side, word: string, isCode: boolean): boolean {
  return (
    texts.some((text) => text.includes(word)) ||
    (isCode && (codes.some((code) => code.includes(word)) || phones.some((phone) => phone.includes(word)))) ||
    (INITIALS.test(word) &&
      names.some(({ initials }) => initials.some((letters) => letters.includes(word)))) ||
    (LETTERS.test(word) && names.some((name) => findPinyin(name, word) !== null))
  );
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

/** How well a record that matches does so. */
export function tierOf(
  folded: Folded,
  { words, whole: query }: { words: readonly string[]; whole: string },
  mayRead: boolean,
): Tier {
  const { folded: name, spelled } = folded.ownName;
  const first = words[0] ?? '';
  if (squash(name) === query || spelled.whole === query || spelled.initials.includes(query)) return 0;
  const codes = isCodeWord(query) ? codesOf(folded, isPhoneWord(query), mayRead) : [];
  if (codes.includes(query)) return 0;
  if (squash(name).startsWith(first)) return 1;
  if (INITIALS.test(first) && spelled.initials.some((letters) => letters.startsWith(first))) return 1;
  if (LETTERS.test(first) && spelled.start !== null && spelled.start.startsWith(first)) return 1;
  if (!isCodeWord(first)) return 2;
  return codesOf(folded, isPhoneWord(first), mayRead).some((code) => code.startsWith(first)) ? 1 : 2;
}

function codesOf({ open, closed }: Folded, withPhones: boolean, mayRead: boolean): string[] {
  const sides = mayRead ? [open, closed] : [open];
  return sides.flatMap(({ codes, phones }) => [...codes, ...(withPhones ? phones : [])]).map(squash);
}
