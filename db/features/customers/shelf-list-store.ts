import type { ReadableDb } from '../../connection/handles.ts';
import { readPackedIds } from '../../connection/packed.ts';
import type { Shelf } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { Level } from '../../domain/inspection.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { secrecyInForce } from '../../work/guarded.ts';
import { IS_LIVING } from './standing-store.ts';
import { NO_SHELF_QUERY, SHELF_QUERY, toShelf, type ShelfColumns } from './shelf-store.ts';

/** An archive as whoever walks along the shelves sees it: what is written on its folder. */
export interface OnShelf {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
  /** The class in force. */
  readonly secrecy: Secrecy;
  /** Null for one without a place. */
  readonly shelf: Shelf | null;
}

type Row = {
  readonly id: number;
  readonly archive_no: string;
  readonly name: string;
  readonly secrecy: Secrecy;
  readonly secrecy_until: Day | null;
} & { readonly [Column in keyof ShelfColumns]: ShelfColumns[Column] | null };

const COLUMNS = `customer.id, archive_no, name, secrecy, secrecy_until, room, cabinet, level, position`;

function toOnShelf(
  { id, archive_no, name, secrecy, secrecy_until, room, cabinet, level, position }: Row,
  today: Day,
): OnShelf {
  const isPlaced = room !== null && cabinet !== null && level !== null && position !== null;
  return {
    id,
    archiveNo: archive_no,
    name,
    secrecy: secrecyInForce({ secrecy, secrecyUntil: secrecy_until }, today),
    shelf: isPlaced ? toShelf({ room, cabinet, level, position }) : null,
  };
}

/** Those on a level from the left (rules.md A4); for null those without a place, by their ids after one. */
export function listOnLevel(
  db: ReadableDb,
  level: Level | null,
  { today, after = 0, limit }: { readonly today: Day; readonly after?: number; readonly limit: number },
): OnShelf[] {
  const rows = level
    ? db.rows<Row>(
        `select ${COLUMNS} from shelf join customer on customer.shelf_id = shelf.id
         where room = ? and cabinet = ? and level = ? and ${IS_LIVING} order by position, customer.id limit ?`,
        level.room ?? '',
        level.cabinet,
        level.level,
        limit,
      )
    : db.rows<Row>(
        `select ${COLUMNS} from customer left join shelf on customer.shelf_id = shelf.id
         where shelf_id is null and customer.id > ? and ${IS_LIVING} order by customer.id limit ?`,
        after,
        limit,
      );
  return rows.map((row) => toOnShelf(row, today));
}

export function findOnShelf(db: ReadableDb, id: number, today: Day): OnShelf | undefined {
  const row = db.row<Row>(
    `select ${COLUMNS} from customer left join shelf on shelf_id = shelf.id
     where customer.id = ? and ${IS_LIVING}`,
    id,
  );
  return row && toOnShelf(row, today);
}

/** Archives by their ids, in the order of these; one that is not there is left out. */
export function readOnShelves(db: ReadableDb, ids: readonly number[], today: Day): OnShelf[] {
  const rows = db.rows<Row>(
    `select ${COLUMNS} from json_each(?) as wanted join customer on customer.id = wanted.value
     left join shelf on shelf_id = shelf.id where ${IS_LIVING} order by wanted.key`,
    JSON.stringify(ids),
  );
  return rows.map((row) => toOnShelf(row, today));
}

/** Archives whose 档号 ends with a text, in the order of their numbers; case and signs are as they are kept. */
export function listByNumberEnding(db: ReadableDb, ending: string, today: Day, limit: number): OnShelf[] {
  const rows = db.rows<Row>(
    `select ${COLUMNS} from customer left join shelf on shelf_id = shelf.id
     where substr(archive_no, -length(?)) = ? collate nocase and ${IS_LIVING} order by archive_no limit ?`,
    ending,
    ending,
    limit,
  );
  return rows.map((row) => toOnShelf(row, today));
}

/** Every archive in the order of the shelves, those without a place at the end. */
export function* iterateOnShelves(db: ReadableDb, today: Day): Generator<OnShelf> {
  const placed = `select ${COLUMNS} from shelf join customer on customer.shelf_id = shelf.id
    where ${IS_LIVING} order by order_key, customer.id`;
  const unplaced = `select ${COLUMNS} from customer left join shelf on customer.shelf_id = shelf.id
    where shelf_id is null and ${IS_LIVING} order by customer.id`;
  for (const query of [placed, unplaced])
    for (const row of db.iterate<Row>(query)) yield toOnShelf(row, today);
}

/** Other archives that are registered at the same place: books that do not say where either stands. */
export function listSharing(db: ReadableDb, id: number): string[] {
  return db
    .rows<{ archive_no: string }>(
      `select other.archive_no from customer join customer as other on other.shelf_id = customer.shelf_id
       where customer.id = ? and other.id <> customer.id and other.standing = 'living' order by other.id limit 20`,
      id,
    )
    .map(({ archive_no }) => archive_no);
}

/** A level and how many archives are registered on it. */
export interface LevelCount extends Level {
  readonly count: number;
}

/** The levels in the order of the shelves. */
export function listLevels(db: ReadableDb): LevelCount[] {
  return db
    .rows<{ room: string; cabinet: string; level: number; count: number }>(
      `select room, cabinet, level, count(*) as count from shelf
       join customer on customer.shelf_id = shelf.id
       where ${IS_LIVING} group by room, cabinet, level order by min(order_key)`,
    )
    .map(({ room, ...level }) => ({ room: room === '' ? null : room, ...level }));
}

/** The ids of the archives with a place in the order of the shelves, and of those without one. */
export const readPlacedIds = (db: ReadableDb): Uint32Array => readPackedIds(db, SHELF_QUERY);
export const readUnplacedIds = (db: ReadableDb): Uint32Array => readPackedIds(db, NO_SHELF_QUERY);

/** The ids of all archives in the order of the shelves, those without a place at the end. */
export function readIdsOnShelves(db: ReadableDb): Uint32Array {
  return joinIds(readPlacedIds(db), readUnplacedIds(db));
}

export function joinIds(placed: Uint32Array, unplaced: Uint32Array): Uint32Array {
  const ids = new Uint32Array(placed.length + unplaced.length);
  ids.set(placed);
  ids.set(unplaced, placed.length);
  return ids;
}

/** The first position on a level at which nothing is registered, after all that is. */
export function nextPosition(db: ReadableDb, { room, cabinet, level }: Level): number {
  const last = db.value<number | null>(
    `select max(position) from shelf join customer on customer.shelf_id = shelf.id
     where room = ? and cabinet = ? and level = ? and ${IS_LIVING}`,
    room ?? '',
    cabinet,
    level,
  );
  return (last ?? 0) + 1;
}
