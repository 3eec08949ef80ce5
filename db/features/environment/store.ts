import type { Selectable } from 'kysely';
import type { ReadableDb } from '../../connection/handles.ts';
import type { Schema } from '../../schema.ts';
import type { Ledger } from '../../work/ledger.ts';

export type EntryRow = Selectable<Schema['environment_entry']>;

/** The one climate that the rows are about. */
export const ENVIRONMENT = 1;

export const environmentLedger: Ledger = {
  table: 'environment_entry',
  object: 'environment',
  owner: 'environment_id',
  columns: [
    'what',
    'room',
    'source',
    'from_at',
    'to_at',
    'content',
    'titles',
    'mapping',
    'note',
    'withdrawn_id',
    'reason',
    'reason_text',
  ],
  acts: ['environment.record', 'environment.withdraw'],
  underived: listRenumbered,
};

/**
 * Rows of the log of entries that do not have the number of their place, from 1 on: what is taken back is told by its
 * number alone.
 */
function listRenumbered(db: ReadableDb): number[] {
  return db
    .rows<{ seq: number }>(
      `select seq from (select id, seq, row_number() over (order by id) as place from environment_entry)
       where id <> place`,
    )
    .map(({ seq }) => seq);
}

/** What was not taken back. */
const STANDS = `not exists (select 1 from environment_entry as later where later.withdrawn_id = entry.id)`;

/** Entries of a room that reach into a span, in the order in which they were recorded. */
export function listContents(
  db: ReadableDb,
  { room, what, from, to }: { room: string; what: 'readings' | 'check'; from: number; to: number },
): Array<Pick<EntryRow, 'id' | 'from_at' | 'content' | 'note'>> {
  return db.rows(
    `select id, from_at, content, note from environment_entry as entry
     where room = ? and what = ? and from_at < ? and to_at >= ? and ${STANDS} order by id`,
    room,
    what,
    to,
    from,
  );
}

/** How often a room may have been recorded in a span and still be shown line by line. */
export const MOST_LISTED = 500;

export interface ListedEntry extends Pick<EntryRow, 'id' | 'source' | 'from_at' | 'to_at' | 'note' | 'at'> {
  readonly what: 'readings' | 'check';
  /** Readings in it; null for a check. */
  readonly count: number | null;
  readonly by: string;
  /** Why it was taken back; null while it stands. */
  readonly withdrawn: string | null;
}

/** The same for a list, newest first, what was taken back among them. */
export function listEntries(
  db: ReadableDb,
  { room, from, to }: { room: string; from: number; to: number },
): ListedEntry[] {
  return db.rows(
    `select entry.id, entry.what, entry.source, entry.from_at, entry.to_at, entry.note, entry.at,
       iif(entry.what = 'readings', json_extract(entry.content, '$.value.count'), null) as count,
       name as by, later.reason as withdrawn
     from environment_entry as entry join account_name using (account_id)
     left join environment_entry as later on later.withdrawn_id = entry.id
     where entry.room = ? and entry.what <> 'withdraw' and entry.from_at < ? and entry.to_at >= ?
     order by entry.id desc limit ${MOST_LISTED}`,
    room,
    to,
    from,
  );
}

export function findEntry(db: ReadableDb, id: number): EntryRow | undefined {
  return db.row('select * from environment_entry where id = ?', id);
}

export function isWithdrawn(db: ReadableDb, id: number): boolean {
  return db.value('select 1 from environment_entry where withdrawn_id = ?', id) === 1;
}

/** How the last file with these titles was read. */
export function findMapping(db: ReadableDb, titles: string): string | undefined {
  return db.value('select mapping from environment_entry where titles = ? order by id desc limit 1', titles);
}

/** A room in which something was recorded. */
export interface Recorded {
  readonly room: string;
  /** Time of the last reading; null for none. */
  readonly reading: number | null;
  /** Midnight of the day on which it was looked at last; null for none. */
  readonly check: number | null;
}

/** Rooms in which something was recorded, with the last moments of each. */
export function listRecorded(db: ReadableDb): Recorded[] {
  return db.rows(
    `select room, max(case when what = 'readings' then to_at end) as reading,
       max(case when what = 'check' then to_at end) as "check" from environment_entry as entry
     where what <> 'withdraw' and ${STANDS} group by room order by room`,
  );
}
