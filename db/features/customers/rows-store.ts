import type { ReadableDb } from '../../connection/handles.ts';
import { IS_LIVING } from './standing-store.ts';
import { SETS } from './store.ts';

/** All that the file has of one record, by its tables, as it is stored. */
export type RecordRows = Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;

export function readRecordRows(db: ReadableDb, id: number): RecordRows {
  const parts = [
    ['customer', 'id', 'id'],
    ['contact', 'customer_id', 'position_no'],
    ['customer_phone', 'customer_id', 'position_no'],
    ...SETS.map(({ table, column }) => [table, 'customer_id', column] as const),
  ] as const;
  return Object.fromEntries(
    parts.map(([table, key, order]) => [
      table,
      db.rows(`select * from ${table} where ${key} = ? order by ${order}`, id),
    ]),
  );
}

/** Of the archives that there are. */
export function listLivingIds(db: ReadableDb): number[] {
  return db.rows<{ id: number }>(`select id from customer where ${IS_LIVING}`).map(({ id }) => id);
}

export function listRecordIds(db: ReadableDb): number[] {
  return db.rows<{ id: number }>('select id from customer').map(({ id }) => id);
}
