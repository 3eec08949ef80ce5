/** Customers with their people, names, phones, index terms and the history of every field. */
export const sql = /* sql */ `
create table customer (
  id               integer primary key,
  archive_no       text not null unique,
  category         text not null check (category in ('supplier', 'client', 'partner')),
  party            text not null check (party in ('organisation', 'individual')),
  name             text not null check (name <> ''),
  -- normalised for finding duplicates; pinyin for the order of lists
  name_key         text not null,
  name_sort        text not null,
  uscc             text,
  uscc_waiver      text,
  sub_type         text,
  industry         text,
  size             text,
  status           text check (status in ('negotiating', 'active', 'stopped')),
  province         text,
  city             text,
  district         text,
  address          text,
  grade            text,
  secrecy          text not null check (secrecy in ('normal', 'confidential', 'secret', 'top_secret')),
  secrecy_until    text,
  retention        text not null check (retention in ('Y', 'D30', 'D10')),
  first_contact_on text,
  filed_on         text not null,
  annual_volume    integer,
  contract_ends_on text,
  legacy_code      text,
  responsible_id   integer references person (id),
  keeper_id        integer references person (id),
  shelf_room       text,
  shelf_cabinet    text,
  shelf_level      integer,
  shelf_position   integer,
  note             text,
  completeness     integer not null check (completeness between 0 and 100),
  version          integer not null default 1,
  created_at       integer not null,
  updated_at       integer not null
) strict;
create index customer_by_name on customer (name);
create index customer_by_name_key on customer (name_key);
create index customer_by_uscc on customer (uscc) where uscc is not null;
create index customer_by_legacy_code on customer (legacy_code) where legacy_code is not null;
create index customer_by_responsible on customer (responsible_id) where responsible_id is not null;
create index customer_by_incomplete on customer (secrecy) where completeness < 100;
create index customer_by_shelf on customer (shelf_room, shelf_cabinet, shelf_level, shelf_position);

create table contact (
  id          integer primary key,
  customer_id integer not null references customer (id) on delete cascade,
  position_no integer not null,
  name        text not null check (name <> ''),
  position    text,
  mobile      text,
  phone       text,
  note        text
) strict;
create index contact_by_customer on contact (customer_id, position_no);

create table former_name (
  customer_id integer not null references customer (id) on delete cascade,
  name        text not null,
  primary key (customer_id, name)
) strict, without rowid;

create table index_term (
  customer_id integer not null references customer (id) on delete cascade,
  term        text not null,
  primary key (customer_id, term)
) strict, without rowid;

-- The company's own numbers, and its people's once more (with contact_id) so that duplicates and search look
-- in one place. digits: without country code, extension and punctuation.
create table customer_phone (
  customer_id integer not null references customer (id) on delete cascade,
  position_no integer not null,
  number      text not null,
  digits      text not null,
  contact_id  integer references contact (id) on delete cascade,
  primary key (customer_id, position_no)
) strict, without rowid;
create index customer_phone_by_digits on customer_phone (digits);
create index customer_phone_by_contact on customer_phone (contact_id) where contact_id is not null;

create table customer_change (
  id          integer primary key,
  customer_id integer not null references customer (id) on delete cascade,
  version     integer not null,
  at          integer not null,
  account_id  integer not null references account (id),
  field       text not null,
  old_value   text,
  new_value   text,
  reason      text
) strict;
create index customer_change_by_customer on customer_change (customer_id, id);

-- 建档申请: what somebody reported, until it is accepted and becomes a customer.
create table filing (
  id          integer primary key,
  state       text not null check (state in ('draft', 'submitted', 'accepted', 'returned')),
  input       text not null check (json_valid(input)),
  secrecy     text not null,
  reported_by integer not null references account (id),
  reported_at integer,
  decided_by  integer references account (id),
  decided_at  integer,
  reason      text,
  customer_id integer references customer (id),
  version     integer not null default 1,
  updated_at  integer not null
) strict;
create index filing_by_state on filing (state, id);
create index filing_by_reporter on filing (reported_by, id);
`;
