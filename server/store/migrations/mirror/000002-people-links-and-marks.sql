-- What people, tickets and domains are judged by; the links that stand; where each feed of changes goes on; and whom the
-- changes since the last judgement concern. The mirror is disposable: its rows lack the new columns' content, so they go.

truncate
  mirror.account,
  mirror.account_key,
  mirror.organization,
  mirror.organization_key,
  mirror.salesforce_user,
  mirror.contact,
  mirror.account_contact_relation,
  mirror.zendesk_user,
  mirror.organization_membership,
  mirror.ticket;

alter table mirror.account add column modified_by_id text collate "C";

alter table mirror.organization
  add column domains json not null,
  add column mirrored json not null;

alter table mirror.contact
  drop column email_domain,
  add column master_id text collate "C",
  add column fold text collate "C" not null;
create index contact_by_account on mirror.contact (account_id) where account_id is not null;
create index contact_by_email on mirror.contact (email_hash) where email_hash is not null;
create index contact_by_fold on mirror.contact (fold);
create index contact_by_master on mirror.contact (master_id) where master_id is not null;

create index account_contact_relation_by_account on mirror.account_contact_relation (account_id);
create index account_contact_relation_by_contact on mirror.account_contact_relation (contact_id);

alter table mirror.zendesk_user
  drop column external_id,
  add column contact_key text collate "C",
  add column contact_key_form text not null
    check (contact_key_form in ('none', 'canonical', 'noncanonical', 'fifteen', 'other'));
create index zendesk_user_by_contact_key on mirror.zendesk_user (contact_key) where contact_key is not null;
create index zendesk_user_by_email on mirror.zendesk_user (email_hash) where email_hash is not null;
create index zendesk_user_by_default_organization on mirror.zendesk_user (default_organization_id)
  where default_organization_id is not null;
create index zendesk_administrator on mirror.zendesk_user (email_domain) where role = 'admin';

create index organization_membership_by_user on mirror.organization_membership (user_id);
create index organization_membership_by_organization on mirror.organization_membership (organization_id);

create index ticket_by_requester on mirror.ticket (requester_id) where requester_id is not null;
create index ticket_by_organization on mirror.ticket (organization_id) where organization_id is not null;

-- Links that stand, as last judged. inherited_from: the ancestor whose link the account shares.
create table mirror.link (
  account_id text collate "C" not null,
  organization_id text collate "C" not null,
  inherited_from text collate "C",
  primary key (account_id, organization_id)
);
create index link_by_organization on mirror.link (organization_id);

create table mirror.source_cursor (
  source text collate "C" primary key,
  cursor text not null
);

-- Whom changes concern that were not judged yet. number: of the newest change that does.
create table mirror.affected (
  kind text collate "C" not null check (kind in ('account', 'organization')),
  id text collate "C" not null,
  number bigint not null,
  primary key (kind, id)
);

-- One row: the number of the newest change, of the one that made everything count as affected (null: not everything
-- does), and of the newest whose marks were handed out to be judged (null: none are). A new mirror was never judged.
create table mirror.marking (
  only_one boolean primary key default true check (only_one),
  newest bigint not null,
  everything bigint,
  handed_out bigint
);
insert into mirror.marking (newest, everything) values (1, 1);
