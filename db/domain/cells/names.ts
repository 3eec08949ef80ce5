import { cleanText, halfWidth, type CellValue } from './text.ts';

const HAN = '\\p{Script=Han}';
/** 有限 公司, 股份 有限公司: a legal form that a typist or a line break split. */
const SPLIT_LEGAL_FORM =
  /有 ?限 ?责 ?任 ?公 ?司|股 ?份 ?有 ?限 ?公 ?司|有 ?限 ?公 ?司|股 ?份 ?公 ?司|有 ?限 ?合 ?伙|集 ?团 ?公 ?司/g;

/**
 * A company's name as it is stored: `cleanText`, and a legal form that was split by spaces closed again.
 * Other inner spaces are the name's own and stay.
 */
export function cleanName(value: CellValue): string {
  const name = cleanText(value);
  if (!name.includes(' ')) return name;
  return name.replace(SPLIT_LEGAL_FORM, (form) => form.replaceAll(' ', ''));
}

const SPACED_PERSON = new RegExp(`^${HAN}( ${HAN}){1,3}$`, 'u');

/** A person's name: `cleanText`, and 张 三 (spread out to line up in print) closed. */
export function cleanPerson(value: CellValue): string {
  const name = cleanText(value)
    .replace(/[,，、;；:：/]+$/, '')
    .trim();
  return SPACED_PERSON.test(name) ? name.replaceAll(' ', '') : name;
}

const NOT_LETTERS = /[^\p{L}\p{N}\p{S}]+/gu;
/** As it stands in a name without punctuation. */
const LEGAL_FORM =
  /(?:股份)?有限责任公司|(?:股份)?有限公司|股份公司|集团公司|有限合伙|总公司|公司|coltd$|ltd$|inc$/g;
/** 市 of a place; in 超市, 夜市, 市场, 市政 and 门市部 it belongs to another word. */
const PLACE_SIGN = /(?<![超夜])市(?![场政部])/g;

/**
 * Key under which two spellings of one company's name meet: width, case, brackets, spaces, punctuation, 市
 * and the legal form do not count. 佛山市金艺(广东)有限 公司 and 佛山金艺（广东）有限责任公司 have one key.
 * A different trade or place does count. Never empty for a name that is not.
 */
export function nameKey(name: string): string {
  const folded = halfWidth(name.normalize('NFKC')).toLowerCase();
  const letters = folded.replace(NOT_LETTERS, '');
  const short = letters.replace(LEGAL_FORM, '').replace(PLACE_SIGN, '');
  return short || letters || folded.trim();
}
