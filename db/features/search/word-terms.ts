import { SYLLABLES } from '../../domain/text/syllables.ts';
import { allOf, anyOf, term, type Expression } from './expression.ts';
import { charactersOf, KIND, LONGEST_WHOLE, PIECES, type Kind } from './terms.ts';

/** How one word of a query is looked for in the index. */
export interface WordTerms {
  /** In what everybody sees of an archive. */
  readonly open: Expression;
  /** In what only its readers see. */
  readonly closed: Expression;
  /** False when a document with these terms may still not hold the word, and has to be looked at. */
  readonly exact: boolean;
}

interface Pieces {
  readonly pieces: readonly string[];
  readonly exact: boolean;
}

/** The word is not written this way at all. */
const IMPOSSIBLE: Pieces | null = null;

export function wordTerms(word: string): WordTerms {
  const ways: ReadonlyArray<readonly [Pieces | null, Kind, Kind]> = [
    [textPieces(word), KIND.openText, KIND.closedText],
    [codePieces(word), KIND.openCode, KIND.closedCode],
    [pinyinPieces(word), KIND.openPinyin, KIND.closedPinyin],
    [initialPieces(word), KIND.openInitials, KIND.closedInitials],
  ];
  const side = (which: 1 | 2) => anyOf(ways.map((way) => (way[0] ? allTerms(way[which], way[0]) : false)));
  return { open: side(1), closed: side(2), exact: ways.every(([pieces]) => pieces?.exact ?? true) };
}

/** The same for the beginning of the customer's name or numbers; always has to be looked at. */
export function startTerms(word: string): Pick<WordTerms, 'open' | 'closed'> {
  const characters = Array.from(charactersOf(word));
  const start = (kind: Kind, { shortest, longest }: { shortest: number; longest: number }): Expression =>
    characters.length >= shortest && term(kind + characters.slice(0, longest).join(''));
  const codes = { shortest: PIECES.code.shortest, longest: startLength(characters) };
  return {
    open: anyOf([
      start(KIND.nameStart, PIECES.text),
      start(KIND.openCodeStart, codes),
      LETTERS.test(word) && start(KIND.pinyinStart, PIECES.pinyin),
      INITIALS.test(word) && start(KIND.initialsStart, PIECES.initials),
    ]),
    closed: start(KIND.closedCodeStart, codes),
  };
}

/** Beginnings of numbers are taken in both lengths, whatever they consist of. */
function startLength(characters: readonly string[]): number {
  return Math.min(PIECES.code.longest, characters.length);
}

/** A whole short name or number; false for one that is too long to have a term. */
export function wholeTerms(word: string): Pick<WordTerms, 'open' | 'closed'> {
  if (charactersOf(word).length > LONGEST_WHOLE) return { open: false, closed: false };
  return { open: term(KIND.openWhole + word), closed: term(KIND.closedWhole + word) };
}

/** True when a word can be found as a whole by `wholeTerms`. */
export function hasWholeTerm(word: string): boolean {
  return charactersOf(word).length <= LONGEST_WHOLE;
}

function allTerms(kind: Kind, { pieces }: Pieces): Expression {
  return allOf([...new Set(pieces)].map((piece) => term(kind + piece)));
}

/** Every second piece and the last: enough to leave few documents, fewer lists to go through. */
function spacedPieces(word: string, longest: number): Pieces {
  const characters = Array.from(charactersOf(word));
  const last = characters.length - longest;
  if (last <= 0) return { pieces: [word], exact: true };
  const pieces: string[] = [];
  for (let start = 0; start < last; start += 2)
    pieces.push(characters.slice(start, start + longest).join(''));
  pieces.push(characters.slice(last).join(''));
  return { pieces, exact: false };
}

function textPieces(word: string): Pieces {
  return spacedPieces(word, PIECES.text.longest);
}

const DIGITS = /^[0-9]+$/;
/** Codes differ at their end: so many pieces from there are enough. */
const MOST_CODE_PIECES = 6;

function codePieces(word: string): Pieces | null {
  const characters = Array.from(charactersOf(word));
  const { shortest, longest } = PIECES.code;
  if (characters.length < shortest) return IMPOSSIBLE;
  const cut = (from: number, to: number) => characters.slice(from, to).join('');
  if (characters.length === shortest) return { pieces: [word], exact: true };
  if (characters.length === longest && DIGITS.test(word)) return { pieces: [word], exact: true };
  const pieces: string[] = [];
  for (let end = characters.length; end >= shortest && pieces.length < MOST_CODE_PIECES;) {
    const long = end >= longest && DIGITS.test(cut(end - longest, end));
    const start = end - (long ? longest : shortest);
    pieces.push(cut(start, end));
    // The pieces overlap by one, and the first of the word is always among them when there are few.
    end = start === 0 ? 0 : Math.max(start + 1, shortest);
  }
  return { pieces, exact: false };
}

const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

function initialPieces(word: string): Pieces | null {
  return INITIALS.test(word) ? spacedPieces(word, PIECES.initials.longest) : IMPOSSIBLE;
}

const LETTERS = /^[a-z]+$/;

function pinyinPieces(word: string): Pieces | null {
  const { shortest, longest } = PIECES.pinyin;
  if (!LETTERS.test(word) || word.length < shortest) return IMPOSSIBLE;
  if (word.length <= longest) return { pieces: [word], exact: true };
  const boundaries = certainBoundaries(word);
  if (!boundaries) return IMPOSSIBLE;
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
