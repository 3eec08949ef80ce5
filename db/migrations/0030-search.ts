/** The search index and what the lists of customers are sorted, filtered and counted by. */
export const sql = /* sql */ `
create index customer_by_sort on customer (name_sort);
create index customer_by_filed on customer (filed_on);
-- Serials past 9999 grow by digits: first what stands before the serial, then its length, then the serial.
create index customer_by_serial on customer (rtrim(archive_no, '0123456789'), length(archive_no), archive_no);
create index customer_by_keeper on customer (keeper_id) where keeper_id is not null;

-- A document a customer: its terms, made by features/search/terms.ts, with one space between. Each term begins
-- with a letter for its kind. rowid is the stored rank (search_row.position).
create virtual table search_index using fts5 (
  terms,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~'"
);

-- Pieces that single saves leave are merged by eights, not fours: saves are a quarter cheaper.
insert into search_index (search_index, rank) values ('automerge', 8);

-- What is in the index for a customer, and its values for filters and counts, packed (features/search/facet-codes.ts).
create table search_row (
  id          integer primary key references customer (id),
  position    integer not null,
  -- of the document, so that one that stays the same is not written again
  digest      integer not null,
  facets      integer not null,
  responsible integer not null,
  keeper      integer not null,
  -- the class is in force until this day, for classes above normal only
  lapses_on   text
) strict;
create index search_row_by_lapse on search_row (lapses_on) where lapses_on is not null;

-- Numbers for codes that filters know: n from 1, in the order of first use.
create table facet_value (
  dimension text not null,
  code      text not null,
  n         integer not null,
  primary key (dimension, code),
  unique (dimension, n)
) strict, without rowid;

-- The last changes, so that what is kept in memory is brought up to date: customer_id 0 means many at once.
-- tag tells two rows apart that took the same number because the first was rolled back.
create table search_change (
  seq         integer primary key,
  customer_id integer not null,
  tag         integer not null
) strict;
`;
