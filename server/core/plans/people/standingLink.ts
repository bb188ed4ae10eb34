import { catalogueEntry } from '../../catalogue.ts';
import { accountRefs, organizationRefs, type FactRef } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { PlanningWorld } from '../Proposal.ts';
import { nameEachOther } from '../ties.ts';

/** A link that stands on live records, or why none does. */
export type StandingLink =
  { readonly rests: readonly FactRef[]; readonly blocked: null } | { readonly rests: null; readonly blocked: Guard };

/** A longer line of parents, like a cycle, oversees nobody (as where links are inherited). */
const DEPTH_AT_MOST = 10;

/**
 * The link of one of these accounts, or of an ancestor whose link it may share, with the organization: key and stored id
 * name each other right now, and nothing that was audited contradicts either. People are never moved by a link that
 * only once stood.
 */
export function standingLink(
  organizationId: string,
  accountIds: readonly string[],
  world: PlanningWorld,
): StandingLink {
  const { live, contract } = world;
  const organization = live.organizations.get(organizationId);
  for (const accountId of accountIds) {
    const line = lineOf(accountId, world);
    const at = line.findIndex((id) => nameEachOther(live.accounts.get(id), organization, contract));
    const ownerId = line[at];
    if (ownerId === undefined) continue;
    const contradiction = contradictionOf(ownerId, organizationId, world);
    if (contradiction !== null) return { rests: null, blocked: contradiction };
    const ofAccounts = line.slice(0, at + 1).flatMap((id) => accountRefs(id, contract));
    return { rests: [...ofAccounts, ...organizationRefs(organizationId, contract)], blocked: null };
  }
  const detail =
    `Organization ${organizationId} and ${accountIds.join(', ') || 'its account'} do not name each other right now: ` +
    'key and stored id must agree before their people are touched. Repair the link first.';
  return { rests: null, blocked: { reason: 'upstream_blocker', detail } };
}

/** The account and, where the contract shares links, its live ancestors, nearest first, as far as they were read. */
export function lineOf(accountId: string, { live, contract }: PlanningWorld): readonly string[] {
  const line = [accountId];
  if (contract.hierarchy === 'own') return line;
  for (let next = live.accounts.get(accountId)?.parentId ?? null; next !== null;) {
    if (line.includes(next) || line.length > DEPTH_AT_MOST) return [accountId];
    line.push(next);
    next = live.accounts.get(next)?.parentId ?? null;
  }
  return line;
}

function contradictionOf(accountId: string, organizationId: string, { asked, others }: PlanningWorld): Guard | null {
  const contradiction = [...asked, ...others].find(
    ({ code, accountIds, organizationIds }) =>
      catalogueEntry(code).effect === 'X' &&
      (accountIds.includes(accountId) || organizationIds.includes(organizationId)),
  );
  if (contradiction === undefined) return null;
  const detail = `${contradiction.code} stands on account ${accountId} or organization ${organizationId}. Repair that first.`;
  return { reason: 'upstream_blocker', detail };
}
