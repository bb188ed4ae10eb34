/** The single writes that remedies are made of, each with what takes it back. */
import type { AccountFact, Json, OrganizationFact, Scalar } from '../../model.ts';
import { reversed } from '../people/peopleSteps.ts';
import type { FieldChange } from '../Plan.ts';
import type { Step } from '../Proposal.ts';
import type { LiveClaims } from './LiveClaims.ts';

/** A step that does not say yet what it waits for. */
export type Draft = Omit<Step, 'waitsFor'>;

export function setAccountField(account: AccountFact, after: Json, reason: string, claims: LiveClaims): Draft {
  const change: FieldChange = {
    kind: 'set_account_field',
    system: 'salesforce',
    record: account.id,
    field: claims.storedField,
    before: account.storedId,
    after,
  };
  return { ...change, reason, inverse: reversed(change) };
}

export function setKey(
  organization: OrganizationFact,
  after: string | null,
  reason: string,
  claims: LiveClaims,
): Draft {
  const change: FieldChange = {
    kind: 'set_organization_key',
    system: 'zendesk',
    record: organization.id,
    field: claims.contract.key.organization,
    before: organization.keyText,
    after,
  };
  return { ...change, reason, inverse: claims.isCarriedTwice(organization) ? null : reversed(change) };
}

export function setOrganizationField(
  organization: OrganizationFact,
  name: string,
  after: Scalar,
  reason: string,
): Draft {
  const change: FieldChange = {
    kind: 'set_organization_field',
    system: 'zendesk',
    record: organization.id,
    field: `organization_fields.${name}`,
    before: organization.mirrored[name] ?? null,
    after,
  };
  return { ...change, reason, inverse: reversed(change) };
}

/** Has no inverse: Linkproof deletes nothing. */
export function createOrganization(account: AccountFact, name: string, key: string, reason: string): Draft {
  return {
    kind: 'create_organization',
    system: 'zendesk',
    record: account.id,
    field: 'organization',
    before: null,
    after: { name, key },
    reason,
    inverse: null,
  };
}

/** Stands for the id of the organization that is made for this account; `buildPlan` names the change that makes it. */
export function createdFor({ id }: AccountFact): Json {
  return { created: id };
}

/** One after the other: each waits until the one before it is verified. */
export function inOrder(drafts: readonly Draft[]): readonly Step[] {
  return drafts.map((draft, position) => ({ ...draft, waitsFor: position === 0 ? [] : [position - 1] }));
}

/** Of one record: its fields go out in one call. */
export function atOnce(drafts: readonly Draft[]): readonly Step[] {
  return drafts.map((draft) => ({ ...draft, waitsFor: [] }));
}
