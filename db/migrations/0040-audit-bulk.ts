/** Rows of one bulk are signed together, by the row that closes it: signing was the dearest part of a large import. */
export const sql = /* sql */ `
create table audit_copy (
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
  -- so many rows just before are signed by this one's signature too
  covers         integer not null default 0 check (covers >= 0),
  signature      blob check (length(signature) = 64),
  check (signature is not null or covers = 0)
) strict;
insert into audit_copy
  select seq, at, account_id, role, action, object, secrecy, decision, reason, before_hash, after_hash,
    prev_hash, hash, account_key_id, 0, signature
  from audit order by seq;
drop table audit;
alter table audit_copy rename to audit;
create index audit_by_object on audit (object, seq);
create index audit_by_action on audit (action, seq);
create index audit_by_account on audit (account_id, seq);
create trigger audit_no_update before update on audit
begin select raise(abort, 'audit rows are final'); end;
create trigger audit_no_delete before delete on audit
begin select raise(abort, 'audit rows are final'); end;
`;
