/** What two records of one customer say where there is room for both: nothing twice, and no more than a field takes. */
import { nameKey } from './cells/names.ts';
import { phoneKey } from './cells/phones.ts';
import { CUSTOMER_FIELDS } from './customer-fields.ts';
import { CONTACT_FIELD_LIST, type ContactInput, type CustomerInput } from './customer.ts';

const { phones, contacts, formerNames, indexTerms, note } = CUSTOMER_FIELDS;
export const MOST = {
  phones: phones.most,
  contacts: contacts.most,
  formerNames: formerNames.most,
  indexTerms: indexTerms.most,
  note: note.max,
} as const;

export const CONTACT_DETAILS = CONTACT_FIELD_LIST.flatMap(([key]) => (key === 'name' ? [] : [key]));

export function joinNames(base: CustomerInput, other: CustomerInput): string[] {
  const keys = new Set([base.name, ...base.formerNames].map(nameKey));
  const names = [...base.formerNames];
  for (const name of [other.name, ...other.formerNames]) {
    const key = nameKey(name);
    if (keys.has(key)) continue;
    keys.add(key);
    names.push(name);
  }
  return names.slice(0, MOST.formerNames);
}

export function joinPhones(base: readonly string[], other: readonly string[]): string[] {
  const keys = new Set(base.map(phoneKey));
  const fresh = other.filter((number) => !keys.has(phoneKey(number)) && keys.add(phoneKey(number)));
  return [...base, ...fresh].slice(0, MOST.phones);
}

export function joinNotes(base: string | null, other: string | null): string | null {
  if (base === null || other === null) return base ?? other;
  const lines = new Set(base.split('\n'));
  const fresh = other.split('\n').filter((line) => !lines.has(line) && lines.add(line));
  let joined = base;
  for (const line of fresh) if (joined.length + 1 + line.length <= MOST.note) joined += `\n${line}`;
  return joined;
}

export function joinContacts(
  base: readonly ContactInput[],
  other: readonly ContactInput[],
  pick: (left: string | null, right: string | null) => string | null,
): ContactInput[] {
  const fresh = new Map(other.map((contact) => [contact.name, contact]));
  const joined = base.map((contact) => {
    const also = fresh.get(contact.name);
    fresh.delete(contact.name);
    if (!also) return contact;
    const details = CONTACT_DETAILS.map((key) => [key, pick(contact[key], also[key])]);
    return { ...contact, ...Object.fromEntries(details) };
  });
  return [...joined, ...fresh.values()].slice(0, MOST.contacts);
}
