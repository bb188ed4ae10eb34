import type { Membership, User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/** A world's membership that does not say is the default one if the user's own organization is this one. */
export function isDefault(state: ZendeskState, membership: Membership): boolean {
  if (membership.default !== undefined) return membership.default === true;
  return state.users.get(membership.user_id)?.organization_id === membership.organization_id;
}

export function defaultMembershipOf(state: ZendeskState, user: User): Membership | undefined {
  return state.memberships
    .by('user', user.id)
    .slice()
    .find((membership) => isDefault(state, membership));
}
