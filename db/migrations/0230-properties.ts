/** What tests of the four properties found, what was said about what failed, and who works here. */
export const sql = /* sql */ `
create table property_test (
  id               integer primary key,
  scope            text not null check (scope in ('all', 'archive', 'import', 'backup')),
  -- the archives that were filed, from the first to the last
  customer_id      integer references customer (id),
  last_customer_id integer references customer (id),
  inspection_id    integer,
  result           text not null check (json_valid(result) and length(result) < 200000),
  begun_at         integer not null,
  ended_at         integer not null,
  at               integer not null,
  account_id       integer not null references account (id),
  -- the row of the log that has the digest
  seq              integer not null,
  digest           blob not null check (length(digest) = 32),
  check ((scope in ('archive', 'import')) = (customer_id is not null and last_customer_id is not null))
) strict;
create index property_test_by_scope on property_test (scope, id);
create index property_test_by_customer on property_test (customer_id) where customer_id is not null;
create index property_test_by_last on property_test (last_customer_id) where last_customer_id is not null;

create table property_note (
  id          integer primary key,
  test_id     integer not null references property_test (id),
  check_name  text not null,
  reason      text not null,
  reason_text text,
  at          integer not null,
  account_id  integer not null references account (id),
  seq         integer not null,
  digest      blob not null check (length(digest) = 32)
) strict;
create index property_note_by_test on property_note (test_id, id);

create table staff_list (
  id         integer primary key,
  on_day     text not null,
  names      text not null check (json_valid(names) and length(names) < 400000),
  at         integer not null,
  account_id integer not null references account (id),
  seq        integer not null,
  digest     blob not null check (length(digest) = 32)
) strict;

create trigger property_test_no_update before update on property_test
begin select raise(abort, 'tests are final'); end;
create trigger property_test_no_delete before delete on property_test
begin select raise(abort, 'tests are final'); end;
create trigger property_note_no_update before update on property_note
begin select raise(abort, 'notes are final'); end;
create trigger property_note_no_delete before delete on property_note
begin select raise(abort, 'notes are final'); end;
create trigger staff_list_no_update before update on staff_list
begin select raise(abort, 'lists of staff are final'); end;
create trigger staff_list_no_delete before delete on staff_list
begin select raise(abort, 'lists of staff are final'); end;

-- Archives that were filed before are for the test of all.
insert into archive_meta select 'tested_from', max(id) from customer having max(id) is not null;
`;
