import type { ReadableDb } from '../../connection/handles.ts';
import type { Roster } from './roster.ts';
import { planSearch, type PlanOptions } from './plan.ts';
import { matchingIds } from './search.ts';
import * as store from './store.ts';

/** Every customer that a text finds within the reader's reach, for sorting, filtering and counting. */
export interface TextSet {
  /** In the order of rank. */
  readonly ids: Uint32Array;
  /** 1 at each id. */
  readonly bits: Uint8Array;
  /** False when they are too many to be looked at one by one: then a few may be there that do not match. */
  readonly exact: boolean;
}

/** Documents looked at to make a set exact; some 20 µs each. */
const LOOKED_AT = 20_000;

export function findTextSet(db: ReadableDb, roster: Roster, query: PlanOptions): TextSet {
  const plan = planSearch(db, query);
  let ids = store.readMatchingIds(db, plan.all);
  const looking = !plan.exact && ids.length <= LOOKED_AT;
  if (looking) ids = Uint32Array.from(matchingIds(db, query));
  const bits = new Uint8Array(roster.end);
  for (const id of ids) bits[id] = 1;
  return { ids, bits, exact: plan.exact || looking };
}
