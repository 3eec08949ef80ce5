import { bare } from '../../../domain/text/fold.ts';
import { branches, endings, firstOf, spelledWholes, type Spelled, type SpelledName } from './spelling.ts';

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
const RUNS_OF_SIGNS = /[^\p{L}\p{N} ]+/gu;

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

  /** Adds every piece of a folded name without its signs, and those of its signs alone. */
  name(open: boolean, folded: string): void {
    const kind = open ? KIND.openText : KIND.closedText;
    const written = bare(folded);
    this.#take(written);
    this.#pieces(kind, PIECES.text);
    this.#uniformPieces(kind);
    if (written.length === folded.length) return;
    for (const signs of folded.match(RUNS_OF_SIGNS) ?? []) {
      this.#take(signs);
      this.#pieces(kind, PIECES.text);
    }
  }

  /** Adds a folded number or code without its signs: its pieces, its beginning, the whole of a short one. */
  code(open: boolean, folded: string): void {
    const kind = open ? KIND.openCode : KIND.closedCode;
    this.#take(bare(folded));
    this.#pieces(kind, PIECES.code);
    this.#uniformPieces(kind);
    this.#from(open ? KIND.openCodeStart : KIND.closedCodeStart, STARTS.code, 0);
    this.#whole(open);
  }

  /** Adds how a name is typed in letters. */
  spelling(open: boolean, { forms, runs, isSimple }: SpelledName): void {
    const [whole = '', short] = forms.map(firstOf);
    const initials = open ? KIND.openInitials : KIND.closedInitials;
    const pinyin = open ? KIND.openPinyin : KIND.closedPinyin;
    this.#take(whole);
    this.#pieces(initials, PIECES.initials);
    if (short !== undefined) this.#otherInitials(initials, short, whole);
    for (const run of runs) {
      this.#take(firstOf(run));
      let start = 0;
      for (const { syllables } of run.units) {
        this.#from(pinyin, PIECES.pinyin, start);
        start += syllables[0]?.length ?? 0;
      }
    }
    if (isSimple) return;
    const seen = new Set<string>();
    for (const form of forms) this.#otherPieces(initials, PIECES.initials, form, seen);
    seen.clear();
    for (const run of runs) this.#otherPieces(pinyin, PIECES.pinyin, run, seen);
  }

  /** Adds where the customer's own name begins, in characters and in letters, and the whole of a short one. */
  nameStart(folded: string, { forms, start, isWhole, isSimple }: SpelledName): void {
    this.#take(bare(folded));
    this.#from(KIND.nameStart, STARTS.name, 0);
    this.#whole(true);
    for (const form of forms) {
      this.#take(firstOf(form));
      this.#from(KIND.initialsStart, STARTS.initials, 0);
      this.#whole(true);
      if (!isSimple) this.#otherStarts(KIND.initialsStart, STARTS.initials, form, true);
    }
    if (start === null) return;
    this.#take(firstOf(start));
    this.#from(KIND.pinyinStart, STARTS.pinyin, 0);
    if (isWhole) this.#whole(true);
    if (!isSimple) this.#otherStarts(KIND.pinyinStart, STARTS.pinyin, start, isWhole);
  }

  /** Adds terms as they stand, with spaces between. */
  add(terms: string): void {
    this.#reserve(terms.length * 3 + 1);
    this.#length += this.#bytes.write(terms, this.#length);
    this.#bytes[this.#length] = SPACE;
    this.#length += 1;
  }

  /** The pieces that a short form has and the whole has not: most are the same. */
  #otherInitials(kind: Kind, short: string, whole: string): void {
    this.#take(short);
    for (let start = 0; start < short.length; start += 1)
      for (const length of PIECES.initials)
        if (start + length <= short.length && !whole.includes(short.slice(start, start + length)))
          this.#piece(kind, start, start + length);
  }

  /** The pieces that further readings make, at every place. */
  #otherPieces(kind: Kind, lengths: Lengths, { units, by }: Spelled, seen: Set<string>): void {
    for (let start = 0; start < units.length; start += 1)
      this.#branches(kind, lengths, { units: units.slice(start, start + Math.max(...lengths)), by }, seen);
  }

  /** The same at the beginning, and what a whole name can be typed as. */
  #otherStarts(kind: Kind, lengths: Lengths, spelled: Spelled, isWhole: boolean): void {
    this.#branches(kind, lengths, spelled, new Set());
    if (!isWhole) return;
    for (const text of spelledWholes(spelled, LONGEST_WHOLE)) this.#text(KIND.openWhole, text);
    for (const text of endings(spelled, END_LENGTH)) this.#text(KIND.openEnd, text);
  }

  #branches(kind: Kind, lengths: Lengths, spelled: Spelled, seen: Set<string>): void {
    const first = firstOf(spelled);
    for (const text of branches(spelled, Math.max(...lengths)))
      for (const length of lengths) {
        const piece = text.slice(0, length);
        if (piece.length < length || first.startsWith(piece) || seen.has(piece)) continue;
        seen.add(piece);
        this.#text(kind, piece);
      }
  }

  #text(kind: Kind, text: string): void {
    this.#take(text);
    this.#piece(kind, 0, this.#characters);
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
