import type { WritableDb } from '../../connection/handles.ts';
import type { Actor, AuditEntry, QueryContext } from '../../router/context.ts';
import { CHAIN_START, hashOfRow, type AuditContent } from './chain.ts';
import { auditHead, insertAudit } from './store.ts';

/** What recording needs of a context; services hand in their own. */
export type Recorder = Pick<QueryContext, 'actor' | 'clock' | 'hash'>;

/**
 * Writes one row of the log in the caller's transaction: no log, no change. Chained to the row before by its
 * hash and signed by the person who acted.
 */
export function recordAudit(db: WritableDb, { actor, clock, hash }: Recorder, entry: AuditEntry): void {
  const head = auditHead(db);
  const content: AuditContent = {
    seq: (head?.seq ?? 0) + 1,
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
    prev_hash: head?.hash ?? CHAIN_START,
    account_key_id: actor.accountKeyId,
  };
  const ownHash = hashOfRow(content);
  insertAudit(db, { ...content, hash: ownHash, signature: actor.signer.sign(ownHash) });
}

/** All roles the person held then, in a fixed order. */
function roleFor(actor: Actor): string {
  return [...actor.roles].sort().join('+');
}
