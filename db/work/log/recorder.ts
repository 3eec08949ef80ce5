import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { isDoubtful } from '../../domain/clock-doubt.ts';
import { AppError } from '../../domain/errors.ts';
import { PROGRAM } from '../../domain/flow.ts';
import { RULES } from '../../domain/permissions.ts';
import type { Actor, AuditEntry, QueryContext } from '../context.ts';
import { lastNumber, setLastNumber, takeNumber } from '../numbers.ts';
import { CHAIN_START, hashOfRow, type AuditContent } from './chain.ts';
import { CLOCK, isDated, readTrust } from './clock.ts';
import { HASH_VERSION } from './keyed-hash.ts';
import { PROGRAM_REACH } from './program-reach.ts';
import { auditHash, insertAudit } from './store.ts';
import { subjectText } from './subject.ts';

/** Number of the newest row by the counter beside the log: while it stays the same nothing has changed. */
export const newestRow = (db: ReadableDb): number => lastNumber(db, 'log', '');

/** What recording needs of a context; services hand in their own. */
export type Recorder = Pick<QueryContext, 'actor' | 'clock' | 'hash'> & {
  readonly bulk?: Bulk;
  /** An act of the program that the actor only carries: its rows are the program's, and these are all it may write. */
  readonly program?: { readonly reach: readonly string[] };
};

/** A row of the log that is about to be written: its number, and its time in milliseconds UTC. */
export interface RowOfLog {
  readonly seq: number;
  readonly at: number;
}

/** How far the rows of a bulk have come. */
interface Bulk {
  rows: number;
  seq: number;
  hash: Uint8Array;
  /** Time of the newest row. */
  at: number;
  readonly inDoubt: boolean;
}

/**
 * Writes one row of the log in the caller's transaction: no log, no change. Chained to the row before by its
 * hash and signed by the person who acted. Errors: `clock.in_doubt` for a dated act while the date is in doubt.
 */
export function recordAudit(db: WritableDb, recorder: Recorder, entry: AuditEntry): void {
  const at = recorder.clock.now();
  if (recorder.bulk) appendToBulk(db, recorder, recorder.bulk, entry, at);
  else {
    followClock(db, recorder, entry, at);
    appendNext(db, recorder, entry, at);
  }
}

/** The number of the row that an act will have, whatever has to be said of the clock before it. */
export function nextRow(db: WritableDb, recorder: Recorder, act: Pick<AuditEntry, 'action'>): number {
  followClock(db, recorder, act, recorder.clock.now());
  return newestRow(db) + 1;
}

/** Ends a doubt about the clock, by the words that were given. */
export function settleClock(db: WritableDb, recorder: Recorder): void {
  appendNext(db, ofClock(recorder), { action: CLOCK.right, object: 'archive' }, recorder.clock.now());
}

/** Says so where a doubt about the clock begins, or is over by itself, before the row of an act. Returns whether it is in doubt. */
function followClock(
  db: WritableDb,
  recorder: Recorder,
  act: Pick<AuditEntry, 'action' | 'decision'>,
  at: number,
): boolean {
  const { rightAt, since } = readTrust(db);
  const inDoubt = rightAt !== null && isDoubtful(at, rightAt);
  if (inDoubt && isDated(act)) throw new AppError('clock.in_doubt');
  if (inDoubt !== (since !== null))
    appendNext(db, ofClock(recorder), { action: inDoubt ? CLOCK.doubt : CLOCK.right, object: 'archive' }, at);
  return inDoubt;
}

/** The program's, signed by whoever acts. */
function ofClock(recorder: Recorder): Recorder {
  return { ...recorder, program: { reach: PROGRAM_REACH.follow_clock } };
}

function appendNext(db: WritableDb, recorder: Recorder, entry: AuditEntry, at: number): void {
  const seq = takeNumber(db, 'log', '').number;
  const prev = auditHash(db, seq - 1) ?? CHAIN_START;
  appendRow(db, recorder, entry, { seq, at, prev, covers: 0, signed: true });
}

/** A clock that departs on the way ends a bulk: whatever is dated in it would be by two clocks. */
function appendToBulk(db: WritableDb, recorder: Recorder, bulk: Bulk, entry: AuditEntry, at: number): void {
  const departs = !bulk.inDoubt && isDoubtful(at, bulk.at);
  if (departs || (bulk.inDoubt && isDated(entry))) throw new AppError('clock.in_doubt');
  bulk.at = at;
  bulk.seq += 1;
  bulk.hash = appendRow(db, recorder, entry, {
    seq: bulk.seq,
    at,
    prev: bulk.hash,
    covers: 0,
    signed: false,
  });
  bulk.rows += 1;
}

/**
 * Does many things at once in the caller's transaction: the rows that `work` records are chained one by one and
 * signed together, by the signature of the row that closes them and says how many they are.
 */
export function recordBulk<Result>(
  db: WritableDb,
  recorder: Recorder,
  work: (recorder: Recorder) => Result,
  close: (result: Result, row: RowOfLog) => AuditEntry,
): Result {
  const began = recorder.clock.now();
  const inDoubt = followClock(db, recorder, NO_ACT, began);
  const last = newestRow(db);
  const bulk: Bulk = { rows: 0, seq: last, hash: auditHash(db, last) ?? CHAIN_START, at: began, inDoubt };
  const result = work({ ...recorder, bulk });
  const at = recorder.clock.now();
  if (!inDoubt && isDoubtful(at, bulk.at)) throw new AppError('clock.in_doubt');
  const seq = bulk.seq + 1;
  const closing = close(result, { seq, at });
  appendRow(db, recorder, closing, { seq, at, prev: bulk.hash, covers: bulk.rows, signed: true });
  setLastNumber(db, 'log', '', seq);
  return result;
}

const NO_ACT = { action: '' };

interface Place {
  readonly seq: number;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly prev: Uint8Array;
  readonly covers: number;
  readonly signed: boolean;
}

/** Returns the row's hash. */
function appendRow(
  db: WritableDb,
  { actor, hash, program }: Recorder,
  entry: AuditEntry,
  { seq, at, prev, covers, signed }: Place,
): Uint8Array {
  if (program) expectReach(program, entry);
  const content: AuditContent = {
    seq,
    at,
    account_id: actor.accountId,
    role: program ? PROGRAM : rolesOf(actor),
    action: entry.action,
    object: entry.object,
    secrecy: entry.secrecy ?? null,
    decision: entry.decision ?? 'allow',
    reason: entry.reason ?? null,
    before_hash: entry.before === undefined ? null : hash(entry.before, entry.beforeVersion),
    after_hash: entry.after === undefined ? null : hash(entry.after),
    prev_hash: prev,
    account_key_id: actor.accountKeyId,
    covers,
    new_key: entry.newKey ?? null,
    hash_version: HASH_VERSION,
    history: entry.history ?? null,
    rules: RULES,
    subject: entry.subject ? subjectText(entry.subject) : null,
  };
  const ownHash = hashOfRow(content);
  insertAudit(db, { ...content, hash: ownHash, signature: signed ? actor.signer.sign(ownHash) : null });
  return ownHash;
}

/** All roles that a person holds now, in a fixed order. */
export function rolesOf({ roles }: Pick<Actor, 'roles'>): string {
  return [...roles].sort().join('+');
}

/** What an act does is fixed with the act; a row besides is a defect, and nothing of it is kept. */
function expectReach({ reach }: NonNullable<Recorder['program']>, { action }: AuditEntry): void {
  if (!reach.includes(action)) throw new Error(`an act of the program does not reach ${action}`);
}
