import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import type { FacetCode, FacetDefinition } from '../../../work/search-source.ts';
import { numberAt, withNumber, type Layout, type Place } from './layout.ts';
import * as store from './store.ts';
import { KIND } from './terms.ts';

/** The number of a code; undefined for one that no entry ever had. 0 is for none where codes are not fixed. */
export function findNumber(
  db: ReadableDb,
  { name, codes }: FacetDefinition,
  code: FacetCode,
): number | undefined {
  if (codes) return codes.includes(code) ? codes.indexOf(code) : undefined;
  return code === null ? 0 : store.findNumber(db, name, code);
}

/** Numbers looked up once in a bulk; not kept past its transaction, which may be rolled back. */
export type SeenNumbers = Map<string, number>;

/** What the entries of one run share. */
export interface Numbering {
  readonly seen: SeenNumbers;
  /** Facets by which an order goes: it has the codes of their numbers in memory. */
  readonly sorting: ReadonlySet<string>;
}

/** The number of a code, a new one for a new code. Errors: `search.too_many_values`. */
function takeNumber(db: WritableDb, place: Place, code: FacetCode, { seen, sorting }: Numbering): number {
  const { facet } = place;
  const key = JSON.stringify([facet.name, code]);
  let n = seen.get(key) ?? findNumber(db, facet, code);
  if (n === undefined) {
    n = newNumber(db, place, code);
    if (sorting.has(facet.name)) store.noteChange(db, 0);
  }
  seen.set(key, n);
  return n;
}

function newNumber(db: WritableDb, place: Place, code: FacetCode): number {
  if (code === null || place.facet.codes) throw new Error(`no such code of ${place.facet.name}`);
  const last = store.lastNumber(db, place.facet.name);
  const n = last < place.mask ? last + 1 : freeNumber(db, place);
  store.saveNumber(db, place.facet.name, code, n);
  return n;
}

/** The number of a code that no entry has any more. */
function freeNumber(db: ReadableDb, place: Place): number {
  const used = new Set(store.listUsedNumbers(db, place));
  for (let n = 1; n <= place.mask; n += 1) if (!used.has(n)) return n;
  throw new AppError('search.too_many_values', { most: place.mask });
}

/** The words of an entry. */
export function packFacets(
  db: WritableDb,
  { places, words }: Layout,
  codes: Readonly<Record<string, FacetCode>>,
  numbering: Numbering,
): number[] {
  const packed = Array.from({ length: words }, () => 0);
  for (const place of places) {
    const n = takeNumber(db, place, codes[place.facet.name] ?? null, numbering);
    packed[place.word] = withNumber(packed[place.word] ?? 0, place, n);
  }
  return packed;
}

/** The same of an entry that is there; null where a code has no number. */
export function findWords(
  db: ReadableDb,
  { places, words }: Layout,
  codes: Readonly<Record<string, FacetCode>>,
  seen: SeenNumbers,
): number[] | null {
  const packed = Array.from({ length: words }, () => 0);
  for (const place of places) {
    const code = codes[place.facet.name] ?? null;
    const key = `${place.facet.name} ${code}`;
    const n = seen.get(key) ?? findNumber(db, place.facet, code);
    if (n === undefined) return null;
    seen.set(key, n);
    packed[place.word] = withNumber(packed[place.word] ?? 0, place, n);
  }
  return packed;
}

/** Codes by number, for every number in use. */
export function readCodes(db: ReadableDb, { name, codes: fixed }: FacetDefinition): readonly FacetCode[] {
  if (fixed) return fixed;
  const codes: FacetCode[] = [null];
  for (const { n, code } of store.listNumbers(db, name)) codes[n] = code;
  return codes;
}

/** Codes of a facet that entries can have at one time. */
export function mostCodes(db: ReadableDb, name: string): number {
  return store.findPlace(db, name)?.mask ?? 0;
}

/** Codes that entries have. */
export function usedCodes(db: ReadableDb, name: string): string[] {
  const place = store.findPlace(db, name);
  if (!place) return [];
  const codes = new Map(store.listNumbers(db, name).map(({ n, code }) => [n, code]));
  return store.listUsedNumbers(db, place).flatMap((n) => codes.get(n) ?? []);
}

/** True when an entry has the code. */
export function isUsed(db: ReadableDb, name: string, code: string): boolean {
  const place = store.findPlace(db, name);
  const n = store.findNumber(db, name, code);
  return place !== undefined && n !== undefined && store.isNumberUsed(db, place, n);
}

/** The term of a value; undefined for a facet that has none in the index. */
export function facetTerm({ term }: FacetDefinition, n: number): string | undefined {
  return term === undefined ? undefined : `${KIND.facet}${term}${n}`;
}

/** The terms of an entry's values, with spaces between. */
export function facetTerms({ places }: Layout, words: readonly number[]): string[] {
  return places.flatMap((place) => facetTerm(place.facet, numberAt(words[place.word] ?? 0, place)) ?? []);
}
