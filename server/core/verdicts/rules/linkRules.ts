/** What is odd about a link that stands: the native app shows another one, or nobody expected a link here. */
import { namesExactlyEachOther, pointsToLive, type AccountClaims, type Claims } from '../../claims/Claims.ts';
import type { Contract } from '../../contract.ts';
import type { Finding } from '../../model.ts';
import type { Inheritance } from '../../claims/inheritance.ts';
import { finding } from '../../finding.ts';
import { isNativeOnly } from './absenceRules.ts';

/** `isContradicted` knows the X codes found so far: a link on which one stands is none. */
export function linkRules(
  claims: Claims,
  contract: Contract,
  inheritance: Inheritance,
  isContradicted: (subject: 'account' | 'organization', id: string) => boolean,
): readonly Finding[] {
  return [...claims.accounts.values()].flatMap((account) => {
    const linkedTo = linkedOrganization(account, claims, isContradicted);
    return [
      ...(linkedTo === null ? [] : linkFindings(account, linkedTo)),
      ...nativeOnly(account, claims, inheritance),
      ...personAccount(account, contract),
    ];
  });
}

/** The Organization an Account is linked to (glossary: linked), or null. */
export function linkedOrganization(
  account: AccountClaims,
  claims: Claims,
  isContradicted: (subject: 'account' | 'organization', id: string) => boolean,
): string | null {
  const organization = account.target === null ? undefined : claims.organizations.get(account.target);
  if (organization === undefined || !namesExactlyEachOther(account, organization)) return null;
  const contradicted =
    isContradicted('account', account.account.id) || isContradicted('organization', organization.organization.id);
  return contradicted ? null : organization.organization.id;
}

function linkFindings({ account, inScope, native }: AccountClaims, organizationId: string): readonly Finding[] {
  const pair = { accounts: [account.id], organizations: [organizationId] };
  const findings: Finding[] = [];
  const nativeNames = pointsToLive(native) ? native.organizationId : native.kind === 'gone' ? native.namedId : null;
  if (nativeNames !== null && nativeNames !== organizationId) {
    findings.push(finding('native_link_disagrees', pair, { nativeId: account.nativeId, linkedTo: organizationId }));
  }
  if (!inScope) findings.push(finding('ineligible_linked', pair, {}));
  return findings;
}

function nativeOnly(account: AccountClaims, claims: Claims, inheritance: Inheritance): readonly Finding[] {
  const id = account.account.id;
  if (!pointsToLive(account.native) || inheritance.has(id) || !isNativeOnly(id, claims)) return [];
  return [
    finding(
      'native_only_link',
      { accounts: [id], organizations: [account.native.organizationId] },
      { nativeId: account.account.nativeId },
    ),
  ];
}

function personAccount({ account, target, keyOrganizations }: AccountClaims, contract: Contract): readonly Finding[] {
  if (!account.isPersonAccount || contract.scope.personAccounts) return [];
  const organizations = target === null ? keyOrganizations : [target, ...keyOrganizations];
  if (organizations.length === 0) return [];
  return [finding('person_account_linked_to_org', { accounts: [account.id], organizations }, {})];
}
