import type { Clock } from './domain/dates.ts';

/** The computer's own clock: the one place where the vault reads it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  today() {
    const now = new Date();
    const two = (part: number) => String(part).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  },
};
