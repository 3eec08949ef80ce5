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

/** True when the character is in the block of common Chinese characters. */
const isCommonHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;

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
  let result = '';
  for (const character of text.isWellFormed() ? text : text.toWellFormed()) {
    const unit = character.charCodeAt(0);
    if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)) result += character;
    else if (isCommonHan(unit)) result += SIMPLIFIED_BY_TRADITIONAL.get(character) ?? character;
    else result += foldCharacter(character);
  }
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
