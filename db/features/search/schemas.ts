import { z } from 'zod';
import { filtersSchema, LONGEST_SOUGHT, SORTS } from '../../domain/customer-list.ts';

const MOST_ROWS = 200;

export const facetsQuerySchema = z.strictObject({
  text: z.string().max(LONGEST_SOUGHT).optional(),
  filters: filtersSchema.optional(),
});

const place = z
  .int()
  .min(0)
  .max(2 ** 31);
const id = z.int().positive();

/** See `PageStart` and `ListQuery` in list/list.ts. */
export const listQuerySchema = facetsQuerySchema.extend({
  sort: z.strictObject({ by: z.enum(SORTS), descending: z.boolean() }).optional(),
  start: z.union([
    z.strictObject({ offset: place }),
    z.strictObject({ after: id }),
    z.strictObject({ before: id }),
    z.strictObject({ last: z.literal(true) }),
    z.strictObject({ letter: z.string().regex(/^[a-z0-9]$/) }),
  ]),
  limit: z.int().min(1).max(MOST_ROWS),
  /** With what only readers see: people, numbers. */
  facts: z.boolean().optional(),
});

/** Archives that are named one by one, at most. */
export const MOST_NAMED = 50_000;

/** Which archives of a list are meant: `ids` of it, or all that it has but `except`. Who acts finds them when they act. */
export const chosenSchema = z.strictObject({
  view: listQuerySchema.omit({ start: true, limit: true, facts: true }),
  ids: z.array(id).max(MOST_NAMED).nullable(),
  except: z.array(id).max(MOST_NAMED).optional(),
});
export type Chosen = z.infer<typeof chosenSchema>;
