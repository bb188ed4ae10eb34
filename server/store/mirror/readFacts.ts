import {
  EVIDENCE_RUNGS,
  type AccountFact,
  type Facts,
  type KeyMatch,
  type OrganizationFact,
} from '../../core/model.ts';
import type { Database, Queryable } from '../database/Database.ts';
import type { FactScope, RecordIds } from '../Store.ts';
import { readNeighbourhood } from './neighbourhood.ts';

/** What `Store.facts` promises, in at most four queries, all of one moment. */
export async function readFacts(database: Database, scope: FactScope): Promise<Facts> {
  return database.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read, read only');
    const { around, evidenceMatchesAtMost, withAncestors } = scope;
    if (around === null) {
      const matches = await readMatches(transaction, null, evidenceMatchesAtMost);
      return {
        accounts: await readAccounts(transaction, null),
        organizations: await readOrganizations(transaction, null),
        matches,
        bystanders: [],
      };
    }
    const inside = await readNeighbourhood(transaction, around, withAncestors);
    const matches = await readMatches(transaction, inside, evidenceMatchesAtMost);
    const accountBystanders = outside(
      inside.accountIds,
      matches.map(({ accountId }) => accountId),
    );
    const organizationBystanders = outside(
      inside.organizationIds,
      matches.map(({ organizationId }) => organizationId),
    );
    return {
      accounts: await readAccounts(transaction, [...inside.accountIds, ...accountBystanders]),
      organizations: await readOrganizations(transaction, [...inside.organizationIds, ...organizationBystanders]),
      matches,
      bystanders: [...accountBystanders, ...organizationBystanders].sort(),
    };
  });
}

/** Who stands on the far side of an evidence match: the ids that the neighbourhood does not hold. */
function outside(inside: readonly string[], matched: readonly string[]): readonly string[] {
  const known = new Set(inside);
  return [...new Set(matched)].filter((id) => !known.has(id));
}

/**
 * The join of both key tables on rung and key. Of the evidence rungs, a key that too many records carry on either side
 * is dropped before the join: a mail provider's domain would pair thousands with thousands. The steps are materialized:
 * left to itself, the planner counts the same key again for every pair.
 */
async function readMatches(
  database: Queryable,
  inside: RecordIds | null,
  evidenceMatchesAtMost: number,
): Promise<readonly KeyMatch[]> {
  return database.query<KeyMatch>(
    `with ${inside === null ? TELLING_KEYS : TELLING_KEYS_INSIDE}
    select
      account_key.rung,
      account_key.key,
      account_key.account_id as "accountId",
      organization_key.organization_id as "organizationId"
    from telling
    join mirror.account_key on account_key.rung = telling.rung and account_key.key = telling.key
    join mirror.organization_key on organization_key.rung = telling.rung and organization_key.key = telling.key
    ${inside === null ? '' : TOUCHES_INSIDE}
    order by account_key.rung, account_key.key, account_key.account_id, organization_key.organization_id`,
    inside === null
      ? [EVIDENCE_RUNGS, evidenceMatchesAtMost]
      : [EVIDENCE_RUNGS, evidenceMatchesAtMost, inside.accountIds, inside.organizationIds],
  );
}

const TELLING_KEYS = `
  telling as materialized (
    select account_key.rung, account_key.key
    from mirror.account_key
    group by account_key.rung, account_key.key
    having account_key.rung <> all ($1::text[]) or count(*) <= $2::integer
    intersect
    select organization_key.rung, organization_key.key
    from mirror.organization_key
    group by organization_key.rung, organization_key.key
    having organization_key.rung <> all ($1::text[]) or count(*) <= $2::integer
  )`;

/** Stops counting at the first one too many. */
const carriersAtMost = (table: string) => `(
  select count(*)
  from (
    select from mirror.${table} as carrier
    where carrier.rung = carried.rung and carrier.key = carried.key
    limit $2::integer + 1
  ) as counted
) <= $2::integer`;

const TELLING_KEYS_INSIDE = `
  carried as materialized (
    select account_key.rung, account_key.key
    from mirror.account_key
    where account_key.account_id = any ($3::text[])
    union
    select organization_key.rung, organization_key.key
    from mirror.organization_key
    where organization_key.organization_id = any ($4::text[])
  ),
  telling as materialized (
    select carried.rung, carried.key
    from carried
    where carried.rung <> all ($1::text[])
      or (${carriersAtMost('account_key')} and ${carriersAtMost('organization_key')})
  )`;

const TOUCHES_INSIDE = `
  where account_key.account_id = any ($3::text[]) or organization_key.organization_id = any ($4::text[])`;

async function readAccounts(database: Queryable, ids: readonly string[] | null): Promise<readonly AccountFact[]> {
  return database.query<AccountFact>(
    `select
      account.id,
      account.state,
      account.master_id as "masterId",
      account.name,
      account.is_person_account as "isPersonAccount",
      account.parent_id as "parentId",
      account.owner_id as "ownerId",
      account.stored_id as "storedId",
      account.native_id as "nativeId",
      account.key_text as "keyText",
      account.attributes,
      account.modified_at as "modifiedAt",
      account.modified_by_id as "modifiedById"
    from mirror.account
    ${ids === null ? '' : 'where account.id = any ($1::text[])'}
    order by account.id`,
    ids === null ? [] : [ids],
  );
}

async function readOrganizations(
  database: Queryable,
  ids: readonly string[] | null,
): Promise<readonly OrganizationFact[]> {
  return database.query<OrganizationFact>(
    `select
      organization.id,
      organization.state,
      organization.merged_into as "mergedInto",
      organization.name,
      organization.key_text as "keyText",
      organization.domain_names as "domainNames",
      organization.tags,
      organization.shared_tickets as "sharedTickets",
      organization.domains,
      organization.mirrored,
      organization.modified_at as "modifiedAt"
    from mirror.organization
    ${ids === null ? '' : 'where organization.id = any ($1::text[])'}
    order by organization.id`,
    ids === null ? [] : [ids],
  );
}
