-- Triage: what people decide about exceptions, who works on them, and how often they came back.

alter table ledger.exception
  add column opened_at timestamptz,
  add column regressions integer not null default 0,
  -- A Salesforce user's id; null: nobody's yet.
  add column owner_id text collate "C",
  -- What was decided and holds; null: nothing does.
  add column decision json,
  -- Why the last decision holds no more.
  add column reopened json,
  -- Whoever decides says which one he saw.
  add column revision integer not null default 1;

-- What is known of them from before: each return is in the history.
update ledger.exception set
  opened_at = coalesce(returned.at, exception.first_seen_at),
  regressions = coalesce(returned.times, 0)
from ledger.exception as self
left join (
  select change.fingerprint, max(change.judged_at) as at, count(*)::integer as times
  from (
    select
      exception_change.fingerprint,
      exception_change.status,
      exception_change.judged_at,
      lag(exception_change.status) over (
        partition by exception_change.fingerprint order by exception_change.number
      ) as status_before
    from ledger.exception_change
  ) as change
  where change.status_before = 'resolved' and change.status <> 'resolved'
  group by change.fingerprint
) as returned on returned.fingerprint = self.fingerprint
where self.fingerprint = exception.fingerprint;

update ledger.exception set decision = json_build_object(
  'status', newest.status,
  'reason', newest.reason,
  'by', newest.decided_by,
  'at', to_char(newest.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'until', null
)
from (
  select distinct on (decision.fingerprint) decision.*
  from ledger.decision
  order by decision.fingerprint, decision.number desc
) as newest
where newest.fingerprint = exception.fingerprint and newest.status = exception.status;

alter table ledger.exception
  alter column opened_at set not null,
  alter column regressions drop default,
  alter column revision drop default;

alter table ledger.exception_change
  add column owner_id text collate "C",
  add column decision json,
  add column reopened json,
  -- Null: from before exceptions counted their changes.
  add column revision integer;

-- What was done; the reason column holds what was said with it. Before, one could only say that two are not the same.
alter table ledger.decision
  add column action text collate "C" not null default 'not_same',
  add column until timestamptz,
  -- What it made of the exception; null: from before exceptions counted their changes.
  add column revision integer;
alter table ledger.decision alter column action drop default;
