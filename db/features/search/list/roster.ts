import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import type { SearchSources, SortKey } from '../../../work/search-source.ts';
import { layoutOf, numberAt, withNumber, type Layout } from '../index/layout.ts';
import type { Asked } from '../query/plan.ts';
import { Groups } from './groups.ts';
import { Kinds } from './kinds.ts';
import { loadOrder, type Order, type OrderName } from './orders.ts';
import * as store from './store.ts';

/** Changes taken over one by one; after more of them everything is read anew. */
const MOST_SINGLE_CHANGES = 100;

/** Where nobody is: the kind of an id without an entry. */
const NOBODY = 0;

/**
 * Every entry's values for filters, sorting and counts, in memory: 12 bytes an entry, 4 for each word of facets after
 * the first and 4 for each order in use. It holds ids and small numbers, no names. It is read when first needed and
 * brought up to date before each use from the changes that the index notes in the same transaction as the change itself.
 */
export class Roster {
  readonly layout: Layout;
  readonly #db: ReadableDb;
  readonly #sources: SearchSources;
  #head: store.ChangeHead = { seq: -1, tag: 0 };
  #today: Day = '';
  /** Above the largest id. */
  #end = 0;
  /** For each word of facets, and for each id. */
  readonly #kinds: Uint32Array[];
  readonly #kindsOf: Kinds[];
  #responsible = new Uint32Array(0);
  #keeper = new Uint32Array(0);
  #count = 0;
  readonly #groups: Groups;
  /** Records with a named keeper. */
  readonly #kept = new Set<number>();
  #lastPerson = 0;
  /** Last day of the class in force, for those that have one, and the first word as it is until then. */
  readonly #lapses = new Map<number, { on: Day; facets: number }>();
  readonly #orders = new Map<OrderName, Order>();
  /** Changes whenever anything did. */
  #version = 0;

  constructor(db: ReadableDb, sources: SearchSources) {
    this.#db = db;
    this.#sources = sources;
    this.layout = layoutOf(sources.entries.facets);
    const words = Array.from({ length: this.layout.words });
    this.#kinds = words.map(() => new Uint32Array(0));
    this.#kindsOf = words.map(() => new Kinds());
    this.#groups = new Groups(this.layout.words);
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
  /** For each word of facets the kind of each id: see `kindsOf`. */
  get kinds(): readonly Uint32Array[] {
    return this.#kinds;
  }
  get kindsOf(): readonly Kinds[] {
    return this.#kindsOf;
  }
  get responsible(): Uint32Array {
    return this.#responsible;
  }
  get keeper(): Uint32Array {
    return this.#keeper;
  }
  get groups(): Groups {
    return this.#groups;
  }
  /** Ids of records that have a named keeper. */
  get kept(): ReadonlySet<number> {
    return this.#kept;
  }
  /** The largest `person.id` that is or was responsible. */
  get lastPerson(): number {
    return this.#lastPerson;
  }

  has(id: number): boolean {
    return id < this.#end && this.#kinds[0]?.[id] !== NOBODY;
  }

  /** The class in force of a kind of the first word, as a bit: bit 0 normal. */
  secrecyBit(kind: number): number {
    return 1 << numberAt(this.#kindsOf[0]?.words[kind] ?? 0, this.layout.secrecy);
  }

  /** Ids in an order, smallest first; read when first asked for. */
  order(name: OrderName): Uint32Array {
    return this.#order(name).ids;
  }

  /** The first id from a place of an order on; undefined behind the last. */
  firstFrom(name: OrderName, key: SortKey): number | undefined {
    const order = this.#order(name);
    return order.ids[order.placeOf(key)];
  }

  #order(name: OrderName): Order {
    let order = this.#orders.get(name);
    if (!order) {
      order = loadOrder(this.#db, this.#sources, name, this);
      this.#orders.set(name, order);
    }
    return order;
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
      this.#lapse();
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
    this.#resize(store.largestId(this.#db) + 1, 0);
    this.#count = 0;
    this.#groups.clear();
    for (const kinds of this.#kindsOf) kinds.clear();
    this.#kept.clear();
    this.#lapses.clear();
    this.#orders.clear();
    this.#loadFurtherWords();
    const lapses = new Map(store.listLapses(this.#db).map(({ id, lapses_on: on }) => [id, on]));
    for (const values of store.readPackedRows(this.#db))
      for (let at = 0; at < values.length; at += 4) {
        const id = values[at] ?? 0;
        const facets = values[at + 1] ?? 0;
        this.#responsible[id] = values[at + 2] ?? 0;
        this.#keeper[id] = values[at + 3] ?? 0;
        this.#addWith(id, facets, lapses.get(id) ?? null);
      }
  }

  /** Kinds of the words from the second on: before the entries themselves, which are counted with all their kinds. */
  #loadFurtherWords(): void {
    if (this.layout.words === 1) return;
    for (let word = 1; word < this.layout.words; word += 1)
      this.#kinds[word]?.fill(this.#kindsOf[word]?.of(0) ?? NOBODY);
    for (const values of store.readPackedWords(this.#db))
      for (let at = 0; at < values.length; at += 3)
        this.#setKind(values[at + 1] ?? 0, values[at] ?? 0, values[at + 2] ?? 0);
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
      this.#applyFurtherWords(id);
      this.#addWith(id, row.facets, row.lapses_on);
    }
    for (const order of this.#orders.values()) order.move(ids, (id) => this.has(id));
  }

  #applyFurtherWords(id: number): void {
    if (this.layout.words === 1) return;
    for (let word = 1; word < this.layout.words; word += 1) this.#setKind(word, id, 0);
    for (const { word, value } of store.listFurtherWords(this.#db, id)) this.#setKind(word, id, value);
  }

  /** Adds an entry by its first word as it is on file; the others are there. */
  #addWith(id: number, facets: number, lapsesOn: Day | null): void {
    if (lapsesOn !== null) this.#lapses.set(id, { on: lapsesOn, facets });
    this.#setKind(0, id, lapsesOn === null ? facets : this.#inForce(lapsesOn, facets));
    this.#countIn(id, 1);
  }

  #setKind(word: number, id: number, value: number): void {
    const [ids, kinds] = [this.#kinds[word], this.#kindsOf[word]];
    if (ids && kinds) ids[id] = kinds.of(value);
  }

  #inForce(lapsesOn: Day, facets: number): number {
    return lapsesOn < this.#today ? withNumber(facets, this.layout.secrecy, 0) : facets;
  }

  /** Puts the class in force today where one has a last day. */
  #lapse(): void {
    for (const [id, { on, facets }] of this.#lapses) {
      this.#countIn(id, -1);
      this.#setKind(0, id, this.#inForce(on, facets));
      this.#countIn(id, 1);
    }
  }

  #remove(id: number): void {
    if (!this.has(id)) return;
    this.#countIn(id, -1);
    for (const ids of this.#kinds) ids[id] = NOBODY;
    this.#responsible[id] = 0;
    this.#keeper[id] = 0;
  }

  /** Counts an entry in or out. */
  #countIn(id: number, by: 1 | -1): void {
    const responsible = this.#responsible[id] ?? 0;
    this.#lastPerson = Math.max(this.#lastPerson, responsible);
    this.#groups.count(this.#kinds, id, responsible, by);
    if (by === 1 && this.#keeper[id] !== 0) this.#kept.add(id);
    else this.#kept.delete(id);
    this.#count += by;
  }

  /** Room for ids below `end`, and some more; what is below `kept` stays. */
  #resize(end: number, kept: number): void {
    this.#end = end;
    if (kept > 0 && end <= this.#responsible.length) return;
    const room = end + Math.ceil(end / 16) + 256;
    const grow = (old: Uint32Array) => {
      const next = new Uint32Array(room);
      next.set(old.subarray(0, kept));
      return next;
    };
    for (const [word, old] of this.#kinds.entries()) this.#kinds[word] = grow(old);
    this.#responsible = grow(this.#responsible);
    this.#keeper = grow(this.#keeper);
  }
}

const rosters = new WeakMap<ReadableDb, Roster>();

/** The roster of an open vault, up to date; it goes with the vault's handle when that is closed. */
export function rosterOf(db: ReadableDb, { sources, today }: Pick<Asked, 'sources' | 'today'>): Roster {
  let roster = rosters.get(db);
  if (!roster) {
    roster = new Roster(db, sources);
    rosters.set(db, roster);
  }
  return roster.sync(today);
}
