/** Changes of people and tickets, each with what takes it back. */
import type { FieldChange } from '../Plan.ts';
import type { Step } from '../Proposal.ts';

/** The same change the other way round; of a membership, its opposite kind. */
export function reversed(change: FieldChange): FieldChange {
  const { kind, system, record, field, before, after } = change;
  return { kind: OPPOSITES[kind] ?? kind, system, record, field, before: after, after: before };
}

const OPPOSITES: Partial<Record<FieldChange['kind'], FieldChange['kind']>> = {
  add_membership: 'remove_membership',
  remove_membership: 'add_membership',
};

export function addMembership(userId: string, organizationId: string, reason: string): Step {
  return stepOf(
    {
      kind: 'add_membership',
      record: `${userId}:${organizationId}`,
      field: 'membership',
      before: null,
      after: 'member',
    },
    reason,
    [],
  );
}

export function removeMembership(
  userId: string,
  organizationId: string,
  reason: string,
  waitsFor: readonly number[],
): Step {
  return stepOf(
    {
      kind: 'remove_membership',
      record: `${userId}:${organizationId}`,
      field: 'membership',
      before: 'member',
      after: null,
    },
    reason,
    waitsFor,
  );
}

export function makeDefault(
  userId: string,
  { from, to }: { readonly from: string; readonly to: string },
  reason: string,
  waitsFor: readonly number[],
): Step {
  return stepOf(
    { kind: 'make_default', record: userId, field: 'default_organization_id', before: from, after: to },
    reason,
    waitsFor,
  );
}

export function moveTicket(
  ticketId: string,
  { from, to }: { readonly from: string | null; readonly to: string },
  reason: string,
  waitsFor: readonly number[],
): Step {
  return stepOf(
    { kind: 'move_ticket', record: ticketId, field: 'organization_id', before: from, after: to },
    reason,
    waitsFor,
  );
}

export function setUserExternalId(userId: string, before: string, after: string, reason: string): Step {
  return stepOf({ kind: 'set_user_external_id', record: userId, field: 'external_id', before, after }, reason, []);
}

function stepOf(change: Omit<FieldChange, 'system'>, reason: string, waitsFor: readonly number[]): Step {
  const full: FieldChange = { ...change, system: 'zendesk' };
  return { ...full, reason, inverse: reversed(full), waitsFor };
}
