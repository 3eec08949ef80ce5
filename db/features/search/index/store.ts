import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import { readPackedIds } from '../../../connection/packed.ts';
import type { Place } from './layout.ts';

/** Where an entry stands in the index, and what tells its terms from others. */
export interface IndexedEntry {
  readonly id: number;
  readonly position: number;
  readonly digest: number;
}

export function findEntry(db: ReadableDb, id: number): IndexedEntry | undefined {
  return db.row('select id, position, digest from search_row where id = ?', id);
}

export function listEntries(db: ReadableDb, ids: readonly number[]): IndexedEntry[] {
  return db.rows(
    'select id, position, digest from search_row where id in (select value from json_each(?))',
    JSON.stringify(ids),
  );
}

export function insertTerms(db: WritableDb, position: number, terms: Uint8Array): void {
  db.execute('insert into search_index (rowid, terms) values (?, cast(? as text))', position, terms);
}

export function deleteTerms(db: WritableDb, position: number): void {
  db.execute('delete from search_index where rowid = ?', position);
}

export function deleteAllTerms(db: WritableDb): void {
  db.execute(`insert into search_index (search_index) values ('delete-all')`);
}

export function readIds(db: ReadableDb): Uint32Array {
  return readPackedIds(db, 'select id from search_row order by id');
}

/** An entry's values for filters and counts. */
export interface EntryRow extends IndexedEntry {
  /** The first word of its facets; the others have rows of their own. */
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapsesOn: string | null;
}

export function saveRow(db: WritableDb, row: EntryRow): void {
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
  db.execute('delete from search_facet where id = ?', id);
  db.execute('delete from search_row where id = ?', id);
}

export function saveFirstWord(db: WritableDb, id: number, facets: number): void {
  db.execute('update search_row set facets = ? where id = ?', facets, id);
}

/** A further word of an entry's facets; none is written for one without anything in it. */
export function saveFurtherWord(db: WritableDb, id: number, word: number, value: number): void {
  if (value === 0) db.execute('delete from search_facet where id = ? and word = ?', id, word);
  else
    db.execute(
      `insert into search_facet (id, word, value) values (?, ?, ?)
       on conflict (id, word) do update set value = excluded.value where value <> excluded.value`,
      id,
      word,
      value,
    );
}

export function deleteFurtherWords(db: WritableDb): void {
  db.execute('delete from search_facet');
}

/** Changes kept for the memory of readers; who missed more reads everything anew. */
const KEPT_CHANGES = 1000;

/** Tells readers that an entry changed; 0: many did. */
export function noteChange(db: WritableDb, id: number): void {
  const seq = db.execute(
    'insert into search_change (customer_id, tag) values (?, abs(random() % 9007199254740991))',
    id,
  ).lastInsertRowid;
  db.execute('delete from search_change where seq <= ?', seq - KEPT_CHANGES);
}

/** Where a facet stands, as the vault has it. */
export type StoredPlace = Pick<Place, 'word' | 'shift' | 'mask'> & { readonly name: string };

export function listPlaces(db: ReadableDb): StoredPlace[] {
  return db.rows('select name, word, shift, (1 << bits) - 1 as mask from facet_place order by word, shift');
}

export function findPlace(db: ReadableDb, name: string): StoredPlace | undefined {
  return db.row('select name, word, shift, (1 << bits) - 1 as mask from facet_place where name = ?', name);
}

export function replacePlaces(db: WritableDb, places: readonly Place[]): void {
  db.execute('delete from facet_place');
  for (const { facet, word, shift } of places)
    db.execute(
      'insert into facet_place (name, word, shift, bits) values (?, ?, ?, ?)',
      facet.name,
      word,
      shift,
      facet.bits,
    );
}

export function findNumber(db: ReadableDb, dimension: string, code: string): number | undefined {
  return db.value('select n from facet_value where dimension = ? and code = ?', dimension, code);
}

/** The largest number taken, 0 before the first. */
export function lastNumber(db: ReadableDb, dimension: string): number {
  return db.value<number | null>('select max(n) from facet_value where dimension = ?', dimension) ?? 0;
}

export function listNumbers(db: ReadableDb, dimension: string): Array<{ n: number; code: string }> {
  return db.rows('select n, code from facet_value where dimension = ?', dimension);
}

/** Gives a number to a code, taking it from the one that had it. */
export function saveNumber(db: WritableDb, dimension: string, code: string, n: number): void {
  db.execute('delete from facet_value where dimension = ? and n = ?', dimension, n);
  // Not `returning`: that is a savepoint, at which full text writes out all that it has gathered.
  db.execute('insert into facet_value (dimension, code, n) values (?, ?, ?)', dimension, code, n);
}

type Where = Pick<Place, 'word' | 'shift' | 'mask'>;

/** Numbers that entries have; goes through all of them, a tenth of a second for a million. */
export function listUsedNumbers(db: ReadableDb, { word, shift, mask }: Where): number[] {
  const rows =
    word === 0
      ? db.rows<{ n: number }>('select distinct (facets >> ?) & ? as n from search_row', shift, mask)
      : db.rows<{ n: number }>(
          'select distinct (value >> ?) & ? as n from search_facet where word = ?',
          shift,
          mask,
          word,
        );
  return rows.map(({ n }) => n);
}

export function isNumberUsed(db: ReadableDb, { word, shift, mask }: Where, n: number): boolean {
  return word === 0
    ? db.value<number>('select 1 from search_row where (facets >> ?) & ? = ? limit 1', shift, mask, n) !==
        undefined
    : db.value<number>(
        'select 1 from search_facet where word = ? and (value >> ?) & ? = ? limit 1',
        word,
        shift,
        mask,
        n,
      ) !== undefined;
}

/** What access goes by, as the index has it. */
export interface StoredAccess {
  readonly id: number;
  readonly facets: number;
  readonly responsible: number;
  readonly keeper: number;
  readonly lapsesOn: string | null;
}

const ACCESS = 'id, facets, responsible, keeper, lapses_on as lapsesOn';

/** In the order of ids, above `after`. */
export function listAccess(db: ReadableDb, after: number, limit: number): StoredAccess[] {
  return db.rows(`select ${ACCESS} from search_row where id > ? order by id limit ?`, after, limit);
}

/** The whole of what stands there, in the order of ids, above `after`. */
export function listEntryRows(db: ReadableDb, after: number, limit: number): EntryRow[] {
  return db.rows(
    `select ${ACCESS}, position, digest from search_row where id > ? order by id limit ?`,
    after,
    limit,
  );
}

/** The further words of an entry's facets, in their order. */
export function listFurtherWords(db: ReadableDb, id: number): Array<{ word: number; value: number }> {
  return db.rows('select word, value from search_facet where id = ? order by word', id);
}

/** Ids of entries that have further words and are not there. */
export function listStrayWords(db: ReadableDb): number[] {
  return db
    .rows<{ id: number }>(
      'select distinct id from search_facet where id not in (select id from search_row) order by id',
    )
    .map(({ id }) => id);
}

/** Whose numbers are kept. */
export function listDimensions(db: ReadableDb): string[] {
  return db
    .rows<{ dimension: string }>('select distinct dimension from facet_value')
    .map(({ dimension }) => dimension);
}

/** Terms that stand at a place, by what full text itself counted. */
export function countTerms(db: ReadableDb, position: number): number {
  const size = db.value<Uint8Array>('select sz from search_index_docsize where id = ?', position);
  // A number by seven bits, the highest first.
  return size ? size.reduce((sum, byte) => sum * 128 + (byte & 127), 0) : 0;
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

export function optimise(db: WritableDb): void {
  db.execute(`insert into search_index (search_index) values ('optimize')`);
}

function command(db: WritableDb, name: string, value: number): void {
  db.execute('insert into search_index (search_index, rank) values (?, cast(? as integer))', name, value);
}
