import type { Selectable } from 'kysely';
import { sqlFor, type ReadableDb, type RunResult, type WritableDb } from '../../connection/handles.ts';
import { readPackedIds } from '../../connection/packed.ts';
import type { HalfYear } from '../../domain/half-year.ts';
import type { InspectionState } from '../../domain/inspection.ts';
import type { Schema } from '../../schema.ts';
import type { Ledger } from '../../work/ledger.ts';

export type InspectionRow = Selectable<Schema['inspection']>;
export type EntryRow = Selectable<Schema['inspection_entry']>;
export type ShareRow = Selectable<Schema['inspection_share']>;

const common = { object: 'inspection', owner: 'inspection_id' } as const;

/** What was noted of each archive. */
export const ENTRIES: Ledger = {
  ...common,
  table: 'inspection_entry',
  columns: [
    'customer_id',
    'no',
    'outcome',
    'way',
    'room',
    'cabinet',
    'level',
    'position',
    'found_room',
    'found_cabinet',
    'found_level',
    'put_right',
    'borrower',
    'due_on',
    'findings',
    'note',
  ],
  acts: ['inspections.note', 'inspections.note_level', 'inspections.correct'],
};

/** Who looks after what. */
export const SHARES: Ledger = {
  ...common,
  table: 'inspection_share',
  columns: ['person_id', 'room', 'cabinet', 'from_level', 'to_level', 'given'],
  acts: ['inspections.share'],
};

/** The records that were signed. */
export const RECORDS: Ledger = {
  ...common,
  table: 'inspection_record',
  columns: ['content'],
  acts: ['inspections.keep_record'],
};

export function findInspection(db: ReadableDb, id: number): InspectionRow | undefined {
  return db.row('select * from inspection where id = ?', id);
}

/** By its half-year and number: 0 for the inspection itself. */
export function findByPeriod(db: ReadableDb, period: string, addendum: number): InspectionRow | undefined {
  return db.row('select * from inspection where period = ? and addendum = ?', period, addendum);
}

/** That of a half-year, or an addendum, that is not signed yet: one of each at a time. */
export function findUnsigned(db: ReadableDb, isAddendum: boolean): InspectionRow | undefined {
  return db.row(`select * from inspection where addendum > 0 = ? and state <> 'signed'`, isAddendum ? 1 : 0);
}

/** Newest half-year first, each before its addenda. */
export function listInspections(db: ReadableDb): InspectionRow[] {
  return db.rows('select * from inspection order by period desc, addendum');
}

export function iterateInspections(db: ReadableDb): IterableIterator<InspectionRow> {
  return db.iterate('select * from inspection order by id');
}

/** The newest half-year that has an inspection; null for none. */
export function lastPeriod(db: ReadableDb): HalfYear | null {
  return db.value<HalfYear | null>('select max(period) from inspection') ?? null;
}

/** Those of half-years before, signed: where an archive may have been looked at. */
export function countEarlier(db: ReadableDb, { period }: Pick<InspectionRow, 'period'>): number {
  return db.value('select count(*) from inspection where addendum = 0 and period < ?', period) ?? 0;
}

export function lastAddendum(db: ReadableDb, period: string): number {
  return db.value('select max(addendum) from inspection where period = ?', period) ?? 0;
}

export function insertInspection(
  db: WritableDb,
  row: Pick<InspectionRow, 'period' | 'addendum' | 'opened_on' | 'listed_to' | 'updated_at'>,
): number {
  return db.run(sqlFor.insertInto('inspection').values({ ...row, state: 'planned' })).lastInsertRowid;
}

export function moveInspection(
  db: WritableDb,
  { id, version }: Pick<InspectionRow, 'id' | 'version'>,
  state: InspectionState,
  at: number,
): RunResult {
  return db.execute(
    'update inspection set state = ?, version = ?, updated_at = ? where id = ? and version = ?',
    state,
    version + 1,
    at,
    id,
    version,
  );
}

/** What stands of an archive now: its last entry. */
export function findEntry(db: ReadableDb, inspectionId: number, customerId: number): EntryRow | undefined {
  return db.row(
    'select * from inspection_entry where inspection_id = ? and customer_id = ? order by no desc limit 1',
    inspectionId,
    customerId,
  );
}

/** The last entry of each of the archives; those without one are not among them. */
export function readEntries(
  db: ReadableDb,
  inspectionId: number,
  customerIds: readonly number[],
): Map<number, EntryRow> {
  const rows = db.rows<EntryRow>(
    `select * from inspection_entry where inspection_id = ?
     and customer_id in (select value from json_each(?)) order by no`,
    inspectionId,
    JSON.stringify(customerIds),
  );
  return new Map(rows.map((row) => [row.customer_id, row]));
}

/** Every entry in the order in which they were made. */
export function iterateEntries(db: ReadableDb, inspectionId: number): IterableIterator<EntryRow> {
  return db.iterate('select * from inspection_entry where inspection_id = ? order by id', inspectionId);
}

/** Entries of one archive in all inspections, newest first, the last of each. */
export function listOfCustomer(
  db: ReadableDb,
  customerId: number,
  limit: number,
): Array<EntryRow & { period: string }> {
  return db.rows(
    `select entry.*, period from inspection_entry as entry
     join inspection on inspection.id = entry.inspection_id
     where customer_id = ? and state = 'signed' and not exists (
       select 1 from inspection_entry as later where later.inspection_id = entry.inspection_id
         and later.customer_id = entry.customer_id and later.no > entry.no)
     order by period desc, addendum desc limit ?`,
    customerId,
    limit,
  );
}

const LAST = `select customer_id, outcome, way, account_id, max(no), found_cabinet from inspection_entry
  where inspection_id = ? group by customer_id`;

/** How many archives stand how, by the way in which they were looked at; the last entry of each counts. */
export function countOutcomes(
  db: ReadableDb,
  inspectionId: number,
): Array<{ outcome: EntryRow['outcome']; way: EntryRow['way']; count: number }> {
  return db.rows(`select outcome, way, count(*) as count from (${LAST}) group by 1, 2`, inspectionId);
}

/** Ids of the archives that have an entry, in their order. */
export function readInspected(db: ReadableDb, inspectionId: number): Uint32Array {
  const query = 'select distinct customer_id as id from inspection_entry where inspection_id = ? order by 1';
  return readPackedIds(db, query, inspectionId);
}

/** Entries that were made after a row of the log, the newest first; the last of each archive. */
export function listEntriesAfter(
  db: ReadableDb,
  inspectionId: number,
  seq: number,
  limit: number,
): EntryRow[] {
  return db.rows(
    `select * from inspection_entry as entry where inspection_id = ? and seq > ? and not exists (
       select 1 from inspection_entry as later where later.inspection_id = entry.inspection_id
         and later.customer_id = entry.customer_id and later.no > entry.no)
     order by id desc limit ?`,
    inspectionId,
    seq,
    limit,
  );
}

/** What stood of an archive at a row of the log. */
export function findEntryAt(
  db: ReadableDb,
  inspectionId: number,
  customerId: number,
  seq: number,
): EntryRow | undefined {
  return db.row(
    `select * from inspection_entry where inspection_id = ? and customer_id = ? and seq <= ?
     order by no desc limit 1`,
    inspectionId,
    customerId,
    seq,
  );
}

/** The rows of the log with which records were kept, the oldest first. */
export function listRecordRows(db: ReadableDb, inspectionId: number): number[] {
  return db
    .rows<{ seq: number }>(
      'select seq from inspection_record where inspection_id = ? order by id',
      inspectionId,
    )
    .map(({ seq }) => seq);
}

/** Ids of the archives that stand in one of the outcomes. */
export function listIn(db: ReadableDb, inspectionId: number, outcomes: readonly string[]): number[] {
  return db
    .rows<{ customer_id: number }>(
      `select customer_id from inspection_entry as entry where inspection_id = ?
         and outcome in (select value from json_each(?)) and not exists (
           select 1 from inspection_entry as later where later.inspection_id = entry.inspection_id
             and later.customer_id = entry.customer_id and later.no > entry.no)
       order by 1`,
      inspectionId,
      JSON.stringify(outcomes),
    )
    .map(({ customer_id }) => customer_id);
}

/** Ids of the archives that stood elsewhere and were not put right. */
export function listMisplaced(db: ReadableDb, inspectionId: number): number[] {
  return db
    .rows<{ customer_id: number }>(
      `select customer_id from (select customer_id, outcome, put_right, max(no) from inspection_entry
         where inspection_id = ? group by customer_id)
       where outcome = 'misplaced' and put_right is null order by 1`,
      inspectionId,
    )
    .map(({ customer_id }) => customer_id);
}

/** Somebody has had the archive before their eyes: by the last entry of it, whatever was entered before that. */
export const WAS_SEEN = `outcome in ('in_place', 'misplaced') and not exists (
  select 1 from inspection_entry as later where later.inspection_id = entry.inspection_id
    and later.customer_id = entry.customer_id and later.no > entry.no)`;

/** Which of a few archives were looked at in a half-year before. */
export function everInspected(
  db: ReadableDb,
  { period }: Pick<InspectionRow, 'period'>,
  customerIds: readonly number[],
): Set<number> {
  const rows = db.rows<{ customer_id: number }>(
    `select distinct customer_id from inspection_entry as entry
     join inspection on inspection.id = inspection_id
     where customer_id in (select value from json_each(?)) and period < ? and ${WAS_SEEN}`,
    JSON.stringify(customerIds),
    period,
  );
  return new Set(rows.map(({ customer_id }) => customer_id));
}

/** True when a person made an entry before a row of the log. */
export function hasInspectedBefore(
  db: ReadableDb,
  inspectionId: number,
  { personId, before }: { readonly personId: number; readonly before: number },
): boolean {
  return (
    db.value(
      `select 1 from inspection_entry as entry join account_name on account_name.account_id = entry.account_id
       where inspection_id = ? and person_id = ? and seq < ? limit 1`,
      inspectionId,
      personId,
      before,
    ) === 1
  );
}

/** The person who has an account. */
export function personOf(db: ReadableDb, accountId: number): number {
  return db.value<number>('select person_id from account_name where account_id = ?', accountId) ?? 0;
}

/** The rows of the log between two with which something was noted, shared out or kept. */
export function listWrittenBetween(
  db: ReadableDb,
  inspectionId: number,
  { after, before }: { readonly after: number; readonly before: number },
): number[] {
  return [ENTRIES, SHARES, RECORDS].flatMap(({ table }) =>
    db
      .rows<{ seq: number }>(
        `select distinct seq from ${table} where inspection_id = ? and seq > ? and seq < ?`,
        inspectionId,
        after,
        before,
      )
      .map(({ seq }) => seq),
  );
}

export function listShares(db: ReadableDb, inspectionId: number): ShareRow[] {
  return db.rows('select * from inspection_share where inspection_id = ? order by id', inspectionId);
}

/** The number of the record that was kept last; undefined before it was signed first. */
export function lastRecordId(db: ReadableDb, inspectionId: number): number | undefined {
  return db.value(
    'select id from inspection_record where inspection_id = ? order by id desc limit 1',
    inspectionId,
  );
}

/** The record as it was kept last; undefined before it was signed first. */
export function findRecord(
  db: ReadableDb,
  inspectionId: number,
): Selectable<Schema['inspection_record']> | undefined {
  return db.row(
    'select * from inspection_record where inspection_id = ? order by id desc limit 1',
    inspectionId,
  );
}
