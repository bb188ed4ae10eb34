import type { Transaction } from '../../database/Database.ts';
import type { RecordIds } from '../../Store.ts';
import { COUNTS } from './countingUsers.ts';
import { IDENTITY, USERS_OF_CONTACTS } from './usersOfContacts.ts';

/**
 * The steps of the way from users to contacts, as tables that live as long as the transaction: several questions are
 * put to them, and with their statistics the planner joins them as it should.
 *
 * - `person`: every user who counts, or every one around the records; what his external id says.
 * - `person_contact`: the live contacts that he is, each with its account where that is live, else null.
 * - `person_account`: the accounts among them. `own_organization`: what these are linked to.
 */
const TABLES = `
  create temp table if not exists around_user (user_id text collate "C") on commit delete rows;
  create temp table if not exists person (
    user_id text collate "C", form text, named_contact text collate "C", default_organization_id text collate "C",
    email_hash text collate "C"
  ) on commit delete rows;
  create temp table if not exists person_contact (
    user_id text collate "C", contact_id text collate "C", account_id text collate "C", found_by text
  ) on commit delete rows;
  create temp table if not exists person_account (
    user_id text collate "C", account_id text collate "C", found_by text
  ) on commit delete rows;
  create temp table if not exists own_organization (
    user_id text collate "C", organization_id text collate "C"
  ) on commit delete rows;`;

/** Fills the tables above: with everybody (null), or with whoever a finding about one of the records can speak of. */
export async function resolvePersons(transaction: Transaction, around: RecordIds | null): Promise<void> {
  await transaction.exec(TABLES);
  // Hashes of a million rows do not fit into the 4 MB that PostgreSQL grants a step by default.
  await transaction.exec("set local work_mem = '64MB'");
  if (around !== null) await fillAroundUser(transaction, around);
  await transaction.exec(`
    ${fillPerson(around === null ? '' : 'and zendesk_user.id in (select around_user.user_id from around_user)')};
    analyze person;
    ${FILL_PERSON_CONTACT};
    analyze person_contact;
    ${FILL_PERSON_ACCOUNT};
    analyze person_account;
    ${FILL_OWN_ORGANIZATION};
    analyze own_organization;`);
}

async function fillAroundUser(transaction: Transaction, { accountIds, organizationIds }: RecordIds): Promise<void> {
  await transaction.query(
    `insert into around_user (user_id)
    with recursive seed_contact as materialized (
      select contact.id, contact.fold, contact.email_hash
      from mirror.contact
      where contact.account_id = any ($1::text[])
    ),
    ${IDENTITY}
    ${USERS_OF_CONTACTS}
    union
    select membership.user_id
    from mirror.organization_membership as membership
    where membership.organization_id = any ($2::text[])
    union
    select member.id from mirror.zendesk_user as member where member.default_organization_id = any ($2::text[])
    union
    select ticket.requester_id
    from mirror.ticket
    where ticket.organization_id = any ($2::text[]) and ticket.requester_id is not null`,
    [accountIds, organizationIds],
  );
  await transaction.exec('analyze around_user');
}

/** An id of 15 characters says which contact it is only where exactly one fits. */
const fillPerson = (restricted: string) => `
  insert into person (user_id, form, named_contact, default_organization_id, email_hash)
  with counting as materialized (
    select
      zendesk_user.id, zendesk_user.contact_key, zendesk_user.contact_key_form, zendesk_user.default_organization_id,
      case when zendesk_user.verified then zendesk_user.email_hash end as email_hash
    from mirror.zendesk_user
    where ${COUNTS('zendesk_user')} ${restricted}
  ),
  fold as materialized (
    select contact.fold, count(*) as carriers, min(contact.id) as contact_id
    from mirror.contact
    where contact.fold in (select counting.contact_key from counting where counting.contact_key_form = 'fifteen')
    group by contact.fold
  )
  select
    counting.id,
    case counting.contact_key_form
      when 'fifteen' then case coalesce(fold.carriers, 0) when 0 then 'unknown_contact' when 1 then 'noncanonical' else 'other' end
      when 'canonical' then case when contact.id is null then 'unknown_contact' else 'canonical' end
      when 'noncanonical' then case when contact.id is null then 'unknown_contact' else 'noncanonical' end
      else counting.contact_key_form
    end,
    coalesce(contact.id, case when fold.carriers = 1 then fold.contact_id end),
    counting.default_organization_id,
    counting.email_hash
  from counting
  left join mirror.contact on contact.id = counting.contact_key
  left join fold on fold.fold = counting.contact_key and counting.contact_key_form = 'fifteen'`;

/** A contact that was merged leads to its survivor; what his external id leads to comes before his address. */
const FILL_PERSON_CONTACT = `
  insert into person_contact (user_id, contact_id, account_id, found_by)
  with recursive chain (start, contact_id) as (
    select loser.id, loser.master_id
    from mirror.contact as loser
    where loser.deleted and loser.master_id is not null
      and loser.id in (select person.named_contact from person)
    union
    select chain.start, loser.master_id
    from chain
    join mirror.contact as loser on loser.id = chain.contact_id
    where loser.deleted and loser.master_id is not null
  ),
  by_external_id as materialized (
    select person.user_id, contact.id as contact_id, contact.account_id
    from person
    join mirror.contact on contact.id = person.named_contact
    where not contact.deleted
    union
    select person.user_id, contact.id, contact.account_id
    from person
    join chain on chain.start = person.named_contact
    join mirror.contact on contact.id = chain.contact_id
    where not contact.deleted
  ),
  found as (
    select by_external_id.user_id, by_external_id.contact_id, by_external_id.account_id, 'external_id' as found_by
    from by_external_id
    union all
    select person.user_id, contact.id, contact.account_id, 'email'
    from person
    join mirror.contact on contact.email_hash = person.email_hash
    where not contact.deleted
      and not exists (select from by_external_id where by_external_id.user_id = person.user_id)
  )
  select found.user_id, found.contact_id, account.id, found.found_by
  from found
  left join mirror.account on account.id = found.account_id and account.state = 'live'`;

const FILL_PERSON_ACCOUNT = `
  insert into person_account (user_id, account_id, found_by)
  select distinct person_contact.user_id, person_contact.account_id, person_contact.found_by
  from person_contact
  where person_contact.account_id is not null`;

const FILL_OWN_ORGANIZATION = `
  insert into own_organization (user_id, organization_id)
  select distinct person_account.user_id, link.organization_id
  from person_account
  join mirror.link on link.account_id = person_account.account_id`;
