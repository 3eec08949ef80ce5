import type { ReadableDb } from '../../../connection/handles.ts';
import type { FacetCode } from '../../../work/search-source.ts';
import { readCodes } from '../index/facet-codes.ts';
import { numberAt, type Place } from '../index/layout.ts';
import { reachOf } from '../../../work/reach.ts';
import { countSelected, type Counts } from './counts.ts';
import { rosterOf, type Roster } from './roster.ts';
import { loggedAmong, PASSES, selectionOf, type Selection } from './selection.ts';
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

/** Archives of 机密 and 绝密 that the counts of a text are made of, where they are no more than `most`. */
export function countedLogged(db: ReadableDb, query: ViewQuery, most: number): number[] {
  const roster = rosterOf(db, query);
  const found = textSet(db, roster, query);
  if (!found) return [];
  const selection = selectionOf(db, roster, query.filters ?? {}, reachOf(query.reader, 'customers.list'));
  return loggedAmong(roster, found.ids, selection, most);
}

function countCodes(db: ReadableDb, roster: Roster, selection: Selection, counts: Counts): Dimensions {
  const counted = counts.kinds.map(kindsWithCount);
  return Object.fromEntries(
    roster.layout.places.map((place) => [
      place.facet.name,
      toCounts(
        sumByNumber(roster, selection, counts, counted[place.word] ?? [], place),
        readCodes(db, place.facet),
      ),
    ]),
  );
}

function kindsWithCount(counts: Uint32Array): number[] {
  const kinds: number[] = [];
  for (let kind = 1; kind < counts.length; kind += 1) if (counts[kind] !== 0) kinds.push(kind);
  return kinds;
}

/** The counts of a facet by number. Kinds that fail one filter alone were counted too: they are this facet's if it is its own. */
function sumByNumber(
  { kindsOf }: Roster,
  { verdicts, narrowed }: Selection,
  counts: Counts,
  counted: readonly number[],
  place: Place,
): Uint32Array {
  const { word, mask } = place;
  const sums = new Uint32Array(mask + 1);
  const words = kindsOf[word]?.words ?? sums;
  const ofKinds = counts.kinds[word] ?? sums;
  const ofWord = verdicts[word];
  const own = 1 + (narrowed[word]?.indexOf(place) ?? -1);
  for (const kind of counted) {
    const verdict = ofWord?.[kind] ?? PASSES;
    if (verdict !== PASSES && verdict !== own) continue;
    const n = numberAt(words[kind] ?? 0, place);
    sums[n] = (sums[n] ?? 0) + (ofKinds[kind] ?? 0);
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
  for (let n = 0; n < sums.length; n += 1) {
    const count = sums[n] ?? 0;
    if (count > 0) counts.push({ code: codes[n] ?? null, count });
  }
  return counts.sort((a, b) => b.count - a.count);
}
