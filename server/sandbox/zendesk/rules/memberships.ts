import type { Row } from '../../world/World.ts';
import { RecordInvalid, type Problem } from '../http/ApiError.ts';
import { recordNotFound } from '../http/errors.ts';
import { toId, type Id } from '../state/ids.ts';
import { isActiveUser, isLiveOrganization, type Membership, type User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { blank } from './changes.ts';
import { defaultMembershipOf, isDefault } from './defaultMembership.ts';
import { unassignTickets } from './unassignTickets.ts';

/** What a request may set. */
export const MEMBERSHIP_KEYS = ['user_id', 'organization_id', 'default', 'view_tickets'];

/** Organizations that one user may have. [doc] */
const MOST_ORGANIZATIONS = 300;

/** @throws ApiError 404. */
export function existingMembership(state: ZendeskState, id: Id | undefined): Membership {
  const row = id === undefined ? undefined : state.memberships.get(id);
  if (row === undefined) throw recordNotFound();
  return row;
}

/** @throws ApiError 404 when the user is not a member. */
export function membershipIn(state: ZendeskState, userId: Id, organizationId: Id): Membership {
  const row = membershipsOf(state, userId).find((membership) => membership.organization_id === organizationId);
  if (row === undefined) throw recordNotFound();
  return row;
}

/** The default one first, then by name of the organization. [doc] */
export function membershipsOf(state: ZendeskState, userId: Id): Membership[] {
  const rank = (row: Membership): string =>
    `${isDefault(state, row) ? 0 : 1} ${String(state.organizations.get(row.organization_id)?.name ?? '').toLowerCase()}`;
  return state.memberships
    .by('user', userId)
    .slice()
    .map((row) => ({ row, rank: rank(row) }))
    .sort((left, right) => (left.rank < right.rank ? -1 : left.rank > right.rank ? 1 : 0))
    .map(({ row }) => row);
}

/**
 * Makes the user a member; the first membership becomes the default one. No ticket changes. [doc]
 * @throws RecordInvalid when he is one already, the plan or the limit allows no more, or user or organization are not there.
 */
export function createMembership(state: ZendeskState, input: Row): Membership {
  const userId = toId(input.user_id);
  const organizationId = toId(input.organization_id);
  const user = userId === undefined ? undefined : state.users.get(userId);
  const organization = organizationId === undefined ? undefined : state.organizations.get(organizationId);
  const problems: Problem[] = [];
  if (user === undefined || !isActiveUser(user)) problems.push(blank('user', 'User'));
  if (organization === undefined || !isLiveOrganization(organization)) {
    problems.push(blank('organization', 'Organization'));
  }
  if (user === undefined || organization === undefined || problems.length > 0) throw new RecordInvalid(problems);

  const current = state.memberships.by('user', user.id).slice();
  const refusal = refusalFor(state, current, organization.id);
  if (refusal !== undefined) throw new RecordInvalid([refusal]);

  const stamp = state.stamp();
  const membership = state.memberships.put({
    id: state.nextId(),
    user_id: user.id,
    organization_id: organization.id,
    default: null,
    ...(input.view_tickets === undefined ? {} : { view_tickets: input.view_tickets === true }),
    created_at: stamp,
    updated_at: stamp,
  });
  touchUser(state, user.id);
  return current.length === 0 || input.default === true ? makeDefault(state, membership) : membership;
}

/** Makes it the user's default membership, and its organization the user's organization. */
export function makeDefault(state: ZendeskState, membership: Membership): Membership {
  const stamp = state.stamp();
  // Every row is written before the user's organization moves: a row that does not say is judged by that one.
  for (const other of state.memberships.by('user', membership.user_id).slice()) {
    const value = other.id === membership.id ? true : null;
    const wasDefault = isDefault(state, other) ? true : null;
    if (other.default !== value) {
      state.memberships.put({ ...other, default: value, ...(wasDefault === value ? {} : { updated_at: stamp }) });
    }
  }
  setUserOrganization(state, membership.user_id, membership.organization_id);
  touchUser(state, membership.user_id);
  return existingMembership(state, membership.id);
}

/** Ends the membership at once; the user's open tickets in that organization lose it later, archived and closed ones keep it. [doc] */
export function removeMembership(state: ZendeskState, membership: Membership): void {
  endMembership(state, membership);
  unassignTickets(state, membership.organization_id, membership.user_id);
}

/** As removeMembership, for everyone in an organization. */
export function removeAllMembers(state: ZendeskState, organizationId: Id): void {
  for (const membership of state.memberships.by('organization', organizationId).slice())
    endMembership(state, membership);
  unassignTickets(state, organizationId);
}

/** Ends the membership without touching tickets. Of a user who loses his default, the next membership becomes it. [doc] */
export function endMembership(state: ZendeskState, membership: Membership): void {
  const wasDefault = isDefault(state, membership);
  state.memberships.delete(membership);
  touchUser(state, membership.user_id);
  if (!wasDefault) return;
  const [next] = membershipsOf(state, membership.user_id);
  if (next === undefined) setUserOrganization(state, membership.user_id, null);
  else makeDefault(state, next);
}

/** The organization that a new ticket of this user gets. */
export function defaultOrganizationOf(state: ZendeskState, user: User): Id | null {
  return defaultMembershipOf(state, user)?.organization_id ?? null;
}

function setUserOrganization(state: ZendeskState, userId: Id, organizationId: Id | null): void {
  const user = state.users.get(userId);
  if (user !== undefined && user.organization_id !== organizationId) {
    state.users.put({ ...user, organization_id: organizationId });
  }
}

/** A change of a user's memberships shows in the export of users, if it moves his `updated_at`. [unconfirmed] */
export function touchUser(state: ZendeskState, userId: Id): void {
  const user = state.users.get(userId);
  if (user !== undefined && !state.options.silentMemberships) state.users.put({ ...user, updated_at: state.stamp() });
}

// Status and cause are documented, the wording is not. [unconfirmed]
function refusalFor(state: ZendeskState, current: readonly Membership[], organizationId: Id): Problem | undefined {
  if (current.some((row) => row.organization_id === organizationId)) {
    return {
      field: 'organization_id',
      label: 'Organization',
      message: 'has already been taken',
      error: 'DuplicateValue',
    };
  }
  if (state.options.oneOrganizationPlan && current.length > 0) {
    return { field: 'base', label: 'Multiple organizations', message: 'are not available on this plan' };
  }
  if (current.length >= MOST_ORGANIZATIONS) {
    return { field: 'base', label: 'Organizations', message: `are limited to ${MOST_ORGANIZATIONS} for a user` };
  }
  return undefined;
}
