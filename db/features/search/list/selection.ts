import type { ReadableDb } from '../../../connection/handles.ts';
import { SECRECY_CLASSES, type Secrecy } from '../../../domain/roles.ts';
import {
  DIMENSION_NAMES,
  DIMENSIONS,
  findNumber,
  type Dimension,
  type FacetCode,
} from '../index/facet-codes.ts';
import type { Filters } from '../query/plan.ts';
import type { Roster } from './roster.ts';
import type { Reach } from '../query/visibility.ts';

/** Filters and reach as numbers, to be asked of the roster a million times. */
export interface Selection {
  /** For each dimension that is narrowed, which numbers pass. */
  readonly dimensions: ReadonlyArray<{ readonly dimension: Dimension; readonly passes: Uint8Array }>;
  readonly responsible: ReadonlySet<number> | null;
  /** Null when every record is within reach. */
  readonly reach: NumericReach | null;
}

/** Classes as bits: bit 0 normal. */
export interface NumericReach {
  readonly personId: number;
  readonly none: number;
  readonly own: number;
  readonly assigned: number;
}

export function selectionOf(db: ReadableDb, filters: Filters, reach: Reach): Selection {
  const dimensions = DIMENSION_NAMES.flatMap((dimension) => {
    const codes = filters[dimension];
    return codes ? [{ dimension, passes: passTable(db, dimension, codes) }] : [];
  });
  const bits = (classes: readonly Secrecy[]) =>
    classes.reduce((mask, secrecy) => mask | (1 << SECRECY_CLASSES.indexOf(secrecy)), 0);
  const { none, own, assigned } = reach.classes;
  return {
    dimensions,
    responsible: filters.responsible ? new Set(filters.responsible.map((id) => id ?? 0)) : null,
    reach:
      none.length === SECRECY_CLASSES.length
        ? null
        : { personId: reach.personId, none: bits(none), own: bits(own), assigned: bits(assigned) },
  };
}

function passTable(db: ReadableDb, dimension: Dimension, codes: readonly FacetCode[]): Uint8Array {
  const passes = new Uint8Array(2 ** DIMENSIONS[dimension].bits);
  for (const code of codes) {
    const n = findNumber(db, dimension, code);
    if (n !== undefined) passes[n] = 1;
  }
  return passes;
}

/** The filters that a cell tells. */
export function cellFiltersOf({ dimensions }: Selection): Selection['dimensions'] {
  return dimensions.filter(({ dimension }) => dimension !== 'city');
}

/** True when every customer is selected. */
export function selectsAll({ dimensions, responsible, reach }: Selection): boolean {
  return dimensions.length === 0 && responsible === null && reach === null;
}

const SECRECY_SHIFT = DIMENSIONS.secrecy.shift;

/** Within reach by class, or because the reader is responsible; who keeps the record is another matter. */
export function isOpen({ personId, none, own }: NumericReach, values: number, person: number): boolean {
  const secrecy = 1 << ((values >>> SECRECY_SHIFT) & 3);
  return (none & secrecy) !== 0 || (person === personId && (own & secrecy) !== 0);
}

/** A test of one id: is it there and within reach? */
export function reachTest(
  { facets, responsible, keeper }: Roster,
  reach: NumericReach,
): (id: number) => boolean {
  const { personId, assigned } = reach;
  return (id) => {
    const values = facets[id] ?? 0;
    if (isOpen(reach, values, responsible[id] ?? 0)) return true;
    return keeper[id] === personId && (assigned & (1 << ((values >>> SECRECY_SHIFT) & 3))) !== 0;
  };
}

/** The ids of `ids`, which all exist, that are selected and not 0 in `within`; in their order. */
export function selectIds(
  roster: Roster,
  ids: Uint32Array,
  { dimensions, responsible, reach }: Selection,
  within: Uint8Array | null,
): Uint32Array {
  const { facets, responsible: people } = roster;
  const visible = reach ? reachTest(roster, reach) : null;
  const tests = dimensions.map(({ dimension, passes }) => {
    const { shift, bits } = DIMENSIONS[dimension];
    return { shift, mask: 2 ** bits - 1, passes };
  });
  const selected = new Uint32Array(ids.length);
  let count = 0;
  next: for (const id of ids) {
    if (within && !within[id]) continue;
    const values = facets[id] ?? 0;
    for (const { shift, mask, passes } of tests) if (passes[(values >>> shift) & mask] !== 1) continue next;
    if (responsible && !responsible.has(people[id] ?? 0)) continue;
    if (visible && !visible(id)) continue;
    selected[count] = id;
    count += 1;
  }
  return selected.slice(0, count);
}
