import type { QueryContext } from '../../router/context.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import { isUsed, mostCodes, usedCodes } from './facet-codes.ts';
import { countFacets, type Facets } from './facets.ts';
import { listCustomers, type ListPage, type ListQuery } from './list.ts';
import { countMatches, searchCustomers, type SearchResults } from './search.ts';
import { viewOf, type ViewQuery } from './views.ts';

export { nameSortKey } from './pinyin.ts';
export {
  checkIndex,
  indexCustomer,
  indexCustomers,
  isIndexComplete,
  optimiseIndex,
  rebuildIndex,
  refreshGradeOrder,
  tidyIndex,
  unindexCustomer,
  unindexCustomers,
} from './index-writer.ts';

export { facetsQuerySchema, listQuerySchema } from './query-schemas.ts';
export { inForce, visibleWhere } from './visibility.ts';
export type { FacetCount, Facets } from './facets.ts';
export type { ListPage } from './list.ts';
export type { ListRow } from './rows.ts';
export type { SearchResult, SearchResults } from './search.ts';

/** Grades that archives can have at one time, of all scales together. */
export const MOST_GRADES = mostCodes('grade');
export const usedGrades = (db: ReadableDb): string[] => usedCodes(db, 'grade');
export const isGradeUsed = (db: ReadableDb, code: string): boolean => isUsed(db, 'grade', code);

/** What somebody asks for by typing. */
export interface TypedQuery {
  readonly text: string;
  readonly limit: number;
  /** Counts every match, which can take longer than finding the best ones. */
  readonly exactTotal?: boolean | undefined;
}

/** The best customers for a text that the person may see in the index (R8). */
export function queryCustomers(ctx: QueryContext, { text, limit, exactTotal }: TypedQuery): SearchResults {
  const query = { text, reader: ctx.actor, today: ctx.clock.today() };
  const found = searchCustomers(ctx.reader, { ...query, limit });
  if (!exactTotal || found.totalIsExact) return found;
  return { ...found, total: countMatches(ctx.reader, query), totalIsExact: true };
}

/** How many customers a text finds, exactly; for a common word among a million it takes some 0.1 s. */
export function countCustomers(ctx: QueryContext, text: string): number {
  return countMatches(ctx.reader, { text, reader: ctx.actor, today: ctx.clock.today() });
}

/** One page of the list that the person may see: `listQuerySchema` says what can be asked. */
export function listPage(ctx: QueryContext, query: Omit<ListQuery, 'reader' | 'today'>): ListPage {
  return listCustomers(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() });
}

/** The counts beside that list. */
export function facetCounts(ctx: QueryContext, query: Omit<ViewQuery, 'reader' | 'today'>): Facets {
  return countFacets(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() });
}

/** Every id of that list in its order, for exports and bulk actions. */
export function listIds(
  ctx: QueryContext,
  query: Omit<ListQuery, 'reader' | 'today' | 'start' | 'limit'>,
): Uint32Array {
  const { by, descending } = query.sort ?? {
    by: query.text === undefined || query.text.trim() === '' ? ('name' as const) : ('rank' as const),
    descending: false,
  };
  const { ids } = viewOf(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() }, by);
  return descending ? ids.toReversed() : ids.slice();
}
