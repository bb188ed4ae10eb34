/** One key that fits several accounts: the id's case decides and was lost, or Salesforce itself holds it twice. */
import type { Contract } from '../../contract.ts';
import type { Claims } from '../../claims/Claims.ts';
import type { Finding } from '../../model.ts';
import { finding } from '../../finding.ts';

export function ambiguityRules(claims: Claims, contract: Contract): readonly Finding[] {
  return contract.key.kind === 'salesforce_id' ? caseCollisions(claims) : sharedKeys(claims);
}

function caseCollisions(claims: Claims): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { organization, key } of claims.organizations.values()) {
    if (key.kind !== 'ambiguous') continue;
    findings.push(
      finding(
        'external_id_case_collision',
        { accounts: key.accountIds, organizations: [organization.id] },
        { key: organization.keyText, candidates: key.accountIds },
      ),
    );
  }
  return findings;
}

/** Raised where it matters: somebody expects one of the accounts to be linked, or an organization carries the key. */
function sharedKeys(claims: Claims): readonly Finding[] {
  return claims.sharedKeys.flatMap(({ key, accountIds }) => {
    const organizations = accountIds.flatMap((id) => claims.accounts.get(id)?.ambiguousOrganizations ?? []);
    const matters = organizations.length > 0 || accountIds.some((id) => claims.accounts.get(id)?.inScope === true);
    return matters ? [finding('key_not_unique_in_salesforce', { accounts: accountIds, organizations }, { key })] : [];
  });
}
