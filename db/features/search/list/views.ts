import type { ReadableDb } from '../../../connection/handles.ts';
import type { OptionalField } from '../../../domain/customer-list.ts';
import type { Asked, Filters } from '../query/plan.ts';
import { reachOf, type Reader } from '../../../work/reach.ts';
import type { Facets } from './facets.ts';
import type { OrderName } from './orders.ts';
import { rosterOf, type Roster } from './roster.ts';
import { selectIds, selectionOf, selectsAll } from './selection.ts';
import { LOOKED_AT, TextSet } from './text-set.ts';

/** What a list shows, apart from where in it. */
export interface ViewQuery extends Asked {
  readonly text?: string | undefined;
  readonly filters?: Filters | undefined;
  /** Entries looked at to make the set of a text exact at once. */
  readonly lookedAt?: number | undefined;
}

/** All ids that a list shows, in its order. What is shown of them has to be sure: see `TextSet`. */
export class View {
  readonly #found: TextSet | null;
  #ids: Uint32Array;
  #dropped: number;

  constructor(ids: Uint32Array, found: TextSet | null) {
    this.#ids = ids;
    this.#found = found;
    this.#dropped = found?.dropped ?? 0;
  }

  get ids(): Uint32Array {
    const found = this.#found;
    if (found && found.dropped !== this.#dropped) {
      this.#ids = this.#ids.filter((id) => found.bits[id] !== 0);
      this.#dropped = found.dropped;
    }
    return this.#ids;
  }

  /** True when every one of them belongs there. */
  get exact(): boolean {
    return this.#found === null || this.#found.exact || this.ids.every((id) => this.isSure(id));
  }

  isSure(id: number): boolean {
    return this.#found?.isSure(id) ?? true;
  }

  /** Looks at `ids`; those that do not belong there leave the view. */
  verify(ids: Iterable<number>): void {
    this.#found?.verify(ids);
  }
}

/** Views and sets kept: one person's list, the one before it, and the facets beside them. */
const KEPT = 6;

/** The last results by what was asked; all are dropped when anything in the vault changes. */
class Kept<Value> {
  readonly #values = new Map<string, Value>();
  #version = -1;

  get(version: number, key: string, make: () => Value): Value {
    if (version !== this.#version) this.#values.clear();
    this.#version = version;
    const value = this.#values.get(key) ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= KEPT) break;
      this.#values.delete(oldest);
    }
    return value;
  }
}

interface Memory {
  readonly views: Kept<View>;
  readonly texts: Kept<TextSet>;
  readonly facets: Kept<Omit<Facets, 'exact'>>;
  readonly missing: Kept<readonly OptionalField[]>;
}

const memories = new WeakMap<Roster, Memory>();

function memoryOf(roster: Roster): Memory {
  let memory = memories.get(roster);
  if (!memory) {
    memory = { views: new Kept(), texts: new Kept(), facets: new Kept(), missing: new Kept() };
    memories.set(roster, memory);
  }
  return memory;
}

/** Who asks, as far as it changes the answer. */
export function readerKey({ personId, roles }: Reader): string {
  return `${personId}:${[...roles].sort().join('+')}`;
}

export function textSet(db: ReadableDb, roster: Roster, query: ViewQuery): TextSet | null {
  const { text, reader, today, sources, lookedAt = LOOKED_AT } = query;
  if (text === undefined || text.trim() === '') return null;
  return memoryOf(roster).texts.get(
    roster.version,
    JSON.stringify([text, readerKey(reader), lookedAt]),
    () => new TextSet(db, roster, { text, reader, today, sources }, lookedAt),
  );
}

/** Counts by what was asked, as long as nothing changes. */
export function keptFacets(
  roster: Roster,
  key: string,
  make: () => Omit<Facets, 'exact'>,
): Omit<Facets, 'exact'> {
  return memoryOf(roster).facets.get(roster.version, key, make);
}

/** What nothing stands of, by who asked. */
export function keptMissing(
  roster: Roster,
  reader: Reader,
  make: () => readonly OptionalField[],
): readonly OptionalField[] {
  return memoryOf(roster).missing.get(roster.version, readerKey(reader), make);
}

/** The view in an order; without text, filters or limits of reach it is the order itself. */
export function viewOf(db: ReadableDb, query: ViewQuery, order: OrderName): View {
  const roster = rosterOf(db, query);
  const selection = selectionOf(db, roster, query.filters ?? {}, reachOf(query.reader, 'customers.list'));
  const found = textSet(db, roster, query);
  if (!found && selectsAll(selection)) return new View(roster.order(order), null);
  const { text = '', filters = {}, reader, lookedAt } = query;
  const key = JSON.stringify([text, filters, readerKey(reader), order, lookedAt]);
  const select = () => selectIds(roster, roster.order(order), selection, found?.bits ?? null);
  return memoryOf(roster).views.get(roster.version, key, () => new View(select(), found));
}
