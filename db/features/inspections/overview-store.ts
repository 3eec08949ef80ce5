/** Entries as they are kept in mind: many at a time. */
import type { ReadableDb } from '../../connection/handles.ts';
import { fromHex, readPackedIds } from '../../connection/packed.ts';
import { OUTCOMES, WAYS } from '../../domain/inspection.ts';
import type { Touch } from '../../work/subject.ts';
import { WAS_SEEN, type EntryRow, type InspectionRow } from './store.ts';

/** By its place in a list; one that the list has not is no value of the column. */
const placeIn = (column: string, list: readonly string[]): string =>
  `case ${column} ${list.map((value, place) => `when '${value}' then ${place}`).join(' ')} end`;

/** Numbers that `readNotedAfter` has for each entry. */
export const NOTED_WORDS = 6;

/**
 * What was noted after an entry, so many at most, in the order in which it was: for each its id, the archive, the
 * account, the places of outcome and way in their lists, and 1 where something was found. Without an object for each
 * row, which takes several times as long.
 */
export function readNotedAfter(
  db: ReadableDb,
  inspectionId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Uint32Array {
  const text = db.value<string | null>(
    `select group_concat(printf('%08x%08x%08x%08x%08x%08x', id, customer_id, account_id, outcome, way, found), '')
     from (select id, customer_id, account_id, ${placeIn('outcome', OUTCOMES)} as outcome,
         ${placeIn('way', WAYS)} as way, findings is not null as found
       from inspection_entry where inspection_id = ? and id > ? order by id limit ?)`,
    inspectionId,
    after,
    limit,
  );
  return text ? fromHex(text) : new Uint32Array(0);
}

/** The digest of an entry; undefined where there is none. */
export function findDigest(db: ReadableDb, id: number): Uint8Array | undefined {
  return db.value('select digest from inspection_entry where id = ?', id);
}

export function listEntriesById(db: ReadableDb, ids: readonly number[]): EntryRow[] {
  return db.rows(
    'select * from inspection_entry where id in (select value from json_each(?)) order by id',
    JSON.stringify(ids),
  );
}

/** Those of half-years before with their addenda, the newest half-year first. */
export function listEarlier(db: ReadableDb, { period }: Pick<InspectionRow, 'period'>): InspectionRow[] {
  return db.rows('select * from inspection where period < ? order by period desc, addendum', period);
}

/** Ids of the archives that somebody had before their eyes in an inspection. */
export function readSeen(db: ReadableDb, inspectionId: number): Uint32Array {
  return readPackedIds(
    db,
    `select customer_id as id from inspection_entry as entry where inspection_id = ? and ${WAS_SEEN}`,
    inspectionId,
  );
}

/** The number of the newest entry of all inspections; 0 for none. */
export function lastEntryId(db: ReadableDb): number {
  return db.value<number | null>('select max(id) from inspection_entry') ?? 0;
}

/** The entries of half-years before that were made after one. */
export function listEarlierAfter(
  db: ReadableDb,
  { period }: Pick<InspectionRow, 'period'>,
  after: number,
): Array<Pick<EntryRow, 'id' | 'customer_id'>> {
  return db.rows(
    `select entry.id, customer_id from inspection_entry as entry
     join inspection on inspection.id = inspection_id
     where entry.id > ? and period < ? order by entry.id`,
    after,
    period,
  );
}

/**
 * What was noted of some archives after a row of the log, the last of each. It is not over while its inspection is not
 * signed, nor while the archive has not come back.
 */
export function listTouches(db: ReadableDb, customerIds: readonly number[], after: number): Touch[] {
  return db
    .rows<Omit<Touch, 'kind' | 'open'> & { readonly isOpen: number }>(
      `select customer_id as customerId, entry.at, account_id as accountId,
         state <> 'signed' or outcome in ('on_loan', 'missing') as isOpen
       from inspection_entry as entry join inspection on inspection.id = inspection_id
       where entry.id in (select max(id) from inspection_entry
         where customer_id in (select value from json_each(?)) and seq > ? group by customer_id)`,
      JSON.stringify(customerIds),
      after,
    )
    .map(({ isOpen, ...touch }) => ({ ...touch, kind: 'inspection', open: isOpen === 1 }));
}

/** The accounts with which a person may have made entries. */
export function accountsOf(db: ReadableDb, personId: number): number[] {
  return db
    .rows<{ account_id: number }>('select account_id from account_name where person_id = ?', personId)
    .map(({ account_id }) => account_id);
}
