/** What an Organization's key says about itself: its form, and what became of the account it names. */
import type { Claims, KeyReading, OrganizationClaims } from '../../claims/Claims.ts';
import type { Finding } from '../../model.ts';
import { finding } from '../../finding.ts';

export function keyRules(claims: Claims): readonly Finding[] {
  const findings: Finding[] = [];
  for (const organization of claims.organizations.values()) {
    findings.push(...keyFindings(organization));
  }
  return findings;
}

function keyFindings(organization: OrganizationClaims): readonly Finding[] {
  const { key } = organization;
  const evidence = { key: organization.organization.keyText };
  const id = organization.organization.id;
  switch (key.kind) {
    case 'empty':
      return [];
    case 'malformed':
      return [onKeyAndPointers('external_id_malformed', organization, { ...evidence, because: key.because })];
    case 'wrong_object':
      return [onKeyAndPointers('external_id_wrong_object', organization, { ...evidence, prefix: key.prefix })];
    case 'unknown_account':
      return [onKeyAndPointers('external_id_unknown_account', organization, evidence)];
    case 'ambiguous':
      // Which code an ambiguous key gets depends on its kind; an opaque one is raised with the accounts' shared key.
      return [];
    case 'deleted_account':
      return [
        onKeyAndPointers('external_id_account_deleted', organization, { ...evidence, deletedAccountId: key.accountId }),
        ...noncanonical(key, [], id, evidence.key),
      ];
    case 'account': {
      const merged =
        key.viaLoser === null
          ? []
          : [
              finding(
                'external_id_account_merged',
                { accounts: [key.accountId], organizations: [id] },
                { ...evidence, mergedAccountId: key.viaLoser, survivingAccountId: key.accountId },
              ),
            ];
      return [...merged, ...noncanonical(key, [key.accountId], id, evidence.key)];
    }
  }
}

/** X on the organization whose key is broken; R on the accounts that point to it, which can't be confirmed by it. */
function onKeyAndPointers(
  code:
    | 'external_id_malformed'
    | 'external_id_wrong_object'
    | 'external_id_unknown_account'
    | 'external_id_account_deleted',
  organization: OrganizationClaims,
  evidence: Finding['evidence'],
): Finding {
  return finding(
    code,
    { accounts: organization.pointingAccounts, organizations: [organization.organization.id] },
    evidence,
    { onAccounts: 'R' },
  );
}

function noncanonical(
  key: Extract<KeyReading, { kind: 'account' | 'deleted_account' }>,
  accounts: readonly string[],
  organizationId: string,
  text: string | null,
): readonly Finding[] {
  if (key.noncanonical === null) return [];
  return [
    finding(
      'external_id_noncanonical',
      { accounts, organizations: [organizationId] },
      { key: text, because: key.noncanonical },
    ),
  ];
}
