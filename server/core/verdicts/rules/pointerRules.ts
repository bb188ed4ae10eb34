/** What an Account's stored id says about itself: its form, and what became of the organization it names. */
import { keyAccountOf, type AccountClaims, type Claims } from '../../claims/Claims.ts';
import type { Finding } from '../../model.ts';
import { finding } from '../../finding.ts';

export function pointerRules(claims: Claims): readonly Finding[] {
  return [...claims.accounts.values()].flatMap((account) => pointerFindings(account, claims));
}

function pointerFindings(claims: AccountClaims, all: Claims): readonly Finding[] {
  const { stored, account } = claims;
  switch (stored.kind) {
    case 'empty':
    case 'live':
      return [];
    case 'malformed':
      return [
        finding('stored_id_malformed', { accounts: [account.id], organizations: [] }, { storedId: account.storedId }),
      ];
    case 'gone':
      return [
        finding(
          'stale_organization_pointer',
          { accounts: [account.id], organizations: [] },
          { storedId: stored.namedId },
        ),
      ];
    case 'merged': {
      const others = otherOwners(stored.organizationId, account.id, all);
      return [
        finding(
          'stored_org_merged',
          { accounts: [account.id], organizations: [stored.organizationId] },
          { storedId: stored.namedId, mergedInto: stored.organizationId, alsoClaimedBy: others },
          // The content of this customer's organization now stands in another customer's: nobody may rely on either.
          { onAll: others.length > 0 ? 'X' : 'R' },
        ),
      ];
    }
  }
}

/** The other accounts that a merge's winner belongs to by its key or by their stored ids. */
function otherOwners(organizationId: string, accountId: string, claims: Claims): readonly string[] {
  const winner = claims.organizations.get(organizationId);
  if (winner === undefined) return [];
  const owners = [...winner.pointingAccounts, keyAccountOf(winner)].filter((id) => id !== null && id !== accountId);
  return [...new Set(owners as string[])].sort();
}
