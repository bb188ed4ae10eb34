import type { Row } from '../../world/World.ts';
import { isSame, tagList } from '../rules/changes.ts';
import {
  createdAt,
  isLiveOrganization,
  updatedAt,
  type Membership,
  type Organization,
  type User,
} from '../state/records.ts';

/** What a webhook is told of one change; the envelope is added when it is sent. */
export interface WebhookEvent {
  /** `zen:event-type:organization.created` */
  type: string;
  /** `zen:organization:123` */
  subject: string;
  detail: Row;
  event: Row;
}

/**
 * The events of one change of an organization. [doc] There is none for domain names, for sharing of tickets and for a
 * merge: of a merge the loser's deletion is told, and nothing of the winner.
 */
export function organizationEvents(before: Organization | undefined, after: Organization | undefined): WebhookEvent[] {
  const row = after ?? before;
  if (row === undefined) return [];
  const event = (name: string, content: Row = {}): WebhookEvent => ({
    type: `zen:event-type:organization.${name}`,
    subject: `zen:organization:${row.id}`,
    detail: organizationDetail(row),
    event: content,
  });
  if (before === undefined) return [event('created')];
  if (after === undefined || !isLiveOrganization(after)) return isLiveOrganization(before) ? [event('deleted')] : [];
  const changed = (field: string) => !isSame(before[field], after[field]);
  const change = (field: string): Row => ({ current: after[field] ?? null, previous: before[field] ?? null });
  return [
    ...(changed('name') ? [event('name_changed', change('name'))] : []),
    ...(changed('external_id') ? [event('external_id_changed', change('external_id'))] : []),
    ...(changed('tags') ? [event('tags_changed', tagsChange(before, after))] : []),
    ...customFieldChanges(before, after).map((content) => event('custom_field_changed', content)),
  ];
}

/** The events of a membership that came, went or moved to another organization. */
export function membershipEvents(
  before: Membership | undefined,
  after: Membership | undefined,
  userOf: (membership: Membership) => User | undefined,
): WebhookEvent[] {
  if (before?.organization_id === after?.organization_id) return [];
  return [
    ...(before === undefined ? [] : membershipEvent('organization_membership_deleted', before, userOf(before))),
    ...(after === undefined ? [] : membershipEvent('organization_membership_created', after, userOf(after))),
  ];
}

// The names are documented; that the event names the organization so is a guess. [unconfirmed]
function membershipEvent(name: string, membership: Membership, user: User | undefined): WebhookEvent[] {
  return [
    {
      type: `zen:event-type:user.${name}`,
      subject: `zen:user:${membership.user_id}`,
      detail: user === undefined ? { id: String(membership.user_id) } : userDetail(user),
      event: { organization: { id: String(membership.organization_id) } },
    },
  ];
}

/** Ids are text in events, unlike in the API. [doc] */
function organizationDetail(row: Organization): Row {
  return {
    created_at: createdAt(row),
    external_id: row.external_id ?? null,
    group_id: row.group_id === undefined || row.group_id === null ? null : String(row.group_id),
    id: String(row.id),
    name: row.name ?? '',
    shared_comments: row.shared_comments ?? false,
    shared_tickets: row.shared_tickets ?? false,
    updated_at: updatedAt(row),
  };
}

/** An absent id is "0". [doc] */
function userDetail(row: User): Row {
  return {
    created_at: createdAt(row),
    email: row.email ?? '',
    external_id: row.external_id ?? '',
    default_group_id: String(row.default_group_id ?? 0),
    id: String(row.id),
    organization_id: String(row.organization_id ?? 0),
    role: row.role ?? 'end-user',
    updated_at: updatedAt(row),
  };
}

// [unconfirmed form]
function tagsChange(before: Organization, after: Organization): Row {
  const [former, current] = [tagList(before.tags), tagList(after.tags)];
  return {
    added: { tags: current.filter((tag) => !former.includes(tag)) },
    removed: { tags: former.filter((tag) => !current.includes(tag)) },
  };
}

function customFieldChanges(before: Organization, after: Organization): Row[] {
  const [former, current] = [before, after].map((row) => (row.organization_fields ?? {}) as Row) as [Row, Row];
  return [...new Set([...Object.keys(former), ...Object.keys(current)])]
    .filter((field) => !isSame(former[field], current[field]))
    .map((field) => ({
      field: { title: field },
      current: current[field] ?? null,
      previous: former[field] ?? null,
    }));
}
