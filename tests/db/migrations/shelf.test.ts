import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../db/migrations/index.ts';

type OldPlace = readonly [
  room: string | null,
  cabinet: string | null,
  level: number | null,
  position: number | null,
];

/** Archives as they stood before places had a table, numbered from 1. */
function archivesAt(places: readonly OldPlace[]): Database.Database {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, MIGRATIONS, 120);
  const insert =
    db.prepare(`insert into customer (archive_no, category, party, name, name_key, name_sort, secrecy,
      retention, filed_on, completeness, created_at, updated_at, shelf_room, shelf_cabinet, shelf_level, shelf_position)
    values (?, 'client', 'organisation', '金艺', '金艺', 'jin1 yi4', 'normal', 'D30', '2025-01-02', 40, 0, 0, ?, ?, ?, ?)`);
  for (const [index, place] of places.entries()) insert.run(`KH-${index}`, ...place);
  db.exec("insert into contact (customer_id, position_no, name) select id, 1, '李明' from customer");
  return db;
}

const OLD: readonly OldPlace[] = [
  ['甲库房', 'B', 10, 3],
  [null, '10', 1, 1],
  [null, '2', 1, 1],
  ['甲库房', 'B', 2, 3],
  [null, null, null, null],
  ['甲库房', 'B', 10, 3],
  // Not whole, so it was never shown.
  ['甲库房', 'B', 10, null],
  ['', '2', 1, 1],
];

test('step 130 gives every archive the place where it stood', () => {
  const db = archivesAt(OLD);
  const rest = db.prepare('select * from contact').all();
  migrate(db, MIGRATIONS, 130);
  const places = `select nullif(room, ''), cabinet, level, position
    from customer left join shelf on shelf.id = shelf_id order by customer.id`;
  expect(db.prepare(places).raw().all()).toEqual([
    ...OLD.slice(0, 6),
    [null, null, null, null],
    [null, '2', 1, 1],
  ]);
  expect(db.prepare('select count(*) from shelf').pluck().get()).toBe(4);
  expect(db.prepare('select * from contact').all()).toEqual(rest);
  expect(db.prepare('pragma foreign_key_check').all()).toEqual([]);
  const columns = db
    .prepare("select name from pragma_table_info('customer') where name like 'shelf%'")
    .pluck()
    .all();
  expect(columns).toEqual(['shelf_id']);
});

test('step 130 puts the places in order: 2 before 10, no room first', () => {
  const db = archivesAt(OLD);
  migrate(db, MIGRATIONS, 130);
  expect(
    db.prepare('select room, cabinet, level, position from shelf order by order_key').raw().all(),
  ).toEqual([
    ['', '2', 1, 1],
    ['', '10', 1, 1],
    ['甲库房', 'B', 2, 3],
    ['甲库房', 'B', 10, 3],
  ]);
});
