import { advanceOf, charactersOf, type Weight } from './advance.ts';
import { LETTERS, toEm, type LetterName } from './setting.ts';

/** 避头尾: what must not begin a line, and what must not end one. */
const NOT_FIRST = new Set('，。、；：？！…—·）》」』】〕〉”’％‰℃%)]},.;:?!々ー～');
const NOT_LAST = new Set('（《「『【〔〈“‘￥$([{#');
/** What is kept together when it fits: words, numbers, 档号, addresses of mail. */
const WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}\p{Mn}'’_@\u0026+=\-.,\/:·]/v;
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/v;

interface Piece {
  readonly text: string;
  readonly width: number;
}

/**
 * Breaks text into lines of at most `widthEm`, by the rules of Chinese setting. Every line is final: the writers
 * put it down as it is, so screen, paper and PDF cannot differ. Always at least one line.
 */
export function breakLines(text: string, widthEm: number, weight: Weight): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, widthEm, weight));
}

function breakParagraph(text: string, limit: number, weight: Weight): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of piecesOf(text, limit, weight)) {
    if (line !== '' && used + piece.width > limit + 1e-6) {
      if (line.trim() !== '') lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    // Spaces where a line ends belong to neither line.
    if (line === '' && lines.length > 0 && piece.text.trim() === '') continue;
    line += piece.text;
    used += piece.width;
  }
  if (line !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** What may not be divided, in order: words, and characters with the punctuation that clings to them. */
function piecesOf(text: string, limit: number, weight: Weight): Piece[] {
  const pieces: Piece[] = [];
  let current = '';
  let width = 0;
  let previous = '';
  const flush = () => {
    if (current !== '') pieces.push({ text: current, width });
    current = '';
    width = 0;
  };
  for (const character of charactersOf(text)) {
    const advance = advanceOf(character, weight);
    // A run longer than a line is divided where the line ends.
    if (!clings(previous, character) || width + advance > limit) flush();
    current += character;
    width += advance;
    previous = character;
  }
  flush();
  return pieces;
}

function clings(before: string, character: string): boolean {
  if (before === '' || before === ' ' || character === ' ') return false;
  if (NOT_FIRST.has(character) || NOT_LAST.has(before)) return true;
  if (IDEOGRAPH.test(before) || IDEOGRAPH.test(character)) return false;
  return WORD.test(before) && WORD.test(character);
}

/** Text on one line of a width, with … where it is longer. */
export function cutTo(text: string, widthMm: number, letters: LetterName): string {
  const { weight } = LETTERS[letters];
  const roomEm = toEm(widthMm, LETTERS[letters]);
  const [whole = '', ...more] = breakLines(text, roomEm, weight);
  if (more.length === 0) return whole;
  const [line = ''] = breakLines(text, roomEm - 1, weight);
  return `${line}…`;
}
