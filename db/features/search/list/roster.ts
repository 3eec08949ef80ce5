import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { Census } from './census.ts';
import { replaceNumber } from '../index/facet-codes.ts';
import { loadOrder, type Order, type OrderName } from './orders.ts';
import * as store from './store.ts';

/** In `facets`: no customer has this id. No real value has every bit set: there are three categories, not four. */
export const ABSENT = 0xffffffff;

/** Changes taken over one by one; after more of them everything is read anew. */
const MOST_SINGLE_CHANGES = 100;

/**
 * Every customer's values for filters, sorting and counts, in memory: 12 bytes a customer and 4 for each order
 * in use. It holds ids and small numbers, no names. It is read when first needed and brought up to date before
 * each use from the changes that the index notes in the same transaction as the change itself.
 */
export class Roster {
  readonly #db: ReadableDb;
  #head: store.ChangeHead = { seq: -1, tag: 0 };
  #today: Day = '';
  /** Above the largest id. */
  #end = 0;
  #facets = new Uint32Array(0);
  #responsible = new Uint32Array(0);
  #keeper = new Uint32Array(0);
  #count = 0;
  readonly #census = new Census();
  /** Records with a named keeper. */
  readonly #kept = new Set<number>();
  #lastPerson = 0;
  /** Last day of the class in force, for those that have one, and the values as they are until then. */
  readonly #lapses = new Map<number, { on: Day; facets: number }>();
  readonly #orders = new Map<OrderName, Order>();
  /** Changes whenever anything did. */
  #version = 0;

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  get version(): number {
    return this.#version;
  }
  get end(): number {
    return this.#end;
  }
  get count(): number {
    return this.#count;
  }
  get facets(): Uint32Array {
    return this.#facets;
  }
  get responsible(): Uint32Array {
    return this.#responsible;
  }
  get keeper(): Uint32Array {
    return this.#keeper;
  }
  get census(): Census {
    return this.#census;
  }
  /** Ids of records that have a named keeper. */
  get kept(): ReadonlySet<number> {
    return this.#kept;
  }
  /** The largest `person.id` that is or was responsible. */
  get lastPerson(): number {
    return this.#lastPerson;
  }

  /** Ids in an order, smallest first; read when first asked for. */
  order(name: OrderName): Uint32Array {
    let order = this.#orders.get(name);
    if (!order) {
      order = loadOrder(this.#db, name, this);
      this.#orders.set(name, order);
    }
    return order.ids;
  }

  /** Takes over what changed since the last time, and what lapsed. */
  sync(today: Day): this {
    const head = store.findChangeHead(this.#db);
    if (head.seq !== this.#head.seq || head.tag !== this.#head.tag) {
      const changed = this.#changedIds(head);
      if (changed) this.#applyAll(changed);
      else this.#load();
      this.#head = head;
      this.#version += 1;
    }
    if (this.#today !== today) {
      this.#today = today;
      for (const id of this.#lapses.keys()) this.#setFacets(id, this.#inForce(id));
      this.#version += 1;
    }
    return this;
  }

  /** What changed since `#head`; null when that cannot be told, or is too much. */
  #changedIds(head: store.ChangeHead): Set<number> | null {
    const { seq, tag } = this.#head;
    if (seq < 0 || head.seq < seq) return null;
    if (seq > 0 && store.findChangeTag(this.#db, seq) !== tag) return null;
    const changes = store.listChangesAfter(this.#db, seq, MOST_SINGLE_CHANGES + 1);
    if (changes.length > MOST_SINGLE_CHANGES || changes.includes(0)) return null;
    return changes.length === head.seq - seq ? new Set(changes) : null;
  }

  #load(): void {
    const largest = store.largestId(this.#db);
    this.#resize(largest + 1, 0);
    this.#count = 0;
    this.#census.clear();
    this.#kept.clear();
    this.#lapses.clear();
    this.#orders.clear();
    for (const values of store.readPackedRows(this.#db))
      for (let at = 0; at < values.length; at += 4) {
        const id = values[at] ?? 0;
        this.#responsible[id] = values[at + 2] ?? 0;
        this.#keeper[id] = values[at + 3] ?? 0;
        this.#add(id, values[at + 1] ?? 0);
      }
    for (const { id, lapses_on: on } of store.listLapses(this.#db))
      this.#lapses.set(id, { on, facets: this.#facets[id] ?? 0 });
    for (const id of this.#lapses.keys()) this.#setFacets(id, this.#inForce(id));
  }

  #applyAll(ids: ReadonlySet<number>): void {
    for (const id of ids) {
      this.#remove(id);
      this.#lapses.delete(id);
      const row = store.findRow(this.#db, id);
      if (!row) continue;
      if (id >= this.#end) this.#resize(id + 1, this.#end);
      this.#responsible[id] = row.responsible;
      this.#keeper[id] = row.keeper;
      if (row.lapses_on !== null) this.#lapses.set(id, { on: row.lapses_on, facets: row.facets });
      this.#add(id, row.lapses_on === null ? row.facets : this.#inForce(id));
    }
    for (const order of this.#orders.values()) order.move(ids, (id) => this.has(id));
  }

  has(id: number): boolean {
    return id < this.#end && this.#facets[id] !== ABSENT;
  }

  #inForce(id: number): number {
    const lapse = this.#lapses.get(id);
    if (!lapse) return this.#facets[id] ?? ABSENT;
    return lapse.on < this.#today ? replaceNumber(lapse.facets, 'secrecy', 0) : lapse.facets;
  }

  #setFacets(id: number, facets: number): void {
    const responsible = this.#responsible[id] ?? 0;
    const keeper = this.#keeper[id] ?? 0;
    this.#remove(id);
    this.#responsible[id] = responsible;
    this.#keeper[id] = keeper;
    this.#add(id, facets);
  }

  #add(id: number, facets: number): void {
    this.#facets[id] = facets;
    this.#tally(id, facets, 1);
  }

  #remove(id: number): void {
    if (!this.has(id)) return;
    this.#tally(id, this.#facets[id] ?? 0, -1);
    this.#facets[id] = ABSENT;
    this.#responsible[id] = 0;
    this.#keeper[id] = 0;
  }

  #tally(id: number, facets: number, by: 1 | -1): void {
    const responsible = this.#responsible[id] ?? 0;
    this.#lastPerson = Math.max(this.#lastPerson, responsible);
    this.#census.add(facets, responsible, by);
    if (by === 1 && this.#keeper[id] !== 0) this.#kept.add(id);
    else this.#kept.delete(id);
    this.#count += by;
  }

  /** Room for ids below `end`, and some more; what is below `kept` stays. */
  #resize(end: number, kept: number): void {
    this.#end = end;
    if (kept > 0 && end <= this.#facets.length) return;
    const room = end + Math.ceil(end / 16) + 256;
    const grow = (old: Uint32Array, fill: number) => {
      const next = new Uint32Array(room).fill(fill);
      next.set(old.subarray(0, kept));
      return next;
    };
    this.#facets = grow(this.#facets, ABSENT);
    this.#responsible = grow(this.#responsible, 0);
    this.#keeper = grow(this.#keeper, 0);
  }
}

const rosters = new WeakMap<ReadableDb, Roster>();

/** The roster of an open archive, up to date; it goes with the archive's handle when that is closed. */
export function rosterOf(db: ReadableDb, today: Day): Roster {
  let roster = rosters.get(db);
  if (!roster) {
    roster = new Roster(db);
    rosters.set(db, roster);
  }
  return roster.sync(today);
}
