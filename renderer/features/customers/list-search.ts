import { z } from 'zod';
import { CATEGORIES, STATUSES } from '../../../db/domain/customer.ts';
import { LONGEST_SOUGHT, SORTS } from '../../../db/domain/customer-list.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { TABS } from './tabs.ts';

const some = <T extends z.ZodType>(value: T) => z.array(value).max(200).optional();

/** The dimensions that a person can filter by, in the order of the panel at the left. */
const dimensions = {
  category: some(z.enum(CATEGORIES)),
  status: some(z.enum([...STATUSES, ''])),
  grade: some(z.string().max(40)),
  secrecy: some(z.enum(SECRECY_CLASSES)),
  province: some(z.string().max(6)),
  city: some(z.string().max(6)),
};
export type Dimension = keyof typeof dimensions;
export const DIMENSIONS = Object.keys(dimensions) as readonly Dimension[];

/** The list's filters as a saved view keeps them: one that is not understood is no filter left out. */
export const keptFiltersSchema = z.strictObject({
  q: z.string().max(LONGEST_SOUGHT).optional(),
  ...dimensions,
  complete: z.boolean().optional(),
  /** Only those without a person responsible. */
  unassigned: z.literal(true).optional(),
  sort: z.enum(SORTS).optional(),
  desc: z.boolean().optional(),
});
export type ListFilters = z.infer<typeof keptFiltersSchema>;

type Kept = typeof keptFiltersSchema.shape;

/** The same in the address: a choice there that is not one (an old bookmark, a typing slip) counts as not made. */
export const listFiltersSchema = z.object(
  Object.fromEntries(
    Object.entries<z.ZodType>(keptFiltersSchema.shape).map(([key, filter]) => [key, filter.catch(undefined)]),
  ) as { [Filter in keyof Kept]: z.ZodCatch<Kept[Filter]> },
);

export const listSearchSchema = listFiltersSchema.extend({
  /** The saved view that was chosen, by its place: what it looks for is not in the address, and is there after a lock. */
  view: z.int().min(0).optional().catch(undefined),
  /** The tab of the archive beside the list. */
  tab: z.enum(TABS).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof listSearchSchema>;

export function isFiltered(filters: ListFilters): boolean {
  return (
    Boolean(filters.q) ||
    filters.complete !== undefined ||
    filters.unassigned !== undefined ||
    DIMENSIONS.some((key) => filters[key]?.length)
  );
}
