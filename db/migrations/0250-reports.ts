/**
 * 统计报表 (rules.md B1–B5): what is asked for, what was compiled, and what became of it. Figures, comments, copies and
 * saved definitions stand in rows that only grow; what was released stays as it is.
 */
export const sql = /* sql */ `
-- What cannot be read of a request or an amendment is set aside as well.
create table set_aside_wider (
  id         integer primary key,
  account_id integer not null references account (id) on delete cascade,
  source     text not null check (source in
    ('draft', 'preference', 'settings', 'filing', 'report_request', 'report_amendment')),
  key        text not null,
  why        text not null check (why in ('broken', 'newer', 'other_shape')),
  -- may be no JSON at all
  value      text not null,
  at         integer not null
) strict;
insert into set_aside_wider select * from set_aside;
drop table set_aside;
alter table set_aside_wider rename to set_aside;
create index set_aside_by_account on set_aside (account_id, id);

create table report_request (
  id           integer primary key,
  asker_id     integer not null references person (id),
  department   text not null,
  -- the ready report that it is made of
  name         text not null,
  asked        text not null check (json_valid(asked)),
  every        text not null check (every in ('month', 'half', 'year', 'single')),
  first_period text not null,
  valid_until  text not null,
  purpose      text not null,
  -- the most closed class of archives that counts
  scope        text not null check (scope in ('normal', 'confidential', 'secret', 'top_secret')),
  secrecy      text not null default 'normal'
    check (secrecy in ('normal', 'confidential', 'secret', 'top_secret')),
  state        text not null check (state in
    ('draft', 'submitted', 'reviewed', 'approved', 'refused', 'withdrawn', 'ended', 'expired')),
  version      integer not null,
  updated_at   integer not null
) strict;
create index report_request_by_asker on report_request (asker_id, state);
create index report_request_by_state on report_request (state, id);

create table report (
  id          integer primary key,
  -- null: compiled by a person without one
  request_id  integer references report_request (id),
  name        text not null,
  title       text not null,
  period      text not null,
  due_on      text not null,
  revision    integer not null default 1 check (revision > 0),
  -- the revision before
  replaces    integer unique references report (id),
  asked       text not null check (json_valid(asked)),
  scope       text not null check (scope in ('normal', 'confidential', 'secret', 'top_secret')),
  -- null: by the program
  compiled_by integer references person (id),
  compiled_at integer not null,
  as_of       text not null,
  -- the newest row of the log, and of the history of archives, when it was computed
  head_seq    integer not null,
  head_hash   blob not null check (length(head_hash) = 32),
  last_change integer not null,
  state       text not null check (state in ('planned', 'compiled', 'submitted', 'reviewed', 'released',
    'returned', 'cancelled', 'superseded')),
  version     integer not null default 1,
  updated_at  integer not null,
  check ((revision = 1) = (replaces is null)),
  unique (request_id, period, revision)
) strict;
create index report_by_state on report (state, id);

-- Its figures, packed; the last row counts, another one where it was given back.
create table report_content (
  id         integer primary key,
  report_id  integer not null references report (id),
  content    blob not null,
  at         integer not null,
  account_id integer not null references account (id),
  seq        integer not null,
  digest     blob not null check (length(digest) = 32)
) strict;
create index report_content_by_report on report_content (report_id, id);

create table report_comment (
  id         integer primary key,
  report_id  integer not null references report (id),
  -- null: of the whole report, table or row
  table_key  text,
  row_key    text,
  measure    text,
  text       text not null,
  at         integer not null,
  account_id integer not null references account (id),
  seq        integer not null,
  digest     blob not null check (length(digest) = 32)
) strict;
create index report_comment_by_report on report_comment (report_id, id);

-- What happened to each numbered copy.
create table report_copy (
  id         integer primary key,
  report_id  integer not null references report (id),
  copy_no    integer not null check (copy_no > 0),
  what       text not null check (what in ('register', 'hand_out', 'take_back', 'call_in')),
  recipient  text not null,
  department text,
  on_day     text not null,
  note       text,
  at         integer not null,
  account_id integer not null references account (id),
  seq        integer not null,
  digest     blob not null check (length(digest) = 32),
  unique (report_id, copy_no, what)
) strict;
create index report_copy_by_report on report_copy (report_id, id);
create index report_copy_by_seq on report_copy (seq);

create table report_amendment (
  id         integer primary key,
  asker_id   integer not null references person (id),
  report_id  integer not null references report (id),
  items      text not null check (json_valid(items)),
  secrecy    text not null default 'normal'
    check (secrecy in ('normal', 'confidential', 'secret', 'top_secret')),
  state      text not null check (state in
    ('draft', 'submitted', 'approved', 'refused', 'withdrawn', 'filed')),
  version    integer not null,
  updated_at integer not null
) strict;
create index report_amendment_by_report on report_amendment (report_id);
create index report_amendment_by_asker on report_amendment (asker_id, state);

-- Reports saved under a name; each row is a version, the last one counts.
create table report_definition (
  id            integer primary key,
  definition_id integer not null check (definition_id > 0),
  name          text not null,
  base          text not null,
  choices       text not null check (json_valid(choices)),
  shared        integer not null check (shared in (0, 1)),
  retired       integer not null check (retired in (0, 1)),
  at            integer not null,
  account_id    integer not null references account (id),
  seq           integer not null,
  digest        blob not null check (length(digest) = 32)
) strict;
create index report_definition_by_definition on report_definition (definition_id, id);

${['report_content', 'report_comment', 'report_copy', 'report_definition']
  .map(
    (table) => /* sql */ `
create trigger ${table}_no_update before update on ${table}
begin select raise(abort, 'rows of reports are final'); end;
create trigger ${table}_no_delete before delete on ${table}
begin select raise(abort, 'rows of reports are final'); end;`,
  )
  .join('')}
create trigger report_content_closed before insert on report_content
when (select state from report where id = new.report_id) not in ('planned', 'returned')
begin select raise(abort, 'the figures of a report are frozen'); end;
-- Only of what has been reviewed, numbered without a gap, each registered before anything else.
create trigger report_copy_registered before insert on report_copy
when new.what = 'register' and (
  (select state from report where id = new.report_id) <> 'released'
  or new.copy_no <> 1 + (select count(*) from report_copy where report_id = new.report_id and what = 'register'))
begin select raise(abort, 'copies are numbered, of released reports alone'); end;
create trigger report_copy_known before insert on report_copy
when new.what <> 'register' and not exists (
  select 1 from report_copy where report_id = new.report_id and copy_no = new.copy_no and what = 'register')
begin select raise(abort, 'a copy that was not registered'); end;
create trigger report_frozen before update of
  id, request_id, name, title, period, due_on, revision, replaces, asked, scope, compiled_by, compiled_at, as_of,
  head_seq, head_hash, last_change on report
when old.state not in ('planned', 'returned')
begin select raise(abort, 'a report is frozen'); end;
create trigger report_over before update on report when old.state in ('cancelled', 'superseded')
begin select raise(abort, 'what became of a report is final'); end;
create trigger report_no_delete before delete on report
begin select raise(abort, 'reports are final'); end;
create trigger report_request_no_delete before delete on report_request
begin select raise(abort, 'requests are final'); end;
create trigger report_amendment_no_delete before delete on report_amendment
begin select raise(abort, 'amendments are final'); end;
create trigger report_amendment_filed before update on report_amendment when old.state = 'filed'
begin select raise(abort, 'what was filed is final'); end;
`;
