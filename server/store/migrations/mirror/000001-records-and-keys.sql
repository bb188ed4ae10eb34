-- The mirror: both systems' records as last read, and the normalised keys that claims are joined on. Disposable.
-- Ids and keys compare bytewise (collate "C"): the same order in every database, and the fastest one.
-- modified_at: the record's own version; an older one never overwrites a newer one. seen_at: the newest read that saw it.

create table mirror.account (
  id text collate "C" primary key,
  state text not null check (state in ('live', 'deleted', 'merged')),
  master_id text collate "C",
  name text,
  is_person_account boolean not null,
  parent_id text collate "C",
  owner_id text collate "C",
  stored_id text,
  native_id text,
  key_text text,
  attributes json not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);
create index account_by_master on mirror.account (master_id) where master_id is not null;
create index account_by_parent on mirror.account (parent_id) where parent_id is not null;

create table mirror.account_key (
  rung text collate "C" not null,
  key text collate "C" not null,
  account_id text collate "C" not null,
  primary key (rung, key, account_id)
);
create index account_key_by_account on mirror.account_key (account_id);

create table mirror.organization (
  id text collate "C" primary key,
  state text not null check (state in ('live', 'merged', 'gone')),
  merged_into text collate "C",
  name text,
  key_text text,
  domain_names text[] not null,
  tags text[] not null,
  shared_tickets boolean not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);
create index organization_by_winner on mirror.organization (merged_into) where merged_into is not null;

create table mirror.organization_key (
  rung text collate "C" not null,
  key text collate "C" not null,
  organization_id text collate "C" not null,
  primary key (rung, key, organization_id)
);
create index organization_key_by_organization on mirror.organization_key (organization_id);

create table mirror.salesforce_user (
  id text collate "C" primary key,
  active boolean not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);

create table mirror.contact (
  id text collate "C" primary key,
  account_id text collate "C",
  deleted boolean not null,
  email_hash text collate "C",
  email_domain text collate "C",
  modified_at timestamptz not null,
  seen_at timestamptz not null
);

create table mirror.account_contact_relation (
  id text collate "C" primary key,
  account_id text collate "C" not null,
  contact_id text collate "C" not null,
  direct boolean not null,
  active boolean not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);

create table mirror.zendesk_user (
  id text collate "C" primary key,
  external_id text,
  role text not null,
  active boolean not null,
  suspended boolean not null,
  verified boolean not null,
  default_organization_id text collate "C",
  email_hash text collate "C",
  email_domain text collate "C",
  modified_at timestamptz not null,
  seen_at timestamptz not null
);

create table mirror.organization_membership (
  id text collate "C" primary key,
  user_id text collate "C" not null,
  organization_id text collate "C" not null,
  is_default boolean not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);

create table mirror.ticket (
  id text collate "C" primary key,
  requester_id text collate "C",
  organization_id text collate "C",
  status text not null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null
);
