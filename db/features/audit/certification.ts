import type { ReadableDb } from '../../connection/handles.ts';
import { getMeta } from '../../connection/meta.ts';
import { parseSheetsReason } from '../../domain/sheet-set.ts';
import { verifySignature } from '../../vault/index.ts';
import type { ReadContext } from '../../work/long-reads.ts';
import type { AuditRow } from '../../work/log/chain.ts';
import {
  accountMessage,
  clockMessage,
  recoveryMessage,
  sheetsMessage,
} from '../../work/log/recovery-certificate.ts';
import * as store from '../../work/log/store.ts';
import { targetOf, type Standings } from './standings.ts';

const RENEW = 'vault.renew_sheets';

export type Certification = ReturnType<typeof certification>;

/**
 * Tells what was certified by the key that only the sheets give: each row by that of the set in force at the time. Sheets
 * of before there was such a key prove nothing: what was done with them is counted and named, no more.
 */
export function certification(db: ReadableDb, { archiveId }: ReadContext['facts']) {
  const renewals = store.listWholeRowsOf(db, RENEW).map(({ seq, reason }) => ({
    seq,
    said: parseSheetsReason(reason),
  }));
  const last = getMeta(db, 'recovery_certifier') ?? null;
  /** That of the set in force when a row was written: what the next renewal says was before it. */
  const certifierAt = (row: number): string | null => {
    const next = renewals.find(({ seq }) => seq >= row);
    return next ? (next.said?.before ?? null) : last;
  };
  const isSigned = (row: AuditRow, signature: string | null, message: Uint8Array) => {
    const certifier = certifierAt(row.seq);
    return certifier === null || isBy(certifier, signature, message);
  };
  return {
    isRecoveryCertified(row: AuditRow): boolean {
      const { action, decision, new_key } = row;
      if (action !== 'vault.recover' || decision === 'deny' || certifierAt(row.seq) === null) return true;
      const message = new_key && recoveryMessage(archiveId, targetOf(row), new_key);
      return message !== null && isSigned(row, row.reason, message);
    },
    isWordCertified: (row: AuditRow, doubt: number) =>
      isSigned(row, row.reason, clockMessage(archiveId, row.account_id, doubt)),
    isAcceptanceCertified: (row: AuditRow, signature: string, message: Uint8Array) =>
      isSigned(row, signature, message),
    isActCertified: (row: AuditRow, certificate: string, asked: Uint8Array) =>
      isSigned(row, certificate, accountMessage(archiveId, row.account_id, asked)),
    /**
     * False for a row with which other sheets came to count, unless a second person signed for them by the key that they
     * had then, or two sheets of the set before where nobody might; each set follows on the one before.
     */
    isRenewalSigned(row: AuditRow, standings: Standings): boolean {
      if (row.action !== RENEW || row.decision === 'deny') return true;
      const at = renewals.findIndex(({ seq }) => seq === row.seq);
      const said = renewals[at]?.said;
      if (!said || !row.after_hash) return false;
      const next = renewals[at + 1];
      const follows = (next ? next.said?.before : last) === said.after;
      const isNext = said.set === (renewals[at - 1]?.said?.set ?? 1) + 1;
      if (!follows || !isNext) return false;
      const { set, after: certifier, second, signature } = said;
      const message = sheetsMessage(archiveId, row.account_id, { set, certifier, facts: row.after_hash });
      if (second === null)
        return !standings.requests.hasSecond(row.account_id) && isSigned(row, signature, message);
      const key = standings.requests.isSecond(second, row.account_id) && standings.get(second)?.key;
      return key ? isBy(Buffer.from(key).toString('hex'), signature, message) : false;
    },
  };
}

function isBy(key: string, signature: string | null, message: Uint8Array): boolean {
  return verifySignature(Buffer.from(signature ?? '', 'hex'), message, Buffer.from(key, 'hex'));
}
