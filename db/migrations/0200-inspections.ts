/**
 * 检查: one for each half-year, and addenda to it. What is noted of an archive stands in rows that only grow: a later row
 * of the same archive corrects the one before. What was signed is kept whole, as it was printed.
 */
export const sql = /* sql */ `
create table inspection (
  id         integer primary key,
  period     text not null,
  -- 0 for the inspection itself, then the addenda to it
  addendum   integer not null default 0 check (addendum >= 0),
  state      text not null check (state in ('planned', 'running', 'in_review', 'reviewed', 'signed')),
  -- the day of the department on which it was opened
  opened_on  text not null,
  -- archives filed later have a larger id
  listed_to  integer not null,
  version    integer not null default 1,
  updated_at integer not null,
  unique (period, addendum)
) strict;
-- One at a time.
create unique index inspection_open on inspection (addendum > 0) where state <> 'signed';

create table inspection_entry (
  id            integer primary key,
  inspection_id integer not null references inspection (id),
  customer_id   integer not null references customer (id),
  -- from 1 for each archive
  no            integer not null check (no > 0),
  outcome       text not null check (outcome in ('in_place', 'on_loan', 'missing', 'misplaced')),
  way           text not null check (way in ('scan', 'pick', 'level')),
  -- where it belonged then; null where it had no place
  room          text,
  cabinet       text,
  level         integer,
  position      integer,
  found_room    text,
  found_cabinet text,
  found_level   integer,
  put_right     text check (put_right in ('put_back', 'registered')),
  borrower      text,
  due_on        text,
  -- null: everything as it should be
  findings      text check (json_valid(findings)),
  note          text,
  at            integer not null,
  account_id    integer not null references account (id),
  seq           integer not null,
  digest        blob not null check (length(digest) = 32),
  unique (inspection_id, customer_id, no)
) strict;
create index inspection_entry_by_inspection on inspection_entry (inspection_id, id);
create index inspection_entry_by_customer on inspection_entry (customer_id, inspection_id);

-- Who looks after what: a room, a cabinet of it, or levels of that.
create table inspection_share (
  id            integer primary key,
  inspection_id integer not null references inspection (id),
  person_id     integer not null references person (id),
  room          text,
  cabinet       text,
  from_level    integer,
  to_level      integer,
  -- 0 takes back what an earlier row gave
  given         integer not null check (given in (0, 1)),
  at            integer not null,
  account_id    integer not null references account (id),
  seq           integer not null,
  digest        blob not null check (length(digest) = 32)
) strict;
create index inspection_share_by_inspection on inspection_share (inspection_id, id);

-- The record as it was signed, packed; another one where it was given back and signed again.
create table inspection_record (
  id            integer primary key,
  inspection_id integer not null references inspection (id),
  content       blob not null,
  at            integer not null,
  account_id    integer not null references account (id),
  seq           integer not null,
  digest        blob not null check (length(digest) = 32)
) strict;
create index inspection_record_by_inspection on inspection_record (inspection_id, id);

create trigger inspection_entry_no_update before update on inspection_entry
begin select raise(abort, 'entries are final'); end;
create trigger inspection_entry_no_delete before delete on inspection_entry
begin select raise(abort, 'entries are final'); end;
create trigger inspection_entry_closed before insert on inspection_entry
when (select state from inspection where id = new.inspection_id) <> 'running'
begin select raise(abort, 'the inspection is not running'); end;
create trigger inspection_share_no_update before update on inspection_share
begin select raise(abort, 'entries are final'); end;
create trigger inspection_share_no_delete before delete on inspection_share
begin select raise(abort, 'entries are final'); end;
create trigger inspection_record_no_update before update on inspection_record
begin select raise(abort, 'records are final'); end;
create trigger inspection_record_no_delete before delete on inspection_record
begin select raise(abort, 'records are final'); end;
create trigger inspection_signed before update on inspection when old.state = 'signed'
begin select raise(abort, 'what was signed is final'); end;
create trigger inspection_no_delete before delete on inspection
begin select raise(abort, 'inspections are final'); end;
`;
