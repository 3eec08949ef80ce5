import type { ReadableDb, SqlValue, WritableDb } from '../connection/handles.ts';
import { stopped } from '../domain/dates.ts';
import type { AuditEntry } from './context.ts';
import { digestOf, sameBytes, type DigestField } from './digest.ts';
import { nextRow, recordAudit, type Recorder, type RowOfLog } from './log/recorder.ts';

/**
 * A table of rows that only grow, about things that the log names: what was noted in an inspection, done to a repair,
 * measured in a room. Each row is chained to the one before about the same thing, and the row of the log of the act that
 * wrote it has the last digest, so one row of the log binds as many as an act writes. Triggers refuse changes.
 */
export interface Ledger {
  readonly table: string;
  /** As the log names what the rows are about: `inspection` makes `inspection:3`. */
  readonly object: string;
  /** The column with its id. */
  readonly owner: string;
  /** The columns that say something, in the order in which digests cover them. */
  readonly columns: readonly string[];
  /** The acts of the log that write here, and nowhere else. */
  readonly acts: readonly string[];
  /**
   * What other tables say does not come from its rows, or rows have not the numbers that they were given: the newest row
   * of the log about each thing where that is so, for a look at everything; 0 for a thing without a row. Absent: none
   * say anything.
   */
  readonly underived?: (db: ReadableDb) => Iterable<number>;
}

/** What the ledger adds to what a row says: when, by whom, and with which row of the log. */
export interface LedgerRow {
  readonly id: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly account_id: number;
  readonly seq: number;
  readonly digest: Uint8Array;
}

/** What one row says, by its columns. */
export type Written = Readonly<Record<string, SqlValue>>;

/**
 * Writes rows about one thing with one row of the log, in the caller's transaction; returns the ids and the number of
 * that row. Errors: those of `recordAudit`.
 */
export function appendRows(
  db: WritableDb,
  { clock, ...by }: Recorder,
  ledger: Ledger,
  owner: number,
  rows: readonly Written[],
  entry: Omit<AuditEntry, 'object' | 'history'>,
): { readonly ids: number[]; readonly seq: number } {
  // The rows and their row of the log are of one time.
  const recorder = { ...by, clock: stopped(clock) };
  if (recorder.bulk || rows.length === 0 || !ledger.acts.includes(entry.action))
    throw new Error(`${entry.action} writes no row of ${ledger.table}`);
  const seq = nextRow(db, recorder, entry);
  const { ids, digest } = writeRows(db, recorder, ledger, owner, rows, { seq, at: recorder.clock.now() });
  recordAudit(db, recorder, { ...entry, object: `${ledger.object}:${owner}`, history: digest });
  return { ids, seq };
}

/**
 * Writes the rows alone, for a row of the log that the caller writes in the same transaction: the one that closes a bulk.
 * Returns the ids and the digest for it.
 */
export function writeRows(
  db: WritableDb,
  { actor }: Pick<Recorder, 'actor'>,
  ledger: Ledger,
  owner: number,
  rows: readonly Written[],
  { seq, at }: RowOfLog,
): { readonly ids: number[]; readonly digest: Uint8Array } {
  const { table, columns } = ledger;
  const names = [ledger.owner, ...columns, 'at', 'account_id', 'seq', 'digest'];
  const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  let digest = lastDigest(db, ledger, owner);
  const ids = rows.map((row) => {
    const placed = { at, account_id: actor.accountId, seq };
    digest = digestAfter(digest, ledger, { ...row, ...placed });
    const values = columns.map((column) => row[column] ?? null);
    return db.execute(sql, owner, ...values, at, placed.account_id, seq, digest).lastInsertRowid;
  });
  return { ids, digest };
}

/** What a chain begins with: nothing of another thing fits under it. */
const startOf = ({ object }: Ledger, owner: number): Uint8Array => digestOf([`${object}:${owner}`]);

export function lastDigest(db: ReadableDb, ledger: Ledger, owner: number): Uint8Array {
  const { table, owner: column } = ledger;
  const last = db.value<Uint8Array>(
    `select digest from ${table} where ${column} = ? order by id desc limit 1`,
    owner,
  );
  return last ?? startOf(ledger, owner);
}

function digestAfter(
  before: Uint8Array,
  { columns }: Ledger,
  row: Readonly<Record<string, unknown>>,
): Uint8Array {
  const said = ['seq', 'at', 'account_id', ...columns].map((column) => (row[column] ?? null) as DigestField);
  return digestOf([before, ...said]);
}

/** One act by the rows that it left: whether their chain holds, and what the log has to say of it. */
export interface LedgerAct {
  readonly owner: number;
  readonly seq: number;
  readonly at: number;
  readonly accountId: number;
  readonly digest: Uint8Array;
  readonly intact: boolean;
}

/** The acts of a ledger by what they left, one thing after the other and each from its first row. */
export function* iterateActs(db: ReadableDb, ledger: Ledger): Generator<LedgerAct> {
  const { table, owner: column } = ledger;
  const rows = db.iterate<LedgerRow & Readonly<Record<string, unknown>>>(
    `select * from ${table} order by ${column}, id`,
  );
  let act: LedgerAct | null = null;
  for (const row of rows) {
    const owner = Number(row[column]);
    // A row is held against what stands before it, so that one wrong row is one wrong act.
    const before: Uint8Array = act?.owner === owner ? act.digest : startOf(ledger, owner);
    const isIntact = sameBytes(row.digest, digestAfter(before, ledger, row));
    const next = { owner, seq: row.seq, at: row.at, accountId: row.account_id, digest: row.digest };
    if (act && isOneAct(act, next)) act = { ...next, intact: act.intact && isIntact };
    else {
      if (act) yield act;
      act = { ...next, intact: isIntact };
    }
  }
  if (act) yield act;
}

function isOneAct(a: Omit<LedgerAct, 'intact'>, b: Omit<LedgerAct, 'intact'>): boolean {
  return a.owner === b.owner && a.seq === b.seq && a.at === b.at && a.accountId === b.accountId;
}
