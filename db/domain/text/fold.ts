import { SIMPLIFIED_BY_TRADITIONAL } from './traditional.ts';

/**
 * Folding for search: what a reader takes for the same character becomes the same. Full width to half,
 * capitals to small, traditional to simplified, accents off, every kind of space and control to one space,
 * invisible marks away. Each character folds by itself, so a part of a text folds to a part of the folded text.
 */

/** A folded text and where its characters stood. */
export interface FoldedText {
  readonly text: string;
  /** For each code unit of `text`, and for its end, the code unit of the original where it begins. */
  readonly origins: readonly number[];
}

const DROPPED = /[\p{M}\p{Cf}]/gu;
const BLANK = /[\p{Z}\p{Cc}]/gu;

const folded = new Map<string, string>();

/** Code units that something is true of, each judged once: names are looked at by the hundred while one types. */
class Units {
  /** 0 unknown, 1 true, 2 false. */
  readonly #known = new Uint8Array(0x1_0000);
  readonly #judge: (character: string) => boolean;

  constructor(judge: (character: string) => boolean) {
    this.#judge = judge;
  }

  /** False for half a character. */
  has(unit: number): boolean {
    const known = this.#known[unit];
    if (known !== 0) return known === 1;
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    const isOne = !isHalf && this.#judge(String.fromCharCode(unit));
    this.#known[unit] = isOne ? 1 : 2;
    return isOne;
  }

  /** Up to where all of a text are such. */
  reach(text: string): number {
    let at = 0;
    while (at < text.length && this.has(text.charCodeAt(at))) at += 1;
    return at;
  }
}

/** What folds to itself. */
const foldedUnits = new Units((character) => foldCharacter(character) === character);

function foldCharacter(character: string): string {
  let result = folded.get(character);
  if (result === undefined) {
    result = '';
    for (const part of character.normalize('NFKD').replace(DROPPED, '').replace(BLANK, ' ').toLowerCase())
      result += SIMPLIFIED_BY_TRADITIONAL.get(part) ?? part;
    // A mark that lower-casing split off.
    result = result.replace(DROPPED, '');
    if (folded.size > 20_000) folded.clear();
    folded.set(character, result);
  }
  return result;
}

/** The folded text; spaces stay where they were, not collapsed. */
export function fold(text: string): string {
  const start = foldedUnits.reach(text);
  if (start === text.length) return text;
  let result = text.slice(0, start);
  for (const character of text.slice(start).toWellFormed())
    result += foldedUnits.has(character.charCodeAt(0)) ? character : foldCharacter(character);
  return result;
}

/** As `fold`, with the place of each character in the original, to mark what matched. */
export function foldWithOrigins(text: string): FoldedText {
  let result = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text.toWellFormed()) {
    const part = fold(character);
    for (let unit = 0; unit < part.length; unit += 1) origins.push(at);
    result += part;
    at += character.length;
  }
  origins.push(at);
  return { text: result, origins };
}

const SIGN = /[^\p{L}\p{N}]/u;
const signlessUnits = new Units((character) => !SIGN.test(character));

/** True for what is neither letter nor digit: a blank, a dash, a bracket. */
export function isSign(character: string): boolean {
  return SIGN.test(character);
}

/** A folded text without its signs and blanks: what names and numbers are compared by, however they are written. */
export function bare(folded: string): string {
  const start = signlessUnits.reach(folded);
  if (start === folded.length) return folded;
  let result = folded.slice(0, start);
  for (const character of folded.slice(start))
    if (character.length === 1 ? signlessUnits.has(character.charCodeAt(0)) : !SIGN.test(character))
      result += character;
  return result;
}

/** True when a reader takes two names for the same, spaces apart. */
export function isSameName(one: string, other: string): boolean {
  return foldedWords(one).join('') === foldedWords(other).join('');
}

/** The words of a folded or unfolded text: what stands between spaces, folded. */
export function foldedWords(text: string): string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '');
}
