import type { ReadableDb } from '../../connection/handles.ts';
import {
  CELL_MASK,
  DIMENSION_NAMES,
  DIMENSIONS,
  readCodes,
  type Dimension,
  type FacetCode,
} from './facet-codes.ts';
import { ABSENT, rosterOf, type Roster } from './roster.ts';
import { reachTest, selectionOf, type Selection } from './selection.ts';
import { textSet, type ViewQuery } from './views.ts';
import { reachOf } from './visibility.ts';

export interface FacetCount<Code> {
  /** Null: customers that have none. */
  readonly code: Code;
  readonly count: number;
}

/** How many customers there are of each value, commonest first; values without any are left out. */
export interface Facets {
  /** Of the whole list, all filters applied. */
  readonly total: number;
  /** False when a text finds too many to be looked at one by one. */
  readonly exact: boolean;
  /** Each under all filters but its own: what choosing another value would give. */
  readonly dimensions: Readonly<Record<Dimension, ReadonlyArray<FacetCount<FacetCode>>>>;
  /** By `person.id`. */
  readonly responsible: ReadonlyArray<FacetCount<number | null>>;
}

/**
 * Counts beside a list, of what the reader may see and nothing else. Counts of every combination are kept with
 * the roster; they are added up where filters allow it, else the roster is gone through once.
 */
export function countFacets(db: ReadableDb, query: ViewQuery): Facets {
  const roster = rosterOf(db, query.today);
  const selection = selectionOf(db, query.filters ?? {}, reachOf(query.reader, 'customers.list'));
  const found = textSet(db, roster, query);
  const counts = new Counts(selection);
  if (!found && isKept(selection)) counts.takeKept(roster);
  else counts.takeEach(roster, found ? found.ids : null);
  return { ...counts.result(db), exact: found?.exact ?? true };
}

/** True when the counts kept with the roster are those asked for. */
function isKept({ dimensions, responsible, reach }: Selection): boolean {
  return responsible === null && reach === null && dimensions.length === 0;
}

class Counts {
  readonly #selection: Selection;
  /** Customers in each cell that pass what a cell does not tell: city, person, reach. */
  #cells: Uint32Array = new Uint32Array(0);
  /** Customers in each city and under each person that pass everything else. */
  #cities: Uint32Array = new Uint32Array(0);
  #people: ReadonlyMap<number, number> = new Map();
  readonly #cellFilters: Selection['dimensions'];

  constructor(selection: Selection) {
    this.#selection = selection;
    this.#cellFilters = selection.dimensions.filter(({ dimension }) => dimension !== 'city');
  }

  takeKept({ cells, cities, people }: Roster): void {
    this.#cells = cells;
    this.#cities = cities;
    this.#people = people;
  }

  /** Goes through the roster, or through the customers that a text found. */
  takeEach(roster: Roster, ids: Uint32Array | null): void {
    const { facets, responsible: people, end } = roster;
    const { reach, responsible: chosen, dimensions } = this.#selection;
    const visible = reach ? reachTest(roster, reach) : null;
    const city = dimensions.find(({ dimension }) => dimension === 'city')?.passes ?? null;
    const cityShift = DIMENSIONS.city.shift;
    const tests = this.#cellFilters.map(({ dimension, passes }) => ({ ...DIMENSIONS[dimension], passes }));
    const cells = new Uint32Array(CELL_MASK + 1);
    const cities = new Uint32Array(2 ** DIMENSIONS.city.bits);
    const byPerson = new Uint32Array(1 + largest(roster.people.keys()));
    const length = ids ? ids.length : end;
    for (let index = 0; index < length; index += 1) {
      const id = ids ? (ids[index] ?? 0) : index;
      const values = facets[id] ?? ABSENT;
      if (values === ABSENT || (visible && !visible(id))) continue;
      const person = people[id] ?? 0;
      const inCity = !city || city[values >>> cityShift] === 1;
      const ofChosen = !chosen || chosen.has(person);
      const cell = values & CELL_MASK;
      if (inCity && ofChosen) cells[cell] = (cells[cell] ?? 0) + 1;
      if (!inCity && !ofChosen) continue;
      let passes = true;
      for (const { shift, bits, passes: allowed } of tests)
        passes &&= allowed[(values >>> shift) & ((1 << bits) - 1)] === 1;
      if (!passes) continue;
      if (ofChosen) cities[values >>> cityShift] = (cities[values >>> cityShift] ?? 0) + 1;
      if (inCity) byPerson[person] = (byPerson[person] ?? 0) + 1;
    }
    this.#cells = cells;
    this.#cities = cities;
    this.#people = new Map(byPerson.entries());
  }

  result(db: ReadableDb): Omit<Facets, 'exact'> {
    const sums = Object.fromEntries(
      DIMENSION_NAMES.map((dimension) => [dimension, new Uint32Array(2 ** DIMENSIONS[dimension].bits)]),
    ) as Record<Dimension, Uint32Array>;
    let total = 0;
    const cellDimensions = DIMENSION_NAMES.filter((dimension) => dimension !== 'city');
    for (let cell = 0; cell < this.#cells.length; cell += 1) {
      const count = this.#cells[cell] ?? 0;
      if (count === 0) continue;
      const failed = this.#failed(cell);
      if (failed === 'several') continue;
      if (failed === null) total += count;
      for (const dimension of cellDimensions)
        if (failed === null || failed === dimension) {
          const { shift, bits } = DIMENSIONS[dimension];
          const n = (cell >>> shift) & (2 ** bits - 1);
          sums[dimension][n] = (sums[dimension][n] ?? 0) + count;
        }
    }
    sums.city = this.#cities;
    const counts = (dimension: Dimension) => toCounts(sums[dimension], readCodes(db, dimension));
    const dimensions = {
      category: counts('category'),
      status: counts('status'),
      grade: counts('grade'),
      secrecy: counts('secrecy'),
      party: counts('party'),
      complete: counts('complete'),
      province: counts('province'),
      city: counts('city'),
    };
    return { total, dimensions, responsible: this.#peopleCounts() };
  }

  /** The one filter that a cell fails; null for none. */
  #failed(cell: number): Dimension | 'several' | null {
    let failed: Dimension | null = null;
    for (const { dimension, passes } of this.#cellFilters) {
      const { shift, bits } = DIMENSIONS[dimension];
      if (passes[(cell >>> shift) & (2 ** bits - 1)] === 1) continue;
      if (failed !== null) return 'several';
      failed = dimension;
    }
    return failed;
  }

  #peopleCounts(): Facets['responsible'] {
    return [...this.#people]
      .filter(([, count]) => count > 0)
      .map(([id, count]) => ({ code: id === 0 ? null : id, count }))
      .sort((a, b) => b.count - a.count);
  }
}

function toCounts(sums: Uint32Array, codes: readonly FacetCode[]): Array<FacetCount<FacetCode>> {
  const counts: Array<FacetCount<FacetCode>> = [];
  for (const [n, count] of sums.entries()) if (count > 0) counts.push({ code: codes[n] ?? null, count });
  return counts.sort((a, b) => b.count - a.count);
}

function largest(ids: Iterable<number>): number {
  let most = 0;
  for (const id of ids) most = Math.max(most, id);
  return most;
}
