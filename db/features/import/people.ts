import {
  pairPeople,
  parsePeopleAndPhones,
  type PeopleResult,
  type Person,
} from '../../domain/cells/people.ts';
import { parsePhones } from '../../domain/cells/phones.ts';
import { cellText, cleanText } from '../../domain/cells/text.ts';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { blankContact, type ContactInput, type CustomerInput } from '../../domain/customer.ts';
import { fieldsOfKind } from '../../domain/fields.ts';
import { hasShape, LINE_SHAPES } from '../../domain/text/line-shapes.ts';
import type { ImportField } from './columns.ts';
import type { Cell, RowCells } from './row-reader.ts';

const LONGEST_NAME = CONTACT_FIELDS.name.max;
const MOST_PHONES = CUSTOMER_FIELDS.phones.most;
const MOST_PEOPLE = CUSTOMER_FIELDS.contacts.most;
/** A phone number, which in a cell of names stands beside a name. */
const NUMBER_INSIDE = /\d[\d\s-]{6,}/;

/**
 * The people and numbers of a row: a column for both, or one of names with one of numbers. Mobiles go with the
 * names in order; further columns of numbers, and numbers of nobody, are the company's. A number that cannot
 * be read warns and is kept in the note.
 */
export function readPeople(row: RowCells): Pick<CustomerInput, 'contacts' | 'phones' | 'legalPerson'> {
  const people: Person[] = [];
  const phones = new Set<string>();
  const take: Take = (result, names, numbers) => {
    people.push(...result.people);
    for (const { number } of result.phones) phones.add(number);
    if (result.unsure) row.warn('people_unsure', names);
    rejected(row, result.rejected, numbers);
  };
  const both = row.one('contactAndPhone');
  take(parsePeopleAndPhones(both.value), both, both);

  const names = row.one('contactName');
  const [own, ...others] = [row.one('mobile'), ...row.all('phone')].filter(
    ({ value }) => cleanText(value) !== '',
  );
  const numbers = own ?? { title: '', value: null };
  const nameText = cellText(names.value);
  if (NUMBER_INSIDE.test(nameText) && /\p{L}/u.test(nameText)) {
    // 张三13811111112李四13911111112 among the names: each has a number already, others are the company's.
    take(parsePeopleAndPhones(names.value), names, names);
    take(pairPeople(null, numbers.value), names, numbers);
  } else take(pairPeople(names.value, numbers.value), names, numbers);
  for (const cell of others) {
    const result = parsePhones(cell.value);
    for (const { number } of result.phones) phones.add(number);
    rejected(row, result.rejected, cell);
  }
  for (const cell of row.all('secondContact')) take(parsePeopleAndPhones(cell.value), cell, cell);
  const legalPerson = readLegalPerson(row, take);
  const contacts = toContacts(row, people, names, phones);
  return { contacts, phones: limited(row, phones), legalPerson };
}

type Take = (result: PeopleResult, names: Cell, numbers: Cell) => void;

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
  for (const { text, problem } of pieces) row.warnAndKeep(problem, { title: cell.title, value: text });
}

/** One entry a person; numbers of somebody named twice that have no place there are the company's. */
function toContacts(
  row: RowCells,
  people: readonly Person[],
  names: Cell,
  phones: Set<string>,
): ContactInput[] {
  const byName = new Map<string, ContactInput>();
  const details = readDetails(row, people.length === 1);
  for (const person of people) {
    const known = byName.get(person.name);
    const numbers = [person.mobile, person.phone].filter((number) => number !== null);
    if (person.name.length > LONGEST_NAME || (!known && byName.size >= MOST_PEOPLE)) {
      const value = [person.name, ...numbers].join(' ');
      row.warnAndKeep('person_unreadable', { title: names.title, value });
      continue;
    }
    const { position = null, ...others } = details;
    const entry = {
      ...(known ?? { ...blankContact(), ...others }),
      name: person.name,
      position: known?.position ?? person.position ?? position,
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

/** What stands there is of the only person of the row; where that is not sure, or it is too long, it goes to the note. */
function readDetails(row: RowCells, isOne: boolean): Partial<ContactInput> {
  const said: Partial<ContactInput> = {};
  for (const { key, column, max, shape } of DETAILS) {
    const cell = row.one(column);
    const text = cleanText(cell.value);
    if (text === '') continue;
    if (!isOne || text.length > max) row.keep(cell);
    else if (shape !== undefined && !hasShape(shape, text)) row.warnAndKeep(LINE_SHAPES[shape].problem, cell);
    else said[key] = text;
  }
  return said;
}

function limited(row: RowCells, phones: ReadonlySet<string>): string[] {
  const [kept, over] = [[...phones].slice(0, MOST_PHONES), [...phones].slice(MOST_PHONES)];
  for (const number of over) row.keep({ title: '', value: cellText(number) });
  return kept;
}
