import { z } from 'zod';
import { CATEGORIES, STATUSES } from '../../../db/domain/customer.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { TABS } from './tabs.ts';

export const SORTS = ['name', 'archiveNo', 'filedOn', 'grade'] as const;
export type SortField = (typeof SORTS)[number];

const some = <T extends z.ZodType>(value: T) => z.array(value).max(200).optional();

/** The list's filters as a saved view keeps them: one that is not understood is no filter left out. */
export const keptFiltersSchema = z.strictObject({
  q: z.string().max(200).optional(),
  category: some(z.enum(CATEGORIES)),
  province: some(z.string().max(6)),
  city: some(z.string().max(6)),
  grade: some(z.string().max(40)),
  secrecy: some(z.enum(SECRECY_CLASSES)),
  status: some(z.enum([...STATUSES, ''])),
  complete: z.boolean().optional(),
  sort: z.enum(SORTS).optional(),
  desc: z.boolean().optional(),
});
export type ListFilters = z.infer<typeof keptFiltersSchema>;

const { shape } = keptFiltersSchema;

/** The same in the address: a choice there that is not one (an old bookmark, a typing slip) counts as not made. */
export const listFiltersSchema = z.object({
  q: shape.q.catch(undefined),
  category: shape.category.catch(undefined),
  province: shape.province.catch(undefined),
  city: shape.city.catch(undefined),
  grade: shape.grade.catch(undefined),
  secrecy: shape.secrecy.catch(undefined),
  status: shape.status.catch(undefined),
  complete: shape.complete.catch(undefined),
  sort: shape.sort.catch(undefined),
  desc: shape.desc.catch(undefined),
});

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
