import type { ReadableDb } from '../../../connection/handles.ts';
import type { FacetCode } from '../../../work/search-source.ts';
import { readCodes } from '../index/facet-codes.ts';
import { numberAt, type Layout, type Place } from '../index/layout.ts';
import { reachOf } from '../query/reach.ts';
import { countSelected, type Counts } from './counts.ts';
import { rosterOf, type Roster } from './roster.ts';
import { PASSES, selectionOf, type Selection } from './selection.ts';
import { keptFacets, readerKey, textSet, type ViewQuery } from './views.ts';

export interface FacetCount<Code> {
  /** Null: archives that have none. */
  readonly code: Code;
  readonly count: number;
}

/** By the name of the facet. */
type Dimensions = Readonly<Record<string, ReadonlyArray<FacetCount<FacetCode>>>>;

/** How many archives there are of each value, commonest first; values without any are left out. */
export interface Facets {
  /** Of the whole list, all filters applied. */
  readonly total: number;
  /** False when a text finds too many to be looked at one by one: then at most so many, in each. */
  readonly exact: boolean;
  /** Each under all filters but its own: what choosing another value would give. */
  readonly dimensions: Dimensions;
  /** By `person.id`. */
  readonly responsible: ReadonlyArray<FacetCount<number | null>>;
}

/**
 * Counts beside a list, of what the reader may see and nothing else. Counts of entries that are alike are kept with
 * the roster and added up; what a text found is gone through one by one.
 */
export function countFacets(db: ReadableDb, query: ViewQuery): Facets {
  const roster = rosterOf(db, query);
  const { text = '', filters = {}, reader, lookedAt } = query;
  const found = textSet(db, roster, query);
  const key = JSON.stringify([text, filters, readerKey(reader), lookedAt, found?.dropped ?? 0]);
  const kept = keptFacets(roster, key, () => {
    const selection = selectionOf(db, roster, filters, reachOf(reader, 'customers.list'));
    const counts = countSelected(roster, selection, found?.ids ?? null);
    const dimensions = countCodes(db, roster, selection, counts);
    return { total: counts.total, dimensions, responsible: countPeople(counts) };
  });
  return { ...kept, exact: found?.exact ?? true };
}

function countCodes(db: ReadableDb, roster: Roster, selection: Selection, counts: Counts): Dimensions {
  const { layout } = roster;
  const sums = sumByNumber(roster, layout, selection, counts);
  return Object.fromEntries(
    layout.places.map(({ facet }, index) => [
      facet.name,
      toCounts(sums[index] ?? new Uint32Array(0), readCodes(db, facet)),
    ]),
  );
}

/** For each facet the counts by number: a kind that fails a filter counts for that facet alone. */
function sumByNumber(
  { kindsOf }: Roster,
  { places }: Layout,
  { verdicts, narrowed }: Selection,
  counts: Counts,
): Uint32Array[] {
  const sums = places.map(({ mask }) => new Uint32Array(mask + 1));
  const add = (place: Place, index: number, value: number, count: number) => {
    const ofPlace = sums[index];
    const n = numberAt(value, place);
    if (ofPlace) ofPlace[n] = (ofPlace[n] ?? 0) + count;
  };
  for (const [word, kinds] of kindsOf.entries()) {
    const inWord = places.flatMap((place, index) => (place.word === word ? [{ place, index }] : []));
    for (let kind = 1; kind < kinds.end; kind += 1) {
      const count = counts.kinds[word]?.[kind] ?? 0;
      if (count === 0) continue;
      const value = kinds.words[kind] ?? 0;
      const verdict = verdicts[word]?.[kind] ?? PASSES;
      const failed = verdict === PASSES ? null : narrowed[word]?.[verdict - 1];
      for (const { place, index } of inWord)
        if (failed === null || failed === place) add(place, index, value, count);
    }
  }
  return sums;
}

function countPeople({ people }: Counts): Facets['responsible'] {
  const counts: Array<FacetCount<number | null>> = [];
  for (const [id, count] of people.entries())
    if (count > 0) counts.push({ code: id === 0 ? null : id, count });
  return counts.sort((a, b) => b.count - a.count);
}

function toCounts(sums: Uint32Array, codes: readonly FacetCode[]): Array<FacetCount<FacetCode>> {
  const counts: Array<FacetCount<FacetCode>> = [];
  for (const [n, count] of sums.entries()) if (count > 0) counts.push({ code: codes[n] ?? null, count });
  return counts.sort((a, b) => b.count - a.count);
}
