/** What the log says of the computer's clock: when it was last right, and what waits while it is in doubt. */
import type { ReadableDb } from '../../connection/handles.ts';
import { clockDoubt, type ClockDoubt } from '../../domain/clock-doubt.ts';
import type { Clock, Day } from '../../domain/dates.ts';
import { FLOWS } from '../../domain/flows.ts';
import type { AuditEntry } from '../context.ts';

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
  'import.apply',
  'seed.run',
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
  const { newest, at, since, right } = db.row<Places>(PLACES) ?? NO_PLACES;
  const isOpen = since !== null && since > (right ?? 0);
  const last = isOpen ? timeOf(db, since - 1) : at;
  if (last === null) return { rightAt: null, since: null };
  const anchor = db.value<number>(ANCHOR_BETWEEN, right ?? 0, isOpen ? since : newest + 1);
  return { rightAt: Math.max(last, anchor ?? 0), since: isOpen ? since : null };
}

interface Places {
  readonly newest: number;
  readonly at: number | null;
  readonly since: number | null;
  readonly right: number | null;
}

const NO_PLACES: Places = { newest: 0, at: null, since: null, right: null };

const PLACES = `select seq as newest, at,
  (select max(seq) from audit where action = '${CLOCK.doubt}') as since,
  (select max(seq) from audit where action = '${CLOCK.right}') as right
  from audit order by seq desc limit 1`;

const ANCHOR_BETWEEN = `select at from audit
  where action = 'audit.anchor' and seq > ? and seq < ? order by seq desc limit 1`;

function timeOf(db: ReadableDb, seq: number): number | null {
  return db.value<number>('select at from audit where seq = ?', seq) ?? null;
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
