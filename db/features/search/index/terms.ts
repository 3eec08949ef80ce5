import type { Sound } from './pinyin.ts';

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
  /** The whole of a short name or number, the end of a long one. */
  openWhole: 'n',
  closedWhole: 'o',
  openEnd: 't',
  closedEnd: 'u',
  /** Values of filters: a letter for the dimension and a number. */
  facet: 'p',
  responsible: 'q',
  keeper: 'r',
  /** The day on which a class above normal lapses, and that day's month and year alone. */
  lapse: 's',
  /** Before the number of a guard, a point and a closed term: texts with a class of their own (guards.ts). */
  guarded: 'v',
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/**
 * Lengths of the pieces of each way of writing, in characters. Text and codes have pieces of `UNIFORM` besides
 * where these are all digits or all Latin letters, for such pieces of three are too common to find much by.
 */
export const PIECES = {
  text: [1, 2, 3],
  /** Any run of three of a number or code. */
  code: [3],
  /** From the beginning of a syllable on; one letter is found by the initials. */
  pinyin: [2, 3, 4, 5, 6, 7, 8],
  initials: [1, 2, 3, 4],
} as const;
export const UNIFORM = 4;

/** Pieces of the legal form that nine names in ten have: nothing is found by them where there are others. */
export const COMMON_PIECES: ReadonlySet<string> = new Set(['有限公', '限公司', 'yxgs']);

/** Lengths of the beginnings that have terms: of a longer one the next shorter, and its pieces. */
export const STARTS = {
  name: [1, 2, 3, 5],
  code: [3, 4, 7],
  pinyin: [2, 3, 4, 6, 9, 12],
  initials: [1, 2, 3, 4, 6],
} as const;

type Lengths = readonly number[];

/** Names and numbers up to this length have a term for the whole of them, longer ones for their end. */
export const LONGEST_WHOLE = 8;
export const END_LENGTH = 4;

/** Before a closed term of a text with a class of its own. */
export function guardPrefix(n: number | string): string {
  return `${KIND.guarded}${n}.`;
}

const SURROGATE = /[\ud800-\udfff]/;

/** The characters of a text as whole code points. */
export function charactersOf(text: string): ArrayLike<string> {
  return SURROGATE.test(text) ? [...text] : text;
}

/** A folded text's words: pieces never reach over a space. */
function wordsOf(folded: string): string[] {
  return folded.includes(' ') ? folded.split(' ').filter((word) => word !== '') : [folded];
}

/** A folded text without its spaces. */
export function squash(folded: string): string {
  return folded.includes(' ') ? folded.replaceAll(' ', '') : folded;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number) => byte >= 0x61 && byte <= 0x7a;

/** How many bytes from `from` on are all digits or all small letters, counted up to `UNIFORM`. */
function uniformRun(bytes: Uint8Array, from: number, end: number): number {
  const is = isDigit(bytes[from] ?? 0) ? isDigit : isLetter;
  let run = 0;
  while (run < UNIFORM && from + run < end && is(bytes[from + run] ?? 0)) run += 1;
  return run;
}

const SPACE = 0x20;

/**
 * Gathers the terms of one entry as UTF-8 with spaces between. Bytes are copied, because making every piece
 * a string costs more than the index itself. A term may come twice; the index takes it once.
 */
export class Terms {
  #bytes = Buffer.alloc(16_384);
  #length = 0;
  /** The word at hand: its bytes, and where each character begins, with the end after the last. */
  #word = Buffer.alloc(1_024);
  readonly #starts: number[] = [];
  #characters = 0;
  /** Begins every term. */
  #guard = '';

  /** The bytes gathered; valid until the next entry is begun. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, Math.max(0, this.#length - 1));
  }

  clear(): void {
    this.#length = 0;
    this.#guard = '';
  }

  /** Every piece from here on stands under the number of a guard; null for none. */
  guard(n: string | null): void {
    this.#guard = n === null ? '' : guardPrefix(n);
  }

  /** Adds every piece of a folded text. */
  text(open: boolean, folded: string): void {
    for (const word of wordsOf(folded)) {
      this.#take(word);
      this.#pieces(open ? KIND.openText : KIND.closedText, PIECES.text);
      this.#uniformPieces(open ? KIND.openText : KIND.closedText);
    }
  }

  /** Adds a folded number or code: its pieces, its beginning, the whole of a short one. */
  code(open: boolean, folded: string): void {
    for (const word of wordsOf(folded)) {
      this.#take(word);
      this.#pieces(open ? KIND.openCode : KIND.closedCode, PIECES.code);
      this.#uniformPieces(open ? KIND.openCode : KIND.closedCode);
    }
    this.#take(squash(folded));
    this.#from(open ? KIND.openCodeStart : KIND.closedCodeStart, STARTS.code, 0);
    this.#whole(open);
  }

  /** Adds how a name is typed in letters. */
  spelling(open: boolean, { initials, runs }: SpelledName): void {
    const [whole = '', short] = initials;
    this.#take(whole);
    this.#pieces(open ? KIND.openInitials : KIND.closedInitials, PIECES.initials);
    if (short !== undefined) this.#otherInitials(open, short, whole);
    for (const run of runs) {
      this.#take(run.join(''));
      let start = 0;
      for (const syllable of run) {
        this.#from(open ? KIND.openPinyin : KIND.closedPinyin, PIECES.pinyin, start);
        start += syllable.length;
      }
    }
  }

  /** Adds where the customer's own name begins, in characters and in letters, and the whole of a short one. */
  nameStart(folded: string, spelled: SpelledName): void {
    this.#take(squash(folded));
    this.#from(KIND.nameStart, STARTS.name, 0);
    this.#whole(true);
    for (const letters of spelled.initials) {
      this.#take(letters);
      this.#from(KIND.initialsStart, STARTS.initials, 0);
      this.#whole(true);
    }
    if (spelled.start !== null) {
      this.#take(spelled.start);
      this.#from(KIND.pinyinStart, STARTS.pinyin, 0);
      if (spelled.whole !== null) this.#whole(true);
    }
  }

  /** Adds terms as they stand, with spaces between. */
  add(terms: string): void {
    this.#reserve(terms.length * 3 + 1);
    this.#length += this.#bytes.write(terms, this.#length);
    this.#bytes[this.#length] = SPACE;
    this.#length += 1;
  }

  /** The pieces that a short form has and the whole has not: most are the same. */
  #otherInitials(open: boolean, short: string, whole: string): void {
    this.#take(short);
    for (let start = 0; start < short.length; start += 1)
      for (const length of PIECES.initials)
        if (start + length <= short.length && !whole.includes(short.slice(start, start + length)))
          this.#piece(open ? KIND.openInitials : KIND.closedInitials, start, start + length);
  }

  #take(word: string): void {
    if (this.#word.length < word.length * 3) this.#word = Buffer.alloc(word.length * 3);
    const length = this.#word.write(word);
    let characters = 0;
    for (let at = 0; at < length; at += 1)
      if (((this.#word[at] ?? 0) & 0xc0) !== 0x80) {
        this.#starts[characters] = at;
        characters += 1;
      }
    this.#starts[characters] = length;
    this.#characters = characters;
    // More than the pieces of one word can take: those of pinyin are the most, some 50 bytes from each place.
    this.#reserve((length + 16) * (64 + 12 * this.#guard.length));
  }

  #pieces(kind: Kind, lengths: Lengths): void {
    for (let start = 0; start < this.#characters; start += 1) this.#from(kind, lengths, start);
  }

  /** The longer pieces of digits or letters; these are one byte each. */
  #uniformPieces(kind: Kind): void {
    for (let start = 0; start + UNIFORM <= this.#characters; start += 1) {
      const from = this.#starts[start] ?? 0;
      if (uniformRun(this.#word, from, this.#starts[this.#characters] ?? 0) === UNIFORM)
        this.#piece(kind, start, start + UNIFORM);
    }
  }

  /** The pieces that begin at a character. */
  #from(kind: Kind, lengths: Lengths, start: number): void {
    for (const length of lengths)
      if (start + length <= this.#characters) this.#piece(kind, start, start + length);
  }

  #whole(open: boolean): void {
    const end = this.#characters;
    if (end > LONGEST_WHOLE) this.#piece(open ? KIND.openEnd : KIND.closedEnd, end - END_LENGTH, end);
    else if (end > 0) this.#piece(open ? KIND.openWhole : KIND.closedWhole, 0, end);
  }

  #piece(kind: Kind, start: number, end: number): void {
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = 0; at < this.#guard.length; at += 1) bytes[length++] = this.#guard.charCodeAt(at);
    bytes[length++] = kind.charCodeAt(0);
    const to = this.#starts[end] ?? 0;
    for (let at = this.#starts[start] ?? 0; at < to; at += 1) bytes[length++] = this.#word[at] ?? 0;
    bytes[length++] = SPACE;
    this.#length = length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Where a character stands in the folded text, [start, end) in code units. */
export type Place = readonly [start: number, end: number];

/** How a name is typed in letters. */
export interface SpelledName {
  /** Of the whole name, and of the name without 省 / 市 / 区 / 县 / 镇 where that differs. */
  readonly initials: readonly string[];
  /** For each of `initials` the place of each letter. */
  readonly places: ReadonlyArray<readonly Place[]>;
  /** Runs of syllables between what is not Chinese. */
  readonly runs: ReadonlyArray<readonly string[]>;
  /** For each of `runs` the place of each syllable. */
  readonly runPlaces: ReadonlyArray<readonly Place[]>;
  /** Pinyin of a name that begins with a Chinese character, up to what is not Chinese. */
  readonly start: string | null;
  /** Pinyin of a name that is all Chinese. */
  readonly whole: string | null;
}

const PLACE_SIGNS = new Set('省市区县镇');

/** Names as they can be typed, from what their characters sound like. */
export function spelledName(sounds: readonly Sound[], kind: 'company' | 'person'): SpelledName {
  const whole: Sound[] = [];
  const short: Sound[] = [];
  const runs: Sound[][] = [];
  let run: Sound[] | null = null;
  for (const sound of sounds) {
    if (sound.letter !== '') {
      whole.push(sound);
      if (!PLACE_SIGNS.has(sound.character)) short.push(sound);
    }
    if (sound.syllable === null) run = null;
    else if (run) run.push(sound);
    else runs.push((run = [sound]));
  }
  const forms =
    kind === 'person' || short.length === whole.length || short.length === 0 ? [whole] : [whole, short];
  const start = sounds[0]?.syllable ? syllablesOf(runs[0] ?? []).join('') : null;
  return {
    initials: forms.map((form) => form.map(({ letter }) => letter).join('')),
    places: forms.map(placesOf),
    runs: runs.map(syllablesOf),
    runPlaces: runs.map(placesOf),
    start,
    whole: runs[0]?.length === sounds.length ? start : null,
  };
}

const syllablesOf = (sounds: readonly Sound[]) => sounds.map(({ syllable }) => syllable ?? '');
const placesOf = (sounds: readonly Sound[]) =>
  sounds.map(({ start, character }): Place => [start, start + character.length]);
