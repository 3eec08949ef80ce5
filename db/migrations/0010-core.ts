/** The archive itself, the people who use it, their settings, and the audit log. */
export const sql = /* sql */ `
create table archive_meta (
  key   text primary key,
  value text not null
) strict, without rowid;

create table department (
  id     integer primary key,
  name   text not null unique,
  active integer not null default 1 check (active in (0, 1))
) strict;

create table person (
  id            integer primary key,
  name          text not null,
  department_id integer references department (id),
  active        integer not null default 1 check (active in (0, 1))
) strict;

create table account (
  id              integer primary key,
  person_id       integer not null references person (id),
  login           text not null unique collate nocase,
  state           text not null check (state in ('invited', 'active', 'disabled')),
  created_at      integer not null,
  last_sign_in_at integer
) strict;

create table account_role (
  account_id integer not null references account (id),
  role       text not null,
  primary key (account_id, role)
) strict, without rowid;

-- Every signing key an account ever had; audit rows name the one that signed them.
create table account_key (
  id          integer primary key,
  account_id  integer not null references account (id),
  sign_public blob not null unique check (length(sign_public) = 32),
  created_at  integer not null
) strict;

create table setting (
  key   text primary key,
  value text not null check (json_valid(value))
) strict, without rowid;

create table preference (
  account_id integer not null references account (id) on delete cascade,
  key        text not null,
  value      text not null check (json_valid(value)),
  primary key (account_id, key)
) strict, without rowid;

-- Unsaved input, kept inside the archive when it locks.
create table draft (
  account_id integer not null references account (id) on delete cascade,
  key        text not null,
  value      text not null check (json_valid(value)),
  saved_at   integer not null,
  primary key (account_id, key)
) strict, without rowid;

create table list_item (
  list     text not null,
  code     text not null,
  label_zh text not null,
  label_en text not null,
  position integer not null,
  active   integer not null default 1 check (active in (0, 1)),
  primary key (list, code)
) strict, without rowid;

-- Gap-free counters: taken and used in one transaction.
create table serial (
  scope text primary key,
  last  integer not null check (last >= 0)
) strict, without rowid;

create table audit (
  seq            integer primary key,
  at             integer not null,
  account_id     integer not null references account (id),
  role           text not null,
  action         text not null,
  object         text not null,
  secrecy        text,
  decision       text not null check (decision in ('allow', 'deny')),
  reason         text,
  before_hash    blob check (length(before_hash) = 32),
  after_hash     blob check (length(after_hash) = 32),
  prev_hash      blob not null check (length(prev_hash) = 32),
  hash           blob not null check (length(hash) = 32),
  account_key_id integer not null references account_key (id),
  signature      blob not null check (length(signature) = 64)
) strict;
create index audit_by_object on audit (object, seq);
create index audit_by_action on audit (action, seq);
create index audit_by_account on audit (account_id, seq);

create table anchor (
  id             integer primary key,
  kind           text not null,
  seq            integer not null,
  head           blob not null check (length(head) = 32),
  row_count      integer not null,
  at             integer not null,
  account_key_id integer not null references account_key (id),
  signature      blob not null check (length(signature) = 64)
) strict;

create trigger audit_no_update before update on audit
begin select raise(abort, 'audit rows are final'); end;
create trigger audit_no_delete before delete on audit
begin select raise(abort, 'audit rows are final'); end;
create trigger anchor_no_update before update on anchor
begin select raise(abort, 'anchors are final'); end;
create trigger anchor_no_delete before delete on anchor
begin select raise(abort, 'anchors are final'); end;
`;
