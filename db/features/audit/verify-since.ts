/** The short look for every day: the log from its last anchor on, and every anchor against the row that it names. */
import type { MutationContext } from '../../work/context.ts';
import type { LongRead } from '../../work/long-reads.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { isGivenUp } from '../../work/log/acceptance.ts';
import * as log from '../../work/log/store.ts';
import { listSigningKeys } from '../accounts/service.ts';
import { isAnchorSigned, readInside, type AnchorLine } from './anchors.ts';
import { readOutside } from './anchor-files.ts';
import { Finding } from './finding.ts';
import { checkLogSince, headOf, type Head } from './log-since.ts';
import { listAccepted } from './service.ts';
import type { Verification } from './verify.ts';

export interface VerificationSince extends Verification {
  /** The anchor from which the rows were looked at; null where there is none, then it was the whole log. */
  readonly since: Head | null;
}

/**
 * Looks at the log since its last anchor, away from the vault's thread, and logs that somebody did. Who might do what,
 * and the archives themselves, are for `verify`.
 */
export async function verifySinceAnchor(ctx: MutationContext): Promise<VerificationSince> {
  const result = await ctx.readLong(verificationSince, null);
  ctx.transaction((db) =>
    recordAudit(db, ctx, {
      action: 'audit.verify',
      object: 'archive',
      reason: `since ${result.since?.seq ?? 0}`,
      after: { ok: result.ok, head: result.head },
    }),
  );
  return result;
}

export const verificationSince: LongRead<null, VerificationSince> = {
  name: 'audit.verify_since',
  run({ reader, facts, progress }) {
    // Before the first look into the file: what stands outside was in the file when it was written there.
    const outside = readOutside(facts.anchorFile, facts.archiveId);
    const keys = new Map(listSigningKeys(reader).map(({ id, signPublic }) => [id, signPublic]));
    const anchored = new Finding();
    const known = [...readInside(reader, facts), ...outside.anchors].toSorted((a, b) => a.seq - b.seq);
    const accepted = listAccepted(reader);
    let since: Head | null = null;
    for (const anchor of known)
      if (isOf(log.auditHash(reader, anchor.seq), anchor, keys.get(anchor.accountKeyId)))
        since = { seq: anchor.seq, hash: anchor.head };
      else if (!isGivenUp(anchor, accepted)) anchored.note(anchor.seq);
    const total = (log.auditHead(reader)?.seq ?? 0) - (since?.seq ?? 0);
    const checks = [
      ...checkLogSince(reader, since, (done) => {
        if (done % STEP === 0) progress(done, total);
      }),
      anchored.check('audit_anchors', known.length, { outside: outside.anchors.length }),
    ];
    return { ok: checks.every(({ ok }) => ok), checks, head: headOf(reader), since };
  },
};

/** Rows between two words of progress. */
const STEP = 500;

function isOf(row: Uint8Array | undefined, anchor: AnchorLine, key: Uint8Array | undefined): boolean {
  if (!row || !key || Buffer.from(row).toString('hex') !== anchor.head) return false;
  return isAnchorSigned(anchor, key);
}
