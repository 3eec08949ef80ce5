/** 核对报表: whose copy a paper is, and whether its figures are those of the archive (rules.md B4). */
import { isRowOf, parseAnchorCode } from '../../../domain/anchor-code.ts';
import type { ReadableDb } from '../../../connection/handles.ts';
import type { ReportState } from '../../../domain/reports/run.ts';
import type { MutationContext } from '../../../work/context.ts';
import { sameBytes } from '../../../work/digest.ts';
import { hashOfRow } from '../../../work/log/chain.ts';
import { recordAudit } from '../../../work/log/recorder.ts';
import { findAuditRow } from '../../../work/log/store.ts';
import { requireReport } from '../runs/flow.ts';
import { findReplacing, lastContent } from '../runs/store.ts';
import { contentDigest } from './bound.ts';
import { findCopy, type Copy } from './state.ts';
import { findRegisteredBy } from './store.ts';

export interface CheckedPaper {
  /**
   * `same`: its figures are those of the archive; `other`: they are not, or the log is another; `cancelled`: the report
   * was; `no_copy`: the digits are of no copy.
   */
  readonly state: 'same' | 'other' | 'cancelled' | 'no_copy';
  /** Null where the digits are of no copy. */
  readonly copy: {
    readonly report: number;
    readonly title: string;
    readonly period: string;
    readonly revision: number;
    readonly reportState: ReportState;
    /** The revision that took its place; null for none. */
    readonly replacedBy: number | null;
    readonly copyNo: number;
    readonly recipient: string;
    readonly department: string | null;
    readonly registeredOn: string | null;
    readonly handedOutOn: string | null;
    readonly calledInOn: string | null;
    readonly takenBackOn: string | null;
  } | null;
}

/** Holds the digits of a paper against the archive, and logs what came of it. Errors: those of `parseAnchorCode`. */
export function checkPaper(ctx: MutationContext, text: string): CheckedPaper {
  const code = parseAnchorCode(text);
  return ctx.transaction((db) => {
    const found = look(db, ctx.hash, code);
    const object = found.copy ? `report:${found.copy.report}` : `audit:${code.seq}`;
    recordAudit(db, ctx, { action: 'reports.check', object, reason: found.state });
    return found;
  });
}

function look(
  db: ReadableDb,
  hash: MutationContext['hash'],
  code: ReturnType<typeof parseAnchorCode>,
): CheckedPaper {
  const row = findAuditRow(db, code.seq);
  const event = row?.action === 'reports.register_copy' ? findRegisteredBy(db, code.seq) : undefined;
  const own = event && findCopy(db, event.report_id, event.copy_no);
  if (!row || !event || !own || !isRowOf(code, Buffer.from(row.hash).toString('hex')))
    return { state: 'no_copy', copy: null };
  const report = requireReport(db, event.report_id);
  const said = {
    report: report.id,
    revision: report.revision,
    copyNo: own.copyNo,
    content: contentDigest(lastContent(db, report.id)),
  };
  const isSame =
    sameBytes(row.after_hash, hash(said)) &&
    sameBytes(row.history, event.digest) &&
    sameBytes(row.hash, hashOfRow(row));
  const state = !isSame ? 'other' : report.state === 'cancelled' ? 'cancelled' : 'same';
  return { state, copy: copyOf(report, own, findReplacing(db, report.id)?.id ?? null) };
}

function copyOf(
  { id, title, period, revision, state }: ReturnType<typeof requireReport>,
  { copyNo, recipient, department, on }: Copy,
  replacedBy: number | null,
): CheckedPaper['copy'] {
  return {
    report: id,
    title,
    period,
    revision,
    reportState: state,
    replacedBy,
    copyNo,
    recipient,
    department,
    registeredOn: on.register,
    handedOutOn: on.hand_out,
    calledInOn: on.call_in,
    takenBackOn: on.take_back,
  };
}
