import type { Day } from './dates.ts';

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
}

/** Null while nothing speaks against the clock. Times in milliseconds UTC. */
export function clockDoubt({ now, today }: { now: number; today: Day }, lastUse: number): ClockDoubt | null {
  const days = Math.round(Math.abs(now - lastUse) / DAY_MS);
  if (now < lastUse - MOST_DAYS_BACK * DAY_MS) return { direction: 'early', days, today };
  return now > lastUse + MOST_DAYS_ON * DAY_MS ? { direction: 'late', days, today } : null;
}
