import type { ReadableDb } from '../../../connection/handles.ts';
import type { Expression } from '../query/expression.ts';

/** The last noted change. */
export interface ChangeHead {
  readonly seq: number;
  readonly tag: number;
}

export function findChangeHead(db: ReadableDb): ChangeHead {
  return (
    db.row<ChangeHead>('select seq, tag from search_change order by seq desc limit 1') ?? { seq: 0, tag: 0 }
  );
}

export function findChangeTag(db: ReadableDb, seq: number): number | undefined {
  return db.value('select tag from search_change where seq = ?', seq);
}

export function listChangesAfter(db: ReadableDb, seq: number, limit: number): number[] {
  return db
    .rows<{ id: number }>(
      'select customer_id as id from search_change where seq > ? order by seq limit ?',
      seq,
      limit,
    )
    .map(({ id }) => id);
}

export function largestId(db: ReadableDb): number {
  return db.value<number | null>('select max(id) from search_row') ?? 0;
}

export interface PackedRow {
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapses_on: string | null;
}

export function findRow(db: ReadableDb, id: number): PackedRow | undefined {
  return db.row('select facets, responsible, keeper, lapses_on from search_row where id = ?', id);
}

export function listLapses(db: ReadableDb): Array<{ id: number; lapses_on: string }> {
  return db.rows('select id, lapses_on from search_row where lapses_on is not null');
}

const ROWS_AT_ONCE = 50_000;

/**
 * Every row as id, facets, responsible, keeper, one after another. A million rows made into objects one by one
 * take a second; written into one text by SQLite and read as bytes, a fraction of it.
 */
export function* readPackedRows(db: ReadableDb): Generator<Uint32Array> {
  for (let after = 0; ;) {
    const text = db.value<string | null>(
      `select group_concat(printf('%08x%08x%08x%08x', id, facets, responsible, keeper), '')
       from (select id, facets, responsible, keeper from search_row where id > ? order by id limit ?)`,
      after,
      ROWS_AT_ONCE,
    );
    if (!text) return;
    const values = fromHex(text);
    yield values;
    after = values[values.length - 4] ?? Infinity;
  }
}

/** Numbers of 32 bits from eight hexadecimal digits each. */
export function fromHex(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'hex').swap32();
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** Ids in the order of a query that is read from one index alone. */
function readIds(db: ReadableDb, source: string): Uint32Array {
  const text = db.value<string | null>(
    `select group_concat(printf('%08x', id), '') from (${source} limit -1)`,
  );
  return text ? fromHex(text) : new Uint32Array(0);
}

export const ID_QUERIES = {
  name: 'select id from customer order by name_sort, id',
  archiveNo: `select id from customer
    order by rtrim(archive_no, '0123456789'), length(archive_no), archive_no, id`,
  filedOn: 'select id from customer order by filed_on, id',
  rank: 'select id from search_row order by position, id',
} as const;

export const readIdsByName = (db: ReadableDb) => readIds(db, ID_QUERIES.name);
export const readIdsByArchiveNo = (db: ReadableDb) => readIds(db, ID_QUERIES.archiveNo);
export const readIdsByFiledOn = (db: ReadableDb) => readIds(db, ID_QUERIES.filedOn);
export const readIdsByRank = (db: ReadableDb) => readIds(db, ID_QUERIES.rank);

export function nameSortOf(db: ReadableDb, id: number): string {
  return db.value('select name_sort from customer where id = ?', id) ?? '';
}

export function archiveNoOf(db: ReadableDb, id: number): string {
  return db.value('select archive_no from customer where id = ?', id) ?? '';
}

export function filedOnOf(db: ReadableDb, id: number): string {
  return db.value('select filed_on from customer where id = ?', id) ?? '';
}

export function readGradeNumbers(db: ReadableDb): Map<number, string> {
  return new Map(
    db
      .rows<{ n: number; code: string }>(`select n, code from facet_value where dimension = 'grade'`)
      .map(({ n, code }) => [n, code]),
  );
}

/** Ids of all entries of an expression, in the order of rank. */
export function readMatchingIds(db: ReadableDb, expression: Expression): Uint32Array {
  if (typeof expression !== 'string') return new Uint32Array(0);
  const text = db.value<string | null>(
    `select group_concat(printf('%08x', 4294967295 - (rowid & 4294967295)), '') from
     (select rowid from search_index where search_index match ? order by rowid limit -1)`,
    expression,
  );
  return text ? fromHex(text) : new Uint32Array(0);
}

/** The first customer whose name in pinyin begins with a letter or one after it. */
export function firstIdFromLetter(db: ReadableDb, letter: string): number | null {
  return (
    db.value<number>('select id from customer where name_sort >= ? order by name_sort, id limit 1', letter) ??
    null
  );
}
