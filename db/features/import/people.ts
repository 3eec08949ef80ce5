import {
  pairPeople,
  parsePeopleAndPhones,
  type PeopleResult,
  type Person,
} from '../../domain/cells/people.ts';
import { parsePhones } from '../../domain/cells/phones.ts';
import { cellText, cleanText } from '../../domain/cells/text.ts';
import type { CustomerInput } from '../../domain/customer.ts';
import type { Cell, RowCells } from './row-reader.ts';

const LONGEST_NAME = 60;
const MOST_PHONES = 10;
const MOST_PEOPLE = 50;
/** A phone number, which in a cell of names stands beside a name. */
const NUMBER_INSIDE = /\d[\d\s-]{6,}/;

/**
 * The people and numbers of a row: a column for both, or one of names with one of numbers. Mobiles go with the
 * names in order; further columns of numbers, and numbers of nobody, are the company's. A number that cannot
 * be read warns and is kept in the note.
 */
export function readPeople(row: RowCells): Pick<CustomerInput, 'contacts' | 'phones'> {
  const people: Person[] = [];
  const phones = new Set<string>();
  const take = (result: PeopleResult, names: Cell, numbers: Cell) => {
    people.push(...result.people);
    for (const { number } of result.phones) phones.add(number);
    if (result.unsure) row.warn('people_unsure', names);
    rejected(row, result.rejected, numbers);
  };
  const both = row.one('contactAndPhone');
  if (both.value !== null) take(parsePeopleAndPhones(both.value), both, both);

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
  for (const cell of row.all('secondContact')) {
    const position = /法/.test(cell.title) ? cell.title : null;
    const named = parsePeopleAndPhones(cell.value);
    take(
      {
        ...named,
        people: named.people.map((person) => ({ ...person, position: person.position ?? position })),
      },
      cell,
      cell,
    );
  }
  return { contacts: toContacts(row, people, names), phones: limited(row, phones) };
}

function rejected(row: RowCells, pieces: PeopleResult['rejected'], cell: Cell): void {
  for (const { text, problem } of pieces) row.warnAndKeep(problem, { title: cell.title, value: text });
}

/** One entry a person; somebody named twice keeps the numbers of both. */
function toContacts(row: RowCells, people: readonly Person[], names: Cell): CustomerInput['contacts'] {
  const position = cleanText(row.one('contactPosition').value).slice(0, LONGEST_NAME) || null;
  const byName = new Map<string, CustomerInput['contacts'][number]>();
  for (const person of people) {
    if (person.name.length > LONGEST_NAME || byName.size >= MOST_PEOPLE) {
      row.warnAndKeep('person_unreadable', { title: names.title, value: person.name });
      continue;
    }
    const known = byName.get(person.name);
    byName.set(person.name, {
      name: person.name,
      position: known?.position ?? person.position ?? (people.length === 1 ? position : null),
      mobile: known?.mobile ?? person.mobile,
      phone: known?.phone ?? person.phone,
      note: null,
    });
  }
  return [...byName.values()];
}

function limited(row: RowCells, phones: ReadonlySet<string>): string[] {
  const [kept, over] = [[...phones].slice(0, MOST_PHONES), [...phones].slice(MOST_PHONES)];
  for (const number of over) row.keep({ title: '', value: cellText(number) });
  return kept;
}
