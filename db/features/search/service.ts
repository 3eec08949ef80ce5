import type { QueryContext } from '../../work/context.ts';
import type { ReadableDb } from '../../connection/handles.ts';
import { isUsed, mostCodes, usedCodes } from './index/facet-codes.ts';
import { countFacets, type Facets } from './list/facets.ts';
import { listCustomers, type ListPage, type ListQuery } from './list/list.ts';
import { countMatches, searchCustomers, type SearchResults } from './query/search.ts';
import { viewOf, type ViewQuery } from './list/views.ts';

export { withEntryMaker, type EntryMaker } from './index/entry-maker.ts';
export { nameSortKey } from './index/pinyin.ts';
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
} from './index/writer.ts';

export { listQuerySchema } from './schemas.ts';
export { inForce, visibleWhere } from './query/visibility.ts';
export type { FacetCount, Facets } from './list/facets.ts';
export type { ListPage } from './list/list.ts';
export type { ListRow } from './query/rows.ts';
export type { SearchResult, SearchResults } from './query/search.ts';

/** Grades that archives can have at one time, of all scales together. */
export const MOST_GRADES = mostCodes('grade');
export const usedGrades = (db: ReadableDb): string[] => usedCodes(db, 'grade');
export const isGradeUsed = (db: ReadableDb, code: string): boolean => isUsed(db, 'grade', code);

/** What somebody asks for by typing. */
export interface TypedQuery {
  readonly text: string;
  readonly limit: number;
  /** Counts every match where that stays quick: see `COUNTED`. */
  readonly exactTotal?: boolean | undefined;
}

/** Results of one search. */
export const MOST_RESULTS = 200;

/** Entries looked at for an exact total; some 20 µs each. */
const COUNTED = 20_000;

/** The best customers for a text that the person may see in the index (R8). */
export function queryCustomers(ctx: QueryContext, { text, limit, exactTotal }: TypedQuery): SearchResults {
  const query = { text, reader: ctx.actor, today: ctx.clock.today() };
  const found = searchCustomers(ctx.reader, { ...query, limit });
  if (!exactTotal || found.totalIsExact) return found;
  const total = countMatches(ctx.reader, query, COUNTED);
  return total === null ? found : { ...found, total, totalIsExact: true };
}

/** One page of the list that the person may see: `listQuerySchema` says what can be asked. */
export function listPage(ctx: QueryContext, query: Omit<ListQuery, 'reader' | 'today'>): ListPage {
  return listCustomers(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() });
}

/** The counts beside that list. */
export function facetCounts(ctx: QueryContext, query: Omit<ViewQuery, 'reader' | 'today'>): Facets {
  return countFacets(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() });
}

/** Ids made sure of at a time. */
const SURE_AT_ONCE = 1_000;

/** The ids of that list in its order, or those of them in `wanted`; each is looked at before it is given. */
export function* listIds(
  ctx: QueryContext,
  query: Omit<ListQuery, 'reader' | 'today' | 'start' | 'limit'>,
  wanted: ReadonlySet<number> | null = null,
): Generator<number> {
  const { by, descending } = query.sort ?? {
    by: query.text === undefined || query.text.trim() === '' ? ('name' as const) : ('rank' as const),
    descending: false,
  };
  const view = viewOf(ctx.reader, { ...query, reader: ctx.actor, today: ctx.clock.today() }, by);
  const ids = wanted ? view.ids.filter((id) => wanted.has(id)) : view.ids.slice();
  if (descending) ids.reverse();
  for (let from = 0; from < ids.length; from += SURE_AT_ONCE) {
    const batch = ids.subarray(from, from + SURE_AT_ONCE);
    view.verify(batch);
    for (const id of batch) if (view.isSure(id)) yield id;
  }
}
