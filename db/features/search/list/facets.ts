import type { ReadableDb } from '../../../connection/handles.ts';
import {
  DIMENSION_NAMES,
  DIMENSIONS,
  readCodes,
  type Dimension,
  type FacetCode,
} from '../index/facet-codes.ts';
import { rosterOf } from './roster.ts';
import { cellFiltersOf, selectionOf, type Selection } from './selection.ts';
import { tally, type Tally } from './tally.ts';
import { keptFacets, readerKey, textSet, type ViewQuery } from './views.ts';
import { reachOf } from '../query/visibility.ts';

export interface FacetCount<Code> {
  /** Null: customers that have none. */
  readonly code: Code;
  readonly count: number;
}

/** How many customers there are of each value, commonest first; values without any are left out. */
export interface Facets {
  /** Of the whole list, all filters applied. */
  readonly total: number;
  /** False when a text finds too many to be looked at one by one: then at most so many, in each. */
  readonly exact: boolean;
  /** Each under all filters but its own: what choosing another value would give. */
  readonly dimensions: Readonly<Record<Dimension, ReadonlyArray<FacetCount<FacetCode>>>>;
  /** By `person.id`. */
  readonly responsible: ReadonlyArray<FacetCount<number | null>>;
}

/**
 * Counts beside a list, of what the reader may see and nothing else. Counts of every kind are kept with
 * the roster and added up; what a text found is gone through one by one.
 */
export function countFacets(db: ReadableDb, query: ViewQuery): Facets {
  const roster = rosterOf(db, query.today);
  const selection = selectionOf(db, query.filters ?? {}, reachOf(query.reader, 'customers.list'));
  const found = textSet(db, roster, query);
  const { text = '', filters = {}, reader, lookedAt } = query;
  const key = JSON.stringify([text, filters, readerKey(reader), lookedAt, found?.dropped ?? 0]);
  const kept = keptFacets(roster, key, () => {
    return new Sums(selection, tally(roster, selection, found?.ids ?? null)).facets(db);
  });
  return { ...kept, exact: found?.exact ?? true };
}

/** Adds up the tally under the filters. */
class Sums {
  readonly #tally: Tally;
  readonly #cellFilters: Selection['dimensions'];

  constructor(selection: Selection, tally: Tally) {
    this.#tally = tally;
    this.#cellFilters = cellFiltersOf(selection);
  }

  facets(db: ReadableDb): Omit<Facets, 'exact'> {
    const sums = Object.fromEntries(
      DIMENSION_NAMES.map((dimension) => [dimension, new Uint32Array(2 ** DIMENSIONS[dimension].bits)]),
    ) as Record<Dimension, Uint32Array>;
    let total = 0;
    const cellDimensions = DIMENSION_NAMES.filter((dimension) => dimension !== 'city');
    for (const [cell, count] of this.#tally.cells) {
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
    sums.city = this.#tally.cities;
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
    const counts: Array<FacetCount<number | null>> = [];
    for (const [id, count] of this.#tally.people.entries())
      if (count > 0) counts.push({ code: id === 0 ? null : id, count });
    return counts.sort((a, b) => b.count - a.count);
  }
}

function toCounts(sums: Uint32Array, codes: readonly FacetCode[]): Array<FacetCount<FacetCode>> {
  const counts: Array<FacetCount<FacetCode>> = [];
  for (const [n, count] of sums.entries()) if (count > 0) counts.push({ code: codes[n] ?? null, count });
  return counts.sort((a, b) => b.count - a.count);
}
