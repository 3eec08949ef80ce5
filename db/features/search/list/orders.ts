import type { ReadableDb } from '../../../connection/handles.ts';
import { extract } from '../index/facet-codes.ts';
import { toWeights } from '../index/rank.ts';
import { findPosition, listGrades } from '../index/store.ts';
import * as store from './store.ts';

/** What lists can be sorted by. `rank` is the order of search results: see rank.ts. */
export const ORDER_NAMES = ['name', 'archiveNo', 'filedOn', 'grade', 'rank'] as const;
export type OrderName = (typeof ORDER_NAMES)[number];

/** All ids in one order. */
export interface Order {
  readonly ids: Uint32Array;
  /** Puts changed ids in their new places; `exists` is false for those that are gone. */
  move(ids: ReadonlySet<number>, exists: (id: number) => boolean): void;
}

/** What an order needs to know of the roster. */
export interface Values {
  readonly facets: Uint32Array;
}

/** A place in an order: compared part by part, texts by their bytes as SQLite does. */
type Key = ReadonlyArray<number | string>;

export function loadOrder(db: ReadableDb, name: OrderName, values: Values): Order {
  switch (name) {
    case 'name':
      return new SortedIds(store.readIdsByName(db), (id) => [store.nameSortOf(db, id), id]);
    case 'archiveNo':
      return new SortedIds(store.readIdsByArchiveNo(db), (id) => archiveNoKey(store.archiveNoOf(db, id)));
    case 'filedOn':
      return new SortedIds(store.readIdsByFiledOn(db), (id) => [store.filedOnOf(db, id), id]);
    case 'rank':
      return new SortedIds(store.readIdsByRank(db), (id) => [findPosition(db, id) ?? 0]);
    case 'grade':
      return gradeOrder(db, values);
  }
}

/** Serials past 9999 grow by digits; see customer_by_serial. */
function archiveNoKey(archiveNo: string): Key {
  return [archiveNo.replace(/[0-9]+$/, ''), archiveNo.length, archiveNo];
}

/** Best grade first, none last, by name among equals: the order by name, dealt out by grade. */
function gradeOrder(db: ReadableDb, values: Values): Order {
  const byNumber = store.readGradeNumbers(db);
  const weights = toWeights(listGrades(db));
  const last = Math.max(0, ...weights.values()) + 1;
  const weightOf = (id: number) => {
    const code = byNumber.get(extract(values.facets[id] ?? 0, 'grade'));
    return code === undefined ? last : (weights.get(code) ?? last);
  };
  const byName = store.readIdsByName(db);
  const starts = new Uint32Array(last + 2);
  for (const id of byName) starts[weightOf(id) + 1] = (starts[weightOf(id) + 1] ?? 0) + 1;
  for (let weight = 0; weight <= last; weight += 1)
    starts[weight + 1] = (starts[weight + 1] ?? 0) + (starts[weight] ?? 0);
  const ids = new Uint32Array(byName.length);
  for (const id of byName) {
    const weight = weightOf(id);
    const at = starts[weight] ?? 0;
    ids[at] = id;
    starts[weight] = at + 1;
  }
  return new SortedIds(ids, (id) => [weightOf(id), store.nameSortOf(db, id), id]);
}

class SortedIds implements Order {
  #ids: Uint32Array;
  readonly #keyOf: (id: number) => Key;

  constructor(ids: Uint32Array, keyOf: (id: number) => Key) {
    this.#ids = ids;
    this.#keyOf = keyOf;
  }

  get ids(): Uint32Array {
    return this.#ids;
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
  #placeOf(ids: Uint32Array, key: Key, low: number): number {
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#keyOf(ids[middle] ?? 0), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: Key, b: Key): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    const order =
      typeof part === 'number'
        ? part - Number(other)
        : Buffer.compare(Buffer.from(part), Buffer.from(String(other)));
    if (order !== 0) return order;
  }
  return 0;
}
