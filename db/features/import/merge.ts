import { nameKey, nameParts } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import {
  CUSTOMER_FIELD_LIST,
  CUSTOMER_KEYS,
  factsOf,
  type CustomerInput,
  type CustomerKey,
} from '../../domain/customer.ts';
import {
  CONTACT_DETAILS,
  joinContacts,
  joinNames,
  joinNotes,
  joinPhones,
  MOST,
} from '../../domain/joined-lists.ts';
import type { Field } from '../../domain/fields.ts';
import { isIdentifying } from '../../domain/uscc.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../domain/roles.ts';

/** Whose word counts where both say something: the first row's, or the newer file's. */
type Precedence = 'first' | 'second';

const isSingle = ({ kind, import: columns }: Field) =>
  columns !== undefined && kind !== 'texts' && kind !== 'rows' && kind !== 'lines';

/** What a customer has one value of, so that of two that differ one must give way; by its name rows are one customer. */
const MERGED_KEYS: readonly CustomerKey[] = CUSTOMER_KEYS.filter(
  (key) => key !== 'name' && key !== 'category' && isSingle(factsOf(key)),
);

/** Those of which the one that says something counts, each for itself; the parts of a place, and a code, only together. */
const PICKED = CUSTOMER_FIELD_LIST.flatMap(([key, field]) =>
  isSingle(field) && field.blank === null ? [key] : [],
);

type ListField = keyof typeof MOST;

/** Words for values that could not stay where they were. */
export interface SayValue {
  title(key: CustomerKey): string;
  /** null for nothing, and for what stands in a row that says nothing. */
  text(key: CustomerKey, input: CustomerInput): string | null;
}

/** What of a row did not stay in its field when it was merged, each as `地址：…`. */
export interface Displaced {
  /** Now lines of the note. */
  readonly noted: string[];
  /** Nowhere: the note is full, or the value is one that a later import would add. */
  readonly lost: string[];
}

/**
 * Rows of one file that are one customer made one: the first row's word counts, the others fill gaps, and what
 * differs goes to the note. `tell` hears for each further row, counted from 1, what did not stay in its field.
 */
export function mergeRows(
  inputs: readonly [CustomerInput, ...CustomerInput[]],
  say?: SayValue,
  tell: (index: number, displaced: Displaced) => void = () => undefined,
): CustomerInput {
  const [first, ...others] = inputs;
  return others.reduce((merged, next, index) => {
    const joined = calls(next, merged.name) ? renamed(merged, next, 'first') : combine(merged, next, 'first');
    if (!say) return joined;
    const { note, displaced } = displace(next, joined, say, replacedCode(merged, joined, say));
    if (displaced.noted.length + displaced.lost.length > 0) tell(index + 1, displaced);
    return { ...joined, note };
  }, first);
}

/** Puts into the note what `next` says and `joined` does not hold, as far as there is room. */
function displace(
  next: CustomerInput,
  joined: CustomerInput,
  say: SayValue,
  replaced: readonly string[],
): { note: string | null; displaced: Displaced } {
  const lines = MERGED_KEYS.flatMap((key) => {
    const other = say.text(key, next);
    return other === null || other === say.text(key, joined) ? [] : [`${say.title(key)}：${other}`];
  });
  const over = [...replaced, ...unplaced(next, joined, say), ...lines];
  const displaced: Displaced = { noted: [], lost: lostLines(next.note, joined.note, say) };
  let { note } = joined;
  for (const line of over) {
    const longer = line.length > MOST.note ? note : joinNotes(note, line);
    (longer?.split('\n').includes(line) ? displaced.noted : displaced.lost).push(line);
    note = longer;
  }
  return { note, displaced };
}

/** The wrong code of an earlier row, in whose place the right one of a later row stands. */
function replacedCode(before: CustomerInput, joined: CustomerInput, say: SayValue): string[] {
  const code = before.uscc === null || before.uscc === joined.uscc ? null : say.text('uscc', before);
  return code === null ? [] : [`${say.title('uscc')}：${code}`];
}

/** True when the column of former names says that a customer was called so. */
function calls({ formerNames }: CustomerInput, name: string): boolean {
  const key = nameKey(name);
  return formerNames.some((former) => nameKey(former) === key);
}

/** Two made one under the name of the other; the former name is kept as such. */
function renamed(
  base: CustomerInput,
  other: CustomerInput,
  precedence: Precedence,
  name = other.name,
): CustomerInput {
  return combine({ ...base, name }, { ...other, name: base.name }, precedence);
}

/** The name that a file gives a customer of the vault; null where that stays or the file's is just another one. */
function newName(known: CustomerInput, incoming: CustomerInput): string | null {
  const key = nameKey(incoming.name);
  // An older file comes in again: what it calls the customer is known.
  if (key === nameKey(known.name) || calls(known, incoming.name)) return null;
  if (calls(incoming, known.name)) return incoming.name;
  const { name, former } = nameParts(incoming.name);
  if (former !== null && nameKey(former) === nameKey(known.name)) return name;
  const isSameCode = known.uscc !== null && known.uscc === incoming.uscc && isIdentifying(known.uscc);
  return isSameCode ? incoming.name : null;
}

/** Numbers and people that the lists had no room for, and numbers of people who are known by another one. */
function unplaced(next: CustomerInput, joined: CustomerInput, say: SayValue): string[] {
  const phones = new Set(joined.phones.map(phoneKey));
  const named = next.formerNames.length === 0 ? [] : [joined.name, ...joined.formerNames];
  const names = new Set(named.map(nameKey));
  const terms = new Set(joined.indexTerms);
  const people = new Map(joined.contacts.map((contact) => [contact.name, contact]));
  const contacts = next.contacts.flatMap((contact) => {
    const known = people.get(contact.name);
    const details = CONTACT_DETAILS.flatMap((key) => {
      const detail = contact[key];
      return detail === null || detail === known?.[key] ? [] : [detail];
    });
    return known && details.length === 0 ? [] : [[contact.name, ...details].join(' ')];
  });
  const more = (field: ListField, values: readonly string[]) =>
    values.length === 0 ? [] : [`${say.title(field)}：${values.join('、')}`];
  return [
    ...more(
      'formerNames',
      next.formerNames.filter((name) => !names.has(nameKey(name))),
    ),
    ...more(
      'phones',
      next.phones.filter((number) => !phones.has(phoneKey(number))),
    ),
    ...more('contacts', contacts),
    ...more(
      'indexTerms',
      next.indexTerms.filter((term) => !terms.has(term)),
    ),
  ];
}

/** Lines of a note that found no room in the joined one. */
function lostLines(next: string | null, joined: string | null, say: SayValue): string[] {
  if (next === null) return [];
  const kept = new Set(joined?.split('\n'));
  const lost = next.split('\n').filter((line) => !kept.has(line));
  return lost.length === 0 ? [] : [`${say.title('note')}：${lost.join(' ')}`];
}

/** What of a file's customer the vault's one has no room for. */
export function lostInArchive(incoming: CustomerInput, merged: CustomerInput, say: SayValue): string[] {
  const others = { ...incoming, contacts: incoming.contacts.filter(({ name }) => !hasPerson(merged, name)) };
  const notes = lostLines(incoming.note, merged.note, say);
  return [...unplaced(others, merged, say), ...notes];
}

const hasPerson = ({ contacts }: CustomerInput, name: string) =>
  contacts.some((contact) => contact.name === name);

/**
 * The vault's customer brought up to date by a file. What the file says replaces, what it leaves empty stays;
 * lists and notes are joined. Category, class and retention stay as the vault has them, and so does who is responsible:
 * that has steps of its own. A name that comes with the customer's own code, or names its present one as the former, is
 * the new name; another is noted as a former one. A code that fails its check gives way to one that does not. Doing it
 * again changes nothing.
 */
export function mergeIntoArchive(known: CustomerInput, incoming: CustomerInput): CustomerInput {
  const sameCategory = known.category === incoming.category;
  const brought = { ...incoming, subType: sameCategory ? incoming.subType : null };
  const name = newName(known, incoming);
  const merged = name === null ? combine(known, brought, 'second') : renamed(known, brought, 'second', name);
  return {
    ...merged,
    status: known.category === 'client' ? merged.status : null,
    secrecy: known.secrecy,
    responsibleId: known.responsibleId ?? incoming.responsibleId,
    firstContactOn: known.firstContactOn ?? incoming.firstContactOn,
  };
}

function combine(base: CustomerInput, other: CustomerInput, precedence: Precedence): CustomerInput {
  const pick = <Value>(left: Value | null, right: Value | null): Value | null =>
    precedence === 'first' ? (left ?? right) : (right ?? left);
  const placeFrom =
    pick(base.province === null ? null : base, other.province === null ? null : other) ?? base;
  // A right code is never replaced: another one means another customer.
  const code = base.uscc === null || isMended(base.uscc, other.uscc) ? other : base;
  const picked = Object.fromEntries(PICKED.map((key) => [key, pick(base[key], other[key])]));
  return {
    ...base,
    ...picked,
    formerNames: joinNames(base, other),
    uscc: code.uscc,
    usccWaiver: code.usccWaiver,
    province: placeFrom.province,
    city: placeFrom.city,
    district: placeFrom.district,
    phones: joinPhones(base.phones, other.phones),
    // Whichever row says the higher class: what one of them keeps close the other must not open.
    secrecy: higherClass(base.secrecy, other.secrecy),
    indexTerms: [...new Set([...base.indexTerms, ...other.indexTerms])].slice(0, MOST.indexTerms),
    note: joinNotes(base.note, other.note),
    contacts: joinContacts(base.contacts, other.contacts, pick),
  };
}

const isMended = (code: string, other: string | null) =>
  !isIdentifying(code) && other !== null && isIdentifying(other);

function higherClass(a: Secrecy, b: Secrecy): Secrecy {
  return SECRECY_CLASSES.indexOf(a) >= SECRECY_CLASSES.indexOf(b) ? a : b;
}
