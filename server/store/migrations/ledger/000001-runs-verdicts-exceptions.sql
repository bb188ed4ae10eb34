-- The ledger: what was judged, decided and published. Evidence: never dropped; its histories take inserts only.
-- json, not jsonb: what was written comes back as it was written, in the same order.

create function ledger.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'ledger.% is append only: found an attempt to % it, expected inserts only. Its rows are evidence: add a row that corrects the wrong one.',
    tg_table_name, lower(tg_op);
end
$$;

create table ledger.run (
  run_id text collate "C" primary key,
  -- The order in which runs were opened; clocks may jump.
  number bigint generated always as identity unique,
  mode text not null,
  status text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  judged_at timestamptz not null,
  counts json not null,
  sources json not null,
  salesforce_calls integer not null,
  zendesk_calls integer not null,
  elapsed_ms double precision not null,
  contract_version text not null,
  salesforce_org_id text,
  zendesk_subdomain text,
  problems text[] not null
);

-- One row at most: `only_one` is the key, and it can only be true.
create table ledger.pinned_instance (
  only_one boolean primary key default true check (only_one),
  salesforce_org_id text not null,
  zendesk_subdomain text not null
);

create table ledger.verdict (
  subject text collate "C" not null check (subject in ('account', 'organization')),
  subject_id text collate "C" not null,
  account_id text collate "C",
  organization_id text collate "C",
  status text not null,
  reason text not null,
  codes text[] not null,
  sentence text not null,
  evidence json not null,
  last_known json,
  -- When status or codes last changed.
  since timestamptz not null,
  judged_at timestamptz not null,
  run_id text collate "C" not null,
  primary key (subject, subject_id)
);

create table ledger.verdict_change (
  number bigint generated always as identity primary key,
  subject text collate "C" not null,
  subject_id text collate "C" not null,
  -- Null: the record is gone, and its verdict with it.
  status text,
  codes text[] not null,
  evidence json,
  run_id text collate "C" not null,
  judged_at timestamptz not null
);
create index verdict_change_by_subject on ledger.verdict_change (subject, subject_id, number);
create trigger append_only before update or delete or truncate on ledger.verdict_change
  for each statement execute function ledger.refuse_change();

create table ledger.exception (
  fingerprint text collate "C" primary key,
  evidence_fingerprint text collate "C" not null,
  code text not null,
  severity text not null,
  status text not null,
  account_ids text[] not null,
  organization_ids text[] not null,
  user_ids text[] not null,
  ticket_ids text[] not null,
  evidence json not null,
  recommended_action text not null,
  first_seen_at timestamptz not null,
  resolved_at timestamptz,
  resolution text
);
create index exception_by_account on ledger.exception using gin (account_ids);
create index exception_by_organization on ledger.exception using gin (organization_ids);

create table ledger.exception_change (
  number bigint generated always as identity primary key,
  fingerprint text collate "C" not null,
  evidence_fingerprint text collate "C" not null,
  severity text not null,
  status text not null,
  evidence json not null,
  resolution text,
  run_id text collate "C" not null,
  judged_at timestamptz not null
);
create index exception_change_by_fingerprint on ledger.exception_change (fingerprint, number);
create trigger append_only before update or delete or truncate on ledger.exception_change
  for each statement execute function ledger.refuse_change();

-- The newest row of a loser counts: a merge can be undone and done again with another winner.
create table ledger.merge_redirect (
  number bigint generated always as identity primary key,
  system text collate "C" not null check (system in ('salesforce', 'zendesk')),
  loser_id text collate "C" not null,
  winner_id text collate "C" not null,
  seen_at timestamptz not null
);
create index merge_redirect_by_loser on ledger.merge_redirect (system, loser_id, number);
create trigger append_only before update or delete or truncate on ledger.merge_redirect
  for each statement execute function ledger.refuse_change();

create table ledger.published_row (
  object_name text collate "C" not null,
  external_key text collate "C" not null,
  content_digest text not null,
  record_id text,
  primary key (object_name, external_key)
);
