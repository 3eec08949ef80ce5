import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../connection/handles.ts';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import type { ContactInput, Shelf } from '../../domain/customer.ts';
import { columnsOf, fieldsOfKind } from '../../domain/fields.ts';
import type { Standing } from '../../domain/standing.ts';
import type { Schema } from '../../schema.ts';
import { HISTORY_COLUMNS, historyTable, type SealedChange } from '../../work/history.ts';
import type { Condition } from '../../work/page.ts';
import { findShelf, toShelf, type ShelfColumns } from './shelf-store.ts';
import { GONE, IS_LIVING } from './standing-store.ts';

export type CustomerRow = Omit<Schema['customer'], 'id' | 'version' | 'standing' | 'joined_into'> & {
  id: number;
  version: number;
  standing: Standing;
  joined_into: number | null;
};
export type ContactRow = Omit<Schema['contact'], 'id'> & { id: number };
type CustomerValues = Omit<CustomerRow, 'id' | 'version' | 'standing' | 'joined_into'>;

export function findCustomerRow(db: ReadableDb, id: number): CustomerRow | undefined {
  return db.row('select * from customer where id = ?', id);
}

/** True of a row whose `column` names a customer of which a condition is true. */
export function existsWith(column: string, { sql, values }: Condition): Condition {
  return { sql: `exists (select 1 from customer where customer.id = ${column} and ${sql})`, values };
}

export function findCustomerIdByArchiveNo(db: ReadableDb, archiveNo: string): number | undefined {
  return db.value('select id from customer where archive_no = ?', archiveNo);
}

const COLUMNS: ReadonlyArray<keyof CustomerValues> = [
  'archive_no',
  'series_id',
  'serial',
  ...columnsOf(CUSTOMER_FIELDS).map(([, column]) => column),
  'name_key',
  'name_sort',
  'filed_on',
  'shelf_id',
  'completeness',
  'created_at',
  'updated_at',
];

const INSERT = `insert into customer (${COLUMNS.join(', ')}) values (${COLUMNS.map(() => '?').join(', ')})`;

export function insertCustomer(db: WritableDb, values: CustomerValues): number {
  return db.execute(INSERT, ...COLUMNS.map((column) => values[column])).lastInsertRowid;
}

/**
 * Changes the row only if it is still at its version; no row changed means that somebody was faster. Only columns
 * with another value are named: SQLite writes every index anew of which a column is.
 */
export function updateCustomer(db: WritableDb, before: CustomerRow, values: CustomerValues): RunResult {
  const changed = COLUMNS.filter((column) => values[column] !== before[column]);
  return db.execute(
    `update customer set ${changed.map((column) => `${column} = ?, `).join('')}version = version + 1
     where id = ? and version = ?`,
    ...changed.map((column) => values[column]),
    before.id,
    before.version,
  );
}

export function listContacts(db: ReadableDb, customerId: number): ContactRow[] {
  return db.rows('select * from contact where customer_id = ? order by position_no', customerId);
}

const CONTACT_COLUMNS = columnsOf(CONTACT_FIELDS);
const INSERT_CONTACT = `insert into contact
  (${['id', 'customer_id', 'position_no', ...CONTACT_COLUMNS.map(([, column]) => column)].join(', ')})
  values (?, ?, ?${', ?'.repeat(CONTACT_COLUMNS.length)})`;

export function insertContact(
  db: WritableDb,
  customerId: number,
  positionNo: number,
  contact: ContactInput,
): number {
  const values = CONTACT_COLUMNS.map(([key]) => contact[key]);
  return db.execute(INSERT_CONTACT, contact.id ?? null, customerId, positionNo, ...values).lastInsertRowid;
}

/** Removes the company's numbers and its people with theirs, before the new ones are written. */
export function deletePeople(db: WritableDb, customerId: number): void {
  db.execute('delete from customer_phone where customer_id = ?', customerId);
  db.execute('delete from contact where customer_id = ?', customerId);
}

/** A number in the table of phones; one of a person says whose. */
export interface StoredPhone {
  readonly positionNo: number;
  readonly number: string;
  readonly digits: string;
  readonly contactId: number | null;
}

export function insertPhone(db: WritableDb, phone: StoredPhone & { readonly customerId: number }): void {
  db.execute(
    `insert into customer_phone (customer_id, position_no, number, digits, contact_id)
     values (?, ?, ?, ?, ?)`,
    phone.customerId,
    phone.positionNo,
    phone.number,
    phone.digits,
    phone.contactId,
  );
}

export interface PhoneRow {
  readonly customerId: number;
  readonly positionNo: number;
  readonly number: string;
  readonly digits: string;
}

/** Numbers whose digits may have been cut off at a dash, or not at an unusual one: few, in one look at the table. */
export function listShortenedPhones(db: ReadableDb): PhoneRow[] {
  return db.rows(
    `select customer_id as customerId, position_no as positionNo, number, digits from customer_phone
     where digits <> number and (length(digits) < 11 or number glob '*[‐-―~]*')`,
  );
}

export function updatePhoneDigits(
  db: WritableDb,
  { customerId, positionNo, digits }: Omit<PhoneRow, 'number'>,
): void {
  db.execute(
    'update customer_phone set digits = ? where customer_id = ? and position_no = ?',
    digits,
    customerId,
    positionNo,
  );
}

/** Archives with a higher number than `after`, in their order. */
export function listNameKeys(
  db: ReadableDb,
  after: number,
  most: number,
): Array<{ readonly id: number; readonly name: string; readonly key: string }> {
  return db.rows(
    'select id, name, name_key as key from customer where id > ? order by id limit ?',
    after,
    most,
  );
}

export function updateNameKey(db: WritableDb, id: number, key: string): void {
  db.execute('update customer set name_key = ? where id = ?', key, id);
}

/** Fields whose texts stand in a table of their own; phones share theirs with the people's. */
export const SETS = fieldsOfKind(CUSTOMER_FIELDS, 'texts').flatMap(([key, { table, textColumn, ordered }]) =>
  ordered ? [] : [{ key, table, column: textColumn }],
);
type SetField = Pick<(typeof SETS)[number], 'table' | 'column'>;

export function deleteSet(db: WritableDb, { table }: SetField, customerId: number): void {
  db.execute(`delete from ${table} where customer_id = ?`, customerId);
}

export function insertIntoSet(
  db: WritableDb,
  { table, column }: SetField,
  customerId: number,
  text: string,
): void {
  db.execute(`insert or ignore into ${table} (customer_id, ${column}) values (?, ?)`, customerId, text);
}

/** The parts of a customer that stand in rows of their own. */
export interface Parts {
  /** Of `SETS` by key, in the order of their texts. */
  readonly sets: Readonly<Record<string, string[]>>;
  readonly phones: string[];
  readonly contacts: readonly ContactRow[];
  readonly shelf: Shelf | null;
}

export function readParts(
  db: ReadableDb,
  { id: customerId, shelf_id: shelfId }: Pick<CustomerRow, 'id' | 'shelf_id'>,
): Parts {
  const texts = (sql: string) => db.rows<{ text: string }>(sql, customerId).map((row) => row.text);
  return {
    sets: Object.fromEntries(
      SETS.map(({ key, table, column }) => [
        key,
        texts(`select ${column} as text from ${table} where customer_id = ? order by ${column}`),
      ]),
    ),
    phones: texts(
      `select number as text from customer_phone where customer_id = ? and contact_id is null
       order by position_no`,
    ),
    contacts: listContacts(db, customerId),
    shelf: findShelf(db, shelfId),
  };
}

/** Rows with an id above `after`, in their order. */
export function listRowsAfter(db: ReadableDb, after: number, limit: number): CustomerRow[] {
  return db.rows('select * from customer where id > ? order by id limit ?', after, limit);
}

/** Every 档号 with its place in its series, in the order of these. */
export function iterateNumbers(
  db: ReadableDb,
): IterableIterator<{ archiveNo: string; series: number | null; serial: number | null }> {
  return db.iterate(
    'select archive_no as archiveNo, series_id as series, serial from customer order by series_id, serial',
  );
}

/** The same of archives from one id to another. */
export function listNumbersBetween(
  db: ReadableDb,
  first: number,
  last: number,
): Array<{ archiveNo: string; series: number | null; serial: number | null }> {
  return db.rows(
    'select archive_no as archiveNo, series_id as series, serial from customer where id between ? and ?',
    first,
    last,
  );
}

/** First lines of the history of an archive: there is one. */
export function countFiledLines(db: ReadableDb, id: number): number {
  return (
    db.value<number>(
      "select count(*) from customer_change where customer_id = ? and field = 'filed' and version = 1",
      id,
    ) ?? 0
  );
}

/** Parts with what a look at everything needs besides: every number, of people too, and the history. */
export interface WholeParts extends Parts {
  readonly allPhones: readonly StoredPhone[];
  readonly history: readonly SealedChange[];
}

/** The same of all customers between two ids, by one query for each kind. */
export function readPartsBetween(db: ReadableDb, first: number, last: number): (id: number) => WholeParts {
  const read = <Row>(sql: string): Map<number, Array<Row & { customer_id: number }>> =>
    Map.groupBy(
      db.rows<Row & { customer_id: number }>(sql, first, last),
      ({ customer_id: customerId }) => customerId,
    );
  const texts = (sql: string) => {
    const byId = read<{ text: string }>(sql);
    return (id: number) => (byId.get(id) ?? []).map(({ text }) => text);
  };
  const sets = SETS.map(
    ({ key, table, column }) =>
      [
        key,
        texts(
          `select customer_id, ${column} as text from ${table}
           where customer_id between ? and ? order by customer_id, ${column}`,
        ),
      ] as const,
  );
  const phones = read<StoredPhone>(
    `select customer_id, position_no as positionNo, number, digits, contact_id as contactId from customer_phone
     where customer_id between ? and ? order by customer_id, position_no`,
  );
  const contacts = read<ContactRow>(
    'select * from contact where customer_id between ? and ? order by customer_id, position_no',
  );
  const shelves = read<ShelfColumns>(
    `select customer.id as customer_id, room, cabinet, level, position
     from customer join shelf on shelf.id = shelf_id where customer.id between ? and ?`,
  );
  const changes = read<SealedChange>(
    `select customer_id, ${HISTORY_COLUMNS} from customer_change where customer_id between ? and ?
     order by customer_id, id`,
  );
  return (id) => {
    const allPhones = phones.get(id) ?? [];
    return {
      sets: Object.fromEntries(sets.map(([key, of]) => [key, of(id)])),
      phones: allPhones.filter(({ contactId }) => contactId === null).map(({ number }) => number),
      allPhones,
      contacts: contacts.get(id) ?? [],
      shelf: shelves.get(id)?.map(toShelf)[0] ?? null,
      history: changes.get(id) ?? [],
    };
  };
}

export const customerHistory = historyTable('customer', 'customer_change', 'customer_id');

/** True for a customer that came in from a ledger: its filing names the file as the reason. */
export function isBroughtIn(db: ReadableDb, customerId: number): boolean {
  const sql = `select 1 from customer_change where customer_id = ? and field = 'filed' and reason is not null`;
  return db.value<number>(sql, customerId) !== undefined;
}

/** Every change of a customer, newest first, with who made it. */
export function listChanges(db: ReadableDb, customerId: number, field?: string) {
  const changes = sqlFor
    .selectFrom('customer_change')
    .innerJoin('account_name', 'account_name.account_id', 'customer_change.account_id')
    .select([
      'customer_change.id',
      'customer_change.version',
      'customer_change.at',
      'customer_change.field',
      'customer_change.old_value as oldValue',
      'customer_change.new_value as newValue',
      'customer_change.reason',
      'customer_change.reason_text as reasonText',
      'account_name.name as by',
    ])
    .where('customer_change.customer_id', '=', customerId)
    .orderBy('customer_change.id', 'desc');
  return db.all(field === undefined ? changes : changes.where('customer_change.field', '=', field));
}

/** The lines that a change of an archive left, by the digest of the last of them. */
export function listLinesOf(
  db: ReadableDb,
  customerId: number,
  digest: Uint8Array,
): Array<{ readonly version: number; readonly field: string; readonly newValue: string | null }> {
  return db.rows(
    `select version, field, new_value as newValue from customer_change
     where customer_id = ? and version =
       (select version from customer_change where customer_id = ? and digest = ?) order by id`,
    customerId,
    customerId,
    digest,
  );
}

/** Every archive that was ever filed, whatever became of it. */
export function countFiled(db: ReadableDb): number {
  return db.value<number>('select count(*) from customer') ?? 0;
}

/** The archives that there are. */
export function countCustomers(db: ReadableDb): number {
  return countFiled(db) - (db.value<number>(`select count(*) from (${GONE})`) ?? 0);
}

export function countIncomplete(db: ReadableDb, within: Condition): number {
  return db.value<number>(incompleteQuery(within.sql), ...within.values) ?? 0;
}

export const incompleteQuery = (within: string): string =>
  `select count(*) from customer indexed by customer_by_incomplete
   where completeness < 100 and id not in (${GONE}) and ${within}`;

export interface SimilarRow {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly why: 'uscc' | 'name' | 'phone';
}

/**
 * Customers that may be the same one: by normalised name among those that are `listed`, by code and by phone among
 * those that are `readable`. At most ten of each.
 */
export function listSimilar(
  db: ReadableDb,
  keys: { uscc: string | null; nameKey: string; digits: readonly string[] },
  { listed, readable }: { listed: Condition; readable: Condition },
): SimilarRow[] {
  const found: SimilarRow[] = [];
  const where = (why: SimilarRow['why'], condition: string, value: string) => {
    const { sql, values } = why === 'name' ? listed : readable;
    const customers = `select distinct customer.id, archive_no as archiveNo, name, '${why}' as why from customer`;
    const sqlOfLiving = `${customers} ${condition} and ${IS_LIVING} and ${sql} limit 10`;
    found.push(...db.rows<SimilarRow>(sqlOfLiving, value, ...values));
  };
  if (keys.uscc) where('uscc', 'where uscc = ?', keys.uscc);
  if (keys.nameKey) where('name', 'where name_key = ?', keys.nameKey);
  for (const digits of keys.digits)
    where('phone', 'join customer_phone p on p.customer_id = customer.id where p.digits = ?', digits);
  return found;
}
