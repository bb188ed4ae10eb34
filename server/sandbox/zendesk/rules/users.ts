import type { Row } from '../../world/World.ts';
import { RecordInvalid, type Problem } from '../http/ApiError.ts';
import { recordNotFound } from '../http/errors.ts';
import { toId, type Id } from '../state/ids.ts';
import { fold, isActiveUser, isLiveOrganization, type User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { blank, changed, tagList, taken, textOrNull } from './changes.ts';
import { defaultMembershipOf } from './defaultMembership.ts';
import { createMembership, makeDefault, membershipsOf, removeMembership } from './memberships.ts';

/** What a request may set. */
export const USER_KEYS = [
  'name',
  'email',
  'phone',
  'role',
  'verified',
  'external_id',
  'tags',
  'alias',
  'suspended',
  'signature',
  'details',
  'notes',
  'time_zone',
  'locale',
  'locale_id',
  'moderator',
  'ticket_restriction',
  'only_private_comments',
  'custom_role_id',
  'default_group_id',
  'organization_id',
  'organization_ids',
  'skip_verify_email',
  'user_fields',
];

/** Given on the way in, never shown. */
const WRITE_ONLY = ['organization_ids', 'skip_verify_email'];

/** @throws ApiError 404. A deleted user is still found by id, with `active: false`. */
export function existingUser(state: ZendeskState, id: Id | undefined): User {
  const row = id === undefined ? undefined : state.users.get(id);
  if (row === undefined) throw recordNotFound();
  return row;
}

export function userByExternalId(state: ZendeskState, externalId: unknown): User | undefined {
  const key = fold(externalId);
  return key === undefined ? undefined : state.users.by('externalId', key).at(0);
}

function userByEmail(state: ZendeskState, email: unknown): User | undefined {
  const key = fold(email);
  return key === undefined ? undefined : state.users.by('email', key).at(0);
}

/** @throws RecordInvalid when the name is blank, e-mail or external id are taken, or an organization is not there. */
export function createUser(state: ZendeskState, input: Row): User {
  const values = { name: '', ...valuesOf(input) };
  check(state, values);
  const organizationIds = organizationsIn(state, input);
  const stamp = state.stamp();
  const user = state.users.put({
    role: 'end-user',
    ...values,
    organization_id: null,
    id: state.nextId(),
    created_at: stamp,
    updated_at: stamp,
  });
  for (const organization_id of organizationIds) createMembership(state, { user_id: user.id, organization_id });
  return existingUser(state, user.id);
}

/**
 * Two traps of the real one: a new `email` becomes a second address and the first stays [doc]; `organization_id` takes the
 * place of the default membership, whose open tickets then lose their organization [3p, unconfirmed].
 *
 * @throws RecordInvalid when the name is blank, e-mail or external id are taken, or an organization is not there.
 */
export function updateUser(state: ZendeskState, row: User, input: Row): User {
  const { email: _second, organization_id: _membership, ...values } = valuesOf(input, row);
  check(state, { ...values, email: input.email }, row);
  const organizationIds = organizationsIn(state, input);
  const next = changed(row, values, state.stamp());
  if (next !== row) state.users.put(next);
  if (input.organization_id !== undefined) replaceDefault(state, row, organizationIds[0]);
  return existingUser(state, row.id);
}

/** Matches by external id or e-mail, ignoring case; a match by external id rewrites its case as given. [doc] */
export function createOrUpdateUser(state: ZendeskState, input: Row): { row: User; created: boolean } {
  const existing = userByExternalId(state, input.external_id) ?? userByEmail(state, input.email);
  return existing === undefined
    ? { row: createUser(state, input), created: true }
    : { row: updateUser(state, existing, input), created: false };
}

/** Keeps the row, inactive, without e-mail and organization. [rec] */
export function deleteUser(state: ZendeskState, row: User): User {
  for (const membership of state.memberships.by('user', row.id).slice()) state.memberships.delete(membership);
  const gone = { active: false, email: null, organization_id: null, verified: false };
  return state.users.put({ ...row, ...gone, updated_at: state.stamp() });
}

function valuesOf(input: Row, row?: User): Row {
  const values: Row = {};
  for (const [key, value] of Object.entries(input)) {
    if (!USER_KEYS.includes(key) || WRITE_ONLY.includes(key)) continue;
    if (key === 'name') values.name = String(value ?? '').trim();
    else if (key === 'external_id') values.external_id = textOrNull(value);
    else if (key === 'tags') values.tags = tagList(value);
    else if (key === 'user_fields') values.user_fields = { ...(row?.user_fields as Row), ...(value as Row) };
    else values[key] = value;
  }
  return values;
}

function check(state: ZendeskState, values: Row, row?: User): void {
  const problems: Problem[] = [];
  const byEmail = userByEmail(state, values.email);
  const byExternalId = userByExternalId(state, values.external_id);
  if (values.name === '') problems.push(blank('name', 'Name'));
  if (byEmail !== undefined && byEmail.id !== row?.id) {
    const message = `${String(values.email)} is already being used by another user`;
    problems.push({ field: 'email', label: 'Email', message, error: 'DuplicateValue' });
  }
  if (byExternalId !== undefined && byExternalId.id !== row?.id) {
    problems.push(taken('external_id', 'External', values.external_id));
  }
  if (row !== undefined && !isActiveUser(row)) problems.push({ field: 'base', label: 'User', message: 'is deleted' });
  if (problems.length > 0) throw new RecordInvalid(problems);
}

/** The organizations that a request names for a user, the default one first. */
function organizationsIn(state: ZendeskState, input: Row): Id[] {
  const named = [input.organization_id, ...(Array.isArray(input.organization_ids) ? input.organization_ids : [])];
  const ids = named
    .filter((value) => value !== undefined && value !== null)
    .map((value) => ({ value, id: toId(value) }));
  return [
    ...new Set(
      ids.map(({ id }) => {
        const organization = id === undefined ? undefined : state.organizations.get(id);
        if (organization === undefined || !isLiveOrganization(organization)) {
          throw new RecordInvalid([blank('organization', 'Organization')]);
        }
        return organization.id;
      }),
    ),
  ];
}

function replaceDefault(state: ZendeskState, user: User, organizationId: Id | undefined): void {
  const former = defaultMembershipOf(state, user);
  if (former?.organization_id === organizationId) return;
  const existing = membershipsOf(state, user.id).find((membership) => membership.organization_id === organizationId);
  if (former !== undefined) removeMembership(state, former);
  if (organizationId === undefined) return;
  if (existing === undefined)
    createMembership(state, { user_id: user.id, organization_id: organizationId, default: true });
  else makeDefault(state, existing);
}
