import type { QueryContext } from '../../work/context.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import * as log from '../../work/log/store.ts';
export { particularsAct, recordParticulars } from './particulars.ts';

import { isAnchorDue, keepOutside, listMissingOutside, makeAnchor, readInside } from './anchors.ts';

/** The row that says how many anchors had gone outside the file. */
export const REFILL = 'audit.refill_anchors';

/** Anchors the log once a day: in the file, and beside it. Copies that are gone there are made again, which is logged. */
export const dailyAnchor: ProgramAct = {
  reach: PROGRAM_REACH.anchor_daily,
  isDue: isAnchorDue,
  run(db, { facts, recorder }) {
    const gone = listMissingOutside(db, facts).length;
    if (gone > 0) recordAudit(db, recorder, { action: REFILL, object: 'archive', reason: String(gone) });
    recordAudit(db, recorder, { action: 'audit.anchor', object: 'archive' });
    makeAnchor(db, recorder, facts, 'daily');
  },
  afterwards: (db, { facts }) => keepOutside(facts.anchorFile, readInside(db, facts)),
};

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
