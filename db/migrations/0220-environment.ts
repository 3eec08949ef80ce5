/** 温湿度: what was measured in the rooms and looked at there, each batch one row. */
export const sql = /* sql */ `
create table environment_entry (
  id             integer primary key,
  -- the one climate of the archive: what the log calls environment:1
  environment_id integer not null,
  what           text not null check (what in ('readings', 'check', 'withdraw')),
  -- as shelves name it; empty for places without a room
  room           text not null,
  source         text check (source in ('hand', 'csv')),
  -- the first and the last moment on the wall, in seconds
  from_at        integer,
  to_at          integer,
  -- readings, or what was looked at, as stored JSON
  content        text,
  -- of a logger's file: its titles and what each column says
  titles         text,
  mapping        text,
  note           text,
  withdrawn_id   integer references environment_entry (id),
  reason         text,
  reason_text    text,
  at             integer not null,
  account_id     integer not null references account (id),
  seq            integer not null,
  digest         blob not null check (length(digest) = 32),
  check ((what = 'withdraw') = (withdrawn_id is not null)),
  check (what <> 'readings' or source is not null),
  check ((what = 'withdraw') = (content is null)),
  check ((from_at is null) = (what = 'withdraw') and (to_at is null) = (what = 'withdraw'))
) strict;
create unique index environment_entry_withdrawn on environment_entry (withdrawn_id)
  where withdrawn_id is not null;
create index environment_entry_by_room on environment_entry (room, what, from_at);
create index environment_entry_by_titles on environment_entry (titles, id) where titles is not null;

create trigger environment_entry_no_update before update on environment_entry
begin select raise(abort, 'what was measured is final'); end;
create trigger environment_entry_no_delete before delete on environment_entry
begin select raise(abort, 'what was measured is final'); end;
`;
