import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import { CATEGORIES, PARTIES, STATUSES } from '../../../domain/customer.ts';
import { AppError } from '../../../domain/errors.ts';
import { SECRECY_CLASSES } from '../../../domain/roles.ts';
import { noteChange } from './store.ts';
import { KIND } from './terms.ts';

/**
 * What customers are filtered and counted by, as one number of 32 bits: small numbers for codes side by side.
 * All but the city make up the cell, by which counts are kept.
 */
export const DIMENSIONS = {
  category: { letter: 'c', shift: 0, bits: 2 },
  status: { letter: 's', shift: 2, bits: 2 },
  grade: { letter: 'g', shift: 4, bits: 5 },
  secrecy: { letter: 'y', shift: 9, bits: 2 },
  party: { letter: 'p', shift: 11, bits: 1 },
  complete: { letter: 'f', shift: 12, bits: 1 },
  province: { letter: 'v', shift: 13, bits: 6 },
  city: { letter: 'i', shift: 19, bits: 13 },
} as const;
export type Dimension = keyof typeof DIMENSIONS;
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[];

/** Codes of a dimension that customers can have at one time; 0 is for none. */
export function mostCodes(dimension: Dimension): number {
  return 2 ** DIMENSIONS[dimension].bits - 1;
}

/** Bits of the cell: everything below the city. */
export const CELL_BITS = DIMENSIONS.city.shift;
export const CELL_MASK = 2 ** CELL_BITS - 1;

/** The code in the archive; null where a record has none. */
export type FacetCode = string | null;

/** Dimensions whose codes are fixed: position in the list is the number. */
const FIXED: Partial<Record<Dimension, readonly FacetCode[]>> = {
  category: CATEGORIES,
  status: [null, ...STATUSES],
  secrecy: SECRECY_CLASSES,
  party: PARTIES,
  complete: ['no', 'yes'],
};

export type FacetValues = Record<Dimension, FacetCode>;

export function extract(facets: number, dimension: Dimension): number {
  const { shift, bits } = DIMENSIONS[dimension];
  return (facets >>> shift) & (2 ** bits - 1);
}

/** `facets` with another number in one dimension. */
export function replaceNumber(facets: number, dimension: Dimension, n: number): number {
  const { shift, bits } = DIMENSIONS[dimension];
  const mask = (2 ** bits - 1) << shift;
  return ((facets & ~mask) | (n << shift)) >>> 0;
}

/** The number of a code; undefined for one that no customer ever had. */
export function findNumber(db: ReadableDb, dimension: Dimension, code: FacetCode): number | undefined {
  const fixed = FIXED[dimension];
  if (fixed) return fixed.includes(code) ? fixed.indexOf(code) : undefined;
  if (code === null) return 0;
  return db.value('select n from facet_value where dimension = ? and code = ?', dimension, code);
}

/** Numbers looked up once in a bulk; not kept past its transaction, which may be rolled back. */
export type SeenNumbers = Map<string, number>;

/** The number of a code, a new one for a new code. Errors: `search.too_many_values`. */
function takeNumber(db: WritableDb, dimension: Dimension, code: FacetCode, seen: SeenNumbers): number {
  const key = JSON.stringify([dimension, code]);
  const n = seen.get(key) ?? findNumber(db, dimension, code) ?? newNumber(db, dimension, code);
  seen.set(key, n);
  return n;
}

function newNumber(db: WritableDb, dimension: Dimension, code: FacetCode): number {
  const last = db.value<number | null>('select max(n) from facet_value where dimension = ?', dimension) ?? 0;
  const n = last < mostCodes(dimension) ? last + 1 : freeNumber(db, dimension);
  db.execute('delete from facet_value where dimension = ? and n = ?', dimension, n);
  // Not `returning`: that is a savepoint, at which full text writes out all that it has gathered.
  db.execute('insert into facet_value (dimension, code, n) values (?, ?, ?)', dimension, code, n);
  // The order by grade has the codes of the numbers in memory.
  if (dimension === 'grade') noteChange(db, 0);
  return n;
}

/** The number of a code that no customer has any more. */
function freeNumber(db: ReadableDb, dimension: Dimension): number {
  const most = mostCodes(dimension);
  const used = usedNumbers(db, dimension);
  for (let n = 1; n <= most; n += 1) if (!used.has(n)) return n;
  throw new AppError('search.too_many_values', { most });
}

/** Numbers that customers have; goes through all of them, a tenth of a second for a million. */
function usedNumbers(db: ReadableDb, dimension: Dimension): Set<number> {
  const { shift, bits } = DIMENSIONS[dimension];
  const rows = db.rows<{ n: number }>(
    'select distinct (facets >> ?) & ? as n from search_row',
    shift,
    2 ** bits - 1,
  );
  return new Set(rows.map(({ n }) => n));
}

/** Codes that customers have. */
export function usedCodes(db: ReadableDb, dimension: Dimension): string[] {
  const codes = readCodes(db, dimension);
  return [...usedNumbers(db, dimension)].flatMap((n) => codes[n] ?? []);
}

/** True when a customer has the code. */
export function isUsed(db: ReadableDb, dimension: Dimension, code: string): boolean {
  const n = findNumber(db, dimension, code);
  if (n === undefined) return false;
  const { shift, bits } = DIMENSIONS[dimension];
  const sql = 'select 1 from search_row where (facets >> ?) & ? = ? limit 1';
  return db.value<number>(sql, shift, 2 ** bits - 1, n) !== undefined;
}

export function packFacets(db: WritableDb, values: FacetValues, seen: SeenNumbers): number {
  let facets = 0;
  for (const dimension of DIMENSION_NAMES)
    facets = replaceNumber(facets, dimension, takeNumber(db, dimension, values[dimension], seen));
  return facets;
}

/** Codes by number, for every number in use. */
export function readCodes(db: ReadableDb, dimension: Dimension): readonly FacetCode[] {
  const fixed = FIXED[dimension];
  if (fixed) return fixed;
  const codes: FacetCode[] = [null];
  for (const { n, code } of db.rows<{ n: number; code: string }>(
    'select n, code from facet_value where dimension = ?',
    dimension,
  ))
    codes[n] = code;
  return codes;
}

export function facetTerm(dimension: Dimension, n: number): string {
  return `${KIND.facet}${DIMENSIONS[dimension].letter}${n}`;
}
