import type { ReadableDb, SqlValue } from '../../connection/handles.ts';
import type { Category } from '../../domain/customer.ts';
import type { Condition } from '../../work/page.ts';
import { IS_LIVING } from './standing-store.ts';
import type { CustomerRow } from './store.ts';

/** What is no more never was: an import by mistake, or the second archive of one customer, counts on no day. */
const counted = (where: Condition | null): string => (where ? `${IS_LIVING} and ${where.sql}` : IS_LIVING);

/** Archives as the values of some columns, the id first. */
export function iterateColumns(
  db: ReadableDb,
  columns: readonly string[],
  where: Condition | null,
): IterableIterator<[number, ...SqlValue[]]> {
  return db.iterateValues(
    `select id, ${columns.join(', ')} from customer where ${counted(where)}`,
    ...(where?.values ?? []),
  );
}

/** The last line of history that was written at a moment or before (milliseconds UTC); 0 for none. */
export function lastChangeAt(db: ReadableDb, moment: number): number {
  return db.value('select id from customer_change where at <= ? order by id desc limit 1', moment) ?? 0;
}

/** The last line of history there is; 0 for none. */
export function lastChange(db: ReadableDb): number {
  return db.value('select max(id) from customer_change') ?? 0;
}

/** What some fields were before each change after one line and up to another, the latest change first. */
export function iterateUndone(
  db: ReadableDb,
  {
    fields,
    after,
    upTo,
  }: { readonly fields: readonly string[]; readonly after: number; readonly upTo: number },
): IterableIterator<[customerId: number, field: string, oldValue: string | null]> {
  return db.iterateValues(
    `select customer_id, field, old_value from customer_change
     where id > ? and id <= ? and field in (${fields.map(() => '?').join(', ')}) order by id desc`,
    after,
    upTo,
    ...fields,
  );
}

/** What a field of an archive was before its first change after a line; undefined where none came after it. */
export function findUndone(
  db: ReadableDb,
  { id, field, after }: { readonly id: number; readonly field: string; readonly after: number },
): { readonly oldValue: string | null } | undefined {
  return db.row(
    `select old_value as oldValue from customer_change
     where customer_id = ? and id > ? and field = ? order by id limit 1`,
    id,
    after,
    field,
  );
}

/** Which of some fields each archive has filled, one bit for each in the order given, and what kind of customer it is. */
export function iterateFilled(
  db: ReadableDb,
  filled: readonly string[],
  where: Condition | null,
): IterableIterator<[id: number, bits: number, category: Category, party: string]> {
  const bits = filled.map((sql, at) => `((${sql}) << ${at})`).join(' | ');
  return db.iterateValues(
    `select id, ${bits}, category, party from customer where ${counted(where)}`,
    ...(where?.values ?? []),
  );
}

export type NamedRow = Pick<
  CustomerRow,
  'id' | 'archive_no' | 'name' | 'secrecy' | 'secrecy_until' | 'responsible_id' | 'keeper_id'
>;

export function listNamed(db: ReadableDb, ids: readonly number[]): NamedRow[] {
  return db.rows(
    `select id, archive_no, name, secrecy, secrecy_until, responsible_id, keeper_id from customer
     where id in (select value from json_each(?))`,
    JSON.stringify(ids),
  );
}

/** Archives with somebody who has a number; one may come more than once. */
export function iterateReachable(db: ReadableDb): IterableIterator<[id: number]> {
  return db.iterateValues('select customer_id from contact where mobile is not null or phone is not null');
}

/** Changes of some fields after a line of history, the earliest first. `at` in milliseconds UTC. */
export function listChangesAfter(
  db: ReadableDb,
  {
    after,
    fields,
    limit,
  }: { readonly after: number; readonly fields: readonly string[]; readonly limit: number },
): Array<{ customerId: number; field: string; at: number; accountId: number }> {
  return db.rows(
    `select customer_id as customerId, field, at, account_id as accountId from customer_change
     where id > ? and field in (select value from json_each(?)) order by id limit ?`,
    after,
    JSON.stringify(fields),
    limit,
  );
}
