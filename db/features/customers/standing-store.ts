import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { Standing } from '../../domain/standing.ts';

/**
 * Ids of archives that are no more, from an index that has them alone. What reads a million ids from another index asks
 * by this, so that no row has to be looked at for it.
 */
export const GONE = "select id from customer where standing <> 'living'";

/** True of a row of `customer` that is read anyway. */
export const IS_LIVING = "customer.standing = 'living'";

export interface NewStanding {
  readonly standing: Standing;
  readonly joinedInto: number | null;
  readonly at: number;
}

/** False where the row is no longer at its version. */
export function updateStanding(
  db: WritableDb,
  { id, version }: { readonly id: number; readonly version: number },
  { standing, joinedInto, at }: NewStanding,
): boolean {
  const sql = `update customer set standing = ?, joined_into = ?, updated_at = ?, version = version + 1
    where id = ? and version = ?`;
  return db.execute(sql, standing, joinedInto, at, id, version).changes === 1;
}

export interface JoinedRow {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  readonly into: number;
}

/** All that were joined into some archives, also by way of another, in the order of their ids. */
export function listJoined(db: ReadableDb, into: readonly number[]): JoinedRow[] {
  return db.rows(
    `with recursive joined (id, top) as (
       select value, value from json_each(?)
       union select customer.id, top from joined cross join customer on customer.joined_into = joined.id
         where customer.standing = 'joined' and customer.standing <> 'living')
     select customer.id, archive_no as archiveNo, name, top as "into"
     from joined cross join customer on customer.id = joined.id where joined.id <> top order by customer.id`,
    JSON.stringify(into),
  );
}

/** An archive as it has to stand for an act on it to be taken back. */
export interface Stand {
  readonly id: number;
  readonly version: number;
  readonly standing: Standing;
}

/** Archives between two ids that are not as they were filed. */
export function listChangedBetween(db: ReadableDb, first: number, last: number): number[] {
  return db
    .rows<{ id: number }>(
      "select id from customer where id between ? and ? and (version <> 1 or standing <> 'living')",
      first,
      last,
    )
    .map(({ id }) => id);
}

export function listStands(db: ReadableDb, ids: readonly number[]): Stand[] {
  return db.rows(
    'select id, version, standing from customer where id in (select value from json_each(?))',
    JSON.stringify(ids),
  );
}

/** The last change of each of some archives: when, and by which account. */
export function listLastChanges(
  db: ReadableDb,
  ids: readonly number[],
): Array<{ readonly customerId: number; readonly at: number; readonly accountId: number }> {
  return db.rows(
    `select customer_id as customerId, at, account_id as accountId from customer_change
     where id in (select max(id) from customer_change
       where customer_id in (select value from json_each(?)) group by customer_id)`,
    JSON.stringify(ids),
  );
}
