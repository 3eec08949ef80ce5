import type { ReadableDb } from '../../../connection/handles.ts';
import { planSearch, type PlanOptions, type SearchPlan } from '../query/plan.ts';
import { matchesAmong } from '../query/search.ts';
import type { Roster } from './roster.ts';
import * as store from './store.ts';

/** Entries looked at to make a set exact at once; some 20 µs each. */
export const LOOKED_AT = 20_000;

/** In `bits`: the index names the entry, but nobody has looked at it; it holds the text. */
const MAY = 1;
const DOES = 2;

/**
 * Every entry that a text finds within the reader's reach, for sorting, filtering and counting. Where there are
 * too many to look at each, some may be in it that do not match: whoever shows rows has them looked at first, and
 * those that do not match leave the set.
 */
export class TextSet {
  readonly #db: ReadableDb;
  readonly #plan: SearchPlan;
  #ids: Uint32Array;
  #idsDropped = 0;
  #dropped = 0;
  #unsure = 0;
  /** Not 0 at each id. */
  readonly bits: Uint8Array;

  constructor(db: ReadableDb, roster: Roster, query: PlanOptions, lookedAt: number) {
    this.#db = db;
    this.#plan = planSearch(db, query);
    this.#ids = store.readMatchingIds(db, this.#plan.all);
    this.bits = new Uint8Array(roster.end);
    for (const id of this.#ids) this.bits[id] = this.#plan.exact ? DOES : MAY;
    if (this.#plan.exact) return;
    this.#unsure = this.#ids.length;
    if (this.#ids.length <= lookedAt) this.verify(this.#ids);
  }

  /** In the order of rank. */
  get ids(): Uint32Array {
    if (this.#idsDropped !== this.#dropped) this.#ids = this.#ids.filter((id) => this.bits[id] !== 0);
    this.#idsDropped = this.#dropped;
    return this.#ids;
  }

  /** True when every one of them matches. */
  get exact(): boolean {
    return this.#unsure === 0;
  }

  /** How many have left the set since it was made. */
  get dropped(): number {
    return this.#dropped;
  }

  isSure(id: number): boolean {
    return this.bits[id] === DOES;
  }

  /** Looks at those of `ids` that nobody has looked at; the ones that do not match leave the set. */
  verify(ids: Iterable<number>): void {
    const unsure = [...ids].filter((id) => this.bits[id] === MAY);
    for (let from = 0; from < unsure.length; from += AT_ONCE) {
      const batch = unsure.slice(from, from + AT_ONCE);
      const matching = matchesAmong(this.#db, this.#plan, batch);
      for (const id of batch) this.bits[id] = matching.has(id) ? DOES : 0;
      this.#unsure -= batch.length;
      this.#dropped += batch.length - matching.size;
    }
  }
}

/** Entries read by one query. */
const AT_ONCE = 5_000;
