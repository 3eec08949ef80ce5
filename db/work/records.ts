import type { ReadableDb, WritableDb } from '../connection/handles.ts';
import type { Secrecy } from '../domain/roles.ts';
import {
  appendHistory,
  plainChange,
  type Change,
  type ChangedField,
  type HistoryTable,
  type PlainChange,
  type SealedChange,
} from './history.ts';
import type { QueryContext } from './context.ts';
import type { Guarded } from './guarded.ts';
import type { HashVersion } from './log/keyed-hash.ts';
import { recordAudit, type Recorder } from './log/recorder.ts';
import type { Registries } from './registries.ts';

/** A stored record as the look at everything compares it with the log. */
export interface StoredRecord {
  readonly id: number;
  readonly history: readonly SealedChange[];
  /** What the log hashed of it by a version; undefined where it holds what that version knew nothing of. */
  content(version: HashVersion, history: readonly PlainChange[]): unknown;
  /** Whether what follows from it is stored as it follows; times to the millisecond where they are after `exactFrom`. */
  isDerivedRight(exactFrom: number): boolean;
}

/** A stored record: its number and how often it was changed, from 1. */
export interface StoredRow {
  readonly id: number;
  readonly version: number;
}

/**
 * What one kind of record brings, so that saving is the same for all: `Row` is what is stored in its own table,
 * `Value` the whole as a person enters it.
 */
export interface RecordKind<Row extends StoredRow, Value> {
  /** As log and history name it: `customer`; its acts begin with `subject`: `customers.edit`. */
  readonly kind: string;
  readonly subject: string;
  readonly history: HistoryTable;
  read(db: ReadableDb, row: Row): Value;
  /** Writes what changed under the row's next version; false when the row is no longer at its version. */
  write(
    db: WritableDb,
    row: Row,
    change: { value: Value; changed: ReadonlySet<string>; at: number },
  ): boolean;
  differences(before: Value, after: Value): ChangedField[];
  /** What the log hashes of it. */
  content(row: Row, value: Value): unknown;
  /** The same as versions before chained history hashed it, with the whole history; absent: there were none. */
  firstContent?(row: Row, value: Value, history: readonly PlainChange[]): unknown;
  secrecy(value: Value): Secrecy | null;
  /** What access to it depends on. */
  guarded(value: Value): Guarded;
  /** Brings the search index up to date; absent: it is not searched. */
  index?(db: WritableDb, registries: Registries, id: number): void;
}

export interface RecordSave<Value> {
  readonly value: Value;
  /** Stands in the log too: a choice, or what the program says by itself. */
  readonly reason: string | null;
  /** What was added to it: stays with the record. */
  readonly reasonText?: string | null;
  /** The act, where it is not an edit. */
  readonly action?: string;
  /** `false` leaves the search index to a bulk writer. */
  readonly indexed?: boolean | undefined;
}

/**
 * Saves a changed record in the caller's transaction: the row and its parts, a line of history for each changed field,
 * the index and the row of the log. Null where nothing changed: then nothing is written. The caller has checked who
 * may, and the version that the person saw.
 */
export function saveRecord<Row extends StoredRow, Value>(
  db: WritableDb,
  recorder: Recorder & Pick<QueryContext, 'registries'>,
  kind: RecordKind<Row, Value>,
  row: Row,
  { value, reason, reasonText = null, indexed = true, action = `${kind.subject}.edit` }: RecordSave<Value>,
): { version: number } | null {
  const before = kind.read(db, row);
  const differences = kind.differences(before, value);
  if (differences.length === 0) return null;
  const logged = contentBefore(db, kind, row, before);
  const at = recorder.clock.now();
  const changed = new Set(differences.map(({ field }) => field));
  if (!kind.write(db, row, { value, changed, at }))
    throw new Error('the record changed in its own transaction');
  const version = row.version + 1;
  const by = { version, at, accountId: recorder.actor.accountId, reason, reasonText };
  const history = appendHistory(
    db,
    kind.history,
    row.id,
    differences.map((difference) => ({ ...by, ...difference })),
  );
  if (indexed) kind.index?.(db, recorder.registries, row.id);
  recordAudit(db, recorder, {
    ...logged,
    action,
    object: `${kind.kind}:${row.id}`,
    secrecy: kind.secrecy(value),
    subject: { was: kind.guarded(before), is: kind.guarded(value) },
    reason,
    after: kind.content({ ...row, version }, value),
    history,
  });
  return { version };
}

/** What the log's last row of the record hashed, by the version of that time: the two must be equal. */
export function contentBefore<Row extends StoredRow, Value>(
  db: ReadableDb,
  kind: RecordKind<Row, Value>,
  row: Row,
  value: Value,
) {
  if (kind.firstContent && kind.history.lastDigest(db, row.id) === null) {
    const history = kind.history.list(db, row.id).map(plainChange);
    return { before: kind.firstContent(row, value, history), beforeVersion: 1 as const };
  }
  return { before: kind.content(row, value) };
}

/** The first line of a new record's history, which names it; returns the digest for the row of the log. */
export function appendFiled(
  db: WritableDb,
  table: HistoryTable,
  recordId: number,
  line: Pick<Change, 'at' | 'accountId' | 'reason' | 'newValue'>,
): Uint8Array {
  const filed = { ...line, version: 1, field: 'filed', oldValue: null, reasonText: null };
  return appendHistory(db, table, recordId, [filed], { isNew: true });
}

/** The first line of history and the row of the log of a record that was just written. */
export function recordCreated<Row extends StoredRow, Value>(
  db: WritableDb,
  recorder: Recorder,
  kind: RecordKind<Row, Value>,
  row: Row,
  { value, reason, newValue }: { value: Value; reason: string | null; newValue: string },
): void {
  const line = { at: recorder.clock.now(), accountId: recorder.actor.accountId, reason, newValue };
  recordAudit(db, recorder, {
    action: `${kind.subject}.create`,
    object: `${kind.kind}:${row.id}`,
    secrecy: kind.secrecy(value),
    subject: { was: null, is: kind.guarded(value) },
    reason,
    after: kind.content(row, value),
    history: appendFiled(db, kind.history, row.id, line),
  });
}
