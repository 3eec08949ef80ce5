import { addDays, type Day } from './dates.ts';

const DAY_MS = 86_400_000;

/** Time zones and a clock set by hand make hours of difference; more than a day is another date. */
const MOST_DAYS_BACK = 1;
/** Longer than any holiday, shorter than a year mistyped: departments open their vault every working day. */
const MOST_DAYS_ON = 90;

/** The computer's date does not go with the last use of the vault. */
export interface ClockDoubt {
  readonly direction: 'early' | 'late';
  /** Whole days between the two. */
  readonly days: number;
  /** What the computer takes for today. */
  readonly today: Day;
  /** The day of the last use, or the one before. */
  readonly lastDay: Day;
}

/** True when a time does not go with the one when the clock was last right. Both in milliseconds UTC. */
export function isDoubtful(at: number, rightAt: number): boolean {
  return at < rightAt - MOST_DAYS_BACK * DAY_MS || at > rightAt + MOST_DAYS_ON * DAY_MS;
}

/** Null while nothing speaks against the clock. Times in milliseconds UTC. */
export function clockDoubt({ now, today }: { now: number; today: Day }, rightAt: number): ClockDoubt | null {
  if (!isDoubtful(now, rightAt)) return null;
  const apart = (rightAt - now) / DAY_MS;
  return {
    direction: apart > 0 ? 'early' : 'late',
    days: Math.round(Math.abs(apart)),
    today,
    lastDay: addDays(today, Math.floor(apart)),
  };
}
