-- Notices: what is told to people and flows in Salesforce, what they were told before, and what is still to be sent.

create table ledger.announced_link (
  account_id text collate "C" not null primary key,
  -- As published; what was not found out leaves it as it is.
  status text collate "C" not null,
  -- When it turned from one that can be relied on to one that can't, or back; null: before anybody looked.
  turned_at timestamptz
);

-- Critical exceptions that are open, and since when: a later opening is news again.
create table ledger.announced_exception (
  fingerprint text collate "C" not null primary key,
  opened_at timestamptz not null
);

create table ledger.notice (
  number bigint generated always as identity primary key,
  notice_id text collate "C" not null unique,
  kind text collate "C" not null,
  content json not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  -- Why the last attempt failed.
  problem text,
  -- When it was sent or given up; null: it is still to be sent.
  settled_at timestamptz,
  sent boolean
);
create index notice_waiting on ledger.notice (number) where settled_at is null;

-- What stands in Salesforce already is news to nobody.
insert into ledger.announced_link (account_id, status, turned_at)
select published_status.subject_id, published_status.status, null
from ledger.published_status
where published_status.subject = 'account' and exists (select from ledger.baseline);

insert into ledger.announced_exception (fingerprint, opened_at)
select exception.fingerprint, greatest(exception.opened_at, (exception.reopened ->> 'at')::timestamptz)
from ledger.exception
where exception.severity = 'critical'
  and exception.status not in ('resolved', 'accepted', 'not_same')
  and exists (select from ledger.baseline);
