import type { Row } from '../../world/World.ts';
import { RecordInvalid, type Problem } from '../http/ApiError.ts';
import { recordNotFound, updateConflict } from '../http/errors.ts';
import { toId, type Id } from '../state/ids.ts';
import { isDeletedTicket, updatedAt, type Ticket, type User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { blank, isSame, tagList, textOrNull } from './changes.ts';
import { defaultOrganizationOf, membershipsOf } from './memberships.ts';

/** What a request may set. */
export const TICKET_KEYS = [
  'subject',
  'comment',
  'status',
  'priority',
  'type',
  'requester_id',
  'assignee_id',
  'group_id',
  'organization_id',
  'external_id',
  'tags',
  'custom_fields',
  'fields',
  'due_at',
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
  'description',
  'metadata',
  'safe_update',
  'updated_stamp',
];
/** What update_many takes besides. */
export const BULK_TICKET_KEYS = [...TICKET_KEYS, 'additional_tags', 'remove_tags'];

/** Instructions, not values of the ticket. */
const INSTRUCTIONS = [
  'comment',
  'fields',
  'metadata',
  'safe_update',
  'updated_stamp',
  'additional_tags',
  'remove_tags',
];
const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

export interface TicketUpdate {
  ticket: Ticket;
  /** What changed, by field: the events of the audit. */
  changes: { field: string; value: unknown; previous: unknown }[];
}

/** @throws ApiError 404 for one that does not exist or is deleted. An archived ticket is found. */
export function existingTicket(state: ZendeskState, id: Id | undefined): Ticket {
  const row = id === undefined ? undefined : state.tickets.get(id);
  if (row === undefined || isDeletedTicket(row)) throw recordNotFound();
  return row;
}

/**
 * A ticket of the named requester, or of the caller; without an organization it gets the requester's default one. [doc]
 * @throws RecordInvalid for an organization that is not the requester's, or an unknown status.
 */
export function createTicket(state: ZendeskState, input: Row, callerId: Id): Ticket {
  const requesterId = toId(input.requester_id) ?? callerId;
  const comment = (input.comment as Row | undefined)?.body;
  const values: Row = { status: 'new', ...valuesOf(input) };
  const user = state.users.get(requesterId);
  if (input.requester_id !== undefined && user === undefined)
    throw new RecordInvalid([blank('requester', 'Requester')]);
  values.organization_id ??= user === undefined ? null : defaultOrganizationOf(state, user);
  check(state, values, user);
  const stamp = state.stamp();
  return state.tickets.put({
    description: comment ?? '',
    ...values,
    requester_id: requesterId,
    submitter_id: callerId,
    id: state.nextTicketId(),
    created_at: stamp,
    updated_at: stamp,
    generated_timestamp: secondOf(state),
  });
}

/**
 * Traps of the real one: `description` is silently ignored; `safe_update: false` protects as `true` does; without
 * `updated_stamp` neither does. [doc]
 *
 * @param expectedStamp `updated_at` that the ticket must still have: a bulk job's reading when it was queued.
 * @throws RecordInvalid for a closed ticket, a foreign organization, an unknown status; ApiError 409 on a collision.
 */
export function updateTicket(state: ZendeskState, row: Ticket, input: Row, expectedStamp?: string): TicketUpdate {
  if (row.status === 'closed') {
    throw new RecordInvalid([{ field: 'status', label: 'Status', message: 'closed prevents ticket update' }]);
  }
  const stamp = input.safe_update === undefined ? undefined : input.updated_stamp;
  if ([stamp, expectedStamp].some((time) => time !== undefined && !isSameTime(time, updatedAt(row))))
    throw updateConflict();

  const { description: _ignored, ...values } = valuesOf(input, row);
  const requesterId = toId(values.requester_id) ?? row.requester_id;
  const requester = requesterId === undefined || requesterId === null ? undefined : state.users.get(requesterId);
  // With a new requester the organization becomes one of his. [doc]
  const ofRequester =
    requester === undefined ? [] : membershipsOf(state, requester.id).map((membership) => membership.organization_id);
  if (requester !== undefined && requester.id !== row.requester_id && values.organization_id === undefined) {
    const stays = ofRequester.some((id) => id === row.organization_id);
    values.organization_id = stays ? row.organization_id : (ofRequester[0] ?? null);
  }
  check(state, values, requester);

  const changes = Object.entries(values)
    .filter(([field, value]) => !isSame(row[field], value))
    .map(([field, value]) => ({ field, value, previous: row[field] ?? null }));
  if (changes.length === 0 && input.comment === undefined) return { ticket: row, changes };
  const next = { ...row, ...values, updated_at: state.stamp(), generated_timestamp: secondOf(state) };
  return { ticket: state.tickets.put(next), changes };
}

/** The row stays, with the status that only exports show. [doc] */
export function deleteTicket(state: ZendeskState, row: Ticket): void {
  state.tickets.put({ ...row, status: 'deleted', updated_at: state.stamp(), generated_timestamp: secondOf(state) });
}

const secondOf = (state: ZendeskState): number => Math.floor(state.now().getTime() / 1000);

const isSameTime = (left: unknown, right: string): boolean => Date.parse(String(left)) === Date.parse(right);

function valuesOf(input: Row, row?: Ticket): Row {
  const values: Row = {};
  for (const [key, value] of Object.entries(input)) {
    if (!TICKET_KEYS.includes(key) || INSTRUCTIONS.includes(key)) continue;
    if (key === 'requester_id' || key === 'organization_id') values[key] = toId(value) ?? value;
    else if (key === 'external_id') values.external_id = textOrNull(value);
    else if (key === 'tags') values.tags = tagList(value);
    else values[key] = value;
  }
  if (input.additional_tags !== undefined || input.remove_tags !== undefined) {
    const removed = new Set(tagList(input.remove_tags));
    const tags = [...tagList(values.tags ?? row?.tags), ...tagList(input.additional_tags)];
    values.tags = [...new Set(tags)].filter((tag) => !removed.has(tag));
  }
  return values;
}

function check(state: ZendeskState, values: Row, requester: User | undefined): void {
  const problems: Problem[] = [];
  if (values.status !== undefined && !STATUSES.includes(String(values.status))) {
    problems.push({
      field: 'status',
      label: 'Status',
      message: `${String(values.status)} is not valid`,
      error: 'InvalidValue',
    });
  }
  if (values.requester_id !== undefined && requester === undefined) problems.push(blank('requester', 'Requester'));
  const organizationId = values.organization_id;
  // Only an organization of the requester may be named. [doc; wording unconfirmed]
  if (organizationId !== undefined && organizationId !== null) {
    const isHis =
      requester !== undefined &&
      membershipsOf(state, requester.id).some((membership) => membership.organization_id === organizationId);
    if (!isHis) {
      const message = 'is not an organization of the requester';
      problems.push({ field: 'organization', label: 'Organization', message, error: 'InvalidValue' });
    }
  }
  if (problems.length > 0) throw new RecordInvalid(problems);
}
