import type { WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { InspectionStep } from '../../domain/inspection.ts';
import type { Reason } from '../../domain/reasons.ts';
import type { MutationContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { Confirmation } from '../../work/flow/confirmation.ts';
import { NOTHING, resultOf, takeStep, takeStepIn } from '../../work/flow/engine.ts';
import { toHex } from '../../work/flow/subject.ts';
import { appendRows, lastDigest } from '../../work/ledger.ts';
import { anchorInspection, keepAnchors } from '../audit/service.ts';
import { lastCustomerId } from '../customers/service.ts';
import { isHandled } from '../properties/service.ts';
import { inspections } from './flow.ts';
import { testSinceOpening } from './record.ts';
import { recordJob, type MadeRecord } from './record-job.ts';
import { hasInspected } from './overview.ts';
import { ENTRIES, RECORDS, type InspectionRow } from './store.ts';

/** A step that somebody takes at the version that they saw. */
interface Signing {
  readonly id: number;
  readonly version: number;
  readonly password: string;
}

/**
 * The first of the inspectors signs: what stands then is the record, kept whole and final once all have signed. Errors:
 * those of `takeStep`, `inspections.archives_open` {count, first} with the 档号 of the first of them,
 * `inspections.not_your_inspection`, `inspections.test_first`, `inspections.test_unhandled` {count},
 * `inspections.went_on` where something was noted, or filed, meanwhile.
 */
export async function sign(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  const made = await ctx.readLong(recordJob, { id: move.id, unfinished: false });
  const count = made.open.length;
  if (count > 0)
    throw new AppError('inspections.archives_open', { count, first: made.open.slice(0, 5).join('、') });
  takeStep(ctx, inspections, { ...move, step: 'sign', confirmed }, (db, row) => {
    expectInspector(ctx, row);
    if (row.addendum === 0) expectTested(db, row, made);
    keep(ctx, db, row, made);
  });
}

/**
 * 未完成: what nobody has looked at stays so, named in the record with the reason. It goes without a test, but not with one
 * that failed and of which nothing was said (D5). Errors: those of `sign`, `inspections.is_finished`.
 */
export async function giveUp(
  ctx: MutationContext,
  { password, reason, ...move }: Signing & { readonly reason: Reason },
): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  const made = await ctx.readLong(recordJob, { id: move.id, unfinished: true });
  if (made.open.length === 0) throw new AppError('inspections.is_finished');
  takeStep(ctx, inspections, { ...move, step: 'give_up', reason, confirmed }, (db, row) => {
    if (testSinceOpening(db, row)) expectTested(db, row, made);
    keep(ctx, db, row, made);
  });
}

/** Another inspector signs the same record. */
export async function cosign(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, inspections, { ...move, step: 'cosign', confirmed }, (_db, row) => expectInspector(ctx, row));
}

/** 复核 by a supervisor who has inspected nothing of it. Error: `inspections.inspected_by_you`. */
export async function review(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, inspections, { ...move, step: 'review', confirmed }, (_db, row) => expectOther(ctx, row));
}

/** The manager signs, and the log is anchored: the record is final. Error: `inspections.inspected_by_you`. */
export async function approve(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  const outcome = ctx.transaction((db) => {
    const taken = takeStepIn(db, ctx, inspections, { ...move, step: 'approve', confirmed }, (_db, row) =>
      expectOther(ctx, row),
    );
    // What is signed has its anchor, or is not signed.
    if (!taken.void) anchorInspection(db, ctx);
    return taken;
  });
  resultOf(outcome);
  keepAnchors(ctx.reader, ctx.facts);
}

/** Gives it back to the inspectors, or takes it back from the reviewers. */
export function move(
  ctx: MutationContext,
  {
    id,
    version,
    step,
    reason,
  }: {
    readonly id: number;
    readonly version: number;
    readonly step: Extract<InspectionStep, 'withdraw' | 'return' | 'send_back'>;
    readonly reason: Reason | null;
  },
): void {
  takeStep(ctx, inspections, { id, version, step, reason }, NOTHING);
}

function expectInspector(ctx: MutationContext, row: InspectionRow): void {
  if (!hasInspected(ctx, row, ctx.actor.personId)) throw new AppError('inspections.not_your_inspection');
}

function expectOther(ctx: MutationContext, row: InspectionRow): void {
  if (hasInspected(ctx, row, ctx.actor.personId))
    throw new DeniedError('inspections.inspected_by_you', {
      action: 'inspections.review',
      object: `inspection:${row.id}`,
    });
}

/** The computer has tested its own half, and something was said about whatever failed (D5). */
function expectTested(db: WritableDb, inspection: InspectionRow, { testId }: MadeRecord): void {
  const test = testSinceOpening(db, inspection);
  if (!test) throw new AppError('inspections.test_first');
  if (test.id !== testId) throw new AppError('inspections.went_on');
  if (!isHandled(db, test.id)) throw new AppError('inspections.test_unhandled', { count: test.open });
}

function keep(ctx: MutationContext, db: WritableDb, { id }: InspectionRow, made: MadeRecord): void {
  const isSame = toHex(lastDigest(db, ENTRIES, id)) === made.head && lastCustomerId(db) === made.lastArchive;
  if (!isSame) throw new AppError('inspections.went_on');
  appendRows(db, ctx, RECORDS, id, [{ content: made.content }], { action: 'inspections.keep_record' });
}
