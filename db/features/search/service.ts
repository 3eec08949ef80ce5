import type { QueryContext } from '../../router/context.ts';
import { countMatches, searchCustomers, type SearchResults } from './search.ts';

export { nameSortKey } from './pinyin.ts';
export {
  indexCustomer,
  indexCustomers,
  isIndexComplete,
  optimiseIndex,
  rebuildIndex,
  settleLapsedClasses,
  unindexCustomer,
  unindexCustomers,
} from './index-writer.ts';

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
