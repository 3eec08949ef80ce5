import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import type { Facets } from './facets.ts';
import type { OrderName } from './orders.ts';
import type { Filters } from './plan.ts';
import { rosterOf, type Roster } from './roster.ts';
import { selectIds, selectionOf, selectsAll } from './selection.ts';
import { findTextSet, type TextSet } from './text-set.ts';
import { reachOf, type Reader } from './visibility.ts';

/** What a list shows, apart from where in it. */
export interface ViewQuery {
  readonly text?: string | undefined;
  readonly filters?: Filters | undefined;
  readonly reader: Reader;
  readonly today: Day;
}

/** All ids that a list shows, in its order. */
export interface View {
  readonly ids: Uint32Array;
  readonly exact: boolean;
}

/** Views and sets kept: one person's list, the one before it, and the facets beside them. */
const KEPT = 6;

/** The last results by what was asked; all are dropped when anything in the archive changes. */
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
  readonly facets: Kept<Facets>;
}

const memories = new WeakMap<Roster, Memory>();

function memoryOf(roster: Roster): Memory {
  let memory = memories.get(roster);
  if (!memory) {
    memory = { views: new Kept(), texts: new Kept(), facets: new Kept() };
    memories.set(roster, memory);
  }
  return memory;
}

/** Who asks, as far as it changes the answer. */
export function readerKey({ personId, roles }: Reader): string {
  return `${personId}:${[...roles].sort().join('+')}`;
}

export function textSet(db: ReadableDb, roster: Roster, { text, reader, today }: ViewQuery): TextSet | null {
  if (text === undefined || text.trim() === '') return null;
  const key = JSON.stringify([text, readerKey(reader)]);
  return memoryOf(roster).texts.get(roster.version, key, () =>
    findTextSet(db, roster, { text, reader, today }),
  );
}

/** Counts by what was asked, as long as nothing changes. */
export function keptFacets(roster: Roster, key: string, make: () => Facets): Facets {
  return memoryOf(roster).facets.get(roster.version, key, make);
}

/** The view in an order; without text, filters or limits of reach it is the order itself. */
export function viewOf(db: ReadableDb, query: ViewQuery, order: OrderName): View {
  const roster = rosterOf(db, query.today);
  const selection = selectionOf(db, query.filters ?? {}, reachOf(query.reader, 'customers.list'));
  const found = textSet(db, roster, query);
  if (!found && selectsAll(selection)) return { ids: roster.order(order), exact: true };
  const key = JSON.stringify([query.text ?? '', query.filters ?? {}, readerKey(query.reader), order]);
  return memoryOf(roster).views.get(roster.version, key, () => ({
    ids: selectIds(roster, roster.order(order), selection, found?.bits ?? null),
    exact: found?.exact ?? true,
  }));
}
