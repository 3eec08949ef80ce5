import { spell } from './pinyin.ts';

/**
 * The terms of the index. A term is a letter for its kind and a piece of folded text. Pieces of every length
 * up to a longest are taken from every place, so a short part is found by one term and a longer one by
 * several of its pieces and a look at the record.
 */
export const KIND = {
  /** Names, former names, index terms: what the index of the archive shows to everybody (rules.md A3). */
  openText: 'a',
  /** Address, people, notes: for those who may read the archive. */
  closedText: 'b',
  /** 档号. */
  openCode: 'c',
  /** 统一社会信用代码, former number, phones. */
  closedCode: 'd',
  openPinyin: 'e',
  closedPinyin: 'f',
  openInitials: 'g',
  closedInitials: 'h',
  /** Beginnings of the customer's name and numbers. */
  nameStart: 'i',
  pinyinStart: 'j',
  initialsStart: 'k',
  openCodeStart: 'l',
  closedCodeStart: 'm',
  /** The whole of a short name or number. */
  openWhole: 'n',
  closedWhole: 'o',
  /** Values of filters: a letter for the dimension and a number. */
  facet: 'p',
  responsible: 'q',
  keeper: 'r',
  /** The day on which a class above normal lapses, and that day's month and year alone. */
  lapse: 's',
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

export interface PieceRange {
  readonly shortest: number;
  readonly longest: number;
}

/** Lengths of the pieces of each way of writing, in characters. */
export const PIECES = {
  text: { shortest: 1, longest: 3 },
  /** Any run of three of a number or code. */
  code: { shortest: 3, longest: 4 },
  /** From the beginning of a syllable on; one letter is found by the initials. */
  pinyin: { shortest: 2, longest: 6 },
  initials: { shortest: 1, longest: 3 },
} as const satisfies Record<string, PieceRange>;

/** Names and numbers up to this length have a term for the whole of them. */
export const LONGEST_WHOLE = 8;

const SURROGATE = /[\ud800-\udfff]/;

/** The characters of a text as whole code points. */
export function charactersOf(text: string): ArrayLike<string> {
  return SURROGATE.test(text) ? [...text] : text;
}

/** The pieces of `word` from `start` on, each with its kind before it. */
function addFrom(
  terms: Set<string>,
  kind: Kind,
  word: ArrayLike<string>,
  { shortest, longest }: PieceRange,
  start: number,
): void {
  const end = Math.min(word.length, start + longest);
  let term: string = kind;
  for (let index = start; index < end; index += 1) {
    term += word[index] ?? '';
    if (index - start + 1 >= shortest) terms.add(term);
  }
}

function addPieces(terms: Set<string>, kind: Kind, word: string, range: PieceRange): void {
  const characters = charactersOf(word);
  for (let start = 0; start <= characters.length - range.shortest; start += 1)
    addFrom(terms, kind, characters, range, start);
}

function addStart(terms: Set<string>, kind: Kind, word: string, range: PieceRange): void {
  addFrom(terms, kind, charactersOf(word), range, 0);
}

function addWhole(terms: Set<string>, open: boolean, word: string): void {
  if (word !== '' && charactersOf(word).length <= LONGEST_WHOLE)
    terms.add((open ? KIND.openWhole : KIND.closedWhole) + word);
}

/** A folded text's words: pieces never reach over a space. */
function wordsOf(folded: string): string[] {
  return folded.includes(' ') ? folded.split(' ').filter((word) => word !== '') : [folded];
}

/** A folded text without its spaces. */
export function squash(folded: string): string {
  return folded.includes(' ') ? folded.replaceAll(' ', '') : folded;
}

/** Adds every piece of a folded text. */
export function addText(terms: Set<string>, open: boolean, folded: string): void {
  for (const word of wordsOf(folded))
    addPieces(terms, open ? KIND.openText : KIND.closedText, word, PIECES.text);
}

/** Adds a folded number or code: its pieces, its beginning, the whole of a short one. */
export function addCode(terms: Set<string>, open: boolean, folded: string): void {
  for (const word of wordsOf(folded))
    addPieces(terms, open ? KIND.openCode : KIND.closedCode, word, PIECES.code);
  const whole = squash(folded);
  addStart(terms, open ? KIND.openCodeStart : KIND.closedCodeStart, whole, PIECES.code);
  addWhole(terms, open, whole);
}

/** How a name is typed in letters. */
export interface SpelledName {
  /** Of the whole name, and of the name without 省 / 市 / 区 / 县 / 镇 where that differs. */
  readonly initials: readonly string[];
  /** Runs of syllables between what is not Chinese. */
  readonly runs: ReadonlyArray<readonly string[]>;
  /** Pinyin of a name that begins with a Chinese character, up to what is not Chinese. */
  readonly start: string | null;
  /** Pinyin of a name that is all Chinese. */
  readonly whole: string | null;
}

const PLACE_SIGNS = new Set('省市区县镇');

export function spellName(folded: string, kind: 'company' | 'person'): SpelledName {
  const { letters, runs, beginsSpoken } = spell(folded, kind);
  const initials = letters.join('');
  let short = '';
  let place = 0;
  for (const character of folded) {
    if (!PLACE_SIGNS.has(character)) short += letters[place] ?? '';
    place += 1;
  }
  const start = beginsSpoken ? (runs[0]?.join('') ?? null) : null;
  return {
    initials: kind === 'person' || short === initials || short === '' ? [initials] : [initials, short],
    runs,
    start,
    whole: runs.length === 1 && runs[0]?.length === letters.length ? start : null,
  };
}

/** Adds how a name is typed in letters. */
export function addSpelling(terms: Set<string>, open: boolean, { initials, runs }: SpelledName): void {
  for (const letters of initials)
    addPieces(terms, open ? KIND.openInitials : KIND.closedInitials, letters, PIECES.initials);
  for (const run of runs) {
    const letters = run.join('');
    let start = 0;
    for (const syllable of run) {
      addFrom(terms, open ? KIND.openPinyin : KIND.closedPinyin, letters, PIECES.pinyin, start);
      start += syllable.length;
    }
  }
}

/** Adds where the customer's own name begins, in characters and in letters, and the whole of a short one. */
export function addNameStart(terms: Set<string>, folded: string, spelled: SpelledName): void {
  const whole = squash(folded);
  addStart(terms, KIND.nameStart, whole, PIECES.text);
  addWhole(terms, true, whole);
  for (const letters of spelled.initials) {
    addStart(terms, KIND.initialsStart, letters, PIECES.initials);
    addWhole(terms, true, letters);
  }
  if (spelled.start !== null) addStart(terms, KIND.pinyinStart, spelled.start, PIECES.pinyin);
  if (spelled.whole !== null) addWhole(terms, true, spelled.whole);
}
