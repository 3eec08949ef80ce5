import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { readBareContents, readParts, type Content } from '../index/content.ts';
import type { Expression } from './expression.ts';
import { idAt } from '../index/rank.ts';
import { markMatches, type Match } from './marks.ts';
import { Folded, isPhoneWord, matches, tierOf, type Tier } from './matching.ts';
import { planSearch, type Filters, type SearchPlan } from './plan.ts';
import { toListRow, type ListRow } from './rows.ts';
import * as store from './store.ts';
import { inForce, reaches, sightOf, type Reader, type Sight } from './visibility.ts';

export interface SearchQuery {
  readonly text: string;
  readonly reader: Reader;
  readonly today: Day;
  readonly filters?: Filters;
  /** Results wanted, best first. */
  readonly limit: number;
}

export interface SearchResult extends ListRow {
  readonly matched: readonly Match[];
}

export interface SearchResults {
  /** Customers found; at least so many when `totalIsExact` is false. */
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly results: readonly SearchResult[];
}

/** Entries counted while searching, and looked at to make the count exact; the count of more is asked for apart. */
const COUNTED = 100;

/** Entries looked at for one that begins with the text, when hardly any that may do. */
const LOOKED_AT_STARTS = 400;

/**
 * The best customers for a text: those of which a name or number is the query, then those of which one begins
 * with its first word, then the rest, each by the stored rank. It stops when it has enough, so a common word
 * costs no more than a rare one. A text without words finds nothing.
 */
export function searchCustomers(db: ReadableDb, query: SearchQuery): SearchResults {
  const plan = planSearch(db, query);
  if (plan.words.length === 0) return { total: 0, totalIsExact: true, results: [] };
  const found = new Finder(db, plan, query);
  found.take(plan.wholes, 0);
  found.take(plan.starts, 1);
  found.take(plan.all, 2);
  return { ...found.count(), results: found.results() };
}

/**
 * How many customers match, exactly. Where the index alone tells, at a million customers up to 0.2 s for the
 * commonest words; where every entry that may match has to be looked at, some 20 µs each: null when these are
 * more than `most`.
 */
export function countMatches(
  db: ReadableDb,
  query: Omit<SearchQuery, 'limit'>,
  most = Infinity,
): number | null {
  const plan = planSearch(db, query);
  if (plan.words.length === 0) return 0;
  if (plan.exact) return store.countPositions(db, plan.all);
  if (most < Infinity && store.countPositions(db, plan.all, most + 1) > most) return null;
  let total = 0;
  for (const batch of positionBatches(db, plan.all, 500))
    for (const candidate of readCandidates(db, batch.map(idAt), plan, query.today).values())
      if (candidate.matches) total += 1;
  return total;
}

/** Which of the entries at `ids` hold the text, within the reader's reach. */
export function matchesAmong(
  db: ReadableDb,
  plan: SearchPlan,
  today: Day,
  ids: readonly number[],
): Set<number> {
  const matching = new Set<number>();
  for (const [id, candidate] of readCandidates(db, ids, plan, today)) if (candidate.matches) matching.add(id);
  return matching;
}

const MOST_AT_ONCE = 500;

/** The places in the index of all entries of an expression, in order: `size` first, then more at a time. */
function* positionBatches(db: ReadableDb, expression: Expression, size: number): Generator<number[]> {
  if (typeof expression !== 'string') return;
  let after = -1;
  for (let wanted = size; ; wanted = Math.min(Math.max(size, MOST_AT_ONCE), wanted * 2)) {
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

  constructor(content: Content, plan: SearchPlan, today: Day) {
    this.content = content;
    this.#plan = plan;
    this.#folded = new Folded(content);
    this.mayRead = reaches(plan.readReach, { ...content.row, secrecy: inForce(content.row, today) });
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

  marks(sight: Sight): Match[] {
    return markMatches(this.content, this.#folded.spelled, this.#plan.words, sight);
  }
}

/**
 * The entries at the given ids. Most are found by their names: the parts that stand in rows of their own are
 * read only for those that are not, or where a phone may decide the order.
 */
function readCandidates(
  db: ReadableDb,
  ids: readonly number[],
  plan: SearchPlan,
  today: Day,
): Map<number, Candidate> {
  const candidates = new Map<number, Candidate>();
  const wanting: Content[] = [];
  const byPhone = plan.words.some(isPhoneWord);
  for (const [id, content] of readBareContents(db, ids)) {
    // What the index says is asked of the record again: a wrong index must show nobody a closed archive.
    if (!reaches(plan.listReach, { ...content.row, secrecy: inForce(content.row, today) })) continue;
    const candidate = new Candidate(content, plan, today);
    if (byPhone || !candidate.isFoundByName) wanting.push(content);
    else candidates.set(id, candidate);
  }
  if (wanting.length > 0)
    for (const [id, content] of readParts(db, wanting))
      candidates.set(id, new Candidate(content, plan, today));
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
  /** Everything looked at so far, with whether it matches. */
  readonly #seen = new Map<number, boolean>();

  constructor(db: ReadableDb, plan: SearchPlan, query: SearchQuery) {
    this.#db = db;
    this.#plan = plan;
    this.#query = query;
  }

  /** Adds the entries of an expression that are of a tier, until there are enough. */
  take(expression: Expression, tier: Tier): void {
    const { limit } = this.#query;
    if (this.#chosen.length >= limit) return;
    const size = Math.max(16, limit - this.#chosen.length);
    let looked = 0;
    // Of all that may match so many are read as are counted: going through the index twice takes longer.
    for (const batch of positionBatches(this.#db, expression, tier === 2 ? COUNTED + 1 : size)) {
      if (tier < 2 && looked > LOOKED_AT_STARTS) {
        this.#cut = true;
        return;
      }
      if (tier === 2) this.#counted ??= batch.length;
      looked += batch.length;
      for (const part of [batch.slice(0, size), batch.slice(size)])
        if (part.length > 0 && this.#lookAt(part, tier)) return;
    }
  }

  /** Looks at the entries at some places; true when there are enough results. */
  #lookAt(positions: readonly number[], tier: Tier): boolean {
    const { limit, today } = this.#query;
    const ids = positions.map(idAt).filter((id) => !this.#chosenIds.has(id));
    const candidates = readCandidates(this.#db, ids, this.#plan, today);
    for (const id of ids) {
      const candidate = candidates.get(id);
      if (!candidate) continue;
      const isMatch = (tier === 2 && this.#plan.exact) || candidate.matches;
      this.#seen.set(id, isMatch);
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
    this.#counted ??= store.countPositions(this.#db, all, COUNTED + 1);
    const counted = this.#counted;
    if (counted > COUNTED) return { total: exact ? Math.max(found, COUNTED) : found, totalIsExact: false };
    if (exact) return { total: counted, totalIsExact: true };
    let total = 0;
    const unseen: number[] = [];
    for (const batch of positionBatches(this.#db, all, COUNTED))
      for (const id of batch.map(idAt)) {
        const known = this.#seen.get(id);
        if (known === undefined) unseen.push(id);
        else if (known) total += 1;
      }
    for (const candidate of readCandidates(this.#db, unseen, this.#plan, this.#query.today).values())
      if (candidate.matches) total += 1;
    return { total, totalIsExact: true };
  }

  results(): SearchResult[] {
    return this.#chosen.map((candidate) => {
      const row = toListRow(candidate.content.row, this.#query.today);
      return { ...row, matched: candidate.marks(sightOf(candidate.mayRead, row.secrecy)) };
    });
  }
}
