import { SYLLABLES } from '../../domain/text/syllables.ts';
import { allOf, anyOf, term, type Expression } from './expression.ts';
import {
  charactersOf,
  END_LENGTH,
  KIND,
  LONGEST_WHOLE,
  PIECES,
  STARTS,
  UNIFORM,
  type Kind,
} from './terms.ts';

/** How something is looked for in the index. */
export interface Sides {
  /** In what everybody sees of an archive. */
  readonly open: Expression;
  /** In what only its readers see. */
  readonly closed: Expression;
}

interface Pieces {
  readonly pieces: readonly string[];
  /** True when a document with the piece has the word. */
  readonly exact: boolean;
}

/** A word of a query, ready to be looked for. */
export interface WordTerms {
  readonly anywhere: Sides;
  /** At the beginning of the customer's name or of a number; what is found has to be looked at. */
  readonly atStart: Sides;
  /** False when a document with the terms of `anywhere` may still not hold the word, and has to be looked at. */
  readonly exact: boolean;
}

export function wordTerms(word: string): WordTerms {
  const text = textPieces(word);
  const code = codePieces(word);
  const pinyin = pinyinPieces(word);
  const initials = initialPieces(word);
  return {
    anywhere: {
      open: anyOf([
        allTerms(KIND.openText, text),
        allTerms(KIND.openCode, code),
        allTerms(KIND.openPinyin, pinyin),
        allTerms(KIND.openInitials, initials),
      ]),
      closed: anyOf([
        allTerms(KIND.closedText, text),
        allTerms(KIND.closedCode, code),
        allTerms(KIND.closedPinyin, pinyin),
        allTerms(KIND.closedInitials, initials),
      ]),
    },
    atStart: {
      open: anyOf([
        startTerms(word, KIND.nameStart, STARTS.name, allTerms(KIND.openText, text)),
        startTerms(word, KIND.openCodeStart, STARTS.code, allTerms(KIND.openCode, code)),
        startTerms(word, KIND.pinyinStart, STARTS.pinyin, allTerms(KIND.openPinyin, pinyin)),
        startTerms(word, KIND.initialsStart, STARTS.initials, allTerms(KIND.openInitials, initials)),
      ]),
      closed: startTerms(word, KIND.closedCodeStart, STARTS.code, allTerms(KIND.closedCode, code)),
    },
    exact: [text, code, pinyin, initials].every((way) => way?.exact ?? true),
  };
}

/** The beginning by the longest term that fits, and the rest of a longer word by what it has anywhere. */
function startTerms(word: string, kind: Kind, lengths: readonly number[], anywhere: Expression): Expression {
  const characters = Array.from(charactersOf(word));
  const length = lengths.findLast((fitting) => fitting <= characters.length);
  if (length === undefined || anywhere === false) return false;
  const start = term(kind + characters.slice(0, length).join(''));
  return length === characters.length ? start : allOf([start, anywhere]);
}

/** True for what has a term for the whole of it. */
export function isShortWhole(word: string): boolean {
  return charactersOf(word).length <= LONGEST_WHOLE;
}

/** A whole name or number: of a long one its end, which has to be looked at. */
export function wholeTerms(word: string): Sides {
  const characters = Array.from(charactersOf(word));
  if (characters.length <= LONGEST_WHOLE)
    return { open: term(KIND.openWhole + word), closed: term(KIND.closedWhole + word) };
  const end = characters.slice(-END_LENGTH).join('');
  return { open: term(KIND.openEnd + end), closed: term(KIND.closedEnd + end) };
}

function allTerms(kind: Kind, way: Pieces | null): Expression {
  return way !== null && allOf([...new Set(way.pieces)].map((piece) => term(kind + piece)));
}

/** Lists to go through for one word; pieces beyond so many hardly leave fewer documents. */
const MOST_PIECES = 12;

const UNIFORM_WORD = /^(?:[0-9]+|[a-z]+)$/;

/**
 * The pieces of a word, longest first cut from its end, which tells names and numbers apart better than their
 * beginning: pieces of `longest`, of `UNIFORM` where they are all digits or all letters.
 */
function piecesOf(word: string, longest: number): Pieces {
  const characters = Array.from(charactersOf(word));
  if (characters.length <= longest) return { pieces: [word], exact: true };
  const isUniform = (from: number, to: number) =>
    from >= 0 && to <= characters.length && UNIFORM_WORD.test(characters.slice(from, to).join(''));
  const pieces: string[] = [];
  for (let end = characters.length; end >= longest && pieces.length < MOST_PIECES; end -= 1) {
    const long = isUniform(end - UNIFORM, end);
    // What lies inside a longer run is covered by the longer piece that ends one further.
    if (!long && isUniform(end + 1 - UNIFORM, end + 1)) continue;
    pieces.push(characters.slice(end - (long ? UNIFORM : longest), end).join(''));
  }
  return { pieces, exact: pieces.length === 1 && pieces[0] === word };
}

function textPieces(word: string): Pieces {
  return piecesOf(word, Math.max(...PIECES.text));
}

/** Null: no code has a part so short. */
function codePieces(word: string): Pieces | null {
  const shortest = Math.max(...PIECES.code);
  return charactersOf(word).length < shortest ? null : piecesOf(word, shortest);
}

const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

function initialPieces(word: string): Pieces | null {
  if (!INITIALS.test(word)) return null;
  const longest = Math.max(...PIECES.initials);
  if (word.length <= longest) return { pieces: [word], exact: true };
  const count = Math.min(MOST_PIECES, word.length - longest + 1);
  return {
    pieces: Array.from({ length: count }, (_, start) => word.slice(start, start + longest)),
    exact: false,
  };
}

const LETTERS = /^[a-z]+$/;

/** Long pinyin by the pieces from every place at which a syllable must begin. */
function pinyinPieces(word: string): Pieces | null {
  const shortest = Math.min(...PIECES.pinyin);
  const longest = Math.max(...PIECES.pinyin);
  if (!LETTERS.test(word) || word.length < shortest) return null;
  if (word.length <= longest) return { pieces: [word], exact: true };
  const boundaries = certainBoundaries(word);
  if (!boundaries) return null;
  const pieces = boundaries
    .map((boundary) => word.slice(boundary, boundary + longest))
    .filter((piece) => piece.length >= shortest);
  return { pieces, exact: false };
}

/** Every beginning of a syllable: the last one typed may not be finished. */
const UNFINISHED = new Set(
  [...SYLLABLES].flatMap((syllable) =>
    Array.from({ length: syllable.length }, (_, index) => syllable.slice(0, index + 1)),
  ),
);
const LONGEST_SYLLABLE = 6;
const MOST_LETTERS = 24;

/**
 * The places at which a syllable begins however the letters are parted into syllables; null when they cannot
 * be. `xian` may be xi'an, so that only its first place is certain.
 */
export function certainBoundaries(letters: string): number[] | null {
  // Enough to find by; counts of ways stay small.
  const word = letters.slice(0, MOST_LETTERS);
  const waysTo = Array.from({ length: word.length + 1 }, () => 0);
  const waysFrom = [...waysTo];
  waysTo[0] = 1;
  for (let end = 1; end <= word.length; end += 1)
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1)
      if (SYLLABLES.has(word.slice(start, end))) waysTo[end] = (waysTo[end] ?? 0) + (waysTo[start] ?? 0);
  for (let start = word.length - 1; start >= 0; start -= 1) {
    let ways = UNFINISHED.has(word.slice(start)) ? 1 : 0;
    for (let end = start + 1; end < Math.min(word.length, start + LONGEST_SYLLABLE + 1); end += 1)
      if (SYLLABLES.has(word.slice(start, end))) ways += waysFrom[end] ?? 0;
    waysFrom[start] = ways;
  }
  const all = waysFrom[0] ?? 0;
  if (all === 0) return null;
  const certain: number[] = [];
  for (let place = 0; place < word.length; place += 1)
    if ((waysTo[place] ?? 0) * (waysFrom[place] ?? 0) === all) certain.push(place);
  return certain;
}
