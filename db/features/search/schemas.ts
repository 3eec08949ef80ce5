import { z } from 'zod';
import { categorySchema, PARTIES, statusSchema } from '../../domain/customer.ts';
import { secrecySchema } from '../../domain/roles.ts';
import { SORTS } from './list/list.ts';

const MOST_VALUES = 400;
const MOST_ROWS = 200;

const some = <Value extends z.ZodType>(value: Value) => z.array(value).max(MOST_VALUES).optional();
const code = (length: number) => z.string().max(length).nullable();

/** Several values of one filter are alternatives, an empty list lets nothing pass; null: records without one. */
export const filtersSchema = z.strictObject({
  category: some(categorySchema),
  status: some(statusSchema.nullable()),
  grade: some(code(40)),
  secrecy: some(secrecySchema),
  party: some(z.enum(PARTIES)),
  complete: some(z.enum(['yes', 'no'])),
  province: some(code(6)),
  city: some(code(6)),
  /** `person.id`. */
  responsible: some(z.int().positive().nullable()),
});

export const facetsQuerySchema = z.strictObject({
  text: z.string().max(200).optional(),
  filters: filtersSchema.optional(),
});

const place = z
  .int()
  .min(0)
  .max(2 ** 31);
const id = z.int().positive();

/** See `PageStart` and `ListQuery` in list.ts. */
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
});
