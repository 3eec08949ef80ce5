import { allOf, anyOf, term, type Expression } from './expression.ts';
import {
  charactersOf,
  END_LENGTH,
  KIND,
  LONGEST_WHOLE,
  PIECES,
  type Kind,
  type PieceRange,
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
  readonly exact: boolean;
}

/** The word is not written this way at all. */
const IMPOSSIBLE: Pieces | null = null;

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
  const initials = initialPieces(word);
  return {
    anywhere: {
      open: anyOf([
        allTerms(KIND.openText, text),
        allTerms(KIND.openCode, code),
        pinyinTerms(word, KIND.openPinyin, KIND.openLetters),
        allTerms(KIND.openInitials, initials),
      ]),
      closed: anyOf([
        allTerms(KIND.closedText, text),
        allTerms(KIND.closedCode, code),
        pinyinTerms(word, KIND.closedPinyin, KIND.closedLetters),
        allTerms(KIND.closedInitials, initials),
      ]),
    },
    atStart: {
      open: anyOf([
        startTerms(word, KIND.nameStart, PIECES.text, KIND.openText, text),
        startTerms(word, KIND.openCodeStart, PIECES.code, KIND.openCode, code),
        pinyinTerms(word, KIND.pinyinStart, KIND.openLetters),
        startTerms(word, KIND.initialsStart, PIECES.initials, KIND.openInitials, initials),
      ]),
      closed: startTerms(word, KIND.closedCodeStart, PIECES.code, KIND.closedCode, code),
    },
    // Letters longer than a piece of pinyin are longer than a piece of text, too.
    exact: [text, code, initials].every((way) => way?.exact ?? true),
  };
}

/** The beginning by its own term, and the rest of a long word by the pieces that it has anywhere. */
function startTerms(
  word: string,
  kind: Kind,
  { shortest, longest }: PieceRange,
  anywhere: Kind,
  way: Pieces | null,
): Expression {
  if (!way) return false;
  const characters = Array.from(charactersOf(word));
  if (characters.length < shortest) return false;
  const start = term(kind + characters.slice(0, longest).join(''));
  return characters.length <= longest ? start : allOf([start, allTerms(anywhere, way)]);
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
const MOST_PIECES = 16;

function allPieces(word: string, longest: number): Pieces {
  const characters = Array.from(charactersOf(word));
  if (characters.length <= longest) return { pieces: [word], exact: true };
  const pieces: string[] = [];
  for (let start = 0; start <= characters.length - longest && pieces.length < MOST_PIECES; start += 1)
    pieces.push(characters.slice(start, start + longest).join(''));
  return { pieces, exact: false };
}

function textPieces(word: string): Pieces {
  return allPieces(word, PIECES.text.longest);
}

const DIGITS = /^[0-9]+$/;
/** Codes differ at their end: pieces are taken from there. */
const MOST_CODE_PIECES = 10;

function codePieces(word: string): Pieces | null {
  const characters = Array.from(charactersOf(word));
  const { shortest, longest } = PIECES.code;
  if (characters.length < shortest) return IMPOSSIBLE;
  if (characters.length === shortest) return { pieces: [word], exact: true };
  const isDigits = (from: number, to: number) =>
    from >= 0 && to <= characters.length && DIGITS.test(characters.slice(from, to).join(''));
  const pieces: string[] = [];
  for (let end = characters.length; end >= shortest && pieces.length < MOST_CODE_PIECES; end -= 1) {
    const long = isDigits(end - longest, end);
    // Three digits inside a longer run are covered by the piece of four that ends one further.
    if (!long && isDigits(end - shortest, end + 1)) continue;
    pieces.push(characters.slice(end - (long ? longest : shortest), end).join(''));
  }
  return { pieces, exact: pieces.length === 1 && pieces[0] === word };
}

const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

function initialPieces(word: string): Pieces | null {
  return INITIALS.test(word) ? allPieces(word, PIECES.initials.longest) : IMPOSSIBLE;
}

const LETTERS = /^[a-z]+$/;

/** The beginning, which is that of a syllable, and the letters after it wherever syllables part. */
function pinyinTerms(word: string, kind: Kind, lettersKind: Kind): Expression {
  const { shortest, longest } = PIECES.pinyin;
  if (!LETTERS.test(word) || word.length < shortest) return false;
  const start = term(kind + word.slice(0, longest));
  return word.length <= longest ? start : allOf([start, allTerms(lettersKind, allPieces(word, longest))]);
}
