import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { PROGRAM } from '../../domain/flow.ts';
import { RULES } from '../../domain/permissions.ts';
import type { Actor, AuditEntry, QueryContext } from '../context.ts';
import { lastNumber, setLastNumber, takeNumber } from '../numbers.ts';
import { HASH_VERSION } from './keyed-hash.ts';
import { CHAIN_START, hashOfRow, type AuditContent } from './chain.ts';
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
    const seq = takeNumber(db, 'log', '').number;
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
  setLastNumber(db, 'log', '', seq);
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
  { actor, clock, hash, program }: Recorder,
  entry: AuditEntry,
  { seq, prev, covers, signed }: Place,
): Uint8Array {
  if (program) expectReach(program, entry);
  const content: AuditContent = {
    seq,
    at: clock.now(),
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
