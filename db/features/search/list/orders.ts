import type { ReadableDb } from '../../../connection/handles.ts';
import { SORTS } from '../../../domain/customer-list.ts';
import type { SearchSources, SortKey, SortOrder } from '../../../work/search-source.ts';
import { readCodes } from '../index/facet-codes.ts';
import { numberAt, placeOf } from '../index/layout.ts';
import { findEntry } from '../index/store.ts';
import type { Roster } from './roster.ts';
import * as store from './store.ts';

/** What lists can be sorted by. `rank` is the order of search results: see index/rank.ts. */
export const ORDER_NAMES = [...SORTS, 'rank'] as const;
export type OrderName = (typeof ORDER_NAMES)[number];

/** All ids in one order. */
export interface Order {
  readonly ids: Uint32Array;
  /** Puts changed ids in their new places; `exists` is false for those that are gone. */
  move(ids: ReadonlySet<number>, exists: (id: number) => boolean): void;
  /** The place of the first whose key is not before `key`. */
  placeOf(key: SortKey): number;
}

export function loadOrder(db: ReadableDb, sources: SearchSources, name: OrderName, roster: Roster): Order {
  if (name === 'rank')
    return new SortedIds(store.readIdsByRank(db), (id) => [findEntry(db, id)?.position ?? 0]);
  const order = sources.entries.orders[name];
  if ('facet' in order) return facetOrder(db, sources, order, roster);
  return new SortedIds(order.readIds(db), (id) => order.keyOf(db, id));
}

/** By the weight of a code, none last; equals in another order, which is dealt out by weight. */
function facetOrder(
  db: ReadableDb,
  { entries }: SearchSources,
  order: Extract<SortOrder, { facet: string }>,
  { layout, kinds, kindsOf }: Roster,
): Order {
  const among = entries.orders[order.equals];
  if ('facet' in among) throw new Error('equals stand in an order of their own');
  const place = placeOf(layout, order.facet);
  const codes = readCodes(db, place.facet);
  const weights = order.readWeights(db);
  const last = Math.max(0, ...weights.values()) + 1;
  const ofWord = kinds[place.word] ?? new Uint32Array(0);
  const weightOf = (id: number) => {
    const word = kindsOf[place.word]?.words[ofWord[id] ?? 0] ?? 0;
    return weights.get(codes[numberAt(word, place)] ?? '') ?? last;
  };
  const others = among.readIds(db);
  const starts = new Uint32Array(last + 2);
  for (const id of others) starts[weightOf(id) + 1] = (starts[weightOf(id) + 1] ?? 0) + 1;
  for (let weight = 0; weight <= last; weight += 1)
    starts[weight + 1] = (starts[weight + 1] ?? 0) + (starts[weight] ?? 0);
  const ids = new Uint32Array(others.length);
  for (const id of others) {
    const weight = weightOf(id);
    const at = starts[weight] ?? 0;
    ids[at] = id;
    starts[weight] = at + 1;
  }
  return new SortedIds(ids, (id) => [weightOf(id), ...among.keyOf(db, id)]);
}

class SortedIds implements Order {
  #ids: Uint32Array;
  readonly #keyOf: (id: number) => SortKey;

  constructor(ids: Uint32Array, keyOf: (id: number) => SortKey) {
    this.#ids = ids;
    this.#keyOf = keyOf;
  }

  get ids(): Uint32Array {
    return this.#ids;
  }

  placeOf(key: SortKey): number {
    return this.#placeOf(this.#ids, key, 0);
  }

  move(changed: ReadonlySet<number>, exists: (id: number) => boolean): void {
    const kept = this.#ids.filter((id) => !changed.has(id));
    const added = [...changed].filter(exists).map((id) => ({ id, key: this.#keyOf(id) }));
    added.sort((a, b) => compare(a.key, b.key));
    const next = new Uint32Array(kept.length + added.length);
    let from = 0;
    let to = 0;
    for (const { id, key } of added) {
      const place = this.#placeOf(kept, key, from);
      next.set(kept.subarray(from, place), to);
      to += place - from;
      next[to] = id;
      to += 1;
      from = place;
    }
    next.set(kept.subarray(from), to);
    this.#ids = next;
  }

  /** First place from `low` on whose key is not before `key`. */
  #placeOf(ids: Uint32Array, key: SortKey, low: number): number {
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#keyOf(ids[middle] ?? 0), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The first that differs decides; a key that is the beginning of another stands where that one does. */
function compare(a: SortKey, b: SortKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 0;
    const order =
      typeof part === 'number'
        ? part - Number(other)
        : Buffer.compare(Buffer.from(part), Buffer.from(String(other)));
    if (order !== 0) return order;
  }
  return 0;
}
