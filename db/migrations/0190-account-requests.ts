/** What is asked for accounts and waits for a second person, one for an account at a time; it goes when that is over. */
export const sql = /* sql */ `
create table account_request (
  -- Of an account that is not there yet: the one that it will be.
  account_id   integer primary key,
  request      text not null check (json_valid(request)),
  -- The row of the log that asked: by whom, and when.
  asked_row    integer not null unique references audit (seq),
  -- The row that refused it, whose choice stands there, and what was added to that.
  refused_row  integer unique references audit (seq),
  refused_text text
) strict;
`;
