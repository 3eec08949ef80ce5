import type { ReadableDb } from '../../../connection/handles.ts';
import type { ArchiveLine, LineFacts, SortName } from '../../../domain/customer-list.ts';
import { secrecyInForce, type Guarded } from '../../../work/guarded.ts';
import { readContents } from '../index/content.ts';
import type { Match } from '../query/marks.ts';
import { isInIndex, narrowedFacets } from '../query/plan.ts';
import { reaches, reachOf } from '../../../work/reach.ts';
import { resultOf, searchEntries } from '../query/search.ts';
import { queryWords } from '../query/words.ts';
import type { OrderName } from './orders.ts';
import { rosterOf } from './roster.ts';
import { facetTest, selectionOf } from './selection.ts';
import { viewOf, type View, type ViewQuery } from './views.ts';

/**
 * Which part of a list: from a place counted from 0, the rows after or before a row (a keyset: rows that come or
 * go elsewhere move nothing), the last page, or from a letter of the pinyin on (sort by name alone).
 */
export type PageStart =
  | { readonly offset: number }
  | { readonly after: number }
  | { readonly before: number }
  | { readonly last: true }
  | { readonly letter: string };

export interface ListQuery extends ViewQuery {
  /** Absent: by relevance where there is a text, else by name. */
  readonly sort?: { readonly by: SortName; readonly descending: boolean } | undefined;
  readonly start: PageStart;
  readonly limit: number;
}

export interface ListRow extends ArchiveLine {
  readonly matched?: readonly Match[];
  /** Where it was asked for: null of what the person may not see in a list. */
  readonly facts?: LineFacts | null;
}

export interface ListPage {
  readonly rows: readonly ListRow[];
  /** Rows before the first one of the page. */
  readonly offset: number;
  /**
   * Rows of the whole list. When `totalIsExact` is false: on the first pages by relevance at least so many, else
   * what the index names, of which a few may turn out not to match when their page is read.
   */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** Ids to go on from with `after` and `before`; null at the ends. */
  readonly next: number | null;
  readonly previous: number | null;
}

/** Results that are put in order of relevance; the rest of a long list follows in the order of rank alone. */
const RANKED = 1_000;

/**
 * One page of a list. Any page costs the same, however deep: the order is in memory (roster.ts), and only the
 * rows of the page are read. By relevance the first page comes from the search itself.
 */
export function listEntries(db: ReadableDb, query: ListQuery): ListPage {
  const words = queryWords(query.text ?? '');
  if (words.length > 0 && !query.sort) return listByRelevance(db, query);
  const { by, descending } = query.sort ?? { by: 'name', descending: false };
  const view = viewOf(db, query, by);
  return surePage(db, query, { words, view, by, listed: () => new Listed(view.ids, descending) });
}

interface PageSource {
  readonly words: readonly string[];
  readonly view: View;
  readonly by: OrderName;
  /** The view in its order, as it is now. */
  readonly listed: () => Listed;
}

/**
 * The page, once all its rows are sure to belong there. Those that do not leave the view, and the next ones take
 * their places; the page beside it is looked at too, so that it stays where it is.
 */
function surePage(db: ReadableDb, query: ListQuery, { words, view, by, listed }: PageSource): ListPage {
  const { start, limit } = query;
  const backwards = 'before' in start || 'last' in start;
  for (let ahead = limit; ; ahead *= 2) {
    const list = listed();
    const offset = offsetOf(db, query, list, by);
    const end = offset + limit;
    // With the row before and after: whether there are any is told too.
    const shown = list.slice(Math.max(0, offset - 1), end + 1);
    if (shown.every((id) => view.isSure(id))) {
      const totals = { total: list.length, totalIsExact: view.exact };
      return toPage(db, query, words, { list, offset, ...totals });
    }
    view.verify(list.slice(Math.max(0, offset - (backwards ? ahead : 1)), end + ahead));
  }
}

/** Ids of a view read forwards or backwards. */
class Listed {
  readonly #ids: Uint32Array;
  readonly #descending: boolean;

  constructor(ids: Uint32Array, descending: boolean) {
    this.#ids = ids;
    this.#descending = descending;
  }

  get length(): number {
    return this.#ids.length;
  }

  slice(from: number, to: number): number[] {
    if (!this.#descending) return [...this.#ids.subarray(from, to)];
    const end = this.#ids.length - from;
    return [...this.#ids.subarray(Math.max(0, this.#ids.length - to), end)].toReversed();
  }

  /** Place of an id, -1 when it is not in the list. */
  placeOf(id: number): number {
    const place = this.#ids.indexOf(id);
    return place < 0 || !this.#descending ? place : this.#ids.length - 1 - place;
  }
}

function offsetOf(db: ReadableDb, query: ListQuery, list: Listed, by: OrderName): number {
  const { start, limit } = query;
  if ('offset' in start) return Math.min(start.offset, list.length);
  if ('last' in start) return Math.max(0, list.length - limit);
  if ('letter' in start) {
    const roster = rosterOf(db, query);
    const first = roster.firstFrom('name', [start.letter]);
    return first === undefined ? list.length : nearestPlace(roster.order('name'), list, first, query);
  }
  const id = 'after' in start ? start.after : start.before;
  const place = list.placeOf(id);
  const known = place >= 0 ? place : placeOfGone(db, query, list, by, id) - 1;
  return 'after' in start ? known + 1 : Math.max(0, (place >= 0 ? place : known + 1) - limit);
}

/** Where a row stood that a filter or a change took out of the list; one that the reader may not see tells nothing. */
function placeOfGone(db: ReadableDb, query: ListQuery, list: Listed, by: OrderName, id: number): number {
  const line = query.sources.entries.readLines(db, [id]).get(id);
  const reach = reachOf(query.reader, 'customers.list');
  if (!line || !reaches(reach, line.guarded, query.today)) return 0;
  return nearestPlace(rosterOf(db, query).order(by), list, id, query);
}

/** Where in the list a row would stand that is not in it: before the next of the whole order that is. */
function nearestPlace(whole: Uint32Array, list: Listed, id: number, { sort }: ListQuery): number {
  const step = sort?.descending ? -1 : 1;
  let at = whole.indexOf(id);
  if (at < 0) return 0;
  for (let looked = 0; at >= 0 && at < whole.length; at += step, looked += 1) {
    const place = list.placeOf(whole[at] ?? 0);
    if (place >= 0) return place;
    if (looked > MOST_NEIGHBOURS) return 0;
  }
  return list.length;
}

/** Neighbours asked for a row that has left the list meanwhile; then the list begins anew. */
const MOST_NEIGHBOURS = 500;

interface Position {
  readonly list: Listed;
  readonly offset: number;
  readonly total: number;
  readonly totalIsExact: boolean;
}

function toPage(
  db: ReadableDb,
  query: ListQuery,
  words: readonly string[],
  { list, offset, total, totalIsExact }: Position,
): ListPage {
  const ids = list.slice(offset, offset + query.limit);
  return {
    rows: readRows(db, ids, query, words),
    offset,
    total,
    totalIsExact,
    next: offset + ids.length < list.length ? (ids.at(-1) ?? null) : null,
    previous: offset > 0 ? (ids[0] ?? null) : null,
  };
}

function readRows(
  db: ReadableDb,
  ids: readonly number[],
  { reader, today, sources }: ViewQuery,
  words: readonly string[],
): ListPage['rows'] {
  const listed = reachOf(reader, 'customers.list');
  // What the index says is asked of the record again: a wrong index must show nobody a closed archive.
  const isListed = ({ guarded }: { guarded: Guarded }) => reaches(listed, guarded, today);
  if (words.length === 0) {
    const lines = sources.entries.readLines(db, ids);
    const rows: Array<ListPage['rows'][number]> = [];
    for (const id of ids) {
      const found = lines.get(id);
      if (found && isListed(found))
        rows.push(Object.assign(found.line, { secrecy: secrecyInForce(found.guarded, today) }));
    }
    return rows;
  }
  const plan = { words, today, sources, readReach: reachOf(reader, 'customers.read') };
  const contents = readContents(db, sources, ids);
  return ids
    .flatMap((id) => contents.get(id) ?? [])
    .filter(({ entry }) => isListed(entry))
    .map((content) => resultOf(content, plan));
}

/** By relevance: the first pages as the search orders them, then by rank. */
function listByRelevance(db: ReadableDb, query: ListQuery): ListPage {
  const { start, limit } = query;
  const text = query.text ?? '';
  const passes = memoryFilter(db, query);
  const search = (wanted: number) => searchEntries(db, { ...query, text, passes, limit: wanted });
  if ('offset' in start && start.offset + limit < RANKED) {
    const { results, total, totalIsExact } = search(start.offset + limit + 1);
    const rows = results.slice(start.offset, start.offset + limit);
    return {
      rows,
      offset: Math.min(start.offset, results.length),
      total: Math.max(total, results.length),
      totalIsExact,
      next: results.length > start.offset + limit ? (rows.at(-1)?.id ?? null) : null,
      previous: start.offset > 0 ? (rows[0]?.id ?? null) : null,
    };
  }
  const best = search(RANKED).results.map(({ id }) => id);
  const known = new Set(best);
  const view = viewOf(db, query, 'rank');
  view.verify(best);
  const listed = () => {
    const rest = view.ids.filter((id) => !known.has(id));
    const whole = new Uint32Array(best.length + rest.length);
    whole.set(best);
    whole.set(rest, best.length);
    return new Listed(whole, false);
  };
  return surePage(db, query, { words: queryWords(text), view, by: 'rank', listed });
}

/** The filters that the index has no terms of, asked of what is held in memory; undefined for none. */
function memoryFilter(db: ReadableDb, query: ViewQuery): ((id: number) => boolean) | undefined {
  const { filters = {}, reader } = query;
  const roster = rosterOf(db, query);
  if (narrowedFacets(filters).every(([name]) => isInIndex(roster.layout, name))) return undefined;
  return facetTest(roster, selectionOf(db, roster, filters, reachOf(reader, 'customers.list')));
}
