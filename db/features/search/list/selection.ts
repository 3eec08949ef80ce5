import type { ReadableDb } from '../../../connection/handles.ts';
import { isLogged, SECRECY_CLASSES, type Secrecy } from '../../../domain/roles.ts';
import type { FacetCode } from '../../../work/search-source.ts';
import { findNumber } from '../index/facet-codes.ts';
import { numberAt, placeOf, type Layout, type Place } from '../index/layout.ts';
import { narrowedFacets, type Filters } from '../query/plan.ts';
import type { Reach } from '../../../work/reach.ts';
import type { Roster } from './roster.ts';

/** A kind passes every filter of its word, fails just one (its number from 1 on), or several. */
export const PASSES = 0;
export const FAILS_SEVERAL = 255;

/** Filters and reach, to be asked of the roster a million times. */
export interface Selection {
  /** For each word what becomes of each kind; null where nothing is asked of it. */
  readonly verdicts: ReadonlyArray<Uint8Array | null>;
  /** The facets of each word that are narrowed: the first is filter 1. */
  readonly narrowed: ReadonlyArray<readonly Place[]>;
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

export function selectionOf(db: ReadableDb, roster: Roster, filters: Filters, reach: Reach): Selection {
  const { layout } = roster;
  const tests = narrowedFacets(filters).map(([name, codes]) => testOf(db, layout, name, codes));
  const ofWord = Array.from({ length: layout.words }, (_, word) =>
    tests.filter(({ place }) => place.word === word),
  );
  const bits = (classes: readonly Secrecy[]) =>
    classes.reduce((mask, secrecy) => mask | (1 << SECRECY_CLASSES.indexOf(secrecy)), 0);
  const { none, own, assigned } = reach.classes;
  return {
    verdicts: ofWord.map((asked, word) => (asked.length === 0 ? null : verdictsOf(roster, word, asked))),
    narrowed: ofWord.map((asked) => asked.map(({ place }) => place)),
    responsible: filters.responsible ? new Set(filters.responsible.map((id) => id ?? 0)) : null,
    reach:
      none.length === SECRECY_CLASSES.length
        ? null
        : { personId: reach.personId, none: bits(none), own: bits(own), assigned: bits(assigned) },
  };
}

interface Test {
  readonly place: Place;
  /** 1 for each number that passes. */
  readonly passes: Uint8Array;
}

function testOf(db: ReadableDb, layout: Layout, name: string, codes: readonly FacetCode[]): Test {
  const place = placeOf(layout, name);
  const passes = new Uint8Array(place.mask + 1);
  for (const code of codes) {
    const n = findNumber(db, place.facet, code);
    if (n !== undefined) passes[n] = 1;
  }
  return { place, passes };
}

function verdictsOf({ kindsOf }: Roster, word: number, tests: readonly Test[]): Uint8Array {
  const kinds = kindsOf[word];
  if (!kinds) throw new Error('no such word');
  const { words, end } = kinds;
  const verdicts = new Uint8Array(end);
  for (const [index, { place, passes }] of tests.entries())
    for (let kind = 1; kind < end; kind += 1)
      if (passes[numberAt(words[kind] ?? 0, place)] !== 1)
        verdicts[kind] = verdicts[kind] === PASSES ? index + 1 : FAILS_SEVERAL;
  return verdicts;
}

/** True when every entry is selected. */
export function selectsAll({ verdicts, responsible, reach }: Selection): boolean {
  return verdicts.every((ofWord) => ofWord === null) && responsible === null && reach === null;
}

/** Within reach by class, or because the reader is responsible; who keeps the record is another matter. */
export function isOpen({ personId, none, own }: NumericReach, secrecyBit: number, person: number): boolean {
  return (none & secrecyBit) !== 0 || (person === personId && (own & secrecyBit) !== 0);
}

/** A test of one id that exists: is it within reach? */
export function reachTest(roster: Roster, reach: NumericReach): (id: number) => boolean {
  const { responsible, keeper } = roster;
  const { personId, assigned } = reach;
  return (id) => {
    const bit = roster.secrecyBit(roster.kinds[0]?.[id] ?? 0);
    if (isOpen(reach, bit, responsible[id] ?? 0)) return true;
    return keeper[id] === personId && (assigned & bit) !== 0;
  };
}

/** A test of one id: is it there, and does it pass the filters that are asked of facets? */
export function facetTest({ kinds }: Roster, { verdicts }: Selection): (id: number) => boolean {
  const asked = verdicts.flatMap((ofWord, word) => (ofWord ? [{ ofWord, kinds: kinds[word] }] : []));
  return (id) => {
    const first = kinds[0]?.[id];
    if (!first) return false;
    return asked.every(({ ofWord, kinds: own }) => ofWord[own?.[id] ?? 0] === PASSES);
  };
}

/** The ids of `ids`, which all exist, that are selected and not 0 in `within`; in their order. */
export function selectIds(
  roster: Roster,
  ids: Uint32Array,
  { verdicts, responsible, reach }: Selection,
  within: Uint8Array | null,
): Uint32Array {
  const { responsible: people } = roster;
  const visible = reach ? reachTest(roster, reach) : null;
  const asked = verdicts.flatMap((ofWord, word) => {
    const kinds = roster.kinds[word];
    return ofWord && kinds ? [{ ofWord, kinds }] : [];
  });
  const selected = new Uint32Array(ids.length);
  let count = 0;
  next: for (const id of ids) {
    if (within && !within[id]) continue;
    for (const { ofWord, kinds } of asked) if (ofWord[kinds[id] ?? 0] !== PASSES) continue next;
    if (responsible && !responsible.has(people[id] ?? 0)) continue;
    if (visible && !visible(id)) continue;
    selected[count] = id;
    count += 1;
  }
  return selected.slice(0, count);
}

/** The classes of which every look is logged, as bits. */
export const LOGGED_BITS = SECRECY_CLASSES.reduce(
  (mask, secrecy, index) => (isLogged(secrecy) ? mask | (1 << index) : mask),
  0,
);

/**
 * The 机密 and 绝密 ones among `ids` that counts are made of: they pass every filter, or fail one alone and stand in the
 * counts of that. None where they are more than `most`.
 */
export function loggedAmong(
  roster: Roster,
  ids: Uint32Array,
  { verdicts, responsible, reach }: Selection,
  most: number,
): number[] {
  const { responsible: people, kinds } = roster;
  const visible = reach ? reachTest(roster, reach) : null;
  const found: number[] = [];
  for (const id of ids) {
    if ((roster.secrecyBit(kinds[0]?.[id] ?? 0) & LOGGED_BITS) === 0) continue;
    let failed = responsible && !responsible.has(people[id] ?? 0) ? 1 : 0;
    for (const [word, ofWord] of verdicts.entries()) {
      const verdict = ofWord?.[kinds[word]?.[id] ?? 0] ?? PASSES;
      if (verdict !== PASSES) failed += verdict === FAILS_SEVERAL ? 2 : 1;
    }
    if (failed > 1 || (visible && !visible(id))) continue;
    if (found.length === most) return [];
    found.push(id);
  }
  return found;
}
