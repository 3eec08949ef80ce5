import fc from 'fast-check';
import { inject } from 'vitest';
import { Random } from '../../db/features/seed/random.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What random runs are drawn by: said when a run begins, given again by `KEDANG_TEST_SEED`. */
    seed: number;
    /** Whether all random runs are made (`npm run test:long`). */
    long: boolean;
  }
}

/** How many of so many costly random runs are made: all in a long run, else a twentieth and at least `least`. */
export function shareOf(all: number, least = 1): number {
  return inject('long') ? all : Math.max(least, Math.ceil(all / 20));
}

/** All cases in a long run, else that share of them, in their order. */
export function drawn<Case>(cases: readonly Case[], least = 1): Case[] {
  const random = new Random(inject('seed'));
  const places = cases.map((_, at) => at);
  const wanted = Math.min(cases.length, shareOf(cases.length, least));
  const taken = new Set<number>();
  while (taken.size < wanted) taken.add(random.pick(places));
  return cases.filter((_, at) => taken.has(at));
}

/** Properties draw by the seed of the run. */
export function seedProperties(): void {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('seed') });
}
