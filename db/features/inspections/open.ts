import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { getMeta } from '../../connection/meta.ts';
import { dayIn, type Clock, type Day } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { halfYearOf, nextToInspect, openingDayOf, type HalfYear } from '../../domain/half-year.ts';
import { INSPECTIONS_SINCE } from '../../domain/permissions.ts';
import type { MutationContext } from '../../work/context.ts';
import { NOTHING, resultOf, takeProgramStep, takeStepIn } from '../../work/flow/engine.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { firstRowByRules } from '../../work/log/store.ts';
import type { ProgramAct } from '../../work/program-acts.ts';
import { firstFiledAt, lastCustomerId } from '../customers/service.ts';
import { readSettings, zoneOf } from '../workspace/service.ts';
import { inspections } from './flow.ts';
import { findUnsigned, insertInspection, lastPeriod } from './store.ts';

/**
 * The half-year that is to be inspected next (D1), up to that of a day: none before the archive existed, and none before
 * a program that knew of inspections opened it. Null where all have one.
 */
export function nextPeriod(db: ReadableDb, today: Day): HalfYear | null {
  const last = lastPeriod(db);
  const began = last ?? firstPeriod(db, today);
  return began && nextToInspect(today, { began, last });
}

/**
 * The half-year in which the vault was founded, or its first archive filed, or in which a program first knew of
 * inspections; null for an empty one. A trial vault that is taken to an earlier day is there on that day.
 */
function firstPeriod(db: ReadableDb, today: Day): HalfYear | null {
  const filedAt = firstFiledAt(db);
  if (filedAt === undefined) return null;
  const zone = zoneOf(db);
  // Looked for in the log only where the vault does not say it: this is asked after every call.
  const founded = getMeta(db, 'founded_on') ?? knownOn(db, zone);
  if (founded === null) return null;
  if (getMeta(db, 'trial') === '1') return halfYearOf(founded < today ? founded : today);
  const filed = dayIn(zone, filedAt);
  return halfYearOf(filed > founded ? filed : founded);
}

/** The day on which a vault of before was first opened by a program that knew of inspections; null for not yet. */
function knownOn(db: ReadableDb, zone: string): Day | null {
  const known = firstRowByRules(db, INSPECTIONS_SINCE);
  return known ? dayIn(zone, known.at) : null;
}

/** The half-year whose inspection is due to be opened by itself today; null for none, or while one is open. */
function dueToOpen(db: ReadableDb, today: Day): HalfYear | null {
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
