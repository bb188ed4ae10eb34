/** Account fields that an integration copies into organization fields, where the copy differs. */
import { finding } from '../../finding.ts';
import { isCanonicalId } from '../../ids/salesforceId.ts';
import type { Contract, MirroredField } from '../../contract.ts';
import type { AccountFact, Finding, Link, OrganizationFact, Scalar } from '../../model.ts';
import type { Identity } from '../identity.ts';

export function ownerRules({ claims, contract, links }: Identity): readonly Finding[] {
  return links.filter(({ inheritedFrom }) => inheritedFrom === null).flatMap(drift);

  function drift({ accountId, organizationId }: Link): readonly Finding[] {
    const account = claims.accounts.get(accountId)?.account;
    const organization = claims.organizations.get(organizationId)?.organization;
    if (account === undefined || organization === undefined) return [];
    const fields = driftOf(account, organization, contract).map((field) => ({ ...field }));
    if (fields.length === 0) return [];
    return [finding('owner_drift', { accounts: [accountId], organizations: [organizationId] }, { fields })];
  }
}

/** A mirrored field whose copy differs from its original. */
export interface DriftedField extends MirroredField {
  readonly salesforce: Scalar;
  readonly zendesk: Scalar;
}

export function driftOf(
  account: AccountFact,
  organization: OrganizationFact,
  { mirroredFields }: Contract,
): readonly DriftedField[] {
  return mirroredFields.flatMap((mirrored) => {
    const copy = organization.mirrored[mirrored.organization];
    // A field that Zendesk does not have holds no copy.
    if (copy === undefined) return [];
    const original = account.attributes[mirrored.account] ?? null;
    return isSame(original, copy) ? [] : [{ ...mirrored, salesforce: original, zendesk: copy }];
  });
}

function isSame(original: Scalar, copy: Scalar): boolean {
  const [left, right] = [textOf(original), textOf(copy)];
  return left === right || isSameId(left, right);
}

/** An id that lost its suffix, or its case with the suffix to restore it by, still names the same record. */
function isSameId(id: string, copy: string): boolean {
  if (!isCanonicalId(id)) return false;
  return copy === id.slice(0, 15) || copy.toLowerCase() === id.toLowerCase();
}

function textOf(value: Scalar): string {
  return value === null ? '' : String(value).trim();
}
