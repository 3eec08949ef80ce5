/** 印发 (rules.md B4): numbered copies of what was released, each registered before its bytes exist. */
import { anchorDigits } from '../../../domain/anchor-code.ts';
import { AppError } from '../../../domain/errors.ts';
import type { CopyEvent } from '../../../domain/reports/run.ts';
import type { MutationContext, QueryContext } from '../../../work/context.ts';
import { appendRows } from '../../../work/ledger.ts';
import { reports } from '../runs/flow.ts';
import { lastContent, type ReportRow } from '../runs/store.ts';
import { contentDigest } from './bound.ts';
import { copiesOf, findCopy, registeredRow, type Copy } from './state.ts';
import { COPIES } from './store.ts';

/** The copies of a report, each with the digits that its paper carries; for the department. */
export function listCopies(ctx: QueryContext, id: number): Array<Copy & { readonly code: string }> {
  reports.guard(ctx, ctx.reader, id);
  return copiesOf(ctx.reader, id).map((copy) => {
    const { seq, hash } = registeredRow(ctx.reader, copy);
    return { ...copy, code: anchorDigits({ seq, hash: Buffer.from(hash).toString('hex') }) };
  });
}

const MOST_COPIES = 500;

/**
 * Registers copies, numbered on from the last; each has a row of the log of its own, whose digits its paper carries.
 * Errors: `reports.not_released`, `reports.too_many_copies` {most}.
 */
export function registerCopies(
  ctx: MutationContext,
  {
    id,
    copies,
  }: {
    readonly id: number;
    readonly copies: ReadonlyArray<{ readonly recipient: string; readonly department: string | null }>;
  },
): { copyNos: number[] } {
  const copyNos = ctx.transaction((db) => {
    const row = reports.guard(ctx, db, id);
    if (row.state !== 'released') throw new AppError('reports.not_released');
    const before = copiesOf(db, id).length;
    if (before + copies.length > MOST_COPIES)
      throw new AppError('reports.too_many_copies', { most: MOST_COPIES });
    const content = contentDigest(lastContent(db, id));
    return copies.map(({ recipient, department }, index) => {
      const copyNo = before + index + 1;
      const event = { copy_no: copyNo, what: 'register', recipient, department, note: null };
      appendRows(db, ctx, COPIES, id, [{ ...event, on_day: ctx.clock.today() }], {
        action: 'reports.register_copy',
        after: { report: id, revision: row.revision, copyNo, content },
      });
      return copyNo;
    });
  });
  tell(ctx, id);
  return { copyNos };
}

interface CopyMove {
  readonly id: number;
  readonly copyNo: number;
  readonly note: string | null;
}

/** 领取. Errors: `reports.no_such_copy`, `reports.copy_out`, `reports.copy_called_in`, `reports.not_released`. */
export function handOut(ctx: MutationContext, move: CopyMove): void {
  note(ctx, move, 'hand_out', (row, { on }) => {
    if (row.state !== 'released') return 'reports.not_released';
    if (on.hand_out !== null) return 'reports.copy_out';
    return on.call_in === null && on.take_back === null ? null : 'reports.copy_called_in';
  });
}

/** 收回, of whatever revision. Errors: `reports.no_such_copy`, `reports.copy_back`. */
export function takeBack(ctx: MutationContext, move: CopyMove): void {
  note(ctx, move, 'take_back', (_row, { on }) => (on.take_back === null ? null : 'reports.copy_back'));
}

function note(
  ctx: MutationContext,
  { id, copyNo, note: text }: CopyMove,
  what: Extract<CopyEvent, 'hand_out' | 'take_back'>,
  refusalOf: (row: ReportRow, copy: Copy) => string | null,
): void {
  ctx.transaction((db) => {
    const row = reports.guard(ctx, db, id);
    const copy = findCopy(db, id, copyNo);
    if (!copy) throw new AppError('reports.no_such_copy');
    const refusal = refusalOf(row, copy);
    if (refusal) throw new AppError(refusal);
    const { recipient, department } = copy;
    const event = { copy_no: copyNo, what, recipient, department, note: text };
    appendRows(db, ctx, COPIES, id, [{ ...event, on_day: ctx.clock.today() }], { action: `reports.${what}` });
  });
  tell(ctx, id);
}

function tell(ctx: MutationContext, id: number): void {
  const row = reports.load(ctx.reader, id);
  ctx.emit((actor) => (reports.hears(actor, row) ? { type: 'changed', kind: 'reports', id } : null));
}
