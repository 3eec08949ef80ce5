import type { ReadableDb } from '../../connection/handles.ts';
import { GONE } from './standing-store.ts';

/** Each reads indexes alone, and no further than so many archives. */
export const HOLDER_QUERIES = {
  shelf: `select customer.id from shelf cross join customer on customer.shelf_id = shelf.id
    where customer.id not in (${GONE}) limit ?`,
  contact: `select customer_id as id from contact where customer_id not in (${GONE}) limit ?`,
  phone: `select customer_id as id from customer_phone where customer_id not in (${GONE}) limit ?`,
} as const;

/** Archives that have a place, people, numbers; the numbers of people stand among the archive's. */
export function readHolders(
  db: ReadableDb,
  limit: number,
): Record<keyof typeof HOLDER_QUERIES, readonly number[]> {
  const read = (query: string) => db.rows<{ id: number }>(query, limit).map(({ id }) => id);
  return {
    shelf: read(HOLDER_QUERIES.shelf),
    contact: read(HOLDER_QUERIES.contact),
    phone: read(HOLDER_QUERIES.phone),
  };
}
