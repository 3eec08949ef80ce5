import { z } from 'zod';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import { keptFiltersSchema } from './list-search.ts';

const viewSchema = z.strictObject({ name: z.string().min(1).max(30), filters: keptFiltersSchema });
const viewsSchema = z.array(viewSchema).max(20);
export type Views = z.infer<typeof viewsSchema>;

/** 已存视图. One with a filter that this program does not have would show other archives than it says: it is left out. */
export const STORED_VIEWS: StoredKind<Views> = {
  name: 'saved_views',
  version: 2,
  schema: viewsSchema,
  // Since 2 a view may ask for archives that nobody is responsible for.
  upgraders: { 1: (views) => views },
  salvage: (value) =>
    Array.isArray(value) ? value.filter((view) => viewSchema.safeParse(view).success) : null,
};
