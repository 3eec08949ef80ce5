import type { Handles, ReadableDb, WritableDb } from '../../connection/handles.ts';
import { lastSerial, setSerial, takeSerial } from '../../connection/serial.ts';
import type { Actor, ArchiveFacts, AuditEntry, QueryContext } from '../../router/context.ts';
import { isAnchorDue, keepOutside, listMissingOutside, makeAnchor, readInside } from './anchors.ts';
import { CHAIN_START, hashOfRow, type AuditContent } from './chain.ts';
import { AUDIT_SERIAL, auditHash, insertAudit, listAuditRows, type AuditFilter } from './store.ts';

export { keyedHash } from './keyed-hash.ts';
export { namesItsKeys } from './store.ts';

/** The row that says how many anchors had gone outside the file. */
export const REFILL = 'audit.refill_anchors';

/** Number of the newest row by the counter beside the log: while it stays the same nothing has changed. */
export const newestRow = (db: ReadableDb): number => lastSerial(db, AUDIT_SERIAL);

/** What recording needs of a context; services hand in their own. */
export type Recorder = Pick<QueryContext, 'actor' | 'clock' | 'hash'> & { readonly bulk?: Bulk };

/** How far the rows of a bulk have come. */
interface Bulk {
  rows: number;
  seq: number;
  hash: Uint8Array;
}

/**
 * Writes one row of the log in the caller's transaction: no log, no change. Chained to the row before by its
 * hash and signed by the person who acted.
 */
export function recordAudit(db: WritableDb, recorder: Recorder, entry: AuditEntry): void {
  const { bulk } = recorder;
  if (bulk) {
    bulk.seq += 1;
    bulk.hash = appendRow(db, recorder, entry, { seq: bulk.seq, prev: bulk.hash, covers: 0, signed: false });
    bulk.rows += 1;
  } else {
    const seq = takeSerial(db, AUDIT_SERIAL);
    const prev = auditHash(db, seq - 1) ?? CHAIN_START;
    appendRow(db, recorder, entry, { seq, prev, covers: 0, signed: true });
  }
}

/**
 * Does many things at once in the caller's transaction: the rows that `work` records are chained one by one and
 * signed together, by the signature of the row that closes them and says how many they are.
 */
export function recordBulk<Result>(
  db: WritableDb,
  recorder: Recorder,
  work: (recorder: Recorder) => Result,
  close: (result: Result) => AuditEntry,
): Result {
  const last = newestRow(db);
  const bulk = { rows: 0, seq: last, hash: auditHash(db, last) ?? CHAIN_START };
  const result = work({ ...recorder, bulk });
  const seq = bulk.seq + 1;
  appendRow(db, recorder, close(result), { seq, prev: bulk.hash, covers: bulk.rows, signed: true });
  setSerial(db, AUDIT_SERIAL, seq);
  return result;
}

interface Place {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly covers: number;
  readonly signed: boolean;
}

/** Returns the row's hash. */
function appendRow(
  db: WritableDb,
  { actor, clock, hash }: Recorder,
  entry: AuditEntry,
  { seq, prev, covers, signed }: Place,
): Uint8Array {
  const content: AuditContent = {
    seq,
    at: clock.now(),
    account_id: actor.accountId,
    role: roleFor(actor),
    action: entry.action,
    object: entry.object,
    secrecy: entry.secrecy ?? null,
    decision: entry.decision ?? 'allow',
    reason: entry.reason ?? null,
    before_hash: entry.before === undefined ? null : hash(entry.before),
    after_hash: entry.after === undefined ? null : hash(entry.after),
    prev_hash: prev,
    account_key_id: actor.accountKeyId,
    covers,
    new_key: entry.newKey ?? null,
  };
  const ownHash = hashOfRow(content);
  insertAudit(db, { ...content, hash: ownHash, signature: signed ? actor.signer.sign(ownHash) : null });
  return ownHash;
}

/** All roles the person held then, in a fixed order. */
function roleFor(actor: Actor): string {
  return [...actor.roles].sort().join('+');
}

/** Anchors the log once a day: in the file, and beside it. Copies that are gone there are made again, which is logged. */
export function anchorDaily(
  { handles, facts }: { handles: Handles; facts: ArchiveFacts },
  recorder: Recorder,
): void {
  if (!isAnchorDue(handles.reader, recorder.clock.now())) return;
  const gone = listMissingOutside(handles.reader, facts).length;
  handles.transaction((db) => {
    if (gone > 0) recordAudit(db, recorder, { action: REFILL, object: 'archive', reason: String(gone) });
    makeAnchor(db, recorder, facts, 'daily');
  });
  keepOutside(facts.anchorFile, readInside(handles.reader, facts));
}

/** The newest rows that match, newest first. */
export function listAudit(ctx: QueryContext, filter: AuditFilter) {
  return listAuditRows(ctx.reader, filter).map(({ hash, ...row }) => ({
    ...row,
    hash: Buffer.from(hash).toString('hex'),
  }));
}

/** The actions that the log knows, for a filter. */
export function listActions(ctx: QueryContext): string[] {
  return ctx.reader
    .rows<{ action: string }>('select distinct action from audit order by 1')
    .map((row) => row.action);
}
