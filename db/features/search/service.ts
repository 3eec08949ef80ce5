import type { ReadableDb } from '../../connection/handles.ts';
import type { OptionalField } from '../../domain/customer-list.ts';
import type { QueryContext } from '../../work/context.ts';
import * as check from './index/check.ts';
import { findEntry } from './index/store.ts';
import { isUsed, mostCodes, usedCodes } from './index/facet-codes.ts';
import { countedLogged, countFacets, type Facets } from './list/facets.ts';
import { listEntries, type ListPage, type ListQuery } from './list/list.ts';
import { withFacts } from './list/line-facts.ts';
import { missingFields } from './list/missing.ts';
import { findChangeHead } from './list/store.ts';
import { viewOf, type ViewQuery } from './list/views.ts';
import type { Chosen } from './schemas.ts';
import { fewMatches, looksAt, TELLING, toldAmong, toldIds } from './query/looks.ts';
import type { Asked } from './query/plan.ts';
import { countMatches, searchEntries, type SearchResults } from './query/search.ts';

export { withEntryMaker, type EntryMaker } from './index/entry-maker.ts';
export { nameSortKey } from './index/pinyin.ts';
export { prepareIndex } from './index/prepare.ts';
export { indexEntries, indexEntry, optimiseIndex, refreshGradeOrder, removeEntries } from './index/writer.ts';

export { chosenSchema, listQuerySchema, MOST_NAMED, type Chosen } from './schemas.ts';
export type { FacetCount, Facets } from './list/facets.ts';
export type { ListPage } from './list/list.ts';
export type { SearchResult, SearchResults } from './query/search.ts';

/** Grades that archives can have at one time, of all scales together. */
export const mostGrades = (db: ReadableDb): number => mostCodes(db, 'grade');
export const usedGrades = (db: ReadableDb): string[] => usedCodes(db, 'grade');
export const isGradeUsed = (db: ReadableDb, code: string): boolean => isUsed(db, 'grade', code);

/** What a context says of whoever asks. */
const askedBy = ({
  actor,
  clock,
  registries,
}: Pick<QueryContext, 'actor' | 'clock' | 'registries'>): Asked => ({
  sources: registries.search,
  reader: actor,
  today: clock.today(),
});

/** How many archives the index holds wrongly, and the first of them; those that `isCompared` are made anew. */
export function checkIndex(
  { reader, clock, registries }: Pick<QueryContext, 'reader' | 'clock' | 'registries'>,
  isCompared: (id: number) => boolean = () => true,
): { problems: number; first: number } {
  return check.checkIndex(reader, registries.search, clock.today(), isCompared);
}

/** Stays the same while nothing of any archive changes: the index notes each change in its transaction. */
export function changeMark(db: ReadableDb): string {
  const { seq, tag } = findChangeHead(db);
  return `${seq}:${tag}`;
}

/** True when the index has an entry for an archive. */
export const hasEntry = (db: ReadableDb, id: number): boolean => findEntry(db, id) !== undefined;

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

/** The best archives for a text that the person may see in the index (R8). */
export function queryEntries(ctx: QueryContext, { text, limit, exactTotal }: TypedQuery): SearchResults {
  const query = { ...askedBy(ctx), text };
  const found = searchEntries(ctx.reader, { ...query, limit });
  const isPart = found.totalIsExact && found.total > found.results.length;
  noteLooks(ctx, text, found.results, isPart ? fewMatches(ctx.reader, query) : []);
  if (!exactTotal || found.totalIsExact) return found;
  const total = countMatches(ctx.reader, query, COUNTED);
  return total === null ? found : { ...found, total, totalIsExact: true };
}

/** Tells the log of the archives that an answer to a text told something of: see query/looks.ts. */
function noteLooks(
  ctx: QueryContext,
  text: string,
  shown: Parameters<typeof toldIds>[0],
  further: readonly number[],
): void {
  const asked = { ...askedBy(ctx), text };
  const rest = new Set(further);
  for (const { id } of shown) rest.delete(id);
  const told = new Set([...toldIds(shown), ...toldAmong(ctx.reader, asked, [...rest])]);
  const now = ctx.clock.now();
  const fresh = [...told].filter((id) => !ctx.looked.wasFound(id, now));
  if (fresh.length === 0) return;
  const { kind } = asked.sources.entries;
  ctx.log(
    ...looksAt(ctx.reader, asked, fresh).map(({ id, secrecy, guarded }) => ({
      action: 'customers.read',
      object: `${kind}:${id}`,
      secrecy,
      subject: { was: guarded },
      reason: 'search',
    })),
  );
  for (const id of fresh) ctx.looked.noteFound(id, now);
}

/** One page of the list that the person may see: `listQuerySchema` says what can be asked. */
export function listPage(
  ctx: QueryContext,
  { facts = false, ...query }: Omit<ListQuery, keyof Asked> & { readonly facts?: boolean | undefined },
): ListPage {
  const page = foundPage(ctx, query);
  return facts ? { ...page, rows: withFacts(ctx.reader, askedBy(ctx), page.rows) } : page;
}

function foundPage(ctx: QueryContext, query: Omit<ListQuery, keyof Asked>): ListPage {
  const asked = { ...query, ...askedBy(ctx) };
  const page = listEntries(ctx.reader, asked);
  const { text = '' } = query;
  if (text.trim() === '') return page;
  const isPart = page.total > page.rows.length && page.total <= TELLING;
  noteLooks(ctx, text, page.rows, isPart ? countedLogged(ctx.reader, asked, TELLING) : []);
  return page;
}

/** The counts beside that list. */
export function facetCounts(ctx: QueryContext, query: Omit<ViewQuery, keyof Asked>): Facets {
  const asked = { ...query, ...askedBy(ctx) };
  const facets = countFacets(ctx.reader, asked);
  const { text = '' } = query;
  if (text.trim() !== '') noteLooks(ctx, text, [], countedLogged(ctx.reader, asked, TELLING));
  return facets;
}

/** Of what nothing stands in any archive of the whole list. */
export const fieldsMissing = (ctx: QueryContext): readonly OptionalField[] =>
  missingFields(ctx.reader, askedBy(ctx));

/** Ids made sure of at a time. */
const SURE_AT_ONCE = 1_000;

/** The ids of that list in its order, or those of them in `wanted`; each is looked at before it is given. */
export function* listIds(
  ctx: QueryContext,
  query: Omit<ListQuery, keyof Asked | 'start' | 'limit'>,
  wanted: ReadonlySet<number> | null = null,
): Generator<number> {
  const { by, descending } = query.sort ?? {
    by: query.text === undefined || query.text.trim() === '' ? ('name' as const) : ('rank' as const),
    descending: false,
  };
  const view = viewOf(ctx.reader, { ...query, ...askedBy(ctx) }, by);
  const ids = wanted ? view.ids.filter((id) => wanted.has(id)) : view.ids.slice();
  if (descending) ids.reverse();
  for (let from = 0; from < ids.length; from += SURE_AT_ONCE) {
    const batch = ids.subarray(from, from + SURE_AT_ONCE);
    view.verify(batch);
    for (const id of batch) if (view.isSure(id)) yield id;
  }
}

/** The ids that are meant, in the order of the list: of those that the person may list, as they are now. */
export function* chosenIds(ctx: QueryContext, { view, ids, except = [] }: Chosen): Generator<number> {
  const left = new Set(except);
  for (const id of listIds(ctx, view, ids && new Set(ids))) if (!left.has(id)) yield id;
}
