/**
 * Steps of decisions, each kept for ever. Those of 建档申请 that were taken before are found again in the log, which
 * has every one, also those that a later submission wrote over; the filing keeps what is its own.
 */
export const sql = /* sql */ `
create table flow_step (
  id           integer primary key,
  flow         text not null,
  record_id    integer not null,
  -- from 1 for each record
  no           integer not null check (no > 0),
  step         text not null,
  state_before text not null,
  state_after  text not null,
  account_id   integer not null references account (id),
  -- null: the program's own act, carried by the account
  person_id    integer references person (id),
  -- name, roles and the wording of the rule as they were then
  person_name  text not null,
  roles        text not null,
  rule_version integer not null,
  rule         text,
  reason       text,
  at           integer not null,
  -- of the record once the step was taken; null where that is no longer known
  version      integer,
  content_hash blob check (length(content_hash) = 32),
  -- over the fields above and the digest of the step before
  digest       blob check (length(digest) = 32),
  -- its row of the log
  seq          integer,
  -- from a time when steps had no table
  taken_over   integer not null default 0 check (taken_over in (0, 1)),
  unique (flow, record_id, no),
  check (taken_over = 1 or (rule is not null and version is not null and content_hash is not null
    and digest is not null and seq is not null))
) strict;

insert into flow_step (flow, record_id, no, step, state_before, state_after, account_id, person_id, person_name,
  roles, rule_version, reason, at, seq, taken_over)
select 'filings', filing.id, row_number() over taken,
  case audit.action
    when 'filings.submit' then iif(lag(audit.seq) over taken is null, 'submit', 'resubmit')
    when 'filings.accept' then 'accept'
    else 'return' end,
  case audit.action
    when 'filings.submit' then iif(lag(audit.seq) over taken is null, 'draft', 'returned')
    else 'submitted' end,
  case audit.action
    when 'filings.submit' then 'submitted'
    when 'filings.accept' then 'accepted'
    else 'returned' end,
  audit.account_id, person.id, person.name, audit.role, 0, audit.reason, audit.at, audit.seq, 1
from audit
join filing on audit.object = 'filing:' || filing.id
join account on account.id = audit.account_id
join person on person.id = account.person_id
where audit.action in ('filings.submit', 'filings.accept', 'filings.return') and audit.decision = 'allow'
window taken as (partition by filing.id order by audit.seq);

-- What stands in a filing, but not in the log.
insert into flow_step (flow, record_id, no, step, state_before, state_after, account_id, person_id, person_name,
  roles, rule_version, at, taken_over)
select 'filings', filing.id, 1, 'submit', 'draft', 'submitted', filing.reported_by, person.id, person.name, '', 0,
  filing.reported_at, 1
from filing
join account on account.id = filing.reported_by
join person on person.id = account.person_id
where filing.reported_at is not null
  and not exists (select 1 from flow_step where flow = 'filings' and record_id = filing.id);
insert into flow_step (flow, record_id, no, step, state_before, state_after, account_id, person_id, person_name,
  roles, rule_version, reason, at, taken_over)
select 'filings', filing.id,
  1 + (select count(*) from flow_step where flow = 'filings' and record_id = filing.id),
  iif(filing.state = 'accepted', 'accept', 'return'), 'submitted', filing.state, filing.decided_by, person.id,
  person.name, '', 0, filing.reason, filing.decided_at, 1
from filing
join account on account.id = filing.decided_by
join person on person.id = account.person_id
where filing.state in ('accepted', 'returned') and filing.decided_at is not null
  and not exists (
    select 1 from flow_step
    where flow = 'filings' and record_id = filing.id and step in ('accept', 'return'));

create trigger flow_step_no_update before update on flow_step
begin select raise(abort, 'steps are final'); end;
create trigger flow_step_no_delete before delete on flow_step
begin select raise(abort, 'steps are final'); end;

-- The next to sign in has the program write into the log what was taken over.
insert into archive_meta select 'flows_to_take_over', '1' where exists (select 1 from filing);

create table filing_copy (
  id          integer primary key,
  state       text not null check (state in ('draft', 'submitted', 'returned', 'withdrawn', 'accepted')),
  input       text not null check (json_valid(input)),
  secrecy     text not null,
  reporter_id integer not null references person (id),
  customer_id integer references customer (id),
  version     integer not null default 1,
  updated_at  integer not null
) strict;
insert into filing_copy
  select filing.id, filing.state, filing.input, filing.secrecy, account.person_id, filing.customer_id,
    filing.version, filing.updated_at
  from filing join account on account.id = filing.reported_by;
drop table filing;
alter table filing_copy rename to filing;
-- Lists and their counts are read from the index alone, without the long input.
create index filing_by_state on filing (state, id, reporter_id, secrecy, customer_id);
create index filing_by_reporter on filing (reporter_id, state, id);
`;
