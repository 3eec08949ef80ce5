import type { Day } from '../domain/dates.ts';
import type { Secrecy } from '../domain/roles.ts';

/** What access to a record depends on. */
export interface Guarded {
  readonly secrecy: Secrecy;
  /** The class is in force until this day; null for ever. */
  readonly secrecyUntil: Day | null;
  /** `person.id` of those who are responsible for it and who keep it by name (rules.md S2). */
  readonly responsibleId: number | null;
  readonly keeperId: number | null;
}

/** The class in force: after its last day it lapses to normal (rules.md S1). */
export function secrecyInForce(
  { secrecy, secrecyUntil }: Pick<Guarded, 'secrecy' | 'secrecyUntil'>,
  today: Day,
): Secrecy {
  return secrecyUntil !== null && secrecyUntil < today ? 'normal' : secrecy;
}
