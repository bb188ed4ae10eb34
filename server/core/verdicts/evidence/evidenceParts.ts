/** What the evidence of accounts and of organizations is made of alike. */
import type { Claims, OrganizationClaims } from '../../claims/Claims.ts';
import type { Contract } from '../../contract.ts';
import type { KeyMatch, ResolutionStep } from '../../model.ts';

/** Longer lists do not help anybody and would not fit the field that stores them (32,768 characters). */
export const LISTED_AT_MOST = 20;

/** What an Organization's key says, to follow its name in a sentence. */
export function keyMeaning({ key }: OrganizationClaims): string {
  switch (key.kind) {
    case 'empty':
      return 'carries no key';
    case 'malformed':
      return `carries a key that is not a Salesforce id: ${key.because}`;
    case 'wrong_object':
      return `carries the id of something that is not an account (prefix ${key.prefix})`;
    case 'unknown_account':
      return 'carries the key of an account that this Salesforce org has never had';
    case 'ambiguous':
      return `carries a key that fits several accounts: ${key.accountIds.join(', ')}`;
    case 'deleted_account':
      return `carries the key of the deleted account ${key.accountId}`;
    case 'account': {
      const merged = key.viaLoser === null ? '' : ` through ${key.viaLoser}, which was merged into it`;
      const form = key.noncanonical === null ? '' : `, not in the 18-character form: ${key.noncanonical}`;
      return `carries the key of account ${key.accountId}${merged}${form}`;
    }
  }
}

/** What the evidence rungs say: each match is shown, and none of them links. */
export function testimonySteps(
  matches: readonly KeyMatch[],
  subject: 'account' | 'organization',
  claims: Claims,
): readonly ResolutionStep[] {
  return matches.slice(0, LISTED_AT_MOST).map((match) => {
    const other =
      subject === 'account'
        ? `organization ${match.organizationId}`
        : `account ${nameOfAccount(match.accountId, claims)}`;
    return {
      rung: match.rung,
      system: subject === 'account' ? 'zendesk' : 'salesforce',
      field: match.rung === 'name' ? 'name' : 'domain',
      said: match.key,
      outcome: 'testifies',
      meaning: `The ${match.rung} matches ${other}. A ${match.rung} testifies, it never links.`,
    };
  });
}

/** An account as people tell it apart: by its id, and its name where it may be kept. */
export function nameOfAccount(id: string, claims: Claims): string {
  const name = claims.allAccounts.get(id)?.name ?? null;
  return name === null ? id : `${id} (${name})`;
}

/** The Organization's field that the contract reads the key from. */
export function organizationField(contract: Contract): string {
  return `organization.${contract.key.organization}`;
}
