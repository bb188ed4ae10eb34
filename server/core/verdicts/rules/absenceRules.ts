/** Nobody claims the record: both rest on an absence, and are published only after it was asked for directly. */
import { isClaimed, type Claims, type OrganizationClaims } from '../../claims/Claims.ts';
import type { Inheritance } from '../../claims/inheritance.ts';
import type { Finding } from '../../model.ts';
import { finding } from '../../finding.ts';

export function absenceRules(claims: Claims, inheritance: Inheritance): readonly Finding[] {
  const findings: Finding[] = [];
  for (const account of claims.accounts.values()) {
    if (!account.inScope || isClaimed(account) || inheritance.has(account.account.id)) continue;
    findings.push(finding('account_missing_org', { accounts: [account.account.id], organizations: [] }, {}));
  }
  for (const organization of claims.organizations.values()) {
    if (organization.excluded || !isUnclaimed(organization, claims)) continue;
    findings.push(finding('org_orphaned', { accounts: [], organizations: [organization.organization.id] }, {}));
  }
  return findings;
}

/** True for an Organization that neither carries a key nor is named by an Account, the native app's only link included. */
export function isUnclaimed(organization: OrganizationClaims, claims: Claims): boolean {
  return (
    organization.key.kind === 'empty' &&
    organization.pointingAccounts.length === 0 &&
    !organization.nativeAccounts.some((id) => isNativeOnly(id, claims))
  );
}

/** True for an Account whose only claim is the native app's. */
export function isNativeOnly(accountId: string, claims: Claims): boolean {
  const account = claims.accounts.get(accountId);
  return (
    account !== undefined &&
    account.stored.kind === 'empty' &&
    account.keyOrganizations.length === 0 &&
    account.ambiguousOrganizations.length === 0
  );
}
