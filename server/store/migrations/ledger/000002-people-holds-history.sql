-- What history tells a person, what stands between a run and its publication, and what was lost between two runs.

-- Null in rows from before this migration: nobody noted it then.
alter table ledger.verdict_change
  add column account_id text collate "C",
  add column organization_id text collate "C",
  add column reason text,
  add column sentence text;

alter table ledger.run
  add column hold json,
  -- Share of each API's allowance that was left, 0 to 1.
  add column salesforce_allowance_left double precision,
  add column zendesk_allowance_left double precision;

alter table ledger.exception add column cause json;
-- A regression fixes a new cause; the one before stays readable here.
alter table ledger.exception_change add column cause json;

-- One row at most: `only_one` is the key, and it can only be true.
create table ledger.baseline (
  only_one boolean primary key default true check (only_one),
  run_id text collate "C" not null,
  accepted_at timestamptz not null,
  accepted_by text not null
);

-- The status that each verdict was last published with, where it was known.
create table ledger.published_status (
  subject text collate "C" not null check (subject in ('account', 'organization')),
  subject_id text collate "C" not null,
  status text not null,
  -- They tell a note that came or went from people and tickets that were just not read.
  codes text[] not null,
  primary key (subject, subject_id)
);

-- The organization that each open ticket had when tickets were last compared.
create table ledger.open_ticket (
  ticket_id text collate "C" primary key,
  organization_id text collate "C" not null
);

-- Open tickets that lost their organization in a mass change, until they have one again or are no longer open.
create table ledger.ticket_loss (
  ticket_id text collate "C" primary key,
  organization_id text collate "C" not null,
  -- The clock of judgement of the run that saw it.
  lost_at timestamptz not null,
  lost integer not null,
  open_before integer not null
);
create index ticket_loss_by_organization on ledger.ticket_loss (organization_id);

-- Webhook events of the last minutes: one that comes again queues nothing.
create table ledger.webhook_event (
  event_id text collate "C" primary key,
  received_at timestamptz not null
);
