import type { ReadableDb } from '../../connection/handles.ts';
import { readPackedIds } from '../../connection/packed.ts';
import type { Shelf } from '../../domain/customer.ts';
import { CUSTOMER_FIELDS } from '../../domain/customer-fields.ts';
import { LINE_FIELDS } from '../../domain/customer-list.ts';
import { columnsOf, type ColumnsOf, type LineField } from '../../domain/fields.ts';
import type { Guarded } from '../../work/guarded.ts';
import type { SourceText } from '../../work/search-source.ts';
import { NO_SHELF_QUERY, SHELF_QUERY, toShelf, type ShelfColumns } from './shelf-store.ts';
import { GONE, IS_LIVING } from './standing-store.ts';
import { SETS, type ContactRow, type CustomerRow } from './store.ts';
import { addText, SEARCHED_COLUMNS, SEARCHED_IN_CONTACTS, SEARCHED_SETS } from './texts.ts';

/** Besides the fields that a line shows. */
const OWN_COLUMNS = ['id', 'archive_no', 'secrecy_until', 'filed_on', 'keeper_id', 'completeness'] as const;

/** Fields of a line, each with its column. */
export const LINE_COLUMNS = columnsOf(CUSTOMER_FIELDS).filter(([key]) =>
  LINE_FIELDS.some((one) => one === key),
);

type LineColumn = keyof ColumnsOf<Pick<typeof CUSTOMER_FIELDS, LineField<typeof CUSTOMER_FIELDS>>>;

/** The columns that lists show, the place apart. */
export type LineFields = Pick<
  CustomerRow,
  (typeof OWN_COLUMNS)[number] | Extract<keyof CustomerRow, LineColumn>
>;

export type LineRow = LineFields & PlaceRow;

/** The place on the shelves that is joined to an archive. */
type PlaceRow = ShelfColumns | { readonly [Column in keyof ShelfColumns]: null };

/** The same, and with it the columns that search reads. */
export type SearchedRow = LineRow & Pick<CustomerRow, 'name_sort'> & Partial<CustomerRow>;

const queryOf = (columns: readonly string[]): string =>
  `select ${[...new Set(columns)].map((column) => `customer.${column}`).join(', ')}, room, cabinet, level, position
  from json_each(?) cross join customer on customer.id = json_each.value left join shelf on shelf.id = shelf_id`;

const SHOWN = [...OWN_COLUMNS, ...LINE_COLUMNS.map(([, column]) => column)];
const LINES = queryOf(SHOWN);
const SEARCHED = queryOf([...SHOWN, 'name_sort', ...SEARCHED_COLUMNS.map(({ column }) => column)]);

export const listLineRows = (db: ReadableDb, ids: readonly number[]): LineRow[] =>
  db.rows(LINES, JSON.stringify(ids));

export const listSearchedRows = (db: ReadableDb, ids: readonly number[]): SearchedRow[] =>
  db.rows(SEARCHED, JSON.stringify(ids));

export const shelfOf = (row: PlaceRow): Shelf | null => (row.cabinet === null ? null : toShelf(row));

const SET_QUERIES = SETS.flatMap(({ key, table, column }) => {
  const searched = SEARCHED_SETS.get(key);
  const sql = `select customer_id as id, ${column} as text from ${table}
    where customer_id in (select value from json_each(?)) order by customer_id, ${column}`;
  return searched ? [{ searched, sql }] : [];
});

const CONTACTS_QUERY = `select customer_id as id, ${SEARCHED_IN_CONTACTS.map(({ column }) => column).join(', ')}
  from contact where customer_id in (select value from json_each(?)) order by customer_id, position_no`;

/** The texts that stand in rows of their own, by a query for each table for any number of customers. */
export function readSearchedParts(db: ReadableDb, ids: readonly number[]): Map<number, SourceText[]> {
  const parts = new Map(ids.map((id): [number, SourceText[]] => [id, []]));
  const list = JSON.stringify(ids);
  for (const { searched, sql } of SET_QUERIES)
    for (const { id, text } of db.rows<{ id: number; text: string }>(sql, list))
      addText(parts.get(id) ?? [], searched, text);
  for (const contact of db.rows<ContactRow>(CONTACTS_QUERY, list))
    for (const searched of SEARCHED_IN_CONTACTS)
      addText(parts.get(contact.id) ?? [], searched, contact[searched.column]);
  for (const { id, number, digits } of db.rows<{ id: number; number: string; digits: string }>(
    `select customer_id as id, number, digits from customer_phone
     where customer_id in (select value from json_each(?)) order by customer_id, position_no`,
    list,
  ))
    parts.get(id)?.push({ field: 'phones', kind: 'phone', text: number, digits });
  return parts;
}

export type RankedRow = Pick<CustomerRow, 'id' | 'grade' | 'status'>;

export function listRankedRows(db: ReadableDb, ids: readonly number[]): RankedRow[] {
  return db.rows(
    `select id, grade, status from customer where id in (select value from json_each(?)) and ${IS_LIVING}`,
    JSON.stringify(ids),
  );
}

/** In the order of ids, above `after`. */
export function listGuardedRows(
  db: ReadableDb,
  after: number,
  limit: number,
): Array<Guarded & { readonly id: number }> {
  return db.rows(
    `select id, secrecy, secrecy_until as secrecyUntil, responsible_id as responsibleId, keeper_id as keeperId
     from customer where id > ? and ${IS_LIVING} order by id limit ?`,
    after,
    limit,
  );
}

/** Ids in an order, each read from one index alone. */
export const ID_QUERIES = {
  name: `select id from customer where id not in (${GONE}) order by name_sort, id`,
  filedOn: `select id from customer where id not in (${GONE}) order by filed_on, id`,
  shelf: SHELF_QUERY,
  noShelf: NO_SHELF_QUERY,
} as const;

export const readIdsIn = (db: ReadableDb, order: keyof typeof ID_QUERIES) =>
  readPackedIds(db, ID_QUERIES[order]);

export function nameSortOf(db: ReadableDb, id: number): string {
  return db.value('select name_sort from customer where id = ?', id) ?? '';
}

export const SERIES_QUERY = `select id from customer where series_id is ? and id not in (${GONE})
  order by serial, id`;

/** Ids of the archives of one series, in the order of their serials; null for those of none. */
export const readIdsOfSeries = (db: ReadableDb, series: number | null) =>
  readPackedIds(db, SERIES_QUERY, series);

/** From which series the archive's number is, and which one of it. */
export function numberOf(db: ReadableDb, id: number): { series: number | null; serial: number | null } {
  const sql = 'select series_id as series, serial from customer where id = ?';
  return db.row(sql, id) ?? { series: null, serial: null };
}

export function filedOnOf(db: ReadableDb, id: number): string {
  return db.value('select filed_on from customer where id = ?', id) ?? '';
}
