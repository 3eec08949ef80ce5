import { DEFAULT_ZONE, dayIn, type Clock } from './domain/dates.ts';

/** The computer's own clock: the one place where the vault reads it. Days are not by its time zone. */
export const systemClock: Clock = {
  now: () => Date.now(),
  today: (zone = DEFAULT_ZONE) => dayIn(zone, Date.now()),
};
