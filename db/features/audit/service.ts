import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { QueryContext, VaultFacts } from '../../work/context.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import * as log from '../../work/log/store.ts';
export { particularsAct, recordParticulars } from './particulars.ts';

import { keepOutside, linesUpTo, listMissingOutside } from './anchor-files.ts';
import { isAccountAnchorDue, isAnchorDue, makeAnchor, readInside, REFILL } from './anchors.ts';

export { checkLogSince, headOf, type Head } from './log-since.ts';
export { verifyVault } from './verify.ts';

/** Anchors the log once a day: in the file, and beside it. Copies that are gone there are made again, which is logged. */
export const dailyAnchor: ProgramAct = {
  reach: PROGRAM_REACH.anchor_daily,
  isDue: isAnchorDue,
  run(db, { facts, recorder }) {
    const gone = listMissingOutside(db, facts).length;
    if (gone > 0) recordAudit(db, recorder, { action: REFILL, object: 'archive', reason: String(gone) });
    makeAnchor(db, recorder, facts, 'daily');
  },
  afterwards: (db, { facts }) => keepAnchors(db, facts),
};

/**
 * Anchors the log after whatever was done to accounts or keys, in this call or in one that was cut off: looked for in the
 * log after every call and at every sign-in, so that no act can forget it.
 */
export const accountAnchor: ProgramAct = {
  reach: PROGRAM_REACH.anchor,
  isDue: isAccountAnchorDue,
  run: (db, { facts, recorder }) => makeAnchor(db, recorder, facts, 'account'),
  afterwards: (db, { facts }) => keepAnchors(db, facts),
};

/** An anchor for a backup, in the act's transaction; `keepAnchors` afterwards keeps it outside too. */
export function anchorBackup(db: WritableDb, ctx: Recorder & { readonly facts: VaultFacts }): void {
  makeAnchor(db, ctx, ctx.facts, 'backup');
}

export function keepAnchors(db: ReadableDb, facts: VaultFacts): void {
  keepOutside(facts.anchorFile, readInside(db, facts));
}

/** The anchors outside the file of rows up to one, as their file has them: a backup takes them along. */
export function anchorsUpTo(facts: VaultFacts, seq: number): string {
  return linesUpTo(facts.anchorFile, facts.archiveId, seq);
}

/** A page of the rows that match, newest first; `next` is where the next one begins, null at the end. */
export function listAudit(ctx: QueryContext, filter: log.AuditFilter) {
  const { rows, next } = log.listAuditRows(ctx.reader, filter);
  return {
    rows: rows.map(({ hash, ...row }) => ({ ...row, hash: Buffer.from(hash).toString('hex') })),
    next,
  };
}

/** The actions that the log knows, for a filter. */
export function listActions(ctx: QueryContext): string[] {
  return log.listActions(ctx.reader);
}
