import { cleanPerson } from './names.ts';
import { isNothing } from './nothing.ts';
import { parsePhones, type Phone, type PhonesResult } from './phones.ts';
import { cellText, halfWidth, type CellValue } from './text.ts';

export interface Person {
  readonly name: string;
  readonly position: string | null;
  readonly mobile: string | null;
  readonly phone: string | null;
}

export interface PeopleResult {
  readonly people: readonly Person[];
  /** Numbers that belong to nobody named. */
  readonly phones: readonly Phone[];
  readonly rejected: PhonesResult['rejected'];
  /** What stands around the numbers. */
  readonly words: PhonesResult['words'];
  /** Two or more people and another count of numbers: who has which is a guess. */
  readonly unsure: boolean;
}

const NAME_SEPARATOR = /[、，,/;；|\n\r&]|(?<=\p{Script=Han}{2})[和及与](?=\p{Script=Han}{2})/u;
const LIKE_A_NAME = /^[\p{L}\p{M}\p{N}\s.·•'’()（）[\]【】-]{0,40}$/u;
const TWO_NAMES = /^(\p{Script=Han}{2,4}) (\p{Script=Han}{2,4})$/u;
const IN_BRACKETS = /^([\p{L}\p{M} .·•'’-]+?) ?[(（[【]([\p{L}][\p{L}\p{N} ./、&-]{0,29})[)）\]】]$/u;
const TITLE =
  /^(\p{Script=Han}{2,4})[ -]?((?:总|副总|部门|采购|销售|业务|财务|办公室|客户|市场)*(?:经理|主管|主任|厂长|总监|董事长|总经理|部长|科长|会计|出纳|专员|助理|采购|行长|律师))$/u;
const NAME_AND_WORD = /^(\p{Script=Han}{2,4}) (\p{Script=Han}{2,8})$/u;
/** 采购员, 技术部, 生产经理, 老板娘: ends of what somebody is, where no surname begins the word. */
const OFFICE = /(?:[部科处室组员长监理管任师]|老板|老板娘|店主|会计|出纳|采购|业务|财务|跟单|秘书|师傅)$/;
const ADDRESS = /^(?:先生|女士|小姐|太太)$/;
/** The usual surnames, and words that begin like one and are none. */
const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤方俞任袁柳' +
  '鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛狄贝戴谈宋茅庞熊纪舒屈项祝董梁杜' +
  '阮蓝闵席季麻贾江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣' +
  '翁荀甄曲封储靳段焦巴侯宓全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司黎溥印宿白蒲邰从鄂索赖卓蔺屠蒙池乔谭苟游阎闫' +
  '肖温关向古易廖区欧聂曾敖冼容尚农连艾麦植揭';
const NO_NAME =
  /^(?:常用|白天|白班|周末|周[一二三四五六日天]|车间|安装|安保|安全|方便|应急|高层|温州|江门|成都|华南|华东|华北|金额|项目|管理|向导|关机|从前|全天|全部|于|单位|应酬|房东|游客|封面|解约|印刷|包装|司机|管家|景区|连锁)/;
const ADDRESSED = /(?:先生|小姐|女士|生|总|工|姐|哥|叔|老板|师傅|经理|主任|厂长|主管|会计|老师|科长|部长)$/;

/** True for a word beside a number that is somebody: 张生, 李经理, 王小明. */
export function isLikePerson(word: string): boolean {
  if (NO_NAME.test(word) || !SURNAMES.includes(word.charAt(0))) return false;
  return /^\p{Script=Han}{2,3}$/u.test(word) || (/^\p{Script=Han}{2,6}$/u.test(word) && ADDRESSED.test(word));
}

/** A run of text that is a number or several: the rest of the cell is names. */
const NUMBER_RUN = /\+?[\d０-９(（][\d０-９\s()（）+\-－–—/、,，;；]*(?:(?:转|分机|ext\.?)\s*\d+)?/gi;

/** The people named in one cell: 张三、李四, 张三(经理)/李四, 张三 李四. */
export function parseNames(value: CellValue): Array<Pick<Person, 'name' | 'position'>> {
  const text = cellText(value);
  if (isNothing(text)) return [];
  const pieces = text.split(NAME_SEPARATOR);
  // What does not look like names is not taken apart: it may be anything, and all of it is kept.
  const whole = pieces.some((piece) => !LIKE_A_NAME.test(piece));
  return (whole ? [text] : pieces)
    .flatMap(oneOrTwo)
    .map(withPosition)
    .filter(({ name }) => name !== '');
}

/**
 * The people of a name cell with the numbers of a phone cell, in order: 张三、李四 with 138…/139….
 * One person takes a mobile and a landline; numbers left over belong to the company.
 */
export function pairPeople(names: CellValue, numbers: CellValue): PeopleResult {
  return pair(parseNames(names), parsePhones(numbers));
}

/** People and numbers in one cell: 邓桂、郝菲浩 15087914546/13654452058, or 邓桂 150…、郝菲浩 136…. */
export function parsePeopleAndPhones(value: CellValue): PeopleResult {
  const text = halfWidth(cellText(value));
  const results: PeopleResult[] = [];
  let end = 0;
  let names = '';
  for (const run of text.matchAll(NUMBER_RUN)) {
    if (run[0].replace(/\D/g, '').length < 5) continue;
    names += text.slice(end, run.index);
    results.push(pairPeople(trimLabels(names), run[0].replace(/[\s()\-/、,，;；]+$/, '')));
    names = '';
    end = run.index + run[0].length;
  }
  const rest = text.slice(end);
  if (/\p{L}/u.test(rest)) results.push(pair(parseNames(trimLabels(rest)), parsePhones(null)));
  return {
    people: results.flatMap((result) => result.people),
    phones: results.flatMap((result) => result.phones),
    rejected: results.flatMap((result) => result.rejected),
    words: results.flatMap((result) => result.words),
    unsure: results.some((result) => result.unsure),
  };
}

const trimLabels = (text: string) =>
  text
    .replace(/^[\s:：,，、;；/)）]+|[\s:：,，、;；/(（-]+$/g, '')
    .replace(/[:： ]*(?:电话|手机|tel|手机号)$/i, '');

function oneOrTwo(text: string): string[] {
  const name = cleanPerson(text);
  const [, first = '', second = ''] = TWO_NAMES.exec(name) ?? [];
  if (second === '' || TITLE.test(name) || ADDRESS.test(second) || isOffice(second)) return [name];
  return [first, second];
}

function withPosition(text: string): Pick<Person, 'name' | 'position'> {
  const match = IN_BRACKETS.exec(text) ?? TITLE.exec(text) ?? nameAndOffice(text);
  if (!match) return { name: text, position: null };
  return { name: cleanPerson(match[1] ?? ''), position: match[2]?.trim() || null };
}

function nameAndOffice(text: string): RegExpExecArray | null {
  const match = text.includes(' ') ? NAME_AND_WORD.exec(text) : null;
  return match && isOffice(match[2] ?? '') ? match : null;
}

const isOffice = (word: string) => OFFICE.test(word) && !isLikePerson(word);

function pair(names: ReadonlyArray<Pick<Person, 'name' | 'position'>>, numbers: PhonesResult): PeopleResult {
  const { slots, phones, rejected, words } = numbers;
  if (names.length === 1) return { ...forOne(names, phones), rejected, words, unsure: false };
  const inOrder = slots.length === names.length ? slots : phones;
  const people = names.map((name, index) => withNumber(name, inOrder[index]));
  const unsure = names.length > 1 && inOrder.length > 0 && inOrder.length !== names.length;
  const over = inOrder.slice(names.length).filter((phone) => phone !== null);
  return { people, phones: over, rejected, words, unsure };
}

function withNumber(name: Pick<Person, 'name' | 'position'>, phone: Phone | null | undefined): Person {
  const mobile = phone?.kind === 'mobile' ? phone.number : null;
  return { ...name, mobile, phone: mobile === null ? (phone?.number ?? null) : null };
}

/** A single person: the first mobile and the first other number; a second mobile stands as the phone. */
function forOne(names: ReadonlyArray<Pick<Person, 'name' | 'position'>>, phones: readonly Phone[]) {
  const mobile = phones.find(({ kind }) => kind === 'mobile');
  const phone = phones.find(({ kind }) => kind !== 'mobile') ?? phones.find((other) => other !== mobile);
  const people = names.map((name) => ({
    ...name,
    mobile: mobile?.number ?? null,
    phone: phone?.number ?? null,
  }));
  return { people, phones: phones.filter((other) => other !== mobile && other !== phone) };
}
