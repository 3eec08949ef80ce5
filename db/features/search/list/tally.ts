import { CELL_MASK, DIMENSIONS } from '../index/facet-codes.ts';
import { ABSENT, type Roster } from './roster.ts';
import { cellFiltersOf, isOpen, reachTest, type Selection } from './selection.ts';

/** Customers counted by what they are. */
export interface Tally {
  /** In each cell: all that pass what a cell does not tell, which is city, person and reach. */
  readonly cells: ReadonlyMap<number, number>;
  /** In each city and under each person: all that pass everything but the filter by city, or by person. */
  readonly cities: Uint32Array;
  readonly people: Uint32Array;
}

const CITY_SHIFT = DIMENSIONS.city.shift;

/** Kept because clearing them costs as much as counting; all zero between uses. */
const cellCounts = new Uint32Array(CELL_MASK + 1);

/** Counts of a selection: of everything within reach, or of those among `ids`, which a text found. */
export function tally(roster: Roster, selection: Selection, ids: Uint32Array | null): Tally {
  const counter = new Counter(roster, selection);
  const { facets, responsible } = roster;
  const { reach } = selection;
  const visible = reach ? reachTest(roster, reach) : null;
  if (ids) {
    for (const id of ids) {
      const values = facets[id] ?? ABSENT;
      if (values !== ABSENT && (!visible || visible(id))) counter.add(values, responsible[id] ?? 0, 1);
    }
    return counter.result();
  }
  const { census, kept } = roster;
  for (let kind = 0; kind < census.length; kind += 1) {
    const count = census.counts[kind] ?? 0;
    const values = census.facets[kind] ?? 0;
    const person = census.responsible[kind] ?? 0;
    if (count > 0 && (!reach || isOpen(reach, values, person))) counter.add(values, person, count);
  }
  if (reach && visible)
    for (const id of kept) {
      const values = facets[id] ?? ABSENT;
      const person = responsible[id] ?? 0;
      if (!isOpen(reach, values, person) && visible(id)) counter.add(values, person, 1);
    }
  return counter.result();
}

/** Adds customers up under the filters of a selection. */
class Counter {
  readonly #tests: ReadonlyArray<{ shift: number; mask: number; passes: Uint8Array }>;
  readonly #inCity: Uint8Array | null;
  readonly #chosen: Selection['responsible'];
  readonly #cities = new Uint32Array(2 ** DIMENSIONS.city.bits);
  readonly #people: Uint32Array;
  /** Cells that are not zero. */
  readonly #cells: number[] = [];

  constructor({ lastPerson }: Roster, selection: Selection) {
    this.#tests = cellFiltersOf(selection).map(({ dimension, passes }) => {
      const { shift, bits } = DIMENSIONS[dimension];
      return { shift, mask: 2 ** bits - 1, passes };
    });
    this.#inCity = selection.dimensions.find(({ dimension }) => dimension === 'city')?.passes ?? null;
    this.#chosen = selection.responsible;
    this.#people = new Uint32Array(lastPerson + 1);
  }

  add(values: number, person: number, count: number): void {
    const city = values >>> CITY_SHIFT;
    const inCity = !this.#inCity || this.#inCity[city] === 1;
    const isChosen = !this.#chosen || this.#chosen.has(person);
    if (inCity && isChosen) {
      const cell = values & CELL_MASK;
      const before = cellCounts[cell] ?? 0;
      if (before === 0) this.#cells.push(cell);
      cellCounts[cell] = before + count;
    }
    for (const { shift, mask, passes } of this.#tests) if (passes[(values >>> shift) & mask] !== 1) return;
    if (isChosen) this.#cities[city] = (this.#cities[city] ?? 0) + count;
    if (inCity) this.#people[person] = (this.#people[person] ?? 0) + count;
  }

  /** What has been counted; the counter is used up. */
  result(): Tally {
    const cells = new Map<number, number>();
    for (const cell of this.#cells) {
      cells.set(cell, cellCounts[cell] ?? 0);
      cellCounts[cell] = 0;
    }
    return { cells, cities: this.#cities, people: this.#people };
  }
}
