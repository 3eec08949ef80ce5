/**
 * Every number comes from a series: of 档号, of codes in a list, of the log's rows. The scope of a series of 档号 is the
 * number with its serial left open; an archive says from which series its number is and which one of it. The pattern of
 * 档号 stays what it was when the first one was given.
 */
export const sql = /* sql */ `
create table series (
  id    integer primary key,
  kind  text not null,
  scope text not null,
  last  integer not null check (last >= 0),
  unique (kind, scope)
) strict;
insert into series (kind, scope, last)
  select case when scope = 'audit' then 'log' when scope like 'list:%' then 'list' else 'archive' end,
    case when scope = 'audit' then '' when scope like 'list:%' then substr(scope, 6)
      else scope || '-{serial:4}' end,
    last
  from serial order by scope;
drop table serial;

alter table customer add column series_id integer references series (id);
alter table customer add column serial integer check (serial > 0);
update customer set
  series_id = (select id from series where kind = 'archive'
    and scope = rtrim(rtrim(archive_no, '0123456789'), '-') || '-{serial:4}'),
  serial = cast(substr(archive_no, length(rtrim(archive_no, '0123456789')) + 1) as integer);
drop index customer_by_serial;
create unique index customer_by_serial on customer (series_id, serial);

insert into archive_meta (key, value)
  values ('archive_no_pattern', '{fonds}-KH·{year}-{retention}-{category}-{serial:4}');
create trigger numbering_no_update before update on archive_meta
when old.key in ('fonds', 'archive_no_pattern') and exists (select 1 from series where kind = 'archive')
begin select raise(abort, 'numbers are given by this pattern'); end;
create trigger numbering_no_delete before delete on archive_meta
when old.key in ('fonds', 'archive_no_pattern') and exists (select 1 from series where kind = 'archive')
begin select raise(abort, 'numbers are given by this pattern'); end;
`;
