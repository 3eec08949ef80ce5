import { fold } from '../../domain/text/fold.ts';
import { narrowTitle } from '../../domain/text/plain-title.ts';
import { fieldOfTitle, guessField, type ImportField } from './columns.ts';

/** Nobody writes a longer title; what is longer is a line of text. */
const LONGEST = 60;
/** Titles that are values too, 公司 of 主体类型 and 老板 of 职务: a row of customers that says them is no header. */
const ALSO_VALUES: ReadonlyMap<string, ImportField> = new Map<string, ImportField>([
  ...['公司', '企业', '商户', '供方', '需方', '购货单位', '销货单位'].map(
    (title) => [title, 'name'] as const,
  ),
  ...['client', 'organisation', 'organization'].map((title) => [title, 'name'] as const),
  ...['老板', '店主'].map((title) => [title, 'contactName'] as const),
]);
/** ①, ★, 1. and [必填] before a title, and whatever stands behind it. */
const BEFORE = /^(?:[([【][^)\]】]*[)\]】]|\d{1,2}[.、)]|[^\p{L}\p{N}([【])+/u;
const BEHIND = /(?:[([【][^)\]】]*[)\]】]|[^\p{L}\p{N})\]】])+$/u;
const CIRCLED = /^\s*[①-⑳]/;
const PARTS = /[/、,;+&|]|[及和与或]/;
/** What stands beside a number in one column, and is read or noted with it. */
const BESIDE_NUMBER = /^(?:传真|fax|微信号?|wechat|qq号?)$/;
const NUMBERS: ReadonlySet<ImportField | null> = new Set<ImportField>(['mobile', 'phone']);
const LEVELS: ReadonlySet<ImportField | null> = new Set<ImportField>(['province', 'city', 'district']);
/**
 * The field that the title of a column names: as `fieldOfTitle`, also in traditional characters, where signs and hints
 * stand around it, where it is said in two languages, and where it names two things that are read from one cell: 手机/微信, 公司名称/姓名.
 */
export function titledField(title: string): ImportField | null {
  const known = fieldOfTitle(title);
  if (known !== null || title === '' || title.length > LONGEST) return known;
  const bare = bareTitle(title);
  return (
    fieldOfTitle(bare) ??
    ALSO_VALUES.get(bare) ??
    inTwoLanguages(bare) ??
    ofTwoThings(bare) ??
    numbered(bare, fieldOfTitle)
  );
}

/** As `titledField`, but also by how an unknown title ends. */
export function likelyField(title: string): ImportField | null {
  const known = titledField(title) ?? (isOfOurOwn(title) ? null : guessField(title));
  return known !== null || title.length > LONGEST ? known : numbered(bareTitle(title), guessField);
}

/** 业务员电话 is no number of the customer. */
function isOfOurOwn(title: string): boolean {
  const whose = title.replace(/(?:的?联系)?(?:电话|手机号?码?|方式|邮箱|微信)$/, '');
  return whose !== title && fieldOfTitle(whose) === 'responsible';
}

function bareTitle(title: string): string {
  const narrow = fold(narrowTitle(title.replace(CIRCLED, '')));
  return narrow.replace(BEFORE, '').replace(BEHIND, '') || narrow;
}

/** 地址Address. A second language that says something else leaves it open; one that is not known only of a full name. */
function inTwoLanguages(title: string): ImportField | null {
  const chinese = title.replace(/[^\p{Script=Han}]+/gu, '');
  const latin = title.replace(/[^a-z]+/g, '');
  if (chinese === '' || latin === '') return null;
  const [left, right] = [fieldOfTitle(chinese), fieldOfTitle(latin)];
  const isAlone = right === null && latin.length > 3 && (left !== 'name' || isFullName(chinese));
  return left === right || isAlone ? left : null;
}

function ofTwoThings(title: string): ImportField | null {
  const parts = title.split(PARTS).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const named = parts.filter((part) => !BESIDE_NUMBER.test(part));
  const fields = [...new Set(named.map(fieldOfTitle))];
  const [first = null, ...others] = fields;
  if (others.length === 0) return NUMBERS.has(first) || named.length === parts.length ? first : null;
  if (fields.every((field) => NUMBERS.has(field))) return 'phone';
  if (fields.every((field) => LEVELS.has(field))) return 'place';
  if (first === 'contactName' && others.every((field) => NUMBERS.has(field))) return 'contactAndPhone';
  return first === 'name' && others.every((field) => field === 'contactName') ? 'name' : null;
}

/** 手机1, 手机2, 产品三; of names the next one would be another customer. */
function numbered(title: string, read: (title: string) => ImportField | null): ImportField | null {
  const field = /[\d一二三四五]$/.test(title) ? read(title.slice(0, -1)) : null;
  return field === 'name' ? null : field;
}

/** 单位名称, and not 单位: what goods are counted in, or a word that is a value too. */
export const isFullName = (title: string): boolean =>
  /(?:名称|全称|全名|姓名|名)$/.test(narrowTitle(title)) && title.length > 2;
