import {
  isLikePerson,
  pairPeople,
  parsePeopleAndPhones,
  type PeopleResult,
  type Person,
} from '../../domain/cells/people.ts';
import { phoneDoubt } from '../../domain/cells/phone-doubt.ts';
import { cellText, cleanText } from '../../domain/cells/text.ts';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { blankContact, type ContactInput, type CustomerInput } from '../../domain/customer.ts';
import { fieldsOfKind } from '../../domain/fields.ts';
import { hasShape, LINE_SHAPES } from '../../domain/text/line-shapes.ts';
import { fieldOfTitle, type ImportField } from './columns.ts';
import type { Cell, RowCells } from './row-reader.ts';

const LONGEST_NAME = CONTACT_FIELDS.name.max;
const LONGEST_NOTE = CONTACT_FIELDS.note.max;
const MOST_PHONES = CUSTOMER_FIELDS.phones.most;
const MOST_PEOPLE = CUSTOMER_FIELDS.contacts.most;
/** A phone number, which in a cell of names stands beside a name. */
const NUMBER_INSIDE = /\d[\d\s-]{6,}/;

/** Words around the numbers of a cell: of the only person of the row, or the note's. */
interface Spoken {
  readonly cell: Cell;
  readonly words: readonly string[];
}

/**
 * The people and numbers of a row: a column for both, or one of names with one of numbers. Mobiles go with the
 * names in order; further columns of numbers, and numbers of nobody, are the company's. Where there are several columns
 * of names each has the numbers that stand under its title or beside it. A number that cannot be read warns and is kept
 * in the note, and so are words around the numbers of nobody.
 */
export function readPeople(row: RowCells): Pick<CustomerInput, 'contacts' | 'phones' | 'legalPerson'> {
  const people: Person[] = [];
  const phones = new Set<string>();
  const spoken: Spoken[] = [];
  const take: Take = (result, names, numbers) => {
    people.push(...result.people);
    for (const { number } of result.phones) phones.add(number);
    if (result.unsure) row.warn('people_unsure', names);
    if (result.words.length > 0) spoken.push({ cell: numbers, words: result.words });
    rejected(row, result.rejected, numbers);
  };
  const both = row.one('contactAndPhone');
  take(parsePeopleAndPhones(both.value), both, both);
  const [first] = row.all('contactName');
  const names = [...row.all('contactName'), ...row.all('secondContact')];
  const numbers = [...row.all('mobile'), ...row.all('phone')].filter(({ value }) => cleanText(value) !== '');
  const companys = new Set(numbers);
  const roles = new Map<string, string>();
  for (const name of names) {
    const before = people.length;
    const [own = NO_CELL, ...others] = numbers.filter(({ owner }) =>
      owner === undefined ? name === first : owner === name.index,
    );
    companys.delete(own);
    readNamed(name, own, take);
    for (const cell of others) companys.add(cell);
    const role = names.length > 1 ? roleInTitle(name.title) : null;
    if (role !== null) for (const { name: person } of people.slice(before)) roles.set(person, role);
  }
  for (const cell of companys) readNamed(NO_CELL, cell, take);
  const legalPerson = readLegalPerson(row, take);
  const contacts = toContacts(row, { people, roles }, names[0] ?? NO_CELL, phones);
  return { contacts: withWords(row, contacts, spoken), phones: limited(row, phones), legalPerson };
}

/** 财务 of 财务联系人, where there are several columns of names; null of 联系人 and its like. */
function roleInTitle(title: string): string | null {
  const role = /^(\p{Script=Han}{2,6})联[系络]人/u.exec(title)?.[1] ?? null;
  return role === null || fieldOfTitle(title) !== null ? null : role;
}

type Take = (result: PeopleResult, names: Cell, numbers: Cell) => void;

const NO_CELL: Cell = { title: '', value: null };

/** A cell of names with the one of their numbers, either of which may hold both. */
function readNamed(names: Cell, numbers: Cell, take: Take): void {
  const nameText = cellText(names.value);
  if (NUMBER_INSIDE.test(nameText) && /\p{L}/u.test(nameText)) {
    // 张三13811111112李四13911111112 among the names: each has a number already, others are the company's.
    take(parsePeopleAndPhones(names.value), names, names);
    take(pairPeople(null, numbers.value), names, numbers);
    return;
  }
  const result = pairPeople(names.value, numbers.value);
  const [word = ''] = result.words;
  // 张生 beside the number of 张三 is he.
  const isKnown = result.people.some(({ name }) => name.charAt(0) === word.charAt(0));
  if (word === '' || isKnown || !result.words.every(isLikePerson)) return take(result, names, numbers);
  take(pairPeople(names.value, null), names, names);
  const own = result.people
    .flatMap(({ mobile, phone }) => [mobile, phone])
    .filter((number) => number !== null);
  const all = [...own, ...result.phones.map(({ number }) => number)];
  take(
    { ...pairPeople(result.words.join('、'), all.join('/')), rejected: result.rejected },
    numbers,
    numbers,
  );
}

/** Puts words beside numbers to the only person of the row, else into the note with the whole cell. */
function withWords(
  row: RowCells,
  contacts: readonly ContactInput[],
  spoken: readonly Spoken[],
): ContactInput[] {
  const [only, ...others] = contacts;
  if (!only || others.length > 0) {
    for (const { cell } of spoken) row.note(cell);
    return [...contacts];
  }
  const note = [...new Set(spoken.flatMap(({ words }) => words))].join('；');
  return [{ ...only, note: note === '' ? null : note.slice(0, LONGEST_NOTE) }];
}

/** 法定代表人 as a name; with a number beside it, also somebody to call. */
function readLegalPerson(row: RowCells, take: Take): string | null {
  const cell = row.one('legalPerson');
  const { max } = CUSTOMER_FIELDS.legalPerson;
  if (!NUMBER_INSIDE.test(cellText(cell.value))) return row.text('legalPerson', max);
  const named = parsePeopleAndPhones(cell.value);
  const withTitle = named.people.map((person) => ({ ...person, position: person.position ?? cell.title }));
  take({ ...named, people: withTitle }, cell, cell);
  const [name = ''] = named.people.map((person) => person.name);
  return name === '' || name.length > max ? null : name;
}

function rejected(row: RowCells, pieces: PeopleResult['rejected'], cell: Cell): void {
  for (const { text, problem } of pieces) {
    const piece = { title: cell.title, value: text };
    const doubt = problem === 'phone_unreadable' ? phoneDoubt(text) : null;
    if (doubt) row.warnAndKeep(`phone_${doubt.kind}`, piece, { digits: doubt.digits });
    else row.warnAndKeep(problem, piece);
  }
}

/** One entry a person; numbers of somebody named twice that have no place there are the company's. */
function toContacts(
  row: RowCells,
  { people, roles }: { people: readonly Person[]; roles: ReadonlyMap<string, string> },
  names: Cell,
  phones: Set<string>,
): ContactInput[] {
  const byName = new Map<string, ContactInput>();
  const details = readDetails(row, new Set(people.map(({ name }) => name)).size);
  for (const person of people) {
    const known = byName.get(person.name);
    const numbers = [person.mobile, person.phone].filter((number) => number !== null);
    if (person.name.length > LONGEST_NAME || (!known && byName.size >= MOST_PEOPLE)) {
      const value = [person.name, ...numbers].join(' ');
      row.warnAndKeep('person_unreadable', { title: names.title, value });
      continue;
    }
    const { position = null, ...others } = details[known ? 0 : byName.size] ?? {};
    // 张三（经理）, and 采购员 in the column of positions.
    if (!known && position !== null && person.position !== null && person.position !== position)
      row.note({ title: row.one('contactPosition').title, value: position });
    const entry = {
      ...(known ?? { ...blankContact(), ...others }),
      name: person.name,
      position: known?.position ?? person.position ?? position ?? roles.get(person.name) ?? null,
      mobile: known?.mobile ?? person.mobile,
      phone: known?.phone ?? person.phone,
    };
    byName.set(person.name, entry);
    for (const number of numbers) if (number !== entry.mobile && number !== entry.phone) phones.add(number);
  }
  return [...byName.values()];
}

/** Columns that say something of a person besides name and numbers. */
const DETAILS = fieldsOfKind(CONTACT_FIELDS, 'line').flatMap(
  ([key, { import: columns = {}, max, shape, special }]) => {
    const [column] = Object.keys(columns) as ImportField[];
    return column === undefined || key === 'name' || special === 'people'
      ? []
      : [{ key, column, max, shape }];
  },
);

/**
 * What stands there is of the people of the row in order: of one all of it, of several where there is one piece for each.
 * Where that is not sure, or it is too long, it goes to the note.
 */
function readDetails(row: RowCells, people: number): Array<Partial<ContactInput>> {
  const said = Array.from({ length: people }, (): Partial<ContactInput> => ({}));
  for (const { key, column, max, shape } of DETAILS) {
    const cells = row.all(column);
    const pieces = cells.flatMap(({ value }) =>
      people > 1 ? cellText(value).split(/[、，,/;；|\n]/) : [value],
    );
    const texts = pieces.map((piece) => cleanText(piece));
    const areFitting = people > 0 && texts.length === people && texts.every((text) => text.length <= max);
    const isWrong = shape !== undefined && texts.some((text) => text !== '' && !hasShape(shape, text));
    if (!areFitting) for (const cell of cells) row.note(cell);
    else if (isWrong) for (const cell of cells) row.warnAndKeep(LINE_SHAPES[shape].problem, cell);
    else for (const [at, text] of texts.entries()) said[at] = { ...said[at], [key]: text || null };
  }
  return said;
}

function limited(row: RowCells, phones: ReadonlySet<string>): string[] {
  const [kept, over] = [[...phones].slice(0, MOST_PHONES), [...phones].slice(MOST_PHONES)];
  const [column] = [...row.all('phone'), ...row.all('mobile')];
  for (const number of over) row.note({ title: column?.title ?? '', value: number });
  return kept;
}
