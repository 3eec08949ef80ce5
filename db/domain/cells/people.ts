import { cleanPerson } from './names.ts';
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
  /** Two or more people and another count of numbers: who has which is a guess. */
  readonly unsure: boolean;
}

const NAME_SEPARATOR = /[、，,/;；|\n\r&]|(?<=\p{Script=Han}{2})[和及与](?=\p{Script=Han}{2})/u;
const LIKE_A_NAME = /^[\p{L}\p{M}\p{N}\s.·•'’()（）[\]【】-]{0,40}$/u;
const TWO_NAMES = /^(\p{Script=Han}{2,4}) (\p{Script=Han}{2,4})$/u;
const IN_BRACKETS = /^([\p{L}\p{M} .·•'’-]+?) ?[(（[【]([\p{L}][\p{L}\p{N} ./、&-]{0,29})[)）\]】]$/u;
const TITLE =
  /^(\p{Script=Han}{2,4})[ -]?((?:总|副总|部门|采购|销售|业务|财务|办公室|客户|市场)*(?:经理|主管|主任|厂长|总监|董事长|总经理|部长|科长|会计|出纳|专员|助理|采购|行长|律师))$/u;
/** A run of text that is a number or several: the rest of the cell is names. */
const NUMBER_RUN = /\+?[\d０-９(（][\d０-９\s()（）+\-－–—/、,，;；]*(?:(?:转|分机|ext\.?)\s*\d+)?/gi;

/** The people named in one cell: 张三、李四, 张三(经理)/李四, 张三 李四. */
export function parseNames(value: CellValue): Array<Pick<Person, 'name' | 'position'>> {
  const text = cellText(value);
  if (/^[\s\-/无]*$/.test(text)) return [];
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
    unsure: results.some((result) => result.unsure),
  };
}

const trimLabels = (text: string) =>
  text
    .replace(/^[\s:：,，、;；/)）]+|[\s:：,，、;；/(（-]+$/g, '')
    .replace(/[:： ]*(?:电话|手机|tel|手机号)$/i, '');

function oneOrTwo(text: string): string[] {
  const name = cleanPerson(text);
  const two = TWO_NAMES.exec(name);
  if (!two || TITLE.test(name)) return [name];
  return [two[1] ?? '', two[2] ?? ''];
}

function withPosition(text: string): Pick<Person, 'name' | 'position'> {
  const match = IN_BRACKETS.exec(text) ?? TITLE.exec(text);
  if (!match) return { name: text, position: null };
  return { name: cleanPerson(match[1] ?? ''), position: match[2]?.trim() || null };
}

function pair(names: ReadonlyArray<Pick<Person, 'name' | 'position'>>, numbers: PhonesResult): PeopleResult {
  const { slots, phones, rejected } = numbers;
  if (names.length === 1) return { ...forOne(names, phones), rejected, unsure: false };
  const inOrder = slots.length === names.length ? slots : phones;
  const people = names.map((name, index) => withNumber(name, inOrder[index]));
  const unsure = names.length > 1 && inOrder.length > 0 && inOrder.length !== names.length;
  return { people, phones: inOrder.slice(names.length).filter((phone) => phone !== null), rejected, unsure };
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
