/** What is found to be repaired, or to be searched for, until it is done. */
export const sql = /* sql */ `
create table repair (
  id          integer primary key,
  -- All of it is worked out from its events.
  customer_id integer not null references customer (id),
  kind        text not null,
  state       text not null check (state in ('open', 'done', 'withdrawn')),
  degree      text check (degree in ('slight', 'moderate', 'severe')),
  method      text,
  person_id   integer references person (id),
  person_text text,
  opened_on   text not null,
  due_on      text,
  done_on     text,
  version     integer not null check (version > 0)
) strict;
-- The same finding joins the repair that is open.
create unique index repair_open_once on repair (customer_id, kind) where state = 'open';
create index repair_by_due on repair (state, coalesce(due_on, '9999-12-31'), id);
create index repair_by_customer on repair (customer_id);
create index repair_by_person on repair (person_id) where person_id is not null;

create table repair_event (
  id          integer primary key,
  repair_id   integer not null references repair (id),
  what        text not null check (what in ('open', 'join', 'plan', 'done', 'reopen', 'withdraw')),
  -- by the department's calendar, where the time below is one for all
  day         text not null,
  -- what it is about: said by the first alone
  customer_id integer references customer (id),
  kind        text,
  degree      text check (degree in ('slight', 'moderate', 'severe')),
  note        text,
  -- by what it was found: inspection 3
  source_kind text,
  source_id   integer,
  method      text,
  person_id   integer references person (id),
  person_text text,
  due_on      text,
  done_on     text,
  reason      text,
  reason_text text,
  at          integer not null,
  account_id  integer not null references account (id),
  -- the row of the log that has the last digest of its act
  seq         integer not null,
  digest      blob not null check (length(digest) = 32),
  check ((what = 'open') = (customer_id is not null and kind is not null)),
  check ((source_kind is null) = (source_id is null))
) strict;
create index repair_event_by_repair on repair_event (repair_id, id);
create index repair_event_by_source on repair_event (source_kind, source_id, repair_id)
  where source_kind is not null;

create trigger repair_event_no_update before update on repair_event
begin select raise(abort, 'what happened to a repair is final'); end;
create trigger repair_event_no_delete before delete on repair_event
begin select raise(abort, 'what happened to a repair is final'); end;
create trigger repair_no_delete before delete on repair
begin select raise(abort, 'repairs are kept'); end;
`;
