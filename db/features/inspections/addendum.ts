import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import { NOTHING, resultOf, takeStepIn } from '../../work/flow/engine.ts';
import { lastCustomerId } from '../customers/service.ts';
import { inspections, requireInspection } from './flow.ts';
import { leftOver } from './overview.ts';
import { findUnsigned, insertInspection, lastAddendum } from './store.ts';

/**
 * Opens an addendum to a signed inspection: what was on loan or missing then and has come back is looked at and signed
 * for by itself, since what was signed is final (D1). Errors: `inspections.not_signed`, `inspections.one_open` {period},
 * `inspections.nothing_left`.
 */
export function openAddendum(ctx: MutationContext, { id }: { readonly id: number }): { id: number } {
  return ctx.transaction((db) => {
    const { period, state } = requireInspection(db, id);
    if (state !== 'signed') throw new AppError('inspections.not_signed');
    const open = findUnsigned(db, true);
    if (open) throw new AppError('inspections.one_open', { period: open.period });
    const addendum = lastAddendum(db, period) + 1;
    if (leftOver(db, { period, addendum }).length === 0) throw new AppError('inspections.nothing_left');
    const made = insertInspection(db, {
      period,
      addendum,
      opened_on: ctx.clock.today(),
      listed_to: lastCustomerId(db),
      updated_at: ctx.clock.now(),
    });
    const move = { id: made, version: 1, step: 'start', isNew: true } as const;
    resultOf(takeStepIn(db, ctx, inspections, move, NOTHING));
    return { id: made };
  });
}
