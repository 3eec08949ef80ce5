import type { ReadableDb } from '../../connection/handles.ts';
import { readPackedIds } from '../../connection/packed.ts';
import type { Guarded } from '../../work/guarded.ts';
import type { CustomerRow } from './store.ts';

const COLUMNS = [
  'id',
  'archive_no',
  'category',
  'party',
  'name',
  'name_sort',
  'status',
  'province',
  'city',
  'address',
  'uscc',
  'legacy_code',
  'grade',
  'secrecy',
  'secrecy_until',
  'filed_on',
  'responsible_id',
  'keeper_id',
  'shelf_room',
  'shelf_cabinet',
  'shelf_level',
  'shelf_position',
  'note',
  'completeness',
] as const satisfies ReadonlyArray<keyof CustomerRow>;

/** The columns that search reads and lists show. */
export type SearchedRow = Pick<CustomerRow, (typeof COLUMNS)[number]>;

export function listSearchedRows(db: ReadableDb, ids: readonly number[]): SearchedRow[] {
  return db.rows(
    `select ${COLUMNS.join(', ')} from customer where id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
}

export interface SearchedParts {
  readonly formerNames: string[];
  readonly terms: string[];
  readonly people: Array<{ name: string; note: string | null }>;
  readonly phones: Array<{ number: string; digits: string }>;
}

/** What stands in rows of its own, by four queries for any number of customers. */
export function readSearchedParts(db: ReadableDb, ids: readonly number[]): Map<number, SearchedParts> {
  const parts = new Map(
    ids.map((id): [number, SearchedParts] => [id, { formerNames: [], terms: [], people: [], phones: [] }]),
  );
  const list = JSON.stringify(ids);
  const read = <Row>(sql: string) => db.rows<Row & { id: number }>(sql, list);
  for (const { id, text } of read<{ text: string }>(
    `select customer_id as id, name as text from former_name
     where customer_id in (select value from json_each(?)) order by customer_id, name`,
  ))
    parts.get(id)?.formerNames.push(text);
  for (const { id, text } of read<{ text: string }>(
    `select customer_id as id, term as text from index_term
     where customer_id in (select value from json_each(?)) order by customer_id, term`,
  ))
    parts.get(id)?.terms.push(text);
  for (const { id, name, note } of read<{ name: string; note: string | null }>(
    `select customer_id as id, name, note from contact
     where customer_id in (select value from json_each(?)) order by customer_id, position_no`,
  ))
    parts.get(id)?.people.push({ name, note });
  for (const { id, number, digits } of read<{ number: string; digits: string }>(
    `select customer_id as id, number, digits from customer_phone
     where customer_id in (select value from json_each(?)) order by customer_id, position_no`,
  ))
    parts.get(id)?.phones.push({ number, digits });
  return parts;
}

export type RankedRow = Pick<CustomerRow, 'id' | 'grade' | 'status'>;

export function listRankedRows(db: ReadableDb, ids: readonly number[]): RankedRow[] {
  return db.rows(
    'select id, grade, status from customer where id in (select value from json_each(?))',
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
     from customer where id > ? order by id limit ?`,
    after,
    limit,
  );
}

/** Ids in an order, each read from one index alone. */
export const ID_QUERIES = {
  name: 'select id from customer order by name_sort, id',
  filedOn: 'select id from customer order by filed_on, id',
} as const;

export const readIdsIn = (db: ReadableDb, order: keyof typeof ID_QUERIES) =>
  readPackedIds(db, ID_QUERIES[order]);

export function nameSortOf(db: ReadableDb, id: number): string {
  return db.value('select name_sort from customer where id = ?', id) ?? '';
}

export const SERIES_QUERY = 'select id from customer where series_id is ? order by serial, id';

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
