/** What was kept for an account and cannot be read by this program: as it was, until its owner removes it. */
export const sql = /* sql */ `
create table set_aside (
  id         integer primary key,
  account_id integer not null references account (id) on delete cascade,
  source     text not null check (source in ('draft', 'preference', 'settings', 'filing')),
  key        text not null,
  why        text not null check (why in ('broken', 'newer', 'other_shape')),
  -- may be no JSON at all
  value      text not null,
  at         integer not null
) strict;
create index set_aside_by_account on set_aside (account_id, id);
`;
