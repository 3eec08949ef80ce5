import type { ReadableDb } from '../../connection/handles.ts';
import { sameBytes } from '../../work/digest.ts';
import { CHAIN_START, hashOfRow, type AuditRow } from '../../work/log/chain.ts';
import { newestRow } from '../../work/log/recorder.ts';
import * as store from '../../work/log/store.ts';
import { listSigningKeys } from '../accounts/service.ts';
import { Finding, type Check } from './finding.ts';
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
  const [sequence, chain] = [new Finding(), new Finding()];
  const signatures = new Signatures(keys, { counts: () => true });
  const before = since ? Buffer.from(since.hash, 'hex') : CHAIN_START;
  let previous: Pick<AuditRow, 'seq' | 'hash'> = { seq: since?.seq ?? 0, hash: before };
  if (since && !sameBytes(store.auditHash(db, since.seq), before)) chain.note(since.seq);
  let rows = 0;
  for (const row of store.iterateAuditAfter(db, previous.seq)) {
    rows += 1;
    if (row.seq !== previous.seq + 1) sequence.note(previous.seq + 1);
    if (!sameBytes(row.prev_hash, previous.hash) || !sameBytes(row.hash, hashOfRow(row))) chain.note(row.seq);
    signatures.look(row);
    previous = row;
    onRow(rows);
  }
  if (newestRow(db) !== previous.seq) sequence.note(previous.seq + 1);
  return [
    sequence.check('audit_sequence', rows),
    chain.check('audit_chain', rows),
    signatures.end().check('audit_signatures', rows),
  ];
}

/** The newest row; null in a log without rows. */
export function headOf(db: ReadableDb): Head | null {
  const head = store.auditHead(db);
  return head ? { seq: head.seq, hash: Buffer.from(head.hash).toString('hex') } : null;
}
