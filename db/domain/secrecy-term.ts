import type { Retention } from './customer-values.ts';
import type { Day } from './dates.ts';

/** How long a class lasts: until a day, or, where none is named, as long as its archive is kept (rules.md S1). */
export type SecrecyTerm = { readonly until: Day } | { readonly retention: Retention };

/** The same on the screen and in the mark on paper. */
export function secrecyTerm(until: Day | null, retention: Retention): SecrecyTerm {
  return until === null ? { retention } : { until };
}
