import type { Database } from 'better-sqlite3';
import { shelfOrder } from '../domain/shelf-order.ts';

/**
 * Places on the shelf have a table of their own, to which archives refer; several may stand at one. The columns go one
 * by one: a customer table that was made anew would take the rows that refer to it along.
 */
export const sql = /* sql */ `
create table shelf (
  id        integer primary key,
  -- '' where there is no room
  room      text not null,
  cabinet   text not null,
  level     integer not null,
  position  integer not null,
  -- made by domain/shelf-order.ts; a step that changes the order makes them anew
  order_key text not null unique,
  unique (room, cabinet, level, position)
) strict;
insert into shelf (room, cabinet, level, position, order_key)
  select coalesce(shelf_room, ''), shelf_cabinet, shelf_level, shelf_position,
    shelf_order(coalesce(shelf_room, ''), shelf_cabinet, shelf_level, shelf_position)
  from customer
  where shelf_cabinet is not null and shelf_level is not null and shelf_position is not null
  group by 1, 2, 3, 4;

alter table customer add column shelf_id integer references shelf (id);
update customer set shelf_id = (
    select id from shelf
    where room = coalesce(shelf_room, '') and cabinet = shelf_cabinet and level = shelf_level
      and position = shelf_position)
  where shelf_cabinet is not null and shelf_level is not null and shelf_position is not null;

drop index customer_by_shelf;
alter table customer drop column shelf_room;
alter table customer drop column shelf_cabinet;
alter table customer drop column shelf_level;
alter table customer drop column shelf_position;
create index customer_by_shelf on customer (shelf_id);
`;

/** Gives the connection the function that the step calls. */
export function prepare(database: Database): void {
  database.function(
    'shelf_order',
    { deterministic: true, directOnly: true },
    (room, cabinet, level, position) =>
      shelfOrder({
        room: String(room),
        cabinet: String(cabinet),
        level: Number(level),
        position: Number(position),
      }),
  );
}
