import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { Expression } from './expression.ts';

export function findPosition(db: ReadableDb, id: number): number | undefined {
  return db.value('select position from search_row where id = ?', id);
}

export function insertDocument(db: WritableDb, position: number, terms: Uint8Array): void {
  db.execute('insert into search_index (rowid, terms) values (?, cast(? as text))', position, terms);
}

export function deleteDocument(db: WritableDb, position: number): void {
  db.execute('delete from search_index where rowid = ?', position);
}

export function saveRow(
  db: WritableDb,
  row: {
    id: number;
    position: number;
    facets: number;
    responsible: number;
    keeper: number;
    lapsesOn: string | null;
  },
): void {
  db.execute(
    `insert into search_row (id, position, facets, responsible, keeper, lapses_on) values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set position = excluded.position, facets = excluded.facets,
       responsible = excluded.responsible, keeper = excluded.keeper, lapses_on = excluded.lapses_on`,
    row.id,
    row.position,
    row.facets,
    row.responsible,
    row.keeper,
    row.lapsesOn,
  );
}

export function deleteRow(db: WritableDb, id: number): void {
  db.execute('delete from search_row where id = ?', id);
}

/** Changes kept for the memory of readers; who missed more reads everything anew. */
const KEPT_CHANGES = 1000;

/** Tells readers that a customer's entry changed; 0: many did. */
export function noteChange(db: WritableDb, id: number): void {
  const seq = db.execute(
    'insert into search_change (customer_id, tag) values (?, random())',
    id,
  ).lastInsertRowid;
  db.execute('delete from search_change where seq <= ?', seq - KEPT_CHANGES);
}

export function listCustomerIds(db: ReadableDb): number[] {
  return db.rows<{ id: number }>('select id from customer order by id').map(({ id }) => id);
}

export function countMissing(db: ReadableDb): number {
  return db.value<number>('select (select count(*) from customer) - (select count(*) from search_row)') ?? 0;
}

/** Grades of every scale with their place, best first. */
export function listGrades(db: ReadableDb): Array<{ code: string; position: number }> {
  return db.rows(
    `select code, min(position) as position from list_item where list glob 'grade_*' group by code`,
  );
}

export interface RankValues {
  readonly id: number;
  readonly grade: string | null;
  readonly status: string | null;
  readonly position: number | null;
}

export function listRankValues(db: ReadableDb, ids: readonly number[]): RankValues[] {
  return db.rows(
    `select c.id, c.grade, c.status, r.position from customer c left join search_row r on r.id = c.id
     where c.id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
}

/** Bytes that the index gathers before it writes a piece: in bulk more, so that there are fewer to merge. */
const BULK_HASH = 64 * 2 ** 20;
const USUAL_HASH = 2 ** 20;

export function beginBulk(db: WritableDb): void {
  command(db, 'automerge', 0);
  command(db, 'hashsize', BULK_HASH);
}

export function endBulk(db: WritableDb): void {
  command(db, 'automerge', 4);
  command(db, 'hashsize', USUAL_HASH);
}

export function optimise(db: WritableDb): void {
  db.execute(`insert into search_index (search_index) values ('optimize')`);
}

export function deleteEverything(db: WritableDb): void {
  db.execute(`insert into search_index (search_index) values ('delete-all')`);
  db.execute('delete from search_row');
  db.execute('delete from facet_value');
}

function command(db: WritableDb, name: string, value: number): void {
  db.execute('insert into search_index (search_index, rank) values (?, cast(? as integer))', name, value);
}

/** Places of documents of an expression, in order, after `after`. */
export function listPositions(db: ReadableDb, expression: string, after: number, limit: number): number[] {
  return db
    .rows<{ rowid: number }>(
      'select rowid from search_index where search_index match ? and rowid > ? order by rowid limit ?',
      expression,
      after,
      limit,
    )
    .map(({ rowid }) => rowid);
}

/** Documents of an expression, counted up to `limit`. */
export function countPositions(db: ReadableDb, expression: Expression, limit = -1): number {
  if (typeof expression !== 'string') return 0;
  return (
    db.value<number>(
      'select count(*) from (select 1 from search_index where search_index match ? limit ?)',
      expression,
      limit,
    ) ?? 0
  );
}
