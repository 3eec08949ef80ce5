/** What the log says of the computer's clock: when it was last right, and what waits while it is in doubt. */
import type { ReadableDb } from '../../connection/handles.ts';
import { clockDoubt, type ClockDoubt } from '../../domain/clock-doubt.ts';
import type { Clock, Day } from '../../domain/dates.ts';
import { FLOWS } from '../../domain/flows.ts';
import type { AuditEntry } from '../context.ts';
import { findClockRows, timeOfAnchor, timeOfRow } from './store.ts';

/** The rows of the log about the clock. */
export const CLOCK = {
  /** The clock departed from the last use: by the program, before the first row at a doubtful time. */
  doubt: 'clock.doubt',
  /** Somebody's word that the date is right all the same. */
  vouch: 'clock.vouch',
  /** The doubt is over: the clock was set right, or enough people have given their word. */
  right: 'clock.right',
} as const;

const DATED: ReadonlySet<string> = new Set([
  'customers.create',
  'customers.classify',
  'customers.take_back',
  'import.apply',
  'import.undo',
  'seed.run',
  'backup.release',
  'repairs.open',
  'repairs.done',
  'inspections.note',
  'inspections.note_level',
  'inspections.correct',
  'reports.register_copy',
  'reports.hand_out',
  'reports.take_back',
  'reports.call_in',
  ...FLOWS.flatMap(({ name, steps }) => Object.keys(steps).map((step) => `${name}.${step}`)),
]);

/** True for an act whose day counts for ever: it gives a 档号, begins or ends a term, or is a step of a flow. */
export function isDated({ action, decision }: Pick<AuditEntry, 'action' | 'decision'>): boolean {
  return DATED.has(action) && decision !== 'deny';
}

/** How far the clock is to be trusted, by the log. */
export interface Trust {
  /** When it was last right, in milliseconds UTC; null in a log without rows. */
  readonly rightAt: number | null;
  /** Number of the row with which the doubt began; null while there is none in the log. */
  readonly since: number | null;
}

/**
 * By the newest row, or by the last anchor where that is later: a clock that goes back an hour each day stays a clock
 * that goes back. What was written in doubt counts no more than what lies before somebody vouched for the date.
 */
export function readTrust(db: ReadableDb): Trust {
  const newest = findClockRows(db, CLOCK);
  if (!newest) return { rightAt: null, since: null };
  const right = newest.right ?? 0;
  const since = newest.doubt !== null && newest.doubt > right ? newest.doubt : null;
  const last = since === null ? newest.at : timeOfRow(db, since - 1);
  const anchor = timeOfAnchor(db, right, since ?? newest.seq + 1);
  return { rightAt: Math.max(last ?? 0, anchor ?? 0), since };
}

/** What speaks against the computer's date now; null for nothing. */
export function findDoubt(db: ReadableDb, clock: Clock): ClockDoubt | null {
  const { rightAt } = readTrust(db);
  return rightAt === null ? null : clockDoubt({ now: clock.now(), today: clock.today() }, rightAt);
}

/**
 * The clock of one call in an open vault: all of it has one day. While the date is in doubt that is the earlier of the
 * computer's and of the last use, so that no class lapses and nothing falls due by a wrong date.
 */
export function clockOfCall(clock: Clock, db: ReadableDb): Clock {
  let day: Day | null = null;
  return {
    now: () => clock.now(),
    today() {
      day ??= carefulDay(db, clock);
      return day;
    },
  };
}

function carefulDay(db: ReadableDb, clock: Clock): Day {
  const today = clock.today();
  const { lastDay } = findDoubt(db, clock) ?? { lastDay: today };
  return lastDay < today ? lastDay : today;
}
