import type { ReadableDb } from '../../connection/handles.ts';
import { sameBytes } from '../../work/digest.ts';
import * as store from '../../work/log/store.ts';
import { listSigningKeys } from '../accounts/service.ts';
import type { Check } from './finding.ts';
import { LoggedChain } from './logged-chain.ts';
import { Signatures } from './signatures.ts';

/** Number and hash (hexadecimal) of a row of the log. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Goes through the rows after one that was looked at before, null for the whole log: numbers, chain and signatures, by
 * the keys as they stand. Who might do what takes the log from its first row: `checkLog`.
 */
export function checkLogSince(
  db: ReadableDb,
  since: Head | null,
  onRow: (rows: number) => void = () => {},
): Check[] {
  const keys = new Map(listSigningKeys(db).map((key) => [key.id, key]));
  const signatures = new Signatures(keys, { counts: () => true });
  const before = since && { seq: since.seq, hash: Buffer.from(since.hash, 'hex') };
  const chain = new LoggedChain(before ?? undefined);
  if (before && !sameBytes(store.auditHash(db, before.seq), before.hash)) chain.refuseStart();
  for (const row of store.iterateAuditAfter(db, chain.last)) {
    chain.look(row);
    signatures.look(row);
    onRow(chain.rows);
  }
  return [...chain.end(db), signatures.end().check('audit_signatures', chain.rows)];
}

/** The newest row; null in a log without rows. */
export function headOf(db: ReadableDb): Head | null {
  const head = store.auditHead(db);
  return head ? { seq: head.seq, hash: Buffer.from(head.hash).toString('hex') } : null;
}
