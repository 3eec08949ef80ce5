/** Any number of facets: where each stands, and the words of entries after the first. */
export const sql = /* sql */ `
-- Where the number of a facet's code stands: bits from shift on, in a word of 32 bits. Word 0 is search_row.facets.
-- A program that knows other facets writes the values anew when it opens the archive (features/search/index/prepare.ts).
create table facet_place (
  name  text primary key,
  word  integer not null,
  shift integer not null,
  bits  integer not null
) strict, without rowid;
insert into facet_place (name, word, shift, bits) values
  ('category', 0, 0, 2), ('status', 0, 2, 2), ('grade', 0, 4, 5), ('secrecy', 0, 9, 2), ('party', 0, 11, 1),
  ('complete', 0, 12, 1), ('province', 0, 13, 6), ('city', 0, 19, 13);

-- Words from 1 on of entries that have anything in them.
create table search_facet (
  id    integer not null references search_row (id),
  word  integer not null,
  value integer not null,
  primary key (id, word)
) strict, without rowid;
`;
