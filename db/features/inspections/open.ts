import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { dayIn, type Clock } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { halfYearOf, nextToInspect, openingDayOf, type HalfYear } from '../../domain/half-year.ts';
import { INSPECTIONS_SINCE } from '../../domain/permissions.ts';
import type { MutationContext } from '../../work/context.ts';
import { NOTHING, resultOf, takeProgramStep, takeStepIn } from '../../work/flow/engine.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { timeOfRules } from '../../work/log/store.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import { firstFiledAt, lastCustomerId } from '../customers/service.ts';
import { readSettings } from '../workspace/service.ts';
import { inspections } from './flow.ts';
import { findUnsigned, insertInspection, lastPeriod } from './store.ts';

/**
 * The half-year that is to be inspected next (D1), up to that of a day: none before the archive existed, and none before
 * a program that knew of inspections opened it. Null where all have one.
 */
export function nextPeriod(db: ReadableDb, today: string): HalfYear | null {
  const last = lastPeriod(db);
  const began = last ?? firstPeriod(db);
  return began && nextToInspect(today, { began, last });
}

/** The half-year in which the first archive was filed, or in which a program first knew of inspections; null for none. */
function firstPeriod(db: ReadableDb): HalfYear | null {
  const filedAt = firstFiledAt(db);
  const knownAt = timeOfRules(db, INSPECTIONS_SINCE);
  if (filedAt === undefined || knownAt === undefined) return null;
  return halfYearOf(dayIn(readSettings(db).timeZone, Math.max(filedAt, knownAt)));
}

/** The half-year whose inspection is due to be opened by itself today; null for none, or while one is open. */
function dueToOpen(db: ReadableDb, today: string): HalfYear | null {
  if (findUnsigned(db, false)) return null;
  const period = nextPeriod(db, today);
  const { inspectionOpens } = readSettings(db);
  return period !== null && openingDayOf(period, inspectionOpens) <= today ? period : null;
}

/**
 * Opens the inspection of a half-year from the day that is set (D1); one that was missed too, under its own half. One
 * at a time: the next opens when the one before is signed.
 */
export const openInspections: ProgramAct = {
  reach: [...PROGRAM_REACH.open_inspection],
  isDue: (db, clock) => dueToOpen(db, clock.today()) !== null,
  run(db, { recorder }) {
    const period = dueToOpen(db, recorder.clock.today());
    if (period === null) return;
    const id = insert(db, period, recorder.clock);
    takeProgramStep(db, { ...recorder, emit: () => undefined }, inspections, {
      id,
      step: 'open',
      isNew: true,
    });
  },
};

function insert(db: WritableDb, period: HalfYear, clock: Clock): number {
  return insertInspection(db, {
    period,
    addendum: 0,
    opened_on: clock.today(),
    listed_to: lastCustomerId(db),
    updated_at: clock.now(),
  });
}

/**
 * Opens the next inspection before its day. Errors: `inspections.one_open` {period}, `inspections.nothing_to_open`,
 * `inspections.not_next` {period} where another half-year comes first.
 */
export function openByHand(ctx: MutationContext, wanted: HalfYear | null): { id: number; period: HalfYear } {
  return ctx.transaction((db) => {
    const open = findUnsigned(db, false);
    if (open) throw new AppError('inspections.one_open', { period: open.period });
    const period = nextPeriod(db, ctx.clock.today());
    if (period === null) throw new AppError('inspections.nothing_to_open');
    if (wanted !== null && wanted !== period) throw new AppError('inspections.not_next', { period });
    const id = insert(db, period, ctx.clock);
    resultOf(takeStepIn(db, ctx, inspections, { id, version: 1, step: 'start', isNew: true }, NOTHING));
    return { id, period };
  });
}
