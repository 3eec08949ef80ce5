import { nameKey } from '../../domain/cells/names.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import type { ContactInput, CustomerInput } from '../../domain/customer.ts';

/** Whose word counts where both say something: the first row's, or the newer file's. */
type Precedence = 'first' | 'second';

const MOST = { phones: 10, contacts: 50, formerNames: 20, indexTerms: 30, note: 4000 } as const;

/** Rows of one file that are one customer made one: the first row's word counts, the others fill gaps. */
export function mergeRows(inputs: readonly [CustomerInput, ...CustomerInput[]]): CustomerInput {
  const [first, ...others] = inputs;
  return others.reduce((merged, next) => combine(merged, next, 'first'), first);
}

/**
 * The archive's customer brought up to date by a file. What the file says replaces, what it leaves empty stays;
 * lists and notes are joined. Name, category, code, class and retention stay as the archive has them: a new
 * name is noted as a former one, the rest has steps of its own. Doing it again changes nothing.
 */
export function mergeIntoArchive(known: CustomerInput, incoming: CustomerInput): CustomerInput {
  const sameCategory = known.category === incoming.category;
  const merged = combine(known, { ...incoming, subType: sameCategory ? incoming.subType : null }, 'second');
  return {
    ...merged,
    party: known.party,
    status: known.category === 'client' ? merged.status : null,
    secrecy: known.secrecy,
    secrecyUntil: known.secrecyUntil,
    retention: known.retention,
    firstContactOn: known.firstContactOn ?? incoming.firstContactOn,
    responsibleId: known.responsibleId,
  };
}

function combine(base: CustomerInput, other: CustomerInput, precedence: Precedence): CustomerInput {
  const pick = <Value>(left: Value | null, right: Value | null): Value | null =>
    precedence === 'first' ? (left ?? right) : (right ?? left);
  const placeFrom =
    pick(base.province === null ? null : base, other.province === null ? null : other) ?? base;
  // A code is never replaced: another one means another customer.
  const code = base.uscc === null ? other : base;
  return {
    ...base,
    formerNames: joinNames(base, other),
    uscc: code.uscc,
    usccWaiver: code.usccWaiver,
    subType: pick(base.subType, other.subType),
    industry: pick(base.industry, other.industry),
    size: pick(base.size, other.size),
    status: pick(base.status, other.status),
    province: placeFrom.province,
    city: placeFrom.city,
    district: placeFrom.district,
    address: pick(base.address, other.address),
    phones: joinPhones(base.phones, other.phones),
    grade: pick(base.grade, other.grade),
    firstContactOn: pick(base.firstContactOn, other.firstContactOn),
    annualVolume: pick(base.annualVolume, other.annualVolume),
    contractEndsOn: pick(base.contractEndsOn, other.contractEndsOn),
    legacyCode: pick(base.legacyCode, other.legacyCode),
    shelf: pick(base.shelf, other.shelf),
    indexTerms: [...new Set([...base.indexTerms, ...other.indexTerms])].slice(0, MOST.indexTerms),
    note: joinNotes(base.note, other.note),
    contacts: joinContacts(base.contacts, other.contacts, pick),
  };
}

function joinNames(base: CustomerInput, other: CustomerInput): string[] {
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

function joinPhones(base: readonly string[], other: readonly string[]): string[] {
  const keys = new Set(base.map(phoneKey));
  const fresh = other.filter((number) => !keys.has(phoneKey(number)) && keys.add(phoneKey(number)));
  return [...base, ...fresh].slice(0, MOST.phones);
}

function joinNotes(base: string | null, other: string | null): string | null {
  if (base === null || other === null) return base ?? other;
  const lines = new Set(base.split('\n'));
  const fresh = other.split('\n').filter((line) => !lines.has(line) && lines.add(line));
  const joined = [base, ...fresh].join('\n');
  return joined.length <= MOST.note ? joined : base;
}

function joinContacts(
  base: readonly ContactInput[],
  other: readonly ContactInput[],
  pick: (left: string | null, right: string | null) => string | null,
): ContactInput[] {
  const fresh = new Map(other.map((contact) => [contact.name, contact]));
  const joined = base.map((contact) => {
    const also = fresh.get(contact.name);
    fresh.delete(contact.name);
    if (!also) return contact;
    return {
      ...contact,
      position: pick(contact.position, also.position),
      mobile: pick(contact.mobile, also.mobile),
      phone: pick(contact.phone, also.phone),
      note: pick(contact.note, also.note),
    };
  });
  return [...joined, ...fresh.values()].slice(0, MOST.contacts);
}
