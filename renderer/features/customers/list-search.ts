import { z } from 'zod';
import { CATEGORIES, STATUSES } from '../../../db/domain/customer.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { TABS } from './tabs.ts';

export const SORTS = ['name', 'archiveNo', 'filedOn', 'grade'] as const;
export type SortField = (typeof SORTS)[number];

/** A choice in the address that is not one (an old bookmark, a typing slip) counts as not made. */
const some = <T extends z.ZodType>(value: T) => z.array(value).max(200).optional().catch(undefined);

/** The list's filters as they stand in the address: they survive a reload and make saved views. */
export const listFiltersSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  category: some(z.enum(CATEGORIES)),
  province: some(z.string().max(6)),
  city: some(z.string().max(6)),
  grade: some(z.string().max(40)),
  secrecy: some(z.enum(SECRECY_CLASSES)),
  status: some(z.enum([...STATUSES, ''])),
  complete: z.boolean().optional().catch(undefined),
  sort: z.enum(SORTS).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
});
export type ListFilters = z.infer<typeof listFiltersSchema>;

export const listSearchSchema = listFiltersSchema.extend({
  /** The tab of the archive beside the list. */
  tab: z.enum(TABS).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof listSearchSchema>;

/** The dimensions that a person can filter by, in the order of the panel at the left. */
export const DIMENSIONS = ['category', 'status', 'grade', 'secrecy', 'province', 'city'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export function isFiltered(filters: ListFilters): boolean {
  return (
    Boolean(filters.q) || filters.complete !== undefined || DIMENSIONS.some((key) => filters[key]?.length)
  );
}
