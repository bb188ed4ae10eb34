import type { Row } from '../../world/World.ts';
import { RecordInvalid, type Problem } from '../http/ApiError.ts';
import { recordNotFound } from '../http/errors.ts';
import { toId, type Id } from '../state/ids.ts';
import { fold, isLiveOrganization, type Organization } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { blank, changed, tagList, taken, textOrNull } from './changes.ts';
import { removeAllMembers } from './memberships.ts';

/** What a request may set. */
export const ORGANIZATION_KEYS = [
  'name',
  'shared_tickets',
  'shared_comments',
  'external_id',
  'domain_names',
  'details',
  'notes',
  'group_id',
  'tags',
  'organization_fields',
];

/** Undefined for one that does not exist or is deleted. */
export function findOrganization(state: ZendeskState, id: Id | undefined): Organization | undefined {
  const row = id === undefined ? undefined : state.organizations.get(id);
  return row !== undefined && isLiveOrganization(row) ? row : undefined;
}

/** @throws ApiError 404 for one that does not exist or is deleted. */
export function liveOrganization(state: ZendeskState, id: Id | undefined): Organization {
  const row = findOrganization(state, id);
  if (row === undefined) throw recordNotFound();
  return row;
}

/** The live one with this external id, ignoring case; of several (worlds may hold duplicates) the oldest. */
export function organizationByExternalId(state: ZendeskState, externalId: unknown): Organization | undefined {
  const key = fold(externalId);
  return key === undefined ? undefined : state.organizations.by('externalId', key).at(0);
}

/** @throws RecordInvalid when name or external id is taken, or the name is blank. */
export function createOrganization(state: ZendeskState, input: Row): Organization {
  const values = { name: '', ...valuesOf(input) };
  check(state, values);
  const stamp = state.stamp();
  return state.organizations.put({ ...values, id: state.nextId(), created_at: stamp, updated_at: stamp });
}

/** @throws RecordInvalid when name or external id is taken, the name is blank, or the organization is being merged away. */
export function updateOrganization(state: ZendeskState, row: Organization, input: Row): Organization {
  const values = valuesOf(input, row);
  check(state, values, row);
  const next = changed(row, values, state.stamp());
  return next === row ? row : state.organizations.put(next);
}

/**
 * Matches by id or external id, never by name. [doc]
 * @throws ApiError 404 for an id that does not exist; RecordInvalid as create and update do.
 */
export function createOrUpdateOrganization(state: ZendeskState, input: Row): { row: Organization; created: boolean } {
  const id = toId(input.id);
  const existing = id === undefined ? organizationByExternalId(state, input.external_id) : liveOrganization(state, id);
  return existing === undefined
    ? { row: createOrganization(state, input), created: true }
    : { row: updateOrganization(state, existing, input), created: false };
}

/** Members leave it at once; its open tickets lose their organization later. */
export function deleteOrganization(state: ZendeskState, row: Organization): void {
  const stamp = state.stamp();
  state.organizations.put({ ...row, deleted_at: stamp, updated_at: stamp });
  removeAllMembers(state, row.id);
}

function valuesOf(input: Row, row?: Organization): Row {
  const values: Row = {};
  for (const [key, value] of Object.entries(input)) {
    if (!ORGANIZATION_KEYS.includes(key)) continue;
    if (key === 'name') values.name = String(value ?? '').trim();
    else if (key === 'external_id') values.external_id = textOrNull(value);
    else if (key === 'tags') values.tags = tagList(value);
    // The whole list is replaced, whatever was in it. [doc]
    else if (key === 'domain_names') values.domain_names = tagList(value);
    else if (key === 'organization_fields')
      values.organization_fields = { ...(row?.organization_fields as Row), ...(value as Row) };
    else values[key] = value;
  }
  return values;
}

function check(state: ZendeskState, values: Row, row?: Organization): void {
  const problems: Problem[] = [];
  const isTaken = (index: 'name' | 'externalId', value: unknown): boolean => {
    const key = fold(value);
    return (
      key !== undefined &&
      state.organizations
        .by(index, key)
        .slice()
        .some((other) => other.id !== row?.id)
    );
  };
  if (values.name === '') problems.push(blank('name', 'Name'));
  else if (isTaken('name', values.name)) problems.push(taken('name', 'Name', values.name));
  if (isTaken('externalId', values.external_id)) problems.push(taken('external_id', 'External', values.external_id));
  // The loser of a merge cannot be edited while it lasts. [doc; wording unconfirmed]
  if (row !== undefined && isBeingMergedAway(state, row.id)) {
    problems.push({ field: 'base', label: 'Organization', message: 'is being merged' });
  }
  if (problems.length > 0) throw new RecordInvalid(problems);
}

function isBeingMergedAway(state: ZendeskState, id: Id): boolean {
  return state.merges
    .by('organization', id)
    .slice()
    .some((merge) => merge.loser_id === id && (merge.status === 'new' || merge.status === 'in_progress'));
}
