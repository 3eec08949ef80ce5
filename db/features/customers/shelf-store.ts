import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { Shelf } from '../../domain/customer.ts';
import { shelfOrder } from '../../domain/shelf-order.ts';
import type { Schema } from '../../schema.ts';
import { GONE, IS_LIVING } from './standing-store.ts';

export type ShelfColumns = Pick<Schema['shelf'], 'room' | 'cabinet' | 'level' | 'position'>;

/** The place that a row of the table means. */
export function toShelf({ room, cabinet, level, position }: ShelfColumns): Shelf {
  return { room: room === '' ? null : room, cabinet, level, position };
}

export function findShelf(db: ReadableDb, id: number | null): Shelf | null {
  if (id === null) return null;
  const row = db.row<ShelfColumns>('select room, cabinet, level, position from shelf where id = ?', id);
  return row ? toShelf(row) : null;
}

/** The row of a place, made where there was none; null for no place. */
export function takeShelf(db: WritableDb, shelf: Shelf | null): number | null {
  if (!shelf) return null;
  const { cabinet, level, position } = shelf;
  const place = [shelf.room ?? '', cabinet, level, position] as const;
  return (
    db.value<number>(
      'select id from shelf where room = ? and cabinet = ? and level = ? and position = ?',
      ...place,
    ) ??
    db.execute(
      'insert into shelf (room, cabinet, level, position, order_key) values (?, ?, ?, ?, ?)',
      ...place,
      shelfOrder(shelf),
    ).lastInsertRowid
  );
}

/**
 * Takes a place out at which no archive stands any more. A place is as closed as its archives, so one without is
 * nobody's to see; and the table stays no longer than that of the archives, however often they are moved.
 */
export function removeUnusedShelf(db: WritableDb, id: number): void {
  db.execute(
    'delete from shelf where id = ? and not exists (select 1 from customer where shelf_id = ?)',
    id,
    id,
  );
}

/** Every place with how it stands in the order and whether (1 or 0) an archive stands there. */
export function iterateShelves(db: ReadableDb): IterableIterator<Schema['shelf'] & { used: number }> {
  return db.iterate(
    'select shelf.*, exists (select 1 from customer where shelf_id = shelf.id) as used from shelf order by id',
  );
}

/** Ids by the order of their places, read from two indexes alone; those without a place are not among them. */
export const SHELF_QUERY = `select customer.id from shelf cross join customer on customer.shelf_id = shelf.id
  where customer.id not in (${GONE}) order by shelf.order_key, customer.id`;
export const NO_SHELF_QUERY = `select id from customer where shelf_id is null and id not in (${GONE}) order by id`;

export function shelfOrderOf(db: ReadableDb, customerId: number): string | undefined {
  return db.value(
    'select order_key from customer join shelf on shelf.id = shelf_id where customer.id = ?',
    customerId,
  );
}

/** The rooms in which archives stand, in the order of the shelves; empty for places without one. */
export function listRooms(db: ReadableDb): string[] {
  return db
    .rows<{ room: string }>(
      `select room from shelf join customer on customer.shelf_id = shelf.id
       where ${IS_LIVING} group by room order by min(order_key)`,
    )
    .map(({ room }) => room);
}

/** SQL for the room of the customer that `column` names: empty for a place without one, null for no place. */
export function roomOf(column: string): string {
  return `(select room from customer join shelf on shelf.id = customer.shelf_id where customer.id = ${column})`;
}

/** The same of each row of `customer` itself. */
export const ROOM = '(select room from shelf where shelf.id = customer.shelf_id)';
