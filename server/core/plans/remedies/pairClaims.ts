/** Who else has a claim on a pair: on live records, it is repaired only where nobody has. */
import type { AccountFact, OrganizationFact } from '../../model.ts';
import type { BlockedReason } from '../blockedReasons.ts';
import { nameOf } from './answers.ts';
import type { LiveClaims } from './LiveClaims.ts';

export interface Objection {
  readonly reason: BlockedReason;
  readonly detail: string;
}

/** Why these two can't be taken for one customer without a person's choice; null where nothing speaks against it. */
export function objectionTo(
  account: AccountFact,
  organization: OrganizationFact,
  claims: LiveClaims,
): Objection | null {
  return (
    outOfContract(account, claims) ??
    otherOrganizations(account, organization, claims) ??
    otherAccounts(account, organization, claims)
  );
}

/** Other organizations that carry the account's key, or the one that its field names. */
export function otherOrganizations(
  account: AccountFact,
  organization: Pick<OrganizationFact, 'id'>,
  claims: LiveClaims,
): Objection | null {
  const keyed = claims.keyedTo(account).filter((id) => id !== organization.id);
  if (keyed.length > 0) {
    return {
      reason: 'not_unique',
      detail: `Organization ${keyed.join(', ')} carries the key of account ${nameOf(account)} too. Choose which one is the customer’s (collision review, or relink).`,
    };
  }
  const target = claims.targetOf(account);
  if (target === null || target === organization.id) return null;
  return {
    reason: 'ambiguous',
    detail: `Account ${nameOf(account)} points to organization ${target}, not to ${organization.id}. Choose which one is the customer’s (relink).`,
  };
}

/** Other accounts that point to the organization, or that its key names. */
export function otherAccounts(
  account: Pick<AccountFact, 'id'>,
  organization: OrganizationFact,
  claims: LiveClaims,
): Objection | null {
  const pointing = claims
    .pointingTo(organization.id)
    .filter((id) => id !== account.id && !claims.isHeirOf(id, account.id));
  if (pointing.length > 0) {
    return {
      reason: 'ambiguous',
      detail: `Account ${pointing.join(', ')} points to organization ${nameOf(organization)} too. Choose whose it is (collision review, or relink).`,
    };
  }
  const key = claims.keyOf(organization);
  const named = key.kind === 'account' ? [key.accountId] : key.kind === 'ambiguous' ? key.accountIds : [];
  if (named.length === 0 || (named.length === 1 && named[0] === account.id)) return null;
  return {
    reason: 'ambiguous',
    detail: `The key of organization ${nameOf(organization)} fits account ${named.join(', ')}. Choose whose it is (relink).`,
  };
}

/** A person's account that the contract wants unlinked is not linked any further without a person asking for it. */
function outOfContract(account: AccountFact, { contract }: LiveClaims): Objection | null {
  if (!account.isPersonAccount || contract.scope.personAccounts) return null;
  return {
    reason: 'ambiguous',
    detail: `Account ${account.id} is a person account, and the contract expects those to have no organization. Unlink it, or declare person accounts in the contract.`,
  };
}
