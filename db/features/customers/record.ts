import { phoneKey } from '../../domain/cells/phones.ts';
import { nameKey } from '../../domain/cells/names.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { completeness, type CustomerField, type CustomerInput } from '../../domain/customer.ts';
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { nameSortKey } from '../search/service.ts';
import * as store from './store.ts';
import type { ChangedField } from '../../work/history.ts';
import type { CustomerRow } from './store.ts';

/** The columns of `customer` for an input; what the input does not say comes from `kept`. */
export function toColumns(
  input: CustomerInput,
  kept: Pick<CustomerRow, 'archive_no' | 'filed_on' | 'keeper_id' | 'created_at' | 'updated_at'>,
): Omit<CustomerRow, 'id' | 'version'> {
  return {
    ...kept,
    category: input.category,
    party: input.party,
    name: input.name,
    name_key: nameKey(input.name),
    name_sort: nameSortKey(input.name),
    uscc: input.uscc,
    uscc_waiver: input.usccWaiver,
    sub_type: input.subType,
    industry: input.industry,
    size: input.size,
    status: input.status,
    province: input.province,
    city: input.city,
    district: input.district,
    address: input.address,
    grade: input.grade,
    secrecy: input.secrecy,
    secrecy_until: input.secrecyUntil,
    retention: input.retention,
    first_contact_on: input.firstContactOn,
    annual_volume: input.annualVolume,
    contract_ends_on: input.contractEndsOn,
    legacy_code: input.legacyCode,
    responsible_id: input.responsibleId,
    shelf_room: input.shelf?.room ?? null,
    shelf_cabinet: input.shelf?.cabinet ?? null,
    shelf_level: input.shelf?.level ?? null,
    shelf_position: input.shelf?.position ?? null,
    note: input.note,
    completeness: completeness(input),
  };
}

/** The input for a new archive: its people are new too, whatever numbers they came with. */
export function asNew(input: CustomerInput): CustomerInput {
  return { ...input, contacts: input.contacts.map((contact) => ({ ...contact, id: undefined })) };
}

/** Writes those of people, phones, former names and index terms that changed, in place of those before. */
export function replaceParts(
  db: WritableDb,
  customerId: number,
  input: CustomerInput,
  changed: ReadonlySet<string>,
): void {
  if (changed.has('phones') || changed.has('contacts')) {
    store.deletePeople(db, customerId);
    insertPeople(db, customerId, input);
  }
  if (changed.has('formerNames')) {
    store.deleteFormerNames(db, customerId);
    insertFormerNames(db, customerId, input);
  }
  if (changed.has('indexTerms')) {
    store.deleteIndexTerms(db, customerId);
    insertIndexTerms(db, customerId, input);
  }
}

export function insertParts(db: WritableDb, customerId: number, input: CustomerInput): void {
  insertPeople(db, customerId, input);
  insertFormerNames(db, customerId, input);
  insertIndexTerms(db, customerId, input);
}

function insertPeople(db: WritableDb, customerId: number, input: CustomerInput): void {
  let positionNo = 0;
  const addPhone = (number: string | null, contactId: number | null) => {
    if (number === null) return;
    const digits = phoneKey(number);
    // A person's entry stands with the person already; the company's is kept whatever it says.
    if (digits === '' && contactId !== null) return;
    positionNo += 1;
    store.insertPhone(db, { customerId, positionNo, number, digits, contactId });
  };
  for (const number of input.phones) addPhone(number, null);
  input.contacts.forEach((contact, index) => {
    const contactId = store.insertContact(db, customerId, index + 1, contact);
    addPhone(contact.mobile, contactId);
    addPhone(contact.phone, contactId);
  });
}

function insertFormerNames(db: WritableDb, customerId: number, { formerNames }: CustomerInput): void {
  for (const name of formerNames) store.insertFormerName(db, customerId, name);
}

function insertIndexTerms(db: WritableDb, customerId: number, { indexTerms }: CustomerInput): void {
  for (const term of indexTerms) store.insertIndexTerm(db, customerId, term);
}

/** What a person entered, read back: the inverse of `toColumns` and `insertParts`. */
export function readInput(db: ReadableDb, row: CustomerRow): CustomerInput {
  return toInput(row, store.readParts(db, row.id));
}

export function toInput(row: CustomerRow, parts: store.Parts): CustomerInput {
  return {
    category: row.category,
    party: row.party,
    name: row.name,
    formerNames: parts.formerNames,
    uscc: row.uscc,
    usccWaiver: row.uscc_waiver,
    subType: row.sub_type,
    industry: row.industry,
    size: row.size,
    status: row.status,
    province: row.province,
    city: row.city,
    district: row.district,
    address: row.address,
    phones: parts.phones,
    grade: row.grade,
    secrecy: row.secrecy,
    secrecyUntil: row.secrecy_until,
    retention: row.retention,
    firstContactOn: row.first_contact_on,
    annualVolume: row.annual_volume,
    contractEndsOn: row.contract_ends_on,
    legacyCode: row.legacy_code,
    responsibleId: row.responsible_id,
    shelf: shelfOf(row),
    indexTerms: parts.indexTerms,
    note: row.note,
    contacts: parts.contacts.map(({ id, name, position, mobile, phone, note }) => ({
      id,
      name,
      position,
      mobile,
      phone,
      note,
    })),
  };
}

function shelfOf(row: CustomerRow): CustomerInput['shelf'] {
  if (row.shelf_cabinet === null || row.shelf_level === null || row.shelf_position === null) return null;
  return {
    room: row.shelf_room,
    cabinet: row.shelf_cabinet,
    level: row.shelf_level,
    position: row.shelf_position,
  };
}

/** What differs between two inputs, field by field: text as it is, the rest as canonical JSON. */
export function diffInputs(before: CustomerInput, after: CustomerInput): ChangedField[] {
  return (Object.keys(after) as CustomerField[]).flatMap((field) => {
    const [oldValue, newValue] = [changeText(before, field), changeText(after, field)];
    return oldValue === newValue ? [] : [{ field, oldValue, newValue }];
  });
}

function changeText(input: CustomerInput, field: CustomerField): string | null {
  const value = input[field];
  if (field === 'contacts') return listText(input.contacts.map((contact) => ({ ...contact, id: undefined })));
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) return listText([...value].sort());
  return canonicalJson(value);
}

function listText(values: readonly unknown[]): string | null {
  return values.length === 0 ? null : canonicalJson(values);
}
