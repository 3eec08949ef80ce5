/**
 * 导入记录, 撤回 and 合并: what each import did, in rows that only grow; and whether an archive is one that the department
 * keeps. Those that are no more stand in one small index, which all lists and counts leave out.
 */
export const sql = /* sql */ `
alter table customer add column standing text not null default 'living'
  check (standing in ('living', 'taken_back', 'joined'));
-- which archive it was joined into
alter table customer add column joined_into integer references customer (id)
  check ((standing = 'joined') = (joined_into is not null));
create index customer_gone on customer (standing, joined_into) where standing <> 'living';

create table import_entry (
  id         integer primary key,
  import_id  integer not null check (import_id > 0),
  what       text not null check (what in ('apply', 'undo')),
  file_name  text,
  sheets     text check (json_valid(sheets)),
  -- rows of the file, and what became of them; of an import that was taken back: archives
  total      integer not null,
  added      integer not null,
  updated    integer not null,
  skipped    integer not null,
  -- of those, rows that went into an earlier one
  merged     integer not null,
  refused    integer not null,
  warned     integer not null,
  -- which archives it wrote, and what was said of rows, packed
  content    blob,
  at         integer not null,
  account_id integer not null references account (id),
  seq        integer not null,
  digest     blob not null check (length(digest) = 32),
  unique (import_id, what)
) strict;
create trigger import_entry_no_update before update on import_entry
  begin select raise(abort, 'imports are final'); end;
create trigger import_entry_no_delete before delete on import_entry
  begin select raise(abort, 'imports are final'); end;
`;
