-- Made by `npm run schema` from the migrations; do not edit.

create table ledger.announced_exception (
  fingerprint text collate "C" not null,
  opened_at timestamp with time zone not null
);
create table ledger.announced_link (
  account_id text collate "C" not null,
  status text collate "C" not null,
  turned_at timestamp with time zone
);
create table ledger.baseline (
  only_one boolean not null default true,
  run_id text collate "C" not null,
  accepted_at timestamp with time zone not null,
  accepted_by text not null
);
create table ledger.change_intent (
  number bigint not null generated always as identity,
  apply_id text collate "C" not null,
  plan_id text collate "C" not null,
  change_id text collate "C" not null,
  intended_at timestamp with time zone not null
);
create table ledger.change_receipt (
  number bigint not null generated always as identity,
  apply_id text collate "C" not null,
  plan_id text collate "C" not null,
  group_id text collate "C" not null,
  change_id text collate "C" not null,
  outcome text not null,
  reason text,
  detail text not null,
  before json not null,
  after json not null,
  created_id text collate "C",
  received_at timestamp with time zone not null
);
create table ledger.decision (
  number bigint not null generated always as identity,
  fingerprint text collate "C" not null,
  status text not null,
  evidence_fingerprint text collate "C" not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  action text collate "C" not null,
  until timestamp with time zone,
  revision integer
);
create table ledger.exception (
  fingerprint text collate "C" not null,
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
  first_seen_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolution text,
  cause json,
  outlived_repairs_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  regressions integer not null,
  owner_id text collate "C",
  decision json,
  reopened json,
  revision integer not null
);
create table ledger.exception_change (
  number bigint not null generated always as identity,
  fingerprint text collate "C" not null,
  evidence_fingerprint text collate "C" not null,
  severity text not null,
  status text not null,
  evidence json not null,
  resolution text,
  run_id text collate "C",
  judged_at timestamp with time zone not null,
  cause json,
  owner_id text collate "C",
  decision json,
  reopened json,
  revision integer
);
create table ledger.merge_redirect (
  number bigint not null generated always as identity,
  system text collate "C" not null,
  loser_id text collate "C" not null,
  winner_id text collate "C" not null,
  seen_at timestamp with time zone not null
);
create table ledger.migration (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone not null default now()
);
create table ledger.notice (
  number bigint not null generated always as identity,
  notice_id text collate "C" not null,
  kind text collate "C" not null,
  content json not null,
  created_at timestamp with time zone not null,
  attempts integer not null default 0,
  problem text,
  settled_at timestamp with time zone,
  sent boolean
);
create table ledger.open_ticket (
  ticket_id text collate "C" not null,
  organization_id text collate "C" not null
);
create table ledger.pinned_instance (
  only_one boolean not null default true,
  salesforce_org_id text not null,
  zendesk_subdomain text not null
);
create table ledger.plan (
  number bigint not null generated always as identity,
  plan_id text collate "C" not null,
  hash text collate "C" not null,
  kind text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  proposed_by text not null,
  reason text not null,
  changes integer not null,
  body json not null
);
create table ledger.plan_apply (
  number bigint not null generated always as identity,
  apply_id text collate "C" not null,
  plan_id text collate "C" not null,
  applied_by text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone
);
create table ledger.plan_approval (
  number bigint not null generated always as identity,
  plan_id text collate "C" not null,
  hash text collate "C" not null,
  approved_by text collate "C" not null,
  approved_at timestamp with time zone not null
);
create table ledger.plan_group (
  number bigint not null generated always as identity,
  plan_id text collate "C" not null,
  group_id text collate "C" not null,
  account_ids text[] not null,
  organization_ids text[] not null
);
create table ledger.published_row (
  object_name text collate "C" not null,
  external_key text collate "C" not null,
  content_digest text not null,
  record_id text
);
create table ledger.published_status (
  subject text collate "C" not null,
  subject_id text collate "C" not null,
  status text not null,
  codes text[] not null
);
create table ledger.run (
  run_id text collate "C" not null,
  number bigint not null generated always as identity,
  mode text not null,
  status text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  judged_at timestamp with time zone not null,
  counts json not null,
  sources json not null,
  salesforce_calls integer not null,
  zendesk_calls integer not null,
  elapsed_ms double precision not null,
  contract_version text not null,
  salesforce_org_id text,
  zendesk_subdomain text,
  problems text[] not null,
  hold json,
  salesforce_allowance_left double precision,
  zendesk_allowance_left double precision,
  quality json
);
create table ledger.sample (
  number bigint not null generated always as identity,
  account_id text collate "C" not null,
  organization_id text collate "C" not null,
  drawn_by text not null,
  drawn_at timestamp with time zone not null
);
create table ledger.sample_answer (
  number bigint not null generated always as identity,
  sample_number bigint not null,
  answer text not null,
  note text not null,
  answered_by text not null,
  answered_at timestamp with time zone not null
);
create table ledger.ticket_loss (
  ticket_id text collate "C" not null,
  organization_id text collate "C" not null,
  lost_at timestamp with time zone not null,
  lost integer not null,
  open_before integer not null
);
create table ledger.verdict (
  subject text collate "C" not null,
  subject_id text collate "C" not null,
  account_id text collate "C",
  organization_id text collate "C",
  status text not null,
  reason text not null,
  codes text[] not null,
  sentence text not null,
  evidence json not null,
  last_known json,
  since timestamp with time zone not null,
  judged_at timestamp with time zone not null,
  run_id text collate "C" not null
);
create table ledger.verdict_change (
  number bigint not null generated always as identity,
  subject text collate "C" not null,
  subject_id text collate "C" not null,
  status text,
  codes text[] not null,
  evidence json,
  run_id text collate "C" not null,
  judged_at timestamp with time zone not null,
  account_id text collate "C",
  organization_id text collate "C",
  reason text,
  sentence text
);
create table ledger.webhook_event (
  event_id text collate "C" not null,
  received_at timestamp with time zone not null
);
create table mirror.account (
  id text collate "C" not null,
  state text not null,
  master_id text collate "C",
  name text,
  is_person_account boolean not null,
  parent_id text collate "C",
  owner_id text collate "C",
  stored_id text,
  native_id text,
  key_text text,
  attributes json not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  modified_by_id text collate "C"
);
create table mirror.account_contact_relation (
  id text collate "C" not null,
  account_id text collate "C" not null,
  contact_id text collate "C" not null,
  direct boolean not null,
  active boolean not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null
);
create table mirror.account_key (
  rung text collate "C" not null,
  key text collate "C" not null,
  account_id text collate "C" not null
);
create table mirror.affected (
  kind text collate "C" not null,
  id text collate "C" not null,
  number bigint not null
);
create table mirror.contact (
  id text collate "C" not null,
  account_id text collate "C",
  deleted boolean not null,
  email_hash text collate "C",
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  master_id text collate "C",
  fold text collate "C" not null
);
create table mirror.link (
  account_id text collate "C" not null,
  organization_id text collate "C" not null,
  inherited_from text collate "C"
);
create table mirror.marking (
  only_one boolean not null default true,
  newest bigint not null,
  everything bigint,
  handed_out bigint
);
create table mirror.migration (
  number integer not null,
  name text not null,
  applied_at timestamp with time zone not null default now()
);
create table mirror.organization (
  id text collate "C" not null,
  state text not null,
  merged_into text collate "C",
  name text,
  key_text text,
  domain_names text[] not null,
  tags text[] not null,
  shared_tickets boolean not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  domains json not null,
  mirrored json not null
);
create table mirror.organization_key (
  rung text collate "C" not null,
  key text collate "C" not null,
  organization_id text collate "C" not null
);
create table mirror.organization_membership (
  id text collate "C" not null,
  user_id text collate "C" not null,
  organization_id text collate "C" not null,
  is_default boolean not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null
);
create table mirror.salesforce_user (
  id text collate "C" not null,
  active boolean not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null
);
create table mirror.source_cursor (
  source text collate "C" not null,
  cursor text not null
);
create table mirror.ticket (
  id text collate "C" not null,
  requester_id text collate "C",
  organization_id text collate "C",
  status text not null,
  created_at timestamp with time zone not null,
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null
);
create table mirror.zendesk_user (
  id text collate "C" not null,
  role text not null,
  active boolean not null,
  suspended boolean not null,
  verified boolean not null,
  default_organization_id text collate "C",
  email_hash text collate "C",
  email_domain text collate "C",
  modified_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  contact_key text collate "C",
  contact_key_form text not null
);

alter table ledger.announced_exception add constraint announced_exception_pkey PRIMARY KEY (fingerprint);
alter table ledger.announced_link add constraint announced_link_pkey PRIMARY KEY (account_id);
alter table ledger.baseline add constraint baseline_only_one_check CHECK (only_one);
alter table ledger.baseline add constraint baseline_pkey PRIMARY KEY (only_one);
alter table ledger.change_intent add constraint change_intent_apply_id_fkey FOREIGN KEY (apply_id) REFERENCES ledger.plan_apply(apply_id);
alter table ledger.change_intent add constraint change_intent_pkey PRIMARY KEY (number);
alter table ledger.change_receipt add constraint change_receipt_apply_id_fkey FOREIGN KEY (apply_id) REFERENCES ledger.plan_apply(apply_id);
alter table ledger.change_receipt add constraint change_receipt_pkey PRIMARY KEY (number);
alter table ledger.decision add constraint decision_pkey PRIMARY KEY (number);
alter table ledger.exception add constraint exception_pkey PRIMARY KEY (fingerprint);
alter table ledger.exception_change add constraint exception_change_pkey PRIMARY KEY (number);
alter table ledger.merge_redirect add constraint merge_redirect_pkey PRIMARY KEY (number);
alter table ledger.merge_redirect add constraint merge_redirect_system_check CHECK ((system = ANY (ARRAY['salesforce'::text, 'zendesk'::text])));
alter table ledger.migration add constraint migration_pkey PRIMARY KEY (number);
alter table ledger.notice add constraint notice_notice_id_key UNIQUE (notice_id);
alter table ledger.notice add constraint notice_pkey PRIMARY KEY (number);
alter table ledger.open_ticket add constraint open_ticket_pkey PRIMARY KEY (ticket_id);
alter table ledger.pinned_instance add constraint pinned_instance_only_one_check CHECK (only_one);
alter table ledger.pinned_instance add constraint pinned_instance_pkey PRIMARY KEY (only_one);
alter table ledger.plan add constraint plan_number_key UNIQUE (number);
alter table ledger.plan add constraint plan_pkey PRIMARY KEY (plan_id);
alter table ledger.plan_apply add constraint plan_apply_number_key UNIQUE (number);
alter table ledger.plan_apply add constraint plan_apply_pkey PRIMARY KEY (apply_id);
alter table ledger.plan_apply add constraint plan_apply_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES ledger.plan(plan_id);
alter table ledger.plan_approval add constraint plan_approval_pkey PRIMARY KEY (number);
alter table ledger.plan_approval add constraint plan_approval_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES ledger.plan(plan_id);
alter table ledger.plan_approval add constraint plan_approval_plan_id_hash_approved_by_key UNIQUE (plan_id, hash, approved_by);
alter table ledger.plan_group add constraint plan_group_pkey PRIMARY KEY (number);
alter table ledger.plan_group add constraint plan_group_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES ledger.plan(plan_id);
alter table ledger.plan_group add constraint plan_group_plan_id_group_id_key UNIQUE (plan_id, group_id);
alter table ledger.published_row add constraint published_row_pkey PRIMARY KEY (object_name, external_key);
alter table ledger.published_status add constraint published_status_pkey PRIMARY KEY (subject, subject_id);
alter table ledger.published_status add constraint published_status_subject_check CHECK ((subject = ANY (ARRAY['account'::text, 'organization'::text])));
alter table ledger.run add constraint run_number_key UNIQUE (number);
alter table ledger.run add constraint run_pkey PRIMARY KEY (run_id);
alter table ledger.sample add constraint sample_pkey PRIMARY KEY (number);
alter table ledger.sample_answer add constraint sample_answer_answer_check CHECK ((answer = ANY (ARRAY['right'::text, 'wrong'::text, 'unsure'::text])));
alter table ledger.sample_answer add constraint sample_answer_pkey PRIMARY KEY (number);
alter table ledger.sample_answer add constraint sample_answer_sample_number_fkey FOREIGN KEY (sample_number) REFERENCES ledger.sample(number);
alter table ledger.ticket_loss add constraint ticket_loss_pkey PRIMARY KEY (ticket_id);
alter table ledger.verdict add constraint verdict_pkey PRIMARY KEY (subject, subject_id);
alter table ledger.verdict add constraint verdict_subject_check CHECK ((subject = ANY (ARRAY['account'::text, 'organization'::text])));
alter table ledger.verdict_change add constraint verdict_change_pkey PRIMARY KEY (number);
alter table ledger.webhook_event add constraint webhook_event_pkey PRIMARY KEY (event_id);
alter table mirror.account add constraint account_pkey PRIMARY KEY (id);
alter table mirror.account add constraint account_state_check CHECK ((state = ANY (ARRAY['live'::text, 'deleted'::text, 'merged'::text])));
alter table mirror.account_contact_relation add constraint account_contact_relation_pkey PRIMARY KEY (id);
alter table mirror.account_key add constraint account_key_pkey PRIMARY KEY (rung, key, account_id);
alter table mirror.affected add constraint affected_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'organization'::text])));
alter table mirror.affected add constraint affected_pkey PRIMARY KEY (kind, id);
alter table mirror.contact add constraint contact_pkey PRIMARY KEY (id);
alter table mirror.link add constraint link_pkey PRIMARY KEY (account_id, organization_id);
alter table mirror.marking add constraint marking_only_one_check CHECK (only_one);
alter table mirror.marking add constraint marking_pkey PRIMARY KEY (only_one);
alter table mirror.migration add constraint migration_pkey PRIMARY KEY (number);
alter table mirror.organization add constraint organization_pkey PRIMARY KEY (id);
alter table mirror.organization add constraint organization_state_check CHECK ((state = ANY (ARRAY['live'::text, 'merged'::text, 'gone'::text])));
alter table mirror.organization_key add constraint organization_key_pkey PRIMARY KEY (rung, key, organization_id);
alter table mirror.organization_membership add constraint organization_membership_pkey PRIMARY KEY (id);
alter table mirror.salesforce_user add constraint salesforce_user_pkey PRIMARY KEY (id);
alter table mirror.source_cursor add constraint source_cursor_pkey PRIMARY KEY (source);
alter table mirror.ticket add constraint ticket_pkey PRIMARY KEY (id);
alter table mirror.zendesk_user add constraint zendesk_user_contact_key_form_check CHECK ((contact_key_form = ANY (ARRAY['none'::text, 'canonical'::text, 'noncanonical'::text, 'fifteen'::text, 'other'::text])));
alter table mirror.zendesk_user add constraint zendesk_user_pkey PRIMARY KEY (id);

CREATE INDEX account_by_master ON mirror.account USING btree (master_id) WHERE (master_id IS NOT NULL);
CREATE INDEX account_by_parent ON mirror.account USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX account_contact_relation_by_account ON mirror.account_contact_relation USING btree (account_id);
CREATE INDEX account_contact_relation_by_contact ON mirror.account_contact_relation USING btree (contact_id);
CREATE INDEX account_key_by_account ON mirror.account_key USING btree (account_id);
CREATE INDEX change_intent_by_change ON ledger.change_intent USING btree (plan_id, change_id, number);
CREATE INDEX change_receipt_applied ON ledger.change_receipt USING btree (received_at) WHERE (outcome = 'applied'::text);
CREATE INDEX change_receipt_by_change ON ledger.change_receipt USING btree (plan_id, change_id, number);
CREATE INDEX contact_by_account ON mirror.contact USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX contact_by_email ON mirror.contact USING btree (email_hash) WHERE (email_hash IS NOT NULL);
CREATE INDEX contact_by_fold ON mirror.contact USING btree (fold);
CREATE INDEX contact_by_master ON mirror.contact USING btree (master_id) WHERE (master_id IS NOT NULL);
CREATE INDEX decision_by_fingerprint ON ledger.decision USING btree (fingerprint, number);
CREATE INDEX exception_by_account ON ledger.exception USING gin (account_ids);
CREATE INDEX exception_by_organization ON ledger.exception USING gin (organization_ids);
CREATE INDEX exception_change_by_fingerprint ON ledger.exception_change USING btree (fingerprint, number);
CREATE INDEX link_by_organization ON mirror.link USING btree (organization_id);
CREATE INDEX merge_redirect_by_loser ON ledger.merge_redirect USING btree (system, loser_id, number);
CREATE INDEX notice_waiting ON ledger.notice USING btree (number) WHERE (settled_at IS NULL);
CREATE INDEX organization_by_winner ON mirror.organization USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX organization_key_by_organization ON mirror.organization_key USING btree (organization_id);
CREATE INDEX organization_membership_by_organization ON mirror.organization_membership USING btree (organization_id);
CREATE INDEX organization_membership_by_user ON mirror.organization_membership USING btree (user_id);
CREATE INDEX plan_apply_by_plan ON ledger.plan_apply USING btree (plan_id, number);
CREATE INDEX plan_group_by_account ON ledger.plan_group USING gin (account_ids);
CREATE INDEX plan_group_by_organization ON ledger.plan_group USING gin (organization_ids);
CREATE INDEX sample_answer_by_sample ON ledger.sample_answer USING btree (sample_number, number);
CREATE INDEX sample_by_account ON ledger.sample USING btree (account_id, number);
CREATE INDEX ticket_by_organization ON mirror.ticket USING btree (organization_id) WHERE (organization_id IS NOT NULL);
CREATE INDEX ticket_by_requester ON mirror.ticket USING btree (requester_id) WHERE (requester_id IS NOT NULL);
CREATE INDEX ticket_loss_by_organization ON ledger.ticket_loss USING btree (organization_id);
CREATE INDEX verdict_change_by_subject ON ledger.verdict_change USING btree (subject, subject_id, number);
CREATE INDEX zendesk_administrator ON mirror.zendesk_user USING btree (email_domain) WHERE (role = 'admin'::text);
CREATE INDEX zendesk_user_by_contact_key ON mirror.zendesk_user USING btree (contact_key) WHERE (contact_key IS NOT NULL);
CREATE INDEX zendesk_user_by_default_organization ON mirror.zendesk_user USING btree (default_organization_id) WHERE (default_organization_id IS NOT NULL);
CREATE INDEX zendesk_user_by_email ON mirror.zendesk_user USING btree (email_hash) WHERE (email_hash IS NOT NULL);

CREATE OR REPLACE FUNCTION ledger.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'ledger.% is append only: found an attempt to % it, expected inserts only. Its rows are evidence: add a row that corrects the wrong one.',
    tg_table_name, lower(tg_op);
end
$function$
;

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.change_intent FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.change_receipt FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.decision FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.exception_change FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.merge_redirect FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.plan FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.plan_approval FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.plan_group FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.sample FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.sample_answer FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.verdict_change FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
