import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';

export function findPosition(db: ReadableDb, id: number): number | undefined {
  return db.value('select position from search_row where id = ?', id);
}

/** Where a customer's entry is, and what it is. */
export interface IndexedEntry {
  readonly position: number;
  readonly digest: number;
}

export function findEntry(db: ReadableDb, id: number): IndexedEntry | undefined {
  return db.row('select position, digest from search_row where id = ?', id);
}

export function insertEntry(db: WritableDb, position: number, terms: Uint8Array): void {
  db.execute('insert into search_index (rowid, terms) values (?, cast(? as text))', position, terms);
}

export function deleteEntry(db: WritableDb, position: number): void {
  db.execute('delete from search_index where rowid = ?', position);
}

export function saveRow(
  db: WritableDb,
  row: {
    id: number;
    position: number;
    digest: number;
    facets: number;
    responsible: number;
    keeper: number;
    lapsesOn: string | null;
  },
): void {
  db.execute(
    `insert into search_row (id, position, digest, facets, responsible, keeper, lapses_on)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set position = excluded.position, digest = excluded.digest,
       facets = excluded.facets, responsible = excluded.responsible, keeper = excluded.keeper,
       lapses_on = excluded.lapses_on`,
    row.id,
    row.position,
    row.digest,
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
    'insert into search_change (customer_id, tag) values (?, abs(random() % 9007199254740991))',
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

/**
 * Archives whose place in the index is missing, or whose class or people there are not those of the record, and
 * places without an archive. A class that lapsed before `today` may stand there as normal.
 */
export function countMisplaced(
  db: ReadableDb,
  { today, shift, classes }: { today: string; shift: number; classes: readonly string[] },
): { problems: number; first: number } {
  const wrong = db.row<{ problems: number; first: number | null }>(
    `with wanted as materialized (select key as n, value as secrecy from json_each(?)),
       found as (select id, (facets >> ?) & 3 as n, responsible, keeper, lapses_on from search_row)
     select count(*) as problems, min(c.id) as first
     from customer c join wanted w on w.secrecy = c.secrecy left join found r on r.id = c.id
     where r.id is null or r.responsible <> coalesce(c.responsible_id, 0) or r.keeper <> coalesce(c.keeper_id, 0)
       or not (
         (r.n = w.n and r.lapses_on is iif(w.n = 0, null, c.secrecy_until))
         or (r.n = 0 and r.lapses_on is null and coalesce(c.secrecy_until < ?, 0))
       )`,
    JSON.stringify(classes),
    shift,
    today,
  );
  const stray = db.row<{ problems: number; first: number | null }>(
    `select count(*) as problems, min(id) as first from search_row where id not in (select id from customer)`,
  );
  return {
    problems: (wrong?.problems ?? 0) + (stray?.problems ?? 0),
    first: wrong?.first ?? stray?.first ?? 0,
  };
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
  readonly digest: number | null;
}

export function listRankValues(db: ReadableDb, ids: readonly number[]): RankValues[] {
  return db.rows(
    `select c.id, c.grade, c.status, r.position, r.digest from customer c left join search_row r on r.id = c.id
     where c.id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
}

/**
 * Bytes that the index gathers before it writes a piece: in bulk more, so that there are few to merge, but not more
 * than it takes, for a smaller table is the quicker one.
 */
const USUAL_HASH = 2 ** 20;
const LARGEST_HASH = 16 * USUAL_HASH;
/** A fifth of what an entry takes: some five pieces. */
const HASH_PER_ENTRY = 512;
/** As in the migration. */
const USUAL_MERGE = 8;

export function beginBulk(db: WritableDb, entries: number): void {
  command(db, 'automerge', 0);
  command(db, 'hashsize', Math.min(Math.max(USUAL_HASH, entries * HASH_PER_ENTRY), LARGEST_HASH));
}

export function endBulk(db: WritableDb): void {
  command(db, 'automerge', USUAL_MERGE);
  command(db, 'hashsize', USUAL_HASH);
}

/** Merges some of the pieces that saves have left: at most some 60 ms. Returns false when there was nothing to do. */
export function mergeSome(db: WritableDb): boolean {
  const before = db.value<number>('select total_changes()') ?? 0;
  command(db, 'merge', MERGED_PAGES);
  return (db.value<number>('select total_changes()') ?? 0) - before >= 2;
}
const MERGED_PAGES = 200;

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
