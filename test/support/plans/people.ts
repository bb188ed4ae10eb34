/** A world of linked customers with one person of account A's, wherever he may have ended up. */
import type { Json } from '../../../server/core/model.ts';
import type { FieldChange } from '../../../server/core/plans/Plan.ts';
import type { Step } from '../../../server/core/plans/Proposal.ts';
import { A, contact, linkedCustomers, memberships, user } from '../customers.ts';
import type { World } from '../factsOf.ts';

/** User 51, contact 1 of account A; in the order given, the first of his organizations is his default. */
export function personIn(organizationIds: readonly string[], more: World = {}, fields: object = {}): World {
  return {
    ...linkedCustomers,
    contacts: [contact(1, A)],
    users: [user('51', 1, { organization_id: organizationIds[0] ?? null, ...fields })],
    memberships: memberships(...organizationIds.map((id) => ['51', id] as const)),
    ...more,
  };
}

/** “add_membership 51:1”, “move_ticket 901: 2 → 1 after 0”. */
export function inWords({ kind, record, before, after, waitsFor }: Step): string {
  const membership = kind === 'add_membership' || kind === 'remove_membership';
  const change = membership ? '' : `: ${text(before)} → ${text(after)}`;
  return `${kind} ${record}${change}${waitsFor.length === 0 ? '' : ` after ${waitsFor.join(', ')}`}`;
}

/** What a plan may write, as it stands: to compare one state of both systems with another. */
export function covered({
  accounts = [],
  organizations = [],
  users = [],
  memberships: links = [],
  tickets = [],
}: World) {
  return {
    accounts: Object.fromEntries(accounts.map((one) => [one['Id'], one['Zendesk_Organization_Id__c'] ?? null])),
    keys: Object.fromEntries(organizations.map(({ id, external_id }) => [id, external_id ?? null])),
    users: Object.fromEntries(users.map((one) => [one['id'], [one['organization_id'] ?? null, one['external_id']]])),
    memberships: links.map(({ user_id, organization_id }) => `${String(user_id)}:${String(organization_id)}`).sort(),
    // What is deleted shows in no list, and nobody moves it.
    tickets: Object.fromEntries(
      tickets
        .filter(({ status }) => status !== 'deleted')
        .map(({ id, organization_id }) => [id, organization_id ?? null]),
    ),
  };
}

/** The inverses of applied steps, the last one first. */
export function takenBack(steps: readonly Step[]): readonly FieldChange[] {
  return [...steps].reverse().flatMap(({ inverse }) => inverse ?? []);
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
