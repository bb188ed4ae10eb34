/**
 * The resolution order step by step, with what each system said, and the candidates that lost. The CLI's `explain`
 * and the panel show this same data.
 */
import { pointsToLive, type AccountClaims, type Claims, type PointerReading } from '../../claims/Claims.ts';
import type { InheritedLink } from '../../claims/inheritance.ts';
import { unmetCondition } from '../../claims/scope.ts';
import { accountFieldOf, type Contract, type RungName } from '../../contract.ts';
import type { Reason, RejectedCandidate, ResolutionStep, VerdictEvidence } from '../../model.ts';
import { LISTED_AT_MOST, keyMeaning, nameOfAccount, organizationField, testimonySteps } from './evidenceParts.ts';

/** The evidence of an Account's verdict; `linkedTo` is the one Organization that is not rejected, if any. */
export function accountEvidence(
  id: string,
  claims: Claims,
  contract: Contract,
  reason: Reason,
  linkedTo: string | null,
  inherited: InheritedLink | null,
): VerdictEvidence {
  const account = claims.accounts.get(id);
  if (account === undefined) return { reason, steps: [], rejected: [] };
  const steps = [
    scopeStep(account, contract),
    ...contract.rungs.flatMap(({ name }) => accountStep(name, account, claims, contract)),
    ...inheritedStep(inherited, claims),
    ...testimonySteps(claims.testimony.byAccount.get(id) ?? [], 'account', claims),
  ];
  return { reason, steps: steps.slice(0, LISTED_AT_MOST), rejected: rejectedOrganizations(account, claims, linkedTo) };
}

function scopeStep({ account, inScope }: AccountClaims, contract: Contract): ResolutionStep {
  const unmet = unmetCondition(account, contract);
  const condition = contract.scope.accounts[0];
  return {
    rung: 'scope',
    system: 'contract',
    field: condition === undefined ? 'scope' : `Account.${condition.field}`,
    said: condition === undefined ? null : textOf(account.attributes[condition.field] ?? null),
    outcome: 'info',
    meaning: inScope
      ? 'The contract expects this account to have a Zendesk organization.'
      : `The contract expects no link here: ${unmet ?? 'it is not in scope'}.`,
  };
}

function accountStep(
  rung: RungName,
  claims: AccountClaims,
  all: Claims,
  contract: Contract,
): readonly ResolutionStep[] {
  if (rung === 'external_id') return keySteps(claims, all, contract);
  const field = accountFieldOf(contract, rung);
  if (field === null) return [];
  const stored = rung === 'stored_id';
  const reading = stored ? claims.stored : claims.native;
  const said = stored ? claims.account.storedId : claims.account.nativeId;
  if (!stored && said === null) return [];
  const base = { rung, system: 'salesforce' as const, field: `Account.${field}`, said };
  return [{ ...base, ...pointerMeaning(reading, claims, stored) }];
}

function pointerMeaning(
  reading: PointerReading,
  { keyOrganizations }: AccountClaims,
  links: boolean,
): Pick<ResolutionStep, 'outcome' | 'meaning'> {
  switch (reading.kind) {
    case 'empty':
      return { outcome: 'silent', meaning: 'The field is empty: Salesforce names no organization.' };
    case 'malformed':
      return { outcome: 'broken', meaning: 'The field holds something that is not a Zendesk id.' };
    case 'gone':
      return {
        outcome: 'broken',
        meaning: `Zendesk has no organization ${reading.namedId}: it was deleted or never existed.`,
      };
    case 'merged':
    case 'live': {
      const merged = reading.kind === 'merged' ? ` (organization ${reading.namedId} was merged into it)` : '';
      const names = `organization ${reading.organizationId}${merged}`;
      if (!links)
        return {
          outcome: 'testifies',
          meaning: `The native app names ${names}; it matches by name, so it never links.`,
        };
      if (keyOrganizations.includes(reading.organizationId)) {
        return {
          outcome: 'agrees',
          meaning: `Salesforce names ${names}, and that organization’s key names this account.`,
        };
      }
      return keyOrganizations.length > 0
        ? {
            outcome: 'disagrees',
            meaning: `Salesforce names ${names}, but another organization carries this account’s key.`,
          }
        : {
            outcome: 'names',
            meaning: `Salesforce names ${names}; that organization’s key does not name this account.`,
          };
    }
  }
}

function keySteps(claims: AccountClaims, all: Claims, contract: Contract): readonly ResolutionStep[] {
  const base = { rung: 'external_id' as const, system: 'zendesk' as const, field: organizationField(contract) };
  const named = [...claims.keyOrganizations, ...claims.ambiguousOrganizations];
  if (named.length === 0) {
    return [{ ...base, said: null, outcome: 'silent', meaning: 'No organization carries this account’s key.' }];
  }
  return named.slice(0, LISTED_AT_MOST).map((organizationId) => {
    const organization = all.organizations.get(organizationId);
    const said = organization?.organization.keyText ?? null;
    const meaning = `Organization ${organizationId} ${organization === undefined ? 'carries this account’s key' : keyMeaning(organization)}.`;
    if (claims.ambiguousOrganizations.includes(organizationId)) return { ...base, said, outcome: 'broken', meaning };
    const agrees = claims.target === organizationId;
    const outcome = agrees ? 'agrees' : claims.target === null ? 'names' : 'disagrees';
    return { ...base, said, outcome, meaning };
  });
}

function inheritedStep(inherited: InheritedLink | null, claims: Claims): readonly ResolutionStep[] {
  if (inherited === null) return [];
  return [
    {
      rung: 'inherited',
      system: 'contract',
      field: 'Account.ParentId',
      said: inherited.ancestorId,
      outcome: 'agrees',
      meaning: `The contract lets it share the organization of its parent ${nameOfAccount(inherited.ancestorId, claims)}: ${inherited.organizationId}.`,
    },
  ];
}

function rejectedOrganizations(
  account: AccountClaims,
  claims: Claims,
  linkedTo: string | null,
): readonly RejectedCandidate[] {
  const reasons = new Map<string, string>();
  const reject = (organizationId: string, because: string) => {
    if (organizationId !== linkedTo && !reasons.has(organizationId)) reasons.set(organizationId, because);
  };
  if (account.target !== null) reject(account.target, 'Salesforce names it, but not it alone is claimed.');
  for (const id of account.keyOrganizations) reject(id, 'It carries this account’s key, but not it alone is claimed.');
  for (const id of account.ambiguousOrganizations) reject(id, 'Its key fits several accounts.');
  if (account.stored.kind === 'gone')
    reject(account.stored.namedId, 'Salesforce names it, but Zendesk has no such organization.');
  if (pointsToLive(account.native)) {
    reject(account.native.organizationId, 'Only the native app names it, and that matches by name.');
  }
  for (const { rung, organizationId } of claims.testimony.byAccount.get(account.account.id) ?? []) {
    reject(organizationId, `Its ${rung} matches; a ${rung} never links.`);
  }
  return [...reasons].slice(0, LISTED_AT_MOST).map(([organizationId, because]) => ({
    accountId: null,
    organizationId,
    name: claims.allOrganizations.get(organizationId)?.name ?? null,
    because,
  }));
}

function textOf(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}
