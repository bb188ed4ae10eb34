import type { Contract } from '../contract.ts';
import {
  isClaimed,
  keyAccountOf,
  namesExactlyEachOther,
  pointsToLive,
  type AccountClaims,
  type Claims,
} from './Claims.ts';

/** Under `share_with_parent`: the accounts that share an ancestor's Organization, and which ancestor's. */
export type Inheritance = ReadonlyMap<string, InheritedLink>;

export interface InheritedLink {
  readonly ancestorId: string;
  readonly organizationId: string;
}

/** A longer line of parents, like a cycle, falls back to `own`: nobody oversees it. */
const DEPTH_AT_MOST = 10;

/**
 * Who inherits: a child that points to its nearest linked ancestor's Organization, or an in-scope child that nothing
 * claims. `unlinked` are accounts whose own link turned out to be contradicted; nobody inherits from them.
 */
export function inheritLinks(claims: Claims, contract: Contract, unlinked: ReadonlySet<string>): Inheritance {
  const inheritance = new Map<string, InheritedLink>();
  if (contract.hierarchy === 'own') return inheritance;
  for (const account of claims.accounts.values()) {
    if (ownOrganization(account, claims) !== null) continue;
    const inherited = nearestLinkedAncestor(account, claims, unlinked);
    if (inherited !== null && mayShare(account, inherited.organizationId)) {
      inheritance.set(account.account.id, inherited);
    }
  }
  return inheritance;
}

/** The Organization that names exactly this account and is named by it, or null. */
function ownOrganization(account: AccountClaims, claims: Claims): string | null {
  const organization = account.target === null ? undefined : claims.organizations.get(account.target);
  if (organization === undefined || !namesExactlyEachOther(account, organization)) return null;
  return keyAccountOf(organization) === account.account.id ? organization.organization.id : null;
}

function mayShare(account: AccountClaims, organizationId: string): boolean {
  if (account.keyOrganizations.length > 0 || account.ambiguousOrganizations.length > 0) return false;
  if (account.stored.kind !== 'empty') return account.target === organizationId;
  if (pointsToLive(account.native)) return account.native.organizationId === organizationId && account.inScope;
  return account.inScope && !isClaimed(account);
}

function nearestLinkedAncestor(
  account: AccountClaims,
  claims: Claims,
  unlinked: ReadonlySet<string>,
): InheritedLink | null {
  const seen = new Set([account.account.id]);
  let nearest: InheritedLink | null = null;
  let parentId = account.account.parentId;
  for (let depth = 0; parentId !== null; depth += 1) {
    // The whole line is walked, past the link that was found: a cycle above it makes the hierarchy meaningless.
    if (seen.has(parentId) || depth >= DEPTH_AT_MOST) return null;
    seen.add(parentId);
    const parent = claims.accounts.get(parentId);
    const organizationId = parent === undefined || unlinked.has(parentId) ? null : ownOrganization(parent, claims);
    if (organizationId !== null) nearest ??= { ancestorId: parentId, organizationId };
    parentId = claims.allAccounts.get(parentId)?.parentId ?? null;
  }
  return nearest;
}
