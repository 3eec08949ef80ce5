import { allOf, anyOf, term, type Expression } from './expression.ts';
import { charactersOf, END_LENGTH, KIND, LONGEST_WHOLE, STARTS } from '../index/terms.ts';
import { codePieces, initialPieces, pinyinPieces, textPieces, type Pieces } from './word-pieces.ts';

/** How something is looked for in the index. */
export interface Sides {
  /** In what everybody sees of an archive. */
  readonly open: Expression;
  /** In what only its readers see; each term begins with the prefix. */
  readonly closed: (prefix: string) => Expression;
}

/** A word of a query, ready to be looked for. */
export interface WordTerms {
  readonly anywhere: Sides;
  /** At the beginning of the customer's name or of a number; what is found has to be looked at. */
  readonly atStart: Sides;
  /** False when an entry with the terms of `anywhere` may still not hold the word, and has to be looked at. */
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
      closed: (prefix) =>
        anyOf([
          allTerms(prefix + KIND.closedText, text),
          allTerms(prefix + KIND.closedCode, code),
          allTerms(prefix + KIND.closedPinyin, pinyin),
          allTerms(prefix + KIND.closedInitials, initials),
        ]),
    },
    atStart: {
      open: anyOf([
        startTerms(word, KIND.nameStart, STARTS.name, KIND.openText, text),
        startTerms(word, KIND.openCodeStart, STARTS.code, KIND.openCode, code),
        startTerms(word, KIND.pinyinStart, STARTS.pinyin, KIND.openPinyin, pinyin),
        startTerms(word, KIND.initialsStart, STARTS.initials, KIND.openInitials, initials),
      ]),
      closed: (prefix) =>
        startTerms(word, prefix + KIND.closedCodeStart, STARTS.code, prefix + KIND.closedCode, code),
    },
    exact: [text, code, pinyin, initials].every((way) => way?.exact ?? true),
  };
}

/** The beginning by the longest term that fits, and a longer word by its last pieces, wherever they are. */
function startTerms(
  word: string,
  kind: string,
  lengths: readonly number[],
  anywhere: string,
  way: Pieces | null,
): Expression {
  const characters = Array.from(charactersOf(word));
  const length = lengths.findLast((fitting) => fitting <= characters.length);
  if (length === undefined || way === null) return false;
  const start = term(kind + characters.slice(0, length).join(''));
  if (length === characters.length) return start;
  return allOf([start, allTerms(anywhere, { ...way, pieces: way.pieces.slice(-2) })]);
}

/** True for what has a term for the whole of it. */
export function isShortWhole(word: string): boolean {
  return charactersOf(word).length <= LONGEST_WHOLE;
}

/** A whole name or number: of a long one its end, which has to be looked at. */
export function wholeTerms(word: string): Sides {
  const characters = Array.from(charactersOf(word));
  if (characters.length <= LONGEST_WHOLE)
    return {
      open: term(KIND.openWhole + word),
      closed: (prefix) => term(prefix + KIND.closedWhole + word),
    };
  const end = characters.slice(-END_LENGTH).join('');
  return { open: term(KIND.openEnd + end), closed: (prefix) => term(prefix + KIND.closedEnd + end) };
}

function allTerms(kind: string, way: Pieces | null): Expression {
  return way !== null && allOf(way.pieces.map((piece) => term(kind + piece)));
}
