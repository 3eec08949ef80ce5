import type { ReadableDb } from '../../../connection/handles.ts';
import { COUNTED_AT_LEAST, type ArchiveLine } from '../../../domain/customer-list.ts';
import type { Secrecy } from '../../../domain/roles.ts';
import { secrecyInForce } from '../../../work/guarded.ts';
import type { SourceEntry, SourceText } from '../../../work/search-source.ts';
import { readRecords, type Content } from '../index/content.ts';
import { idAt } from '../index/rank.ts';
import type { Expression } from './expression.ts';
import { markMatches, type Match, type SeenText } from './marks.ts';
import { Folded, isPhoneWord, matches, shownTexts, textsOf, tierOf, type Tier } from './matching.ts';
import { planSearch, type PlanOptions, type SearchPlan } from './plan.ts';
import { reaches, reachesTexts, sightOf, stricter, type Sight } from '../../../work/reach.ts';
import * as store from './store.ts';

export interface SearchQuery extends PlanOptions {
  /** Asked of each entry besides, for filters that the index has no terms of. */
  readonly passes?: ((id: number) => boolean) | undefined;
  /** Results wanted, best first. */
  readonly limit: number;
}

export interface SearchResult extends ArchiveLine {
  readonly matched: readonly Match[];
}

export interface SearchResults {
  /** Archives found; when `totalIsExact` is false at least so many, and more than `COUNTED_AT_LEAST`. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly results: readonly SearchResult[];
}

/** Entries counted while searching, and looked at to make the count exact; the count of more is asked for apart. */
const COUNTED = COUNTED_AT_LEAST;

/** Entries looked at for one that begins with the text, when hardly any that may do. */
const LOOKED_AT_STARTS = 400;

/**
 * The best entries for a text: those of which a name or number is the query, then those of which one begins
 * with its first word, then the rest, each by the stored rank. It stops when it has enough, so a common word
 * costs no more than a rare one. A text without words finds nothing.
 */
export function searchEntries(db: ReadableDb, query: SearchQuery): SearchResults {
  const plan = planSearch(db, query);
  if (plan.words.length === 0) return { total: 0, totalIsExact: true, results: [] };
  // Where the index alone does not count them, so many are found that it is known whether there are as many.
  const least = plan.exact && !query.passes ? 0 : COUNTED + 1;
  const found = new Finder(db, plan, { ...query, limit: Math.max(query.limit, least) });
  found.take(plan.wholes, 0);
  found.take(plan.starts, 1);
  found.take(plan.all, 2);
  return { ...found.count(), results: found.results(query.limit) };
}

/**
 * How many entries match, exactly. Where the index alone tells, at a million up to 0.2 s for the
 * commonest words; where every entry that may match has to be looked at, some 20 µs each: null when these are
 * more than `most`.
 */
export function countMatches(db: ReadableDb, query: PlanOptions, most = Infinity): number | null {
  const plan = planSearch(db, query);
  if (plan.words.length === 0) return 0;
  if (plan.exact) return store.countPositions(db, plan.all);
  if (most < Infinity && store.countPositions(db, plan.all, most + 1) > most) return null;
  let total = 0;
  for (const batch of positionBatches(db, plan.all, 500))
    for (const candidate of readCandidates(db, batch.map(idAt), plan).values())
      if (candidate.matches) total += 1;
  return total;
}

/** Which of the entries at `ids` hold the text, within the reader's reach. */
export function matchesAmong(db: ReadableDb, plan: SearchPlan, ids: readonly number[]): Set<number> {
  const matching = new Set<number>();
  for (const [id, candidate] of readCandidates(db, ids, plan)) if (candidate.matches) matching.add(id);
  return matching;
}

const LEAST_AT_ONCE = 16;
const MOST_AT_ONCE = 500;
/** Where most are passed over without a look. */
const MOST_PASSED_OVER = 20_000;

/** The places in the index of all entries of an expression, in order: `size` first, then more at a time. */
function* positionBatches(
  db: ReadableDb,
  expression: Expression,
  size: number,
  most = MOST_AT_ONCE,
): Generator<number[]> {
  if (typeof expression !== 'string') return;
  let after = -1;
  for (let wanted = size; ; wanted = Math.min(Math.max(size, most), wanted * 2)) {
    const batch = store.listPositions(db, expression, after, wanted);
    if (batch.length > 0) yield batch;
    if (batch.length < wanted) return;
    after = batch.at(-1) ?? after;
  }
}

/** One entry that may match, looked at only as far as it is asked. */
class Candidate {
  readonly content: Content;
  readonly mayRead: boolean;
  readonly #plan: SearchPlan;
  readonly #folded: Folded;

  constructor(content: Content, plan: SearchPlan) {
    const { entry } = content;
    this.content = content;
    this.#plan = plan;
    const sees = (record: Content['records'][number]) => reachesTexts(plan.readReach, entry.guarded, record);
    this.#folded = new Folded(entry, textsOf(content, sees));
    this.mayRead = reaches(plan.readReach, entry.guarded, plan.today);
  }

  /** True when the name and the 档号 alone hold every word. */
  get isFoundByName(): boolean {
    return matches(this.#folded, this.#plan.words, false);
  }

  get matches(): boolean {
    return matches(this.#folded, this.#plan.words, this.mayRead);
  }

  get tier(): Tier {
    return tierOf(this.#folded, this.#plan, this.mayRead);
  }

  result(): SearchResult {
    return resultOf(this.content, this.#plan, this.mayRead, this.#folded);
  }
}

/** A line of a list, with where the words of a query are in what the reader sees of it. */
export function resultOf(
  content: Content,
  plan: Pick<SearchPlan, 'words' | 'today' | 'readReach' | 'sources'>,
  mayRead = reaches(plan.readReach, content.entry.guarded, plan.today),
  folded = new Folded(content.entry, []),
): SearchResult {
  const { entry } = content;
  const secrecy = secrecyInForce(entry.guarded, plan.today);
  const { fieldOrder } = plan.sources.entries;
  const title = { text: entry.title.text, spelled: folded.spelled };
  const matched = markMatches(title, seenTexts(content, plan, { mayRead, secrecy }), plan.words, fieldOrder);
  return { ...entry.line, secrecy, matched };
}

/** The texts of an entry, and how much of each the reader sees. */
function seenTexts(
  { entry, records }: Content,
  { readReach, sources }: Pick<SearchPlan, 'readReach' | 'sources'>,
  { mayRead, secrecy: inForce }: { mayRead: boolean; secrecy: Secrecy },
): SeenText[] {
  const seen = (texts: readonly SourceText[], closed: Sight, of?: string) =>
    texts.map((text): SeenText => ({ ...text, sight: text.open ? 'texts' : closed, of }));
  const sight = sightOf(mayRead, inForce);
  return [
    ...seen(entry.texts, sight),
    ...records
      .filter((record) => reachesTexts(readReach, entry.guarded, record))
      .flatMap((record) => {
        const { kind, id, secrecy } = record;
        const own = secrecy === null ? sight : sightOf(mayRead, stricter(secrecy, inForce));
        const isEntry = id === entry.id && kind === sources.entries.kind;
        return seen(shownTexts(record), own, isEntry ? undefined : `${kind}:${id}`);
      }),
  ];
}

/**
 * The entries at the given ids. Most are found by their names: the texts that stand in rows of their own are
 * read only for those that are not, or where a phone may decide the order.
 */
function readCandidates(db: ReadableDb, ids: readonly number[], plan: SearchPlan): Map<number, Candidate> {
  const candidates = new Map<number, Candidate>();
  const wanting: SourceEntry[] = [];
  const byPhone = plan.words.some(isPhoneWord);
  for (const [id, entry] of plan.sources.entries.readEntries(db, ids)) {
    // What the index says is asked of the record again: a wrong index must show nobody a closed archive.
    if (!reaches(plan.listReach, entry.guarded, plan.today)) continue;
    const candidate = new Candidate({ entry, records: [] }, plan);
    if (byPhone || !candidate.isFoundByName) wanting.push(entry);
    else candidates.set(id, candidate);
  }
  if (wanting.length > 0)
    for (const [id, content] of readRecords(db, plan.sources, wanting))
      candidates.set(id, new Candidate(content, plan));
  return candidates;
}

/** Gathers results tier by tier. */
class Finder {
  readonly #db: ReadableDb;
  readonly #plan: SearchPlan;
  readonly #query: SearchQuery;
  readonly #chosen: Candidate[] = [];
  readonly #chosenIds = new Set<number>();
  /** True when not all that may be of a better tier have been looked at: they stay among the rest. */
  #cut = false;
  /** Entries that may match, up to one more than are counted; once they are counted. */
  #counted: number | undefined;

  constructor(db: ReadableDb, plan: SearchPlan, query: SearchQuery) {
    this.#db = db;
    this.#plan = plan;
    this.#query = query;
  }

  /** Adds the entries of an expression that are of a tier, until there are enough. */
  take(expression: Expression, tier: Tier): void {
    const { limit, passes } = this.#query;
    if (this.#chosen.length >= limit) return;
    const size = Math.max(LEAST_AT_ONCE, limit - this.#chosen.length);
    let looked = 0;
    // Of all that may match so many are read as are counted: going through the index twice takes longer.
    const first = tier === 2 ? COUNTED + 1 : size;
    const most = passes ? MOST_PASSED_OVER : MOST_AT_ONCE;
    for (const positions of positionBatches(this.#db, expression, first, most)) {
      if (tier < 2 && looked > LOOKED_AT_STARTS) {
        this.#cut = true;
        return;
      }
      if (tier === 2) this.#counted ??= positions.length;
      const ids = positions.map(idAt).filter((id) => !passes || passes(id));
      looked += ids.length;
      // Most of them match: hardly more are read than are wanted still.
      for (let from = 0, to = 0; from < ids.length; from = to) {
        to = from + Math.max(LEAST_AT_ONCE, limit - this.#chosen.length);
        if (this.#lookAt(ids.slice(from, to), tier)) return;
      }
    }
  }

  /** Looks at some entries; true when there are enough results. */
  #lookAt(found: readonly number[], tier: Tier): boolean {
    const { limit } = this.#query;
    const ids = found.filter((id) => !this.#chosenIds.has(id));
    const candidates = readCandidates(this.#db, ids, this.#plan);
    for (const id of ids) {
      const candidate = candidates.get(id);
      if (!candidate) continue;
      const isMatch = (tier === 2 && this.#plan.exact) || candidate.matches;
      if (!isMatch || (candidate.tier !== tier && !(tier === 2 && this.#cut))) continue;
      this.#chosen.push(candidate);
      this.#chosenIds.add(id);
      if (this.#chosen.length >= limit) return true;
    }
    return false;
  }

  /** Exact for few; else at least so many. */
  count(): Pick<SearchResults, 'total' | 'totalIsExact'> {
    const { all, exact } = this.#plan;
    // All have been looked at.
    const found = this.#chosen.length;
    if (found < this.#query.limit) return { total: found, totalIsExact: true };
    if (exact && !this.#query.passes) {
      this.#counted ??= store.countPositions(this.#db, all, COUNTED + 1);
      if (this.#counted <= COUNTED) return { total: this.#counted, totalIsExact: true };
    }
    return { total: Math.max(found, COUNTED + 1), totalIsExact: false };
  }

  results(limit: number): SearchResult[] {
    return this.#chosen.slice(0, limit).map((candidate) => candidate.result());
  }
}
