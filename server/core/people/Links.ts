import type { Link } from '../model.ts';
import { sortedZendeskIds } from '../finding.ts';

/** The links that stand, looked up from either side. */
export interface Links {
  /** The organization that the account is linked to, its own or its ancestor's. */
  organizationOf(accountId: string): string | null;
  /** The account that the organization itself is linked to; heirs are not asked for. */
  ownerOf(organizationId: string): string | null;
  /** Of these accounts, the ones linked to the organization. */
  among(accountIds: readonly string[], organizationId: string): readonly string[];
  /** The organizations that these accounts are linked to, each once, in the order of the accounts. */
  organizationsOf(accountIds: readonly string[]): readonly string[];
}

export function lookUpLinks(links: readonly Link[]): Links {
  const byAccount = new Map(links.map(({ accountId, organizationId }) => [accountId, organizationId]));
  const owners = new Map(
    links.flatMap(({ accountId, organizationId, inheritedFrom }) =>
      inheritedFrom === null ? [[organizationId, accountId] as const] : [],
    ),
  );
  const organizationOf = (accountId: string) => byAccount.get(accountId) ?? null;
  return {
    organizationOf,
    ownerOf: (organizationId) => owners.get(organizationId) ?? null,
    among: (accountIds, organizationId) => accountIds.filter((id) => organizationOf(id) === organizationId),
    organizationsOf: (accountIds) => [
      ...new Set(accountIds.map(organizationOf).filter((organizationId) => organizationId !== null)),
    ],
  };
}

/** What a finding about some accounts and an organization of somebody else's concerns: both pairs. */
export function bothPairs(
  accountIds: readonly string[],
  organizationIds: readonly string[],
  links: Links,
): { readonly accounts: readonly string[]; readonly organizations: readonly string[] } {
  const owners = organizationIds.map((id) => links.ownerOf(id)).filter((id) => id !== null);
  return {
    accounts: [...accountIds, ...owners],
    organizations: sortedZendeskIds([...links.organizationsOf(accountIds), ...organizationIds]),
  };
}
