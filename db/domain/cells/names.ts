import { fold } from '../text/fold.ts';
import { CITY_NAMES, PROVINCE_NAMES } from './city-names.ts';
import { cleanText, type CellValue } from './text.ts';

const HAN = '\\p{Script=Han}';
/** A blank between Chinese characters, or beside a bracket: put in to line up in print, or by a line break. */
const BLANK_IN_CHINESE = new RegExp(`(?<=[${HAN}（）()]) (?=[${HAN}（(])|(?<=${HAN}) (?=[）)])`, 'gu');

/** A company's name as it is stored: `cleanText`, without blanks between Chinese characters. */
export function cleanName(value: CellValue): string {
  const name = cleanText(value);
  return name.includes(' ') ? name.replace(BLANK_IN_CHINESE, '') : name;
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
/** One legal form in two words: the Company Law gives either to the same company. */
const SAME_FORMS: ReadonlyArray<readonly [RegExp, string]> = [
  [/有限责任公司/g, '有限公司'],
  [/股份公司/g, '股份有限公司'],
  [/(?:company|co)(?:limited|ltd)$/, 'coltd'],
  [/limited$/, 'ltd'],
  [/incorporated$/, 'inc'],
];
/** After which 市 belongs to another word: 佛山市场, 佛山市政. */
const GOES_ON = /^[场政部民]/;
const LONGEST_CITY = Math.max(...[...CITY_NAMES].map((name) => name.length));
const SHORTEST_CITY = 2;

/**
 * Key under which two spellings of one company's name meet: what search holds equal (width, case, traditional
 * characters, accents), brackets, spaces and punctuation do not count, nor does 市 at the end of a city of GB/T 2260 and
 * in which of its two words a legal form is written. 佛山市金艺(廣東)有限 公司 and 佛山金艺（广东）有限责任公司 have one key;
 * another legal form, trade or place makes another. Never empty for a name that is not. Archives keep it: whoever changes
 * it raises `NAME_KEYS` in features/customers/name-keys.ts.
 */
export function nameKey(name: string): string {
  const folded = fold(name);
  let letters = folded.replace(NOT_LETTERS, '');
  if (letters === '') return folded.trim() || name.trim();
  for (const [pattern, form] of SAME_FORMS) letters = letters.replace(pattern, form);
  return withoutCitySigns(letters);
}

function withoutCitySigns(letters: string): string {
  let result = '';
  let from = 0;
  for (let at = letters.indexOf('市'); at >= 0; at = letters.indexOf('市', at + 1)) {
    if (GOES_ON.test(letters.slice(at + 1)) || !endsACity(letters.slice(from, at))) continue;
    result += letters.slice(from, at);
    from = at + 1;
  }
  return result + letters.slice(from);
}

function endsACity(text: string): boolean {
  for (let length = SHORTEST_CITY; length <= Math.min(LONGEST_CITY, text.length); length++)
    if (CITY_NAMES.has(text.slice(-length))) return true;
  return false;
}

/** True for the key of a company that is registered under the name of its place, where there is one of that name. */
export function namesItsPlace(key: string): boolean {
  if (!key.endsWith('公司')) return false;
  for (let length = SHORTEST_CITY; length <= LONGEST_CITY; length++) {
    const place = key.slice(0, length);
    if (CITY_NAMES.has(place) || PROVINCE_NAMES.has(place)) return true;
  }
  return false;
}

/** What somebody wrote behind a name: in brackets at its end, or after a dash. */
const IN_BRACKETS = /^(.{2,}?)\s*[（(【[]([^（）()【】[\]]{1,60})[）)】\]]$/u;
const AFTER_DASH = new RegExp(`^(.*${HAN}.*?)\\s*(?:[-–—－]+|[|｜/])\\s*([^-–—－|｜/]{1,30})$`, 'u');
/** Legal forms that stand in brackets at the end of a name. */
const FORM_IN_BRACKETS = /^(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|集团|股份|控股)$/;
const FORMER = /^(?:原名?称?|曾用名|前身|旧名|更名前|原单位)[:：为是]?\s*(.{2,})$/u;
/** Words for what became of a customer, which are no part of its name. */
const STATE =
  /^(?:已?(?:停用|停止|停业|停产|注销|吊销|倒闭|关闭|作废|失效|迁出|搬迁|终止|暂停)(?:合作|客户|了)?|黑名单)$/;

/** Of a branch, which is another customer than its parent. */
const BRANCH = /分(?:公司|厂|店|部|行|社|院|中心)|办事处|门市|营业部|经营部/;

/** A name and what stands behind it. */
export interface NameParts {
  readonly name: string;
  /** Never a legal form nor a branch; null where there is nothing. */
  readonly addition: string | null;
  /** The name that the addition says it had before. */
  readonly former: string | null;
  /** The addition is the bare word of a state, 停用. */
  readonly isState: boolean;
}

/** Takes 金艺有限公司（原金艺五金厂） and 金艺有限公司-老客户 apart. */
export function nameParts(name: string): NameParts {
  const match = IN_BRACKETS.exec(name) ?? AFTER_DASH.exec(name);
  const [, bare = name, addition = ''] = match ?? [];
  if (addition === '' || FORM_IN_BRACKETS.test(addition) || BRANCH.test(addition))
    return { name, addition: null, former: null, isState: false };
  const former = FORMER.exec(addition)?.[1] ?? null;
  return { name: bare.trim(), addition, former, isState: STATE.test(addition) };
}

/** A legal form that may be left out in talking; 总公司, 集团公司 and 股份有限公司 say more than that. */
const SPOKEN_FORM = /(?<![总分子团份])(?:有限公司|(?<!限)公司)$|coltd$/;

/** What names are compared by. */
export interface NameKeys {
  /** `nameKey` */
  readonly key: string;
  /**
   * Of names that a reader would look at twice: without what stands behind the name, and without a plain legal form. It
   * tells no more than that one may ask.
   */
  readonly like: string;
  /** `nameKey` of the name that it says in brackets to have had before. */
  readonly former: string | null;
}

export function nameKeys(name: string): NameKeys {
  const key = nameKey(name);
  const { name: bare, addition, former } = nameParts(name);
  const bareKey = addition === null ? key : nameKey(bare);
  const like = bareKey.replace(SPOKEN_FORM, '') || bareKey;
  return { key, like, former: former === null ? null : nameKey(former) };
}
