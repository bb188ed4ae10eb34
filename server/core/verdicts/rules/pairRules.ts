/** What the claims of both systems say of each other: too many answers, different answers, or only one. */
import { LINK_IDENTITY_CODES } from '../../catalogue.ts';
import { keyAccountOf, type Claims } from '../../claims/Claims.ts';
import type { Inheritance } from '../../claims/inheritance.ts';
import type { Finding } from '../../model.ts';
import { finding } from '../../finding.ts';

/** Contradictions: the same account or organization is claimed twice, or the two systems name different ones. */
export function contradictionRules(claims: Claims, inheritance: Inheritance): readonly Finding[] {
  return [...conflicts(claims), ...duplicates(claims), ...shared(claims, inheritance)];
}

function conflicts(claims: Claims): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { account, target, keyOrganizations } of claims.accounts.values()) {
    if (target === null || keyOrganizations.length === 0 || keyOrganizations.includes(target)) continue;
    findings.push(
      finding(
        'conflicting_rungs',
        { accounts: [account.id], organizations: [target, ...keyOrganizations] },
        { storedId: target, keyOf: keyOrganizations },
      ),
    );
  }
  return findings;
}

function duplicates(claims: Claims): readonly Finding[] {
  return [...claims.accounts.values()]
    .filter(({ keyOrganizations }) => keyOrganizations.length > 1)
    .map(({ account, keyOrganizations }) =>
      finding(
        'duplicate_external_id',
        { accounts: [account.id], organizations: keyOrganizations },
        { keyOf: keyOrganizations },
      ),
    );
}

function shared(claims: Claims, inheritance: Inheritance): readonly Finding[] {
  const findings: Finding[] = [];
  for (const organization of claims.organizations.values()) {
    const pointing = organization.pointingAccounts.filter((id) => !inheritance.has(id));
    const named = keyAccountOf(organization);
    const claimants = [...new Set(named === null ? pointing : [...pointing, named])].sort();
    if (claimants.length < 2) continue;
    findings.push(
      finding(
        'shared_organization',
        { accounts: claimants, organizations: [organization.organization.id] },
        { pointingAccounts: pointing, keyNames: named },
      ),
    );
  }
  return findings;
}

/**
 * A pair that only one system names, where no other link-identity code stands on both of them: such a code already
 * says what is wrong with the pair, and one trouble makes one exception.
 */
export function oneSidedRules(
  claims: Claims,
  inheritance: Inheritance,
  identityFindings: readonly Finding[],
): readonly Finding[] {
  const explained = pairsWithCodes(identityFindings);
  const findings: Finding[] = [];
  const raise = (accountId: string, organizationId: string, missing: 'stored_id' | 'external_id') => {
    if (explained.has(pairKey(accountId, organizationId))) return;
    findings.push(finding('one_sided_link', { accounts: [accountId], organizations: [organizationId] }, { missing }));
  };
  for (const { account, target, keyOrganizations } of claims.accounts.values()) {
    if (inheritance.has(account.id)) continue;
    if (target !== null && !keyOrganizations.includes(target)) raise(account.id, target, 'external_id');
    for (const organizationId of keyOrganizations) {
      if (organizationId !== target) raise(account.id, organizationId, 'stored_id');
    }
  }
  return findings;
}

function pairsWithCodes(findings: readonly Finding[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { code, accountIds, organizationIds } of findings) {
    if (!LINK_IDENTITY_CODES.includes(code)) continue;
    for (const accountId of accountIds) {
      for (const organizationId of organizationIds) pairs.add(pairKey(accountId, organizationId));
    }
  }
  return pairs;
}

const pairKey = (accountId: string, organizationId: string): string => `${accountId}:${organizationId}`;
