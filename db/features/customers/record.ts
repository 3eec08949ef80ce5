import { phoneKey } from '../../domain/cells/phones.ts';
import { nameKey } from '../../domain/cells/names.ts';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { blankCustomer, completeness, type ContactInput, type CustomerInput } from '../../domain/customer.ts';
import { changesBetween, contentMaker } from '../../domain/field-values.ts';
import { columnsOf, type ColumnsOf } from '../../domain/fields.ts';
import type { ReadableDb, SqlValue, WritableDb } from '../../connection/handles.ts';
import type { ChangedField } from '../../work/history.ts';
import { nameSortKey } from '../search/service.ts';
import { takeShelf } from './shelf-store.ts';
import * as store from './store.ts';
import type { CustomerRow } from './store.ts';

const COLUMNS = columnsOf(CUSTOMER_FIELDS);
const CONTACT_COLUMNS = columnsOf(CONTACT_FIELDS);

/** Laid out once, as one object: put together column by column it would be slow to make and to read. */
const NO_COLUMNS: FieldColumns = JSON.parse(
  JSON.stringify(Object.fromEntries(COLUMNS.map(([, column]) => [column, null]))),
);
type FieldColumns = ColumnsOf<typeof CUSTOMER_FIELDS>;

/** The columns of `customer` for an input; what the input does not say comes from `kept`. */
export function toColumns(
  input: CustomerInput,
  kept: Pick<
    CustomerRow,
    'archive_no' | 'series_id' | 'serial' | 'filed_on' | 'shelf_id' | 'created_at' | 'updated_at'
  > & {
    /** Where the caller has it already. */
    readonly name_sort?: string;
  },
): Omit<CustomerRow, 'id' | 'version' | 'standing' | 'joined_into'> {
  const columns: Record<string, SqlValue> = { ...NO_COLUMNS };
  for (const [key, column] of COLUMNS) columns[column] = input[key];
  return {
    ...(columns as FieldColumns),
    name_key: nameKey(input.name),
    name_sort: kept.name_sort ?? nameSortKey(input.name),
    completeness: completeness(input),
    ...kept,
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
  for (const set of store.SETS) {
    if (!changed.has(set.key)) continue;
    store.deleteSet(db, set, customerId);
    for (const text of input[set.key]) store.insertIntoSet(db, set, customerId, text);
  }
}

/** Writes a new customer with all its parts: no history, no log, no search entry. Returns its row. */
export function insertRecord(
  db: WritableDb,
  input: CustomerInput,
  kept: Omit<Parameters<typeof toColumns>[1], 'shelf_id'>,
): CustomerRow {
  const columns = toColumns(input, { ...kept, shelf_id: takeShelf(db, input.shelf) });
  const id = store.insertCustomer(db, columns);
  insertParts(db, id, input);
  return { ...columns, id, version: 1, standing: 'living', joined_into: null };
}

function insertParts(db: WritableDb, customerId: number, input: CustomerInput): void {
  insertPeople(db, customerId, input);
  for (const set of store.SETS)
    for (const text of input[set.key]) store.insertIntoSet(db, set, customerId, text);
}

function insertPeople(db: WritableDb, customerId: number, input: CustomerInput): void {
  const contacts = input.contacts.map((contact, index) => ({
    ...contact,
    id: store.insertContact(db, customerId, index + 1, contact),
  }));
  for (const phone of phonesOf({ phones: input.phones, contacts }))
    store.insertPhone(db, { ...phone, customerId });
}

/** The numbers of the company and then of its people, as they stand in the table of phones. */
export function phonesOf({
  phones,
  contacts,
}: Pick<CustomerInput, 'phones' | 'contacts'>): store.StoredPhone[] {
  const stored: store.StoredPhone[] = [];
  const add = (number: string | null, contactId: number | null) => {
    if (number === null) return;
    const digits = phoneKey(number);
    // A person's entry stands with the person already; the company's is kept whatever it says.
    if (digits === '' && contactId !== null) return;
    stored.push({ positionNo: stored.length + 1, number, digits, contactId });
  };
  for (const number of phones) add(number, null);
  for (const { id = null, mobile, phone } of contacts) {
    add(mobile, id);
    add(phone, id);
  }
  return stored;
}

/** What a person entered, read back: the inverse of `toColumns` and `insertParts`. */
export function readInput(db: ReadableDb, row: CustomerRow): CustomerInput {
  return toInput(row, store.readParts(db, row));
}

export function toInput(row: CustomerRow, { sets, phones, contacts, shelf }: store.Parts): CustomerInput {
  const input = blankCustomer(row.category);
  const values: Record<string, unknown> = input;
  for (const [key, column] of COLUMNS) values[key] = row[column];
  for (const { key } of store.SETS) input[key] = sets[key] ?? [];
  input.phones = phones;
  input.contacts = contacts.map(toContact);
  input.shelf = shelf;
  return input;
}

function toContact(row: store.ContactRow): ContactInput {
  const contact: Record<string, unknown> = { id: row.id };
  for (const [key, column] of CONTACT_COLUMNS) contact[key] = row[column];
  return contact as ContactInput;
}

/** What differs between two inputs, field by field. */
export function diffInputs(before: CustomerInput, after: CustomerInput): ChangedField[] {
  return changesBetween(CUSTOMER_FIELDS, before, after);
}

/** An input as it is hashed: people go without their numbers, which the database gives. */
export const catalogueContent = contentMaker(CUSTOMER_FIELDS);
