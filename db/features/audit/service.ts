import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { QueryContext, VaultFacts } from '../../work/context.ts';
import { ACCEPT, parseAcceptance, type GivenUp } from '../../work/log/acceptance.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import * as log from '../../work/log/store.ts';
export { particularsAct, recordParticulars } from './particulars.ts';

import { keepOutside, linesUpTo, listMissingOutside, parseOutside } from './anchor-files.ts';
import {
  isAccountAnchorDue,
  isAnchorDue,
  makeAnchor,
  readInside,
  REFILL,
  type AnchorLine,
} from './anchors.ts';

export { anchorBlock } from './anchor-form.ts';
export { keepOutside, LARGEST_ANCHOR_FILE, linesToAdd } from './anchor-files.ts';
export { hasPair, isPair } from './logged-acceptances.ts';
export { checkLogSince, headOf, type Head } from './log-since.ts';
export { verifyVault, type Check, type CheckName } from './verify.ts';

/** Anchors the log once a day: in the file, and beside it. Copies that are gone there are made again, which is logged. */
export const dailyAnchor: ProgramAct = {
  reach: PROGRAM_REACH.anchor_daily,
  isDue: (db, clock) => isAnchorDue(db, clock.now()),
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

/** An anchor for an inspection that is signed, in the act's transaction (D1); `keepAnchors` afterwards keeps it outside. */
export function anchorInspection(db: WritableDb, ctx: Recorder & { readonly facts: VaultFacts }): void {
  makeAnchor(db, ctx, ctx.facts, 'inspection');
}

/** The same for a report that is released, or of which a new revision is filed (B3, B5). */
export function anchorReport(db: WritableDb, ctx: Recorder & { readonly facts: VaultFacts }): void {
  makeAnchor(db, ctx, ctx.facts, 'report');
}

export function keepAnchors(db: ReadableDb, facts: VaultFacts): void {
  keepOutside(facts.anchorFile, readInside(db, facts));
}

/** The anchors outside the file of rows up to one, as their file has them: a backup takes them along. */
export function anchorsUpTo(facts: VaultFacts, seq: number): string {
  return linesUpTo(facts.anchorFile, facts.archiveId, seq);
}

/** What the anchors in the text of a file outside say: which row had which hash. */
export function anchorFacts(
  text: string,
  archiveId: string,
): Array<{ seq: number; hash: string; at: number }> {
  return parseOutside(text, archiveId).anchors.map(({ seq, head, at }) => ({ seq, hash: head, at }));
}

/** The anchors that the vault itself holds, as they stand outside. */
export function readAnchors(db: ReadableDb, archiveId: string): AnchorLine[] {
  return readInside(db, { archiveId });
}

/** Differs as soon as there is another anchor. */
export function newestAnchorMark(db: ReadableDb): string {
  const { seq, number } = log.newestAnchor(db) ?? { seq: 0, number: null };
  return `${seq} ${number}`;
}

/** What was given up, as the log says; of a vault of any format. */
export function listAccepted(db: ReadableDb): Array<GivenUp & { readonly hash: string }> {
  return log.listReasonsOf(db, ACCEPT).flatMap(({ at, reason }) => {
    const accepted = parseAcceptance(reason);
    return accepted ? [{ seq: accepted.witness.seq, hash: accepted.witness.hash, at }] : [];
  });
}

/** The actions that the log knows, for a filter. */
export function listActions(ctx: QueryContext): string[] {
  return log.listActions(ctx.reader);
}
