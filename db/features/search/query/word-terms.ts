import { allOf, anyOf, term, type Expression } from './expression.ts';
import { charactersOf, END_LENGTH, KIND, LONGEST_WHOLE, STARTS } from '../index/terms.ts';
import { writtenWord } from './words.ts';
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
  const { text, bare, number, spelled } = writtenWord(word);
  const texts = distinct([text, bare]).map(textPieces);
  const codes = distinct([bare, number]).map((one) => [one, codePieces(one)] as const);
  const pinyin = pinyinPieces(spelled);
  const initials = initialPieces(bare);
  const anyTerms = (kind: string, ways: ReadonlyArray<Pieces | null>) =>
    anyOf(ways.map((way) => allTerms(kind, way)));
  const codeStarts = (kind: string, anywhere: string) =>
    anyOf(codes.map(([one, way]) => startTerms(one, kind, STARTS.code, anywhere, way)));
  const name = bare === '' ? null : textPieces(bare);
  const numbers = codes.map(([, way]) => way);
  return {
    anywhere: {
      open: anyOf([
        anyTerms(KIND.openText, texts),
        anyTerms(KIND.openCode, numbers),
        allTerms(KIND.openPinyin, pinyin),
        allTerms(KIND.openInitials, initials),
      ]),
      closed: (prefix) =>
        anyOf([
          anyTerms(prefix + KIND.closedText, texts),
          anyTerms(prefix + KIND.closedCode, numbers),
          allTerms(prefix + KIND.closedPinyin, pinyin),
          allTerms(prefix + KIND.closedInitials, initials),
        ]),
    },
    atStart: {
      open: anyOf([
        startTerms(bare, KIND.nameStart, STARTS.name, KIND.openText, name),
        codeStarts(KIND.openCodeStart, KIND.openCode),
        startTerms(spelled, KIND.pinyinStart, STARTS.pinyin, KIND.openPinyin, pinyin),
        startTerms(bare, KIND.initialsStart, STARTS.initials, KIND.openInitials, initials),
      ]),
      closed: (prefix) => codeStarts(prefix + KIND.closedCodeStart, prefix + KIND.closedCode),
    },
    exact: [...texts, ...numbers, pinyin, initials].every((way) => way?.exact ?? true),
  };
}

/** Each once, without those that are empty. */
const distinct = (texts: readonly string[]) => [...new Set(texts)].filter((text) => text !== '');

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

/** A part of a code alone. */
export function codeTerms(code: string): Sides & { readonly exact: boolean } {
  const way = codePieces(code);
  return {
    open: allTerms(KIND.openCode, way),
    closed: (prefix) => allTerms(prefix + KIND.closedCode, way),
    exact: way?.exact ?? true,
  };
}

/**
 * A whole name or number, however it is written: of a long one its end and its beginning, and what is found has to be
 * looked at.
 */
export function wholeTerms(word: string): Sides {
  const { bare, number, spelled } = writtenWord(word);
  const { atStart } = wordTerms(word);
  const ways = distinct([bare, number, spelled]).map((text) => Array.from(charactersOf(text)));
  const sought = (kind: { whole: string; end: string }, start: Expression) =>
    anyOf(
      ways.map((characters) =>
        characters.length <= LONGEST_WHOLE
          ? term(kind.whole + characters.join(''))
          : allOf([term(kind.end + characters.slice(-END_LENGTH).join('')), start]),
      ),
    );
  return {
    open: sought({ whole: KIND.openWhole, end: KIND.openEnd }, atStart.open),
    closed: (prefix) =>
      sought({ whole: prefix + KIND.closedWhole, end: prefix + KIND.closedEnd }, atStart.closed(prefix)),
  };
}

function allTerms(kind: string, way: Pieces | null): Expression {
  return way !== null && allOf(way.pieces.map((piece) => term(kind + piece)));
}
