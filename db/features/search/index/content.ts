import type { ReadableDb } from '../../../connection/handles.ts';
import type { Category, Status } from '../../../domain/customer.ts';
import type { Secrecy } from '../../../domain/roles.ts';

/** The columns of a customer that search reads and lists show. */
export interface ContentRow {
  readonly id: number;
  readonly archive_no: string;
  readonly category: Category;
  readonly party: 'organisation' | 'individual';
  readonly name: string;
  readonly name_sort: string;
  readonly status: Status | null;
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
  readonly address: string | null;
  readonly uscc: string | null;
  readonly legacy_code: string | null;
  readonly grade: string | null;
  readonly secrecy: Secrecy;
  readonly secrecy_until: string | null;
  readonly filed_on: string;
  readonly responsible_id: number | null;
  readonly keeper_id: number | null;
  readonly shelf_room: string | null;
  readonly shelf_cabinet: string | null;
  readonly shelf_level: number | null;
  readonly shelf_position: number | null;
  readonly note: string | null;
  readonly completeness: number;
  readonly version: number;
}

export interface ContentPhone {
  readonly number: string;
  readonly digits: string;
}

/** Everything that a customer is found by. */
export interface Content {
  readonly row: ContentRow;
  readonly formerNames: readonly string[];
  readonly terms: readonly string[];
  readonly people: ReadonlyArray<{ readonly name: string; readonly note: string | null }>;
  readonly phones: readonly ContentPhone[];
}

const COLUMNS = `id, archive_no, category, party, name, name_sort, status, province, city, district, address, uscc,
  legacy_code, grade, secrecy, secrecy_until, filed_on, responsible_id, keeper_id, shelf_room, shelf_cabinet,
  shelf_level, shelf_position, note, completeness, version`;

interface MutableContent extends Content {
  readonly formerNames: string[];
  readonly terms: string[];
  readonly people: Array<{ name: string; note: string | null }>;
  readonly phones: ContentPhone[];
}

/** The columns alone, by id; for lists. */
export function readContentRows(db: ReadableDb, ids: readonly number[]): Map<number, ContentRow> {
  const rows = db.rows<ContentRow>(
    `select ${COLUMNS} from customer where id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Contents without the parts that stand in rows of their own; those that do not exist are left out. */
export function readBareContents(db: ReadableDb, ids: readonly number[]): Map<number, Content> {
  const contents = new Map<number, Content>();
  for (const row of readContentRows(db, ids).values())
    contents.set(row.id, { row, formerNames: [], terms: [], people: [], phones: [] });
  return contents;
}

/** The same records with all their parts, by four queries for any number of them. */
export function readParts(db: ReadableDb, bare: readonly Content[]): Map<number, Content> {
  const contents = new Map<number, MutableContent>();
  for (const { row } of bare)
    contents.set(row.id, { row, formerNames: [], terms: [], people: [], phones: [] });
  const list = JSON.stringify([...contents.keys()]);
  const read = <Row>(sql: string) => db.rows<Row & { id: number }>(sql, list);
  for (const { id, text } of read<{ text: string }>(
    `select customer_id as id, name as text from former_name
     where customer_id in (select value from json_each(?)) order by customer_id, name`,
  ))
    contents.get(id)?.formerNames.push(text);
  for (const { id, text } of read<{ text: string }>(
    `select customer_id as id, term as text from index_term
     where customer_id in (select value from json_each(?)) order by customer_id, term`,
  ))
    contents.get(id)?.terms.push(text);
  for (const { id, name, note } of read<{ name: string; note: string | null }>(
    `select customer_id as id, name, note from contact
     where customer_id in (select value from json_each(?)) order by customer_id, position_no`,
  ))
    contents.get(id)?.people.push({ name, note });
  for (const { id, number, digits } of read<ContentPhone>(
    `select customer_id as id, number, digits from customer_phone
     where customer_id in (select value from json_each(?)) order by customer_id, position_no`,
  ))
    contents.get(id)?.phones.push({ number, digits });
  return contents;
}

/** Whole contents; those that do not exist are left out. */
export function readContents(db: ReadableDb, ids: readonly number[]): Map<number, Content> {
  return readParts(db, [...readBareContents(db, ids).values()]);
}
