/** From 编制 to 报发 (rules.md B1, B5), each step by another person. */
import type { WritableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import { spanOf, type Period } from '../../../domain/figures/periods.ts';
import type { Reason } from '../../../domain/reasons.ts';
import type { ReportName } from '../../../domain/reports/choices.ts';
import { STORED_ASKED, type AskedReport } from '../../../domain/reports/request.ts';
import type { Secrecy } from '../../../domain/roles.ts';
import { write } from '../../../domain/stored-json.ts';
import type { MutationContext } from '../../../work/context.ts';
import { Confirmation } from '../../../work/flow/confirmation.ts';
import type { Seal } from '../../../work/flow/inbox.ts';
import { NOTHING, resultOf, takeStep, takeStepIn } from '../../../work/flow/engine.ts';
import { appendRows } from '../../../work/ledger.ts';
import { anchorReport, keepAnchors } from '../../audit/service.ts';
import { callIn } from '../copies/call-in.ts';
import { reports, requireReport } from './flow.ts';
import { askedOf, compiledOf, figuresOf, freeze, keepContent, toAsked } from './freeze.ts';
import { COMMENTS, countComments, insertReport, updateCompiled } from './store.ts';

interface Move {
  readonly id: number;
  readonly version: number;
}
type Signing = Move & { readonly password: string };
type Refusal = Move & { readonly reason: Reason };

/** What a person has compiled without a request. */
export interface CompileOrder extends AskedReport {
  readonly name: ReportName;
  readonly period: Period;
  readonly scope: Secrecy;
}

/** Freezes a report that somebody compiles; returns its id. Errors: those of `freeze`, `reports.nothing_counted`. */
export async function compile(ctx: MutationContext, order: CompileOrder): Promise<{ id: number }> {
  const frozen = await freeze(ctx, toAsked(order));
  const { name, title, choices, period, scope } = order;
  const id = ctx.transaction((db) => {
    const at = ctx.clock.now();
    const made = insertReport(db, {
      request_id: null,
      name,
      title: frozen.title,
      period,
      due_on: spanOf(period).to,
      revision: 1,
      replaces: null,
      asked: write(STORED_ASKED, { title, choices }),
      scope,
      ...compiledOf(frozen, { by: ctx.actor.personId, at }),
      updated_at: at,
    });
    keepContent(db, ctx, made, frozen.content);
    resultOf(takeStepIn(db, ctx, reports, { id: made, version: 1, step: 'compile', isNew: true }, NOTHING));
    return made;
  });
  return { id };
}

/** Compiles anew what was given back, of the same period. */
export async function compileAgain(ctx: MutationContext, move: Move): Promise<void> {
  const asked = askedOf(reports.guard(ctx, ctx.reader, move.id));
  const frozen = await freeze(ctx, asked);
  takeStep(ctx, reports, { ...move, step: 'recompile' }, (db, { id }) => {
    updateCompiled(db, id, compiledOf(frozen, { by: ctx.actor.personId, at: ctx.clock.now() }));
    keepContent(db, ctx, id, frozen.content);
  });
}

/** 信息专员 has looked it over. */
export function handOn(ctx: MutationContext, move: Move): void {
  takeStep(ctx, reports, { ...move, step: 'hand_on' }, NOTHING);
}

export async function review(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, reports, { ...move, step: 'review', confirmed }, NOTHING);
}

/** 报发 by 经理, with an anchor of the log: its figures are final. */
export async function release(ctx: MutationContext, { password, ...move }: Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  const outcome = ctx.transaction((db) => {
    const taken = takeStepIn(db, ctx, reports, { ...move, step: 'release', confirmed }, NOTHING);
    if (!taken.void) RELEASED.within(db, ctx);
    return taken;
  });
  resultOf(outcome);
  RELEASED.after(ctx);
}

/** What a release is sealed with: an anchor of the log, kept outside too. */
export const RELEASED: Seal = {
  within: anchorReport,
  after: ({ reader, facts }) => keepAnchors(reader, facts),
};

/** Gives it back to 编制. */
export function giveBack(
  ctx: MutationContext,
  { step, ...move }: Refusal & { readonly step: 'return' | 'send_back' },
): void {
  takeStep(ctx, reports, { ...move, step }, NOTHING);
}

/** 作废: its copies are called in. */
export async function cancel(ctx: MutationContext, { password, ...move }: Refusal & Signing): Promise<void> {
  const confirmed = await Confirmation.confirm(ctx, password);
  takeStep(ctx, reports, { ...move, step: 'cancel', confirmed }, (db, { id }) => callIn(db, ctx, id));
}

/** A word on a report: on the whole of it, a table, a row, or a single figure. */
export interface NewComment {
  readonly id: number;
  readonly table: string | null;
  readonly row: string | null;
  readonly measure: string | null;
  readonly text: string;
}

const MOST_COMMENTS = 500;

/** Errors: `reports.not_under_review`, `reports.no_such_figure`, `reports.too_many_comments` {most}. */
export function comment(ctx: MutationContext, { id, table, row, measure, text }: NewComment): void {
  ctx.transaction((db) => {
    const { state } = reports.guard(ctx, db, id);
    if (state !== 'submitted' && state !== 'reviewed' && state !== 'compiled' && state !== 'returned')
      throw new AppError('reports.not_under_review');
    if (countComments(db, id) >= MOST_COMMENTS)
      throw new AppError('reports.too_many_comments', { most: MOST_COMMENTS });
    expectPlace(db, { id, table, row, measure });
    appendRows(db, ctx, COMMENTS, id, [{ table_key: table, row_key: row, measure, text }], {
      action: 'reports.comment',
    });
  });
  const report = requireReport(ctx.reader, id);
  ctx.emit((actor) => (reports.hears(actor, report) ? { type: 'changed', kind: 'reports', id } : null));
}

function expectPlace(db: WritableDb, { id, table, row, measure }: Omit<NewComment, 'text'>): void {
  if (table === null && row === null && measure === null) return;
  const found = figuresOf(db, id).tables.find(({ key }) => key === table);
  const hasRow = row === null || found?.rows.some(({ key }) => key === row);
  const hasMeasure = measure === null || found?.columns.some(({ key }) => key === measure);
  if (!found || !hasRow || !hasMeasure) throw new AppError('reports.no_such_figure');
}
