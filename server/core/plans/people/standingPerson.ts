import type { LiveUser } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { PlanningWorld } from '../Proposal.ts';

/** Somebody who may be repaired, or why he may not. */
export type StandingPerson =
  { readonly user: LiveUser; readonly blocked: null } | { readonly user: null; readonly blocked: Guard };

/** An end user, as he is right now: whoever is an agent, suspended or deleted by now is nobody's customer any more. */
export function standingPerson(userId: string, { live }: PlanningWorld): StandingPerson {
  const user = live.users.get(userId);
  if (user === undefined || !user.active) {
    return refused('record_gone', `User ${userId} is not there any more: he was deleted or merged. Audit again.`);
  }
  if (user.suspended || user.role !== 'end-user') {
    const found = user.suspended ? 'suspended' : `of the role ${user.role}`;
    return refused('nothing_to_do', `User ${userId} is ${found} by now; only active end users are repaired.`);
  }
  return { user, blocked: null };
}

/** Whether he would need a second organization where Zendesk allows one only. Null: he may join. */
export function blocksJoining(
  { id, organizationIds }: LiveUser,
  organizationId: string,
  { severalOrganizations }: Pick<PlanningWorld, 'severalOrganizations'>,
): Guard | null {
  if (severalOrganizations !== false || organizationIds.length === 0 || organizationIds.includes(organizationId)) {
    return null;
  }
  return {
    reason: 'one_organization_plan',
    detail:
      `User ${id} is a member of organization ${organizationIds.join(', ')}, and this Zendesk account allows a user one ` +
      `organization only. Enable multiple organizations, or move him to ${organizationId} by hand.`,
  };
}

function refused(reason: Guard['reason'], detail: string): StandingPerson {
  return { user: null, blocked: { reason, detail } };
}
