import { z } from 'zod';
import { levelSchema, type Level } from '../../../db/domain/inspection.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import type { inferRouterInputs } from '@trpc/server';

export type WalkFilter = inferRouterInputs<AppRouter>['inspections']['filtered']['filter'];

/** The lists of those that stand so, in the order of the chips. */
export const FILTERS = [
  'open',
  'never',
  'found',
  'missing',
  'on_loan',
  'misplaced',
] as const satisfies WalkFilter[];

/** Where an inspector stands, or what they have listed, in the address: it is there again after a lock. */
export const deskSearchSchema = z.object({
  at: levelSchema.optional().catch(undefined),
  list: z
    .enum([...FILTERS, 'unplaced'])
    .optional()
    .catch(undefined),
});
export type DeskSearch = z.infer<typeof deskSearchSchema>;

/** What the list in the middle shows. */
export type Place =
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'unplaced' }
  | { readonly kind: 'filter'; readonly filter: WalkFilter }
  | { readonly kind: 'nowhere' };

export function placeOf({ at, list }: DeskSearch): Place {
  if (list === 'unplaced') return { kind: 'unplaced' };
  if (list) return { kind: 'filter', filter: list };
  return at ? { kind: 'level', level: at } : { kind: 'nowhere' };
}

/** The level against which scans are held; by a list of archives from all over nobody stands anywhere. */
export const standingAt = (place: Place): Level | null => (place.kind === 'level' ? place.level : null);
