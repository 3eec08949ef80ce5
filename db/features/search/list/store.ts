import type { ReadableDb } from '../../../connection/handles.ts';
import { fromHex, readPackedIds } from '../../../connection/packed.ts';
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

export interface ValuesRow {
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapses_on: string | null;
}

export function findRow(db: ReadableDb, id: number): ValuesRow | undefined {
  return db.row('select facets, responsible, keeper, lapses_on from search_row where id = ?', id);
}

/** Words of an entry's facets from the second on; none is written that has nothing in it. */
export function listFurtherWords(db: ReadableDb, id: number): Array<{ word: number; value: number }> {
  return db.rows('select word, value from search_facet where id = ?', id);
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

/** The further words of all entries as id, word, value, one after another. */
export function* readPackedWords(db: ReadableDb): Generator<Uint32Array> {
  for (let id = 0, word = 0; ;) {
    const text = db.value<string | null>(
      `select group_concat(printf('%08x%08x%08x', id, word, value), '')
       from (select id, word, value from search_facet where (id, word) > (?, ?) order by id, word limit ?)`,
      id,
      word,
      ROWS_AT_ONCE,
    );
    if (!text) return;
    const values = fromHex(text);
    yield values;
    [id = Infinity, word = 0] = values.subarray(-3);
  }
}

export const RANK_QUERY = 'select id from search_row order by position, id';

export const readIdsByRank = (db: ReadableDb) => readPackedIds(db, RANK_QUERY);

/** Ids of all entries of an expression, in the order of rank. */
export function readMatchingIds(db: ReadableDb, expression: Expression): Uint32Array {
  if (typeof expression !== 'string') return new Uint32Array(0);
  return readPackedIds(
    db,
    `select 4294967295 - (rowid & 4294967295) as id from search_index where search_index match ? order by rowid`,
    expression,
  );
}
