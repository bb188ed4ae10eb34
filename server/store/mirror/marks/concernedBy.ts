/**
 * SQL: whom a change of the rows of a table concerns, from the CTEs `changed` and `version` of markChanges. What comes
 * together with the records by a linking key, a merge or a parent after the change is not looked for: the closure of the
 * marks finds it. What was together with them before, and what only testifies, it cannot find.
 */
import { COUNTS } from '../people/countingUsers.ts';
import { IDENTITY, USERS_OF_CONTACTS } from '../people/usersOfContacts.ts';

export interface Concerned {
  /** More CTEs. */
  readonly steps: string;
  /** Yields kind and id. */
  readonly records: string;
  /** Whether $2 must be the evidence rungs. */
  readonly readsKeys: boolean;
}

/** Null: its rows concern nobody. */
export function concernedBy(table: string): Concerned | null {
  return CONCERNED.get(table) ?? null;
}

/**
 * A name or domain that more records than this carry, those of the change apart, is not followed: it was no evidence
 * before and is none now, as long as `evidenceMatchesAtMost` is not larger; and everybody on one registrable domain is
 * found by the shared domain's own finding. A mail provider's domain would mark thousands.
 */
const CARRIERS_AT_MOST = 50;

const carriersAtMost = (table: string, owner: string) => `(
  select count(*)
  from (
    select from mirror.${table} as carrier
    where carrier.rung = version_key.rung and carrier.key = version_key.key
      and carrier.${owner} not in (select changed.id from changed)
    limit ${CARRIERS_AT_MOST} + 1
  ) as counted
) <= ${CARRIERS_AT_MOST}`;

const KEYS = `
  version_key as materialized (
    select before_key.rung, before_key.key from before_key where before_key.id in (select changed.id from changed)
    union
    select present_key.rung, present_key.key from present_key where present_key.id in (select changed.id from changed)
  ),
  followed_key as materialized (
    select version_key.rung, version_key.key
    from version_key
    where version_key.rung <> all ($2::text[])
      or (${carriersAtMost('account_key', 'account_id')} and ${carriersAtMost('organization_key', 'organization_id')})
  )`;

const CARRIERS = `
  select 'account', carrier.account_id
  from followed_key
  join mirror.account_key as carrier on carrier.rung = followed_key.rung and carrier.key = followed_key.key
  union
  select 'organization', carrier.organization_id
  from followed_key
  join mirror.organization_key as carrier on carrier.rung = followed_key.rung and carrier.key = followed_key.key`;

/**
 * From `seed_user` to the accounts of the contacts that they might be: by external id and by e-mail alike, since the
 * change may be the reason why now one, now the other decides.
 */
const CONTACTS_OF_USERS = `
  user_contact (id, account_id, master_id) as (
    (
      select by_key.id, by_key.account_id, by_key.master_id
      from seed_user
      join mirror.contact as by_key on by_key.id = seed_user.contact_key
      union
      select by_fold.id, by_fold.account_id, by_fold.master_id
      from seed_user
      join mirror.contact as by_fold on by_fold.fold = seed_user.contact_key
      union
      select by_email.id, by_email.account_id, by_email.master_id
      from seed_user
      join mirror.contact as by_email on by_email.email_hash = seed_user.email_hash and not by_email.deleted
    )
    union
    select survivor.id, survivor.account_id, survivor.master_id
    from user_contact
    join mirror.contact as survivor on survivor.id = user_contact.master_id
  )`;

const ACCOUNTS_OF_USERS = "select 'account', user_contact.account_id from user_contact";

const ORGANIZATIONS_OF_USERS = `
  select 'organization', membership.organization_id
  from seed_user
  join mirror.organization_membership as membership on membership.user_id = seed_user.id
  union
  select 'organization', seed_user.default_organization_id from seed_user`;

const seedUsers = (ids: string) => `
  seed_user as materialized (
    select candidate.id, candidate.contact_key, candidate.default_organization_id,
      case when candidate.verified then candidate.email_hash end as email_hash
    from mirror.zendesk_user as candidate
    where ${COUNTS('candidate')} and candidate.id in (${ids})
  )`;

/** From `seed_contact (id, fold, email_hash)` to what concerns the users that they are. */
const PEOPLE_OF_CONTACTS = `
  ${IDENTITY},
  ${seedUsers(USERS_OF_CONTACTS)},
  ${CONTACTS_OF_USERS}`;

const CONCERNED: ReadonlyMap<string, Concerned> = new Map([
  [
    'account',
    {
      // Contacts of an account that is not live count as contacts without an account.
      steps: `
        ${KEYS},
        turned as materialized (
          select changed.id
          from changed
          left join before_account as before on before.id = changed.id
          left join present on present.id = changed.id
          where coalesce(before.state = 'live', false) <> coalesce(present.state = 'live', false)
        ),
        seed_contact as materialized (
          select contact.id, contact.fold, contact.email_hash
          from turned
          join mirror.contact on contact.account_id = turned.id
        ),
        ${PEOPLE_OF_CONTACTS}`,
      records: `
        select 'account', changed.id from changed
        union select 'account', version.master_id from version
        union select 'account', version.parent_id from version
        union ${CARRIERS}
        union ${ACCOUNTS_OF_USERS}
        union ${ORGANIZATIONS_OF_USERS}`,
      readsKeys: true,
    },
  ],
  [
    'organization',
    {
      steps: KEYS,
      records: `
        select 'organization', changed.id from changed
        union select 'organization', version.merged_into from version
        union ${CARRIERS}`,
      readsKeys: true,
    },
  ],
  [
    'contact',
    {
      steps: `
        seed_contact as materialized (select version.id, version.fold, version.email_hash from version),
        survivor (id, account_id, master_id) as (
          select contact.id, contact.account_id, contact.master_id
          from version
          join mirror.contact on contact.id = version.master_id
          union
          select next.id, next.account_id, next.master_id
          from survivor
          join mirror.contact as next on next.id = survivor.master_id
        ),
        ${PEOPLE_OF_CONTACTS}`,
      records: `
        select 'account', version.account_id from version
        union select 'account', survivor.account_id from survivor
        union ${ACCOUNTS_OF_USERS}
        union ${ORGANIZATIONS_OF_USERS}`,
      readsKeys: false,
    },
  ],
  [
    'account_contact_relation',
    {
      steps: `
        seed_contact as materialized (
          select contact.id, contact.fold, contact.email_hash
          from mirror.contact
          where contact.id in (select version.contact_id from version where version.active and not version.direct)
        ),
        ${PEOPLE_OF_CONTACTS}`,
      records: `
        select 'account', version.account_id from version where version.active and not version.direct
        union ${ACCOUNTS_OF_USERS}
        union ${ORGANIZATIONS_OF_USERS}`,
      readsKeys: false,
    },
  ],
  [
    'zendesk_user',
    {
      steps: `
        seed_user as materialized (
          select version.id, version.contact_key, version.default_organization_id,
            case when version.verified then version.email_hash end as email_hash
          from version
          where ${COUNTS('version')}
        ),
        ${CONTACTS_OF_USERS}`,
      records: `${ACCOUNTS_OF_USERS} union ${ORGANIZATIONS_OF_USERS}`,
      readsKeys: false,
    },
  ],
  [
    'organization_membership',
    {
      steps: `
        ${seedUsers('select version.user_id from version')},
        ${CONTACTS_OF_USERS}`,
      records: `
        select 'organization', version.organization_id from version
        union ${ACCOUNTS_OF_USERS}`,
      readsKeys: false,
    },
  ],
  [
    'ticket',
    {
      steps: `
        ${seedUsers('select version.requester_id from version')},
        ${CONTACTS_OF_USERS}`,
      records: `
        select 'organization', version.organization_id from version
        union ${ACCOUNTS_OF_USERS}
        union ${ORGANIZATIONS_OF_USERS}
        union
        select 'organization', loss.organization_id
        from changed
        join ledger.ticket_loss as loss on loss.ticket_id = changed.id`,
      readsKeys: false,
    },
  ],
]);
