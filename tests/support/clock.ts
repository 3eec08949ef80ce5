import { DEFAULT_ZONE, dayIn, type Clock, type Day } from '../../db/domain/dates.ts';

/** A clock that stands still until it is moved. Starts at 2026-03-02 09:00 UTC unless told otherwise. */
export class TestClock implements Clock {
  #now: number;

  constructor(start = Date.UTC(2026, 2, 2, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  today(zone = DEFAULT_ZONE): Day {
    return dayIn(zone, this.#now);
  }

  /** Moves on by whole days and milliseconds. */
  advance({ days = 0, ms = 0 }: { days?: number; ms?: number }): void {
    this.#now += days * 86_400_000 + ms;
  }
}
