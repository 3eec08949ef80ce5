/** Two archives of one customer made one: what the one that stays says then. */
import { phoneKey } from './cells/phones.ts';
import { nameKey } from './cells/names.ts';
import { CUSTOMER_FIELDS } from './customer-fields.ts';
import { CUSTOMER_FIELD_LIST, type CustomerInput, type CustomerField } from './customer.ts';
import { isEmpty, isSame } from './field-values.ts';
import type { Field } from './fields.ts';
import { joinContacts, joinNames, joinNotes, joinPhones, MOST } from './joined-lists.ts';

/** Both are kept of these: there is nothing to choose. */
export const BOTH_KEPT = ['phones', 'contacts', 'formerNames', 'indexTerms', 'note'] as const;

/** Stays as the one that stays has it: it is decided apart, with a reason. */
const DECIDED_APART: readonly CustomerField[] = [
  'category',
  'secrecy',
  'secrecyUntil',
  'proposedResponsibleId',
];
/** Depends on the category. */
const OF_CATEGORY: readonly CustomerField[] = ['subType', 'status'];
/** Of 机密 and 绝密 an act of its own (rules.md S2). */
const PEOPLE: readonly CustomerField[] = ['responsibleId', 'keeperId'];

/** What is chosen as one: a field with those that are shown with it. */
export interface JoinGroup {
  readonly key: string;
  readonly fields: readonly CustomerField[];
}

const GROUPS: readonly JoinGroup[] = [
  ...Map.groupBy(
    CUSTOMER_FIELD_LIST.filter(([key]) => !BOTH_KEPT.some((one) => one === key)),
    ([key, field]: readonly [CustomerField, Field]) => field.within ?? key,
  ),
].map(([key, fields]) => ({ key, fields: fields.map(([one]) => one) }));

export interface Joining {
  readonly target: CustomerInput;
  readonly other: CustomerInput;
  /** The one that stays is 机密 or 绝密 today. */
  readonly isGuarded: boolean;
}

/** What differs, in the order of the form, and whether it can be chosen. */
export interface JoinDifference extends JoinGroup {
  readonly open: boolean;
  /** Said by the other alone: chosen unless the person says otherwise. */
  readonly fillsGap: boolean;
}

export function joinDifferences({ target, other, isGuarded }: Joining): JoinDifference[] {
  const sameCategory = target.category === other.category;
  const isOpen = (key: CustomerField) =>
    !DECIDED_APART.includes(key) &&
    (sameCategory || !OF_CATEGORY.includes(key)) &&
    !(isGuarded && PEOPLE.includes(key));
  return GROUPS.filter(({ fields }) =>
    fields.some((key) => !isSame(CUSTOMER_FIELDS, key, target, other)),
  ).map((group) => ({
    ...group,
    open: group.fields.every(isOpen),
    fillsGap: group.fields.every((key) => isEmpty(target[key])) && group.fields.every(isOpen),
  }));
}

/** What the one that stays says: its own, but for what is picked of the other; lists and notes are of both. */
export function joinedInput(joining: Joining, picks: ReadonlySet<string>): CustomerInput {
  const { target, other } = joining;
  const chosen = { ...target };
  const values: Record<string, unknown> = chosen;
  for (const { key, fields, open } of joinDifferences(joining))
    if (open && picks.has(key)) for (const field of fields) values[field] = other[field];
  const named = { ...chosen, formerNames: target.formerNames };
  const known = new Set([nameKey(chosen.name)]);
  const formerNames = joinNames(
    { ...named, formerNames: joinNames(named, target).filter((name) => !known.has(nameKey(name))) },
    other,
  ).filter((name) => !known.has(nameKey(name)));
  return {
    ...chosen,
    formerNames,
    phones: joinPhones(target.phones, other.phones),
    indexTerms: [...new Set([...target.indexTerms, ...other.indexTerms])].slice(0, MOST.indexTerms),
    note: joinNotes(target.note, other.note),
    contacts: joinContacts(
      target.contacts,
      other.contacts.map((contact) => ({ ...contact, id: undefined })),
      (own, others) => own ?? others,
    ),
  };
}

/** Lists in which not all of the other found room: it stays with that archive alone. */
export function withoutRoom(other: CustomerInput, joined: CustomerInput): string[] {
  const phones = new Set(joined.phones.map(phoneKey));
  const people = new Set(joined.contacts.map(({ name }) => name));
  const names = new Set([joined.name, ...joined.formerNames].map(nameKey));
  const lines = new Set(joined.note?.split('\n'));
  const missing = {
    phones: other.phones.some((number) => !phones.has(phoneKey(number))),
    contacts: other.contacts.some(({ name }) => !people.has(name)),
    formerNames: [other.name, ...other.formerNames].some((name) => !names.has(nameKey(name))),
    indexTerms: other.indexTerms.some((term) => !joined.indexTerms.includes(term)),
    note: (other.note?.split('\n') ?? []).some((line) => !lines.has(line)),
  };
  return BOTH_KEPT.filter((key) => missing[key]);
}
