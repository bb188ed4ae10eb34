/**
 * SQL that finds the people and tickets about whom a rule may have something to say, in the tables of resolvePersons.
 * Loose where the core decides exactly (who is related, who is undecided), and never too narrow.
 */
const TABLES = `
  create temp table if not exists own_membership (
    user_id text collate "C", organization_id text collate "C"
  ) on commit delete rows;
  create temp table if not exists candidate_ticket (
    ticket_id text collate "C", requester_id text collate "C", organization_id text collate "C", closed boolean
  ) on commit delete rows;
  create temp table if not exists candidate_person (user_id text collate "C") on commit delete rows;`;

/** Who is a member of an organization that an account of his is linked to. */
const FILL_OWN_MEMBERSHIP = `
  insert into own_membership (user_id, organization_id)
  select distinct own_organization.user_id, own_organization.organization_id
  from own_organization
  join mirror.organization_membership as membership
    on membership.user_id = own_organization.user_id and membership.organization_id = own_organization.organization_id`;

const FILL_CANDIDATE_TICKET = `
  insert into candidate_ticket (ticket_id, requester_id, organization_id, closed)
  select ticket.id, ticket.requester_id, ticket.organization_id, ticket.status = 'closed'
  from mirror.ticket
  join (select distinct person_account.user_id from person_account) as requester
    on requester.user_id = ticket.requester_id
  join (select distinct link.organization_id from mirror.link) as linked
    on linked.organization_id = ticket.organization_id
  left join own_organization as own
    on own.user_id = ticket.requester_id and own.organization_id = ticket.organization_id
  where ticket.status <> 'deleted' and own.user_id is null
  union all
  select ticket.id, ticket.requester_id, null, false
  from mirror.ticket
  join (select distinct own_membership.user_id from own_membership) as member on member.user_id = ticket.requester_id
  where ticket.organization_id is null and ticket.status not in ('closed', 'deleted')`;

const SHARES_AN_ADDRESS = `
  select person_account.user_id
  from person_account
  where person_account.found_by = 'email'
  group by person_account.user_id
  having count(*) > 1`;

const MISSES_A_MEMBERSHIP = `
  select own_organization.user_id
  from own_organization
  left join own_membership
    on own_membership.user_id = own_organization.user_id
    and own_membership.organization_id = own_organization.organization_id
  where own_membership.user_id is null`;

const IS_ELSEWHERE = `
  select membership.user_id
  from mirror.organization_membership as membership
  join (select distinct person_contact.user_id from person_contact) as known on known.user_id = membership.user_id
  join (select distinct link.organization_id from mirror.link) as linked
    on linked.organization_id = membership.organization_id
  left join own_organization as own
    on own.user_id = membership.user_id and own.organization_id = membership.organization_id
  where own.user_id is null`;

const DEFAULTS_ELSEWHERE = `
  select person.user_id
  from person
  join (select distinct own_membership.user_id from own_membership) as member on member.user_id = person.user_id
  left join own_organization as own
    on own.user_id = person.user_id and own.organization_id = person.default_organization_id
  where person.default_organization_id is not null and own.user_id is null`;

/** One who is nobody's contact may still be told by his organization whose he is. */
const HAS_AN_ODD_EXTERNAL_ID = `
  select person.user_id
  from person
  left join (select distinct own_organization.user_id from own_organization) as own on own.user_id = person.user_id
  where person.form = 'unknown_contact' or (person.form = 'noncanonical' and own.user_id is not null)`;

/** Fills `candidate_ticket` and `candidate_person`, requesters included. */
export const FILL_CANDIDATES = `
  ${TABLES}
  ${FILL_OWN_MEMBERSHIP};
  analyze own_membership;
  ${FILL_CANDIDATE_TICKET};
  insert into candidate_person (user_id)
  ${SHARES_AN_ADDRESS}
  union
  ${MISSES_A_MEMBERSHIP}
  union
  ${IS_ELSEWHERE}
  union
  ${DEFAULTS_ELSEWHERE}
  union
  ${HAS_AN_ODD_EXTERNAL_ID}
  union
  select candidate_ticket.requester_id from candidate_ticket;
  analyze candidate_person;`;
