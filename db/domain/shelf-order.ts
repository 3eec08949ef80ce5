import type { Shelf } from './customer-values.ts';

const NUMERALS = '〇一二三四五六七八九十';
const NUMERAL = /[〇零一二三四五六七八九十]+/g;
const TENS = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/;
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const STEM = /[甲乙丙丁戊己庚辛壬癸]/g;

/** Before any character of a name, so that a name stands before those that it is the beginning of. */
const END = '\u0001';

/**
 * Where a place stands among all (rules.md A4): room, cabinet, level from the top, position from the left. Keys are
 * compared by their bytes. Numbers in names count as numbers (2 before 10, 二 before 十), 甲乙丙丁 in their order, capital
 * and small letters alike; no room comes first. Two places never have the same key.
 */
export function shelfOrder({ room, cabinet, level, position }: Shelf): string {
  const names = [room ?? '', cabinet];
  return [...names.map(inOrder), ofFigures(String(level)), ofFigures(String(position)), ...names].join(END);
}

function inOrder(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(NUMERAL, figuresOf)
    .replaceAll(/\d+/g, ofFigures)
    .replaceAll(STEM, (stem) => `甲${STEMS.indexOf(stem)}`);
}

/** 十二 and 一二 are both 12. */
function figuresOf(numeral: string): string {
  const digit = (character: string) => NUMERALS.indexOf(character.replace('零', '〇'));
  const [match, tens = '', ones = ''] = TENS.exec(numeral) ?? [];
  if (match === undefined) return Array.from(numeral, digit).join('');
  return String((tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones)));
}

/** A number after all shorter ones. */
function ofFigures(figures: string): string {
  const plain = figures.replace(/^0+(?=\d)/, '');
  return `${String(plain.length).padStart(2, '0')}${plain}`;
}
