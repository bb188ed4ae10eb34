/** What the rules must know of the records that candidates name. */
import type { Link, PeopleFacts } from '../../../core/model.ts';
import type { Queryable } from '../../database/Database.ts';
import type { RecordIds } from '../../Store.ts';
import { IS_ADMINISTRATOR } from './countingUsers.ts';

/** Links of any of these accounts or organizations. */
export function readLinks(
  transaction: Queryable,
  { accountIds, organizationIds }: RecordIds,
): Promise<readonly Link[]> {
  return transaction.query<Link>(
    `select
      link.account_id as "accountId",
      link.organization_id as "organizationId",
      link.inherited_from as "inheritedFrom"
    from mirror.link
    where link.account_id = any ($1::text[]) or link.organization_id = any ($2::text[])
    order by link.account_id, link.organization_id`,
    [accountIds, organizationIds],
  );
}

/** A longer line of parents, like a cycle, is nobody's ancestry: the same bound as the core's inheritance. */
const DEPTH_AT_MOST = 10;

/** By account: its ancestors, nearest first. Accounts without one, or with a line that is too long, are not in it. */
export async function readAncestors(
  transaction: Queryable,
  accountIds: readonly string[],
): Promise<PeopleFacts['ancestors']> {
  const lines = await transaction.query<{ accountId: string; ancestorIds: readonly string[] }>(
    `with recursive line (account_id, ancestor_id, depth) as (
      select account.id, account.parent_id, 1
      from mirror.account
      where account.id = any ($1::text[]) and account.parent_id is not null
      union all
      select line.account_id, ancestor.parent_id, line.depth + 1
      from line
      join mirror.account as ancestor on ancestor.id = line.ancestor_id
      where ancestor.parent_id is not null and line.depth <= $2::integer
    )
    select
      line.account_id as "accountId",
      array_agg(line.ancestor_id order by line.depth) as "ancestorIds"
    from line
    group by line.account_id
    having max(line.depth) <= $2::integer
    order by line.account_id`,
    [accountIds, DEPTH_AT_MOST],
  );
  return Object.fromEntries(lines.map(({ accountId, ancestorIds }) => [accountId, ancestorIds]));
}

export async function readTicketSharing(
  transaction: Queryable,
  organizationIds: readonly string[],
): Promise<readonly string[]> {
  const sharing = await transaction.query<{ id: string }>(
    `select organization.id
    from mirror.organization
    where organization.id = any ($1::text[]) and organization.shared_tickets
    order by organization.id`,
    [organizationIds],
  );
  return sharing.map(({ id }) => id);
}

export async function readAdministratorDomains(transaction: Queryable): Promise<readonly string[]> {
  const domains = await transaction.query<{ domain: string }>(
    `select distinct administrator.email_domain as domain
    from mirror.zendesk_user as administrator
    where ${IS_ADMINISTRATOR}
    order by domain`,
  );
  return domains.map(({ domain }) => domain);
}
