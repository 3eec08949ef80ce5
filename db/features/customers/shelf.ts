import type { Shelf } from '../../domain/customer.ts';
import type { Schema } from '../../schema.ts';

/** Where the shelf place of a customer stands: the one field that is no column under its own value. */
export const SHELF_COLUMNS = ['shelf_room', 'shelf_cabinet', 'shelf_level', 'shelf_position'] as const;
export type ShelfColumns = Pick<Schema['customer'], (typeof SHELF_COLUMNS)[number]>;

export function shelfColumns(shelf: Shelf | null): ShelfColumns {
  return {
    shelf_room: shelf?.room ?? null,
    shelf_cabinet: shelf?.cabinet ?? null,
    shelf_level: shelf?.level ?? null,
    shelf_position: shelf?.position ?? null,
  };
}

export function shelfOf(row: ShelfColumns): Shelf | null {
  const { shelf_room: room, shelf_cabinet: cabinet, shelf_level: level, shelf_position: position } = row;
  return cabinet === null || level === null || position === null ? null : { room, cabinet, level, position };
}
