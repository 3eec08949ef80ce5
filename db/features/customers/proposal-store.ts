import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { IS_LIVING } from './standing-store.ts';
import type { CustomerRow } from './store.ts';

const PROPOSED = `from customer where proposed_responsible_id is not null and responsible_id is null
  and ${IS_LIVING}
  and iif(secrecy_until < ?, 'normal', secrecy) in (select value from json_each(?))`;

/** Archives of classes in force that nobody is responsible for, and somebody is proposed. */
export const PROPOSED_QUERIES = {
  count: `select count(*) ${PROPOSED}`,
  // With `+` the few are looked up and put in order; else the order would lead through every archive.
  list: `select * ${PROPOSED} order by +name_sort, id limit ?`,
} as const;

export function countProposed(db: ReadableDb, secrecy: readonly Secrecy[], today: Day): number {
  return db.value<number>(PROPOSED_QUERIES.count, today, JSON.stringify(secrecy)) ?? 0;
}

export function listProposed(
  db: ReadableDb,
  secrecy: readonly Secrecy[],
  today: Day,
  limit: number,
): CustomerRow[] {
  return db.rows(PROPOSED_QUERIES.list, today, JSON.stringify(secrecy), limit);
}
