/**
 * The resolution order step by step, with what each system said, and the candidates that lost. The CLI's `explain`
 * and the panel show this same data.
 */
import { keyAccountOf, type Claims, type OrganizationClaims } from '../../claims/Claims.ts';
import { accountFieldOf, type Contract, type RungName } from '../../contract.ts';
import type { Reason, RejectedCandidate, ResolutionStep, VerdictEvidence } from '../../model.ts';
import { LISTED_AT_MOST, keyMeaning, organizationField, testimonySteps } from './evidenceParts.ts';

/** The evidence of an Organization's verdict. */
export function organizationEvidence(
  id: string,
  claims: Claims,
  contract: Contract,
  reason: Reason,
  linkedTo: string | null,
): VerdictEvidence {
  const organization = claims.organizations.get(id);
  if (organization === undefined) return { reason, steps: [], rejected: [] };
  const steps = [
    exclusionStep(organization),
    ...contract.rungs.flatMap(({ name }) => organizationStep(name, organization, claims, contract)),
    ...testimonySteps(claims.testimony.byOrganization.get(id) ?? [], 'organization', claims),
  ];
  return { reason, steps: steps.slice(0, LISTED_AT_MOST), rejected: rejectedAccounts(organization, claims, linkedTo) };
}

function exclusionStep({ excluded }: OrganizationClaims): ResolutionStep {
  return {
    rung: 'scope',
    system: 'contract',
    field: 'organizations.exclude',
    said: null,
    outcome: 'info',
    meaning: excluded
      ? 'The contract expects this organization to have no account.'
      : 'The contract expects this organization to belong to an account.',
  };
}

function organizationStep(
  rung: RungName,
  claims: OrganizationClaims,
  all: Claims,
  contract: Contract,
): readonly ResolutionStep[] {
  if (rung === 'external_id') {
    const named = keyAccountOf(claims);
    const base = {
      rung,
      system: 'zendesk' as const,
      field: organizationField(contract),
      said: claims.organization.keyText,
    };
    if (claims.key.kind === 'empty') {
      return [{ ...base, outcome: 'silent', meaning: 'The organization carries no key.' }];
    }
    const outcome = named === null ? 'broken' : claims.pointingAccounts.includes(named) ? 'agrees' : 'names';
    return [{ ...base, outcome, meaning: `The organization ${keyMeaning(claims)}.` }];
  }
  const field = accountFieldOf(contract, rung);
  if (field === null) return [];
  const accountIds = rung === 'stored_id' ? claims.pointingAccounts : claims.nativeAccounts;
  const base = { rung, system: 'salesforce' as const, field: `Account.${field}` };
  if (accountIds.length === 0) {
    if (rung === 'native_app') return [];
    return [{ ...base, said: null, outcome: 'silent', meaning: 'No account points to this organization.' }];
  }
  return accountIds.slice(0, LISTED_AT_MOST).map((accountId) => {
    const account = all.accounts.get(accountId);
    const said = (rung === 'stored_id' ? account?.account.storedId : account?.account.nativeId) ?? null;
    if (rung === 'native_app') {
      const meaning = `The native app shows this organization on account ${accountId}; it matches by name, so it never links.`;
      return { ...base, said, outcome: 'testifies' as const, meaning };
    }
    const named = keyAccountOf(claims);
    const outcome = named === accountId ? 'agrees' : named === null ? 'names' : 'disagrees';
    return { ...base, said, outcome, meaning: `Account ${accountId} names this organization.` };
  });
}

function rejectedAccounts(
  organization: OrganizationClaims,
  claims: Claims,
  linkedTo: string | null,
): readonly RejectedCandidate[] {
  const reasons = new Map<string, string>();
  const reject = (accountId: string, because: string) => {
    if (accountId !== linkedTo && !reasons.has(accountId)) reasons.set(accountId, because);
  };
  for (const id of organization.pointingAccounts) reject(id, 'It names this organization, but not it alone does.');
  const { key } = organization;
  if (key.kind === 'account') reject(key.accountId, 'The key names it, but not it alone claims this organization.');
  if (key.kind === 'ambiguous') for (const id of key.accountIds) reject(id, 'The key fits it and others.');
  if (key.kind === 'deleted_account') reject(key.accountId, 'The key names it, but it was deleted.');
  for (const id of organization.nativeAccounts) reject(id, 'Only the native app ties it to this organization.');
  for (const { rung, accountId } of claims.testimony.byOrganization.get(organization.organization.id) ?? []) {
    reject(accountId, `Its ${rung} matches; a ${rung} never links.`);
  }
  return [...reasons].slice(0, LISTED_AT_MOST).map(([accountId, because]) => ({
    accountId,
    organizationId: null,
    name: claims.allAccounts.get(accountId)?.name ?? null,
    because,
  }));
}
