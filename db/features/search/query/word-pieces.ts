import { SYLLABLES } from '../../../domain/text/syllables.ts';
import { charactersOf, COMMON_PIECES, PIECES, UNIFORM } from '../index/terms.ts';

/** The pieces of the index by which a word is looked for, written one way. */
export interface Pieces {
  readonly pieces: readonly string[];
  /** True when an entry with the piece has the word. */
  readonly exact: boolean;
}

/** Lists gone through for one word: more hardly leave fewer entries, and each costs as much. */
const MOST_PIECES = 5;

/** A few pieces that tell entries apart, the first and the last among them. */
function thinned(pieces: readonly string[]): readonly string[] {
  const telling = pieces.filter((piece) => !COMMON_PIECES.has(piece));
  const left = [...new Set(telling.length > 0 ? telling : pieces)];
  if (left.length <= MOST_PIECES) return left;
  const step = (left.length - 1) / (MOST_PIECES - 1);
  return Array.from({ length: MOST_PIECES }, (_, index) => left[Math.round(index * step)] ?? '');
}

const UNIFORM_WORD = /^(?:[0-9]+|[a-z]+)$/;

/** Pieces of `longest`, and of `UNIFORM` where they are all digits or all letters. */
function piecesOf(word: string, longest: number): Pieces {
  const characters = Array.from(charactersOf(word));
  if (characters.length <= longest) return { pieces: [word], exact: true };
  const isUniform = (from: number, to: number) =>
    from >= 0 && to <= characters.length && UNIFORM_WORD.test(characters.slice(from, to).join(''));
  const uniform: string[] = [];
  const mixed: string[] = [];
  for (let end = longest; end <= characters.length; end += 1) {
    const long = isUniform(end - UNIFORM, end);
    // What lies inside a longer run is covered by the longer piece that ends one further.
    if (!long && isUniform(end + 1 - UNIFORM, end + 1)) continue;
    (long ? uniform : mixed).push(characters.slice(end - (long ? UNIFORM : longest), end).join(''));
  }
  if (mixed.length === 0) return { pieces: thinned(uniform), exact: uniform.length === 1 };
  // Beside runs of digits the signs and letters between them are common: one piece is enough.
  return {
    pieces: uniform.length > 0 ? thinned([...mixed.slice(-1), ...uniform]) : thinned(mixed),
    exact: false,
  };
}

export function textPieces(word: string): Pieces {
  return piecesOf(word, Math.max(...PIECES.text));
}

/** Null: no code has a part so short. */
export function codePieces(word: string): Pieces | null {
  const shortest = Math.max(...PIECES.code);
  return charactersOf(word).length < shortest ? null : piecesOf(word, shortest);
}

const INITIALS = /^(?=.*[a-z])[a-z0-9]+$/;

/** Null: no initials are written so. */
export function initialPieces(word: string): Pieces | null {
  if (!INITIALS.test(word)) return null;
  const longest = Math.max(...PIECES.initials);
  if (word.length <= longest) return { pieces: [word], exact: true };
  const count = word.length - longest + 1;
  const pieces = Array.from({ length: count }, (_, start) => word.slice(start, start + longest));
  return { pieces: thinned(pieces), exact: false };
}

const LETTERS = /^[a-z]+$/;

/** Long pinyin by the pieces from every place at which a syllable must begin. Null: no syllables are written so. */
export function pinyinPieces(word: string): Pieces | null {
  const shortest = Math.min(...PIECES.pinyin);
  const longest = Math.max(...PIECES.pinyin);
  if (!LETTERS.test(word) || word.length < shortest) return null;
  if (word.length <= longest) return { pieces: [word], exact: true };
  const boundaries = certainBoundaries(word);
  if (!boundaries) return null;
  const pieces = boundaries
    .map((boundary) => word.slice(boundary, boundary + longest))
    .filter((piece) => piece.length >= shortest);
  return { pieces: thinned(pieces), exact: false };
}

/** Every syllable as it is typed: ü as v or as u. */
const TYPED: ReadonlySet<string> = new Set([...SYLLABLES, 'lue', 'nue']);

/** Every beginning of a syllable: the last one typed may not be finished. */
const UNFINISHED = new Set(
  [...TYPED].flatMap((syllable) =>
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
      if (TYPED.has(word.slice(start, end))) waysTo[end] = (waysTo[end] ?? 0) + (waysTo[start] ?? 0);
  for (let start = word.length - 1; start >= 0; start -= 1) {
    let ways = UNFINISHED.has(word.slice(start)) ? 1 : 0;
    for (let end = start + 1; end < Math.min(word.length, start + LONGEST_SYLLABLE + 1); end += 1)
      if (TYPED.has(word.slice(start, end))) ways += waysFrom[end] ?? 0;
    waysFrom[start] = ways;
  }
  const all = waysFrom[0] ?? 0;
  if (all === 0) return null;
  const certain: number[] = [];
  for (let place = 0; place < word.length; place += 1)
    if ((waysTo[place] ?? 0) * (waysFrom[place] ?? 0) === all) certain.push(place);
  return certain;
}
