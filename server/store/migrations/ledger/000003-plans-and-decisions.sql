-- Repair: plans, who approved them, what was sent, what became of it; and what people decided about exceptions.

create table ledger.plan (
  number bigint generated always as identity unique,
  plan_id text collate "C" primary key,
  hash text collate "C" not null,
  kind text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  proposed_by text not null,
  reason text not null,
  -- How many the groups hold.
  changes integer not null,
  -- The plan itself, as it was hashed.
  body json not null
);
create trigger append_only before update or delete or truncate on ledger.plan
  for each statement execute function ledger.refuse_change();

-- Whom each group is about: plans are looked for by account.
create table ledger.plan_group (
  number bigint generated always as identity primary key,
  plan_id text collate "C" not null references ledger.plan,
  group_id text collate "C" not null,
  account_ids text[] not null,
  organization_ids text[] not null,
  unique (plan_id, group_id)
);
create index plan_group_by_account on ledger.plan_group using gin (account_ids);
create index plan_group_by_organization on ledger.plan_group using gin (organization_ids);
create trigger append_only before update or delete or truncate on ledger.plan_group
  for each statement execute function ledger.refuse_change();

create table ledger.plan_approval (
  number bigint generated always as identity primary key,
  plan_id text collate "C" not null references ledger.plan,
  hash text collate "C" not null,
  approved_by text collate "C" not null,
  approved_at timestamptz not null,
  unique (plan_id, hash, approved_by)
);
create trigger append_only before update or delete or truncate on ledger.plan_approval
  for each statement execute function ledger.refuse_change();

-- An execution of a plan: finished_at alone changes, from null.
create table ledger.plan_apply (
  number bigint generated always as identity unique,
  apply_id text collate "C" primary key,
  plan_id text collate "C" not null references ledger.plan,
  applied_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index plan_apply_by_plan on ledger.plan_apply (plan_id, number);

-- Kept before a call: what is about to be sent.
create table ledger.change_intent (
  number bigint generated always as identity primary key,
  apply_id text collate "C" not null references ledger.plan_apply,
  plan_id text collate "C" not null,
  change_id text collate "C" not null,
  intended_at timestamptz not null
);
create index change_intent_by_change on ledger.change_intent (plan_id, change_id, number);
create trigger append_only before update or delete or truncate on ledger.change_intent
  for each statement execute function ledger.refuse_change();

-- The newest row of a change counts.
create table ledger.change_receipt (
  number bigint generated always as identity primary key,
  apply_id text collate "C" not null references ledger.plan_apply,
  plan_id text collate "C" not null,
  group_id text collate "C" not null,
  change_id text collate "C" not null,
  outcome text not null,
  reason text,
  detail text not null,
  before json not null,
  after json not null,
  created_id text collate "C",
  received_at timestamptz not null
);
create index change_receipt_by_change on ledger.change_receipt (plan_id, change_id, number);
create index change_receipt_applied on ledger.change_receipt (received_at) where outcome = 'applied';
create trigger append_only before update or delete or truncate on ledger.change_receipt
  for each statement execute function ledger.refuse_change();

-- What a person said about an exception; the newest row of a fingerprint counts.
create table ledger.decision (
  number bigint generated always as identity primary key,
  fingerprint text collate "C" not null,
  status text not null,
  -- Of what was decided on: other evidence reopens the exception.
  evidence_fingerprint text collate "C" not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null
);
create index decision_by_fingerprint on ledger.decision (fingerprint, number);
create trigger append_only before update or delete or truncate on ledger.decision
  for each statement execute function ledger.refuse_change();

-- Null: no run changed the exception, a person did.
alter table ledger.exception_change alter column run_id drop not null;

-- By the real clock: the start of a run that found the exception again, although changes had been applied to its
-- records. Whatever makes it go away later, those did not.
alter table ledger.exception add column outlived_repairs_at timestamptz;
