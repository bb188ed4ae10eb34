/** What carrying out a plan must know of its changes, and decides by data alone. */
import { canonicalJson } from '../canonicalJson.ts';
import type { Contract } from '../contract.ts';
import type { Json } from '../model.ts';
import { readFacts, type FactRef, type LiveQuestions, type LiveWorld, type PlanFact } from './facts.ts';
import type { Change, FieldChange, PlanGroup } from './Plan.ts';

/** A fact that no longer holds. */
export interface Difference {
  readonly fact: FactRef;
  readonly expected: Json;
  readonly found: Json;
}

/** A membership's two ends, from the `record` of its change. */
export function membershipOf(record: string): { readonly userId: string; readonly organizationId: string } {
  const [userId = '', organizationId = ''] = record.split(':');
  return { userId, organizationId };
}

/** The key that an organization is made with: the account's id, or what the contract's key field holds. */
function keyOfCreated({ record, after }: FieldChange): string {
  const key = typeof after === 'object' && after !== null && 'key' in after ? after.key : null;
  return typeof key === 'string' ? key : record;
}

/** What must be read to know the values that these changes are about. */
export function questionsOfChanges(changes: readonly FieldChange[]): LiveQuestions {
  const recordsOf = (...kinds: readonly FieldChange['kind'][]) =>
    changes.filter(({ kind }) => kinds.includes(kind)).map(({ record }) => record);
  const usersOf = (...kinds: readonly FieldChange['kind'][]) =>
    recordsOf(...kinds).map((record) => membershipOf(record).userId);
  return {
    accountIds: distinct(recordsOf('set_account_field')),
    organizationIds: distinct(recordsOf('set_organization_key', 'set_organization_field')),
    keys: distinct(changes.filter(({ kind }) => kind === 'create_organization').map(keyOfCreated)),
    pointersTo: [],
    membersOf: [],
    userIds: distinct([
      ...recordsOf('set_user_external_id', 'make_default'),
      ...usersOf('add_membership', 'remove_membership'),
    ]),
    // Whoever loses a membership loses the organization of his open tickets in it.
    openTicketsOf: distinct(usersOf('remove_membership')),
    ticketIds: distinct(recordsOf('move_ticket')),
  };
}

/** The value that a change is about, as it is now. Of an organization to be made: its id, once it carries the key. */
export function currentValue(change: FieldChange, live: LiveWorld): Json {
  const { kind, record, field } = change;
  switch (kind) {
    case 'set_account_field':
      return live.accounts.get(record)?.storedId ?? null;
    case 'set_organization_key':
      return live.organizations.get(record)?.keyText ?? null;
    case 'set_organization_field':
      return live.organizations.get(record)?.mirrored[field.replace(/^organization_fields\./, '')] ?? null;
    case 'set_user_external_id':
      return live.users.get(record)?.externalId ?? null;
    case 'create_organization':
      return live.keyHolders.get(keyOfCreated(change))?.[0] ?? null;
    case 'add_membership':
    case 'remove_membership': {
      const { userId, organizationId } = membershipOf(record);
      return live.users.get(userId)?.organizationIds.includes(organizationId) === true ? 'member' : null;
    }
    case 'make_default':
      return live.users.get(record)?.defaultOrganizationId ?? null;
    case 'move_ticket':
      return live.tickets.get(record)?.organizationId ?? null;
  }
}

/** Whether the change shows in what was read. */
export function isDone(change: FieldChange, live: LiveWorld): boolean {
  const current = currentValue(change, live);
  return change.kind === 'create_organization' ? current !== null : isSame(current, change.after);
}

/** Whether nothing has happened to the value yet. */
export function isUntouched(change: FieldChange, live: LiveWorld): boolean {
  return isSame(currentValue(change, live), change.before);
}

/** The user's tickets that would lose their organization with this membership. */
export function ticketsAtRisk(change: FieldChange, live: LiveWorld): readonly string[] {
  if (change.kind !== 'remove_membership') return [];
  const { userId, organizationId } = membershipOf(change.record);
  const open = live.openTickets.get(userId) ?? [];
  return open.filter((ticket) => ticket.organizationId === organizationId).map(({ id }) => id);
}

/**
 * Facts of a group that no longer hold. What the group's own changes have touched (those sent before an interruption) is
 * left out: it differs because of them, and each change still compares its own value before it writes.
 */
export function differencesOf(
  { facts }: Pick<PlanGroup, 'facts'>,
  sent: readonly Change[],
  live: LiveWorld,
  contract: Contract,
): readonly Difference[] {
  const touched = new Set(sent.flatMap(touchedBy));
  const movedTickets = new Set(sent.filter(({ kind }) => kind === 'move_ticket').map(({ record }) => record));
  const relied = facts.filter((fact) => !touched.has(subjectOf(fact)) && !listsAnyOf(movedTickets, fact));
  const found = readFacts(relied, live, contract);
  return relied.flatMap((fact, at) => {
    const value = found[at]?.value ?? null;
    if (isSame(value, fact.value)) return [];
    const { object, id, field } = fact;
    return [{ fact: { object, id, field }, expected: fact.value, found: value }];
  });
}

/** `after` with the id of the organization that an earlier change has made; null: that one has not been made. */
export function resolveAfter(after: Json, createdIds: ReadonlyMap<string, string>): { readonly value: Json } | null {
  if (typeof after !== 'object' || after === null || Array.isArray(after) || !('created' in after))
    return { value: after };
  const created = (after as { readonly created: unknown }).created;
  if (typeof created !== 'string') return { value: after };
  const id = createdIds.get(created);
  return id === undefined ? null : { value: id };
}

/** What a fact is about. Of keys regardless of case, as Zendesk tells who carries one. */
export function subjectOf({ object, id }: Pick<FactRef, 'object' | 'id'>): string {
  return `${object}:${object === 'OrganizationKey' ? id.toLowerCase() : id}`;
}

/** Whether the fact is a list of tickets that holds one of these. */
function listsAnyOf(ticketIds: ReadonlySet<string>, { object, value }: PlanFact): boolean {
  if (object !== 'OpenTickets' || !Array.isArray(value)) return false;
  return (value as readonly Json[]).some((ticket) => Array.isArray(ticket) && ticketIds.has(String(ticket[0])));
}

/** The facts' subjects that a change alters, as `subjectOf` names them; of a ticket not its requester's list. */
export function touchedBy(change: FieldChange): readonly string[] {
  const { kind, record, before, after } = change;
  const ends = [before, after].filter((end): end is string => typeof end === 'string');
  switch (kind) {
    case 'set_account_field':
      return [`Account:${record}`, ...ends.map((id) => `Pointers:${id}`)];
    case 'set_organization_key':
      return [`Organization:${record}`, ...ends.map((id) => subjectOf({ object: 'OrganizationKey', id }))];
    case 'set_organization_field':
      return [`Organization:${record}`];
    case 'create_organization':
      return [subjectOf({ object: 'OrganizationKey', id: keyOfCreated(change) })];
    case 'set_user_external_id':
    case 'make_default':
      return [`User:${record}`];
    case 'add_membership':
    case 'remove_membership': {
      const { userId, organizationId } = membershipOf(record);
      return [`User:${userId}`, `Members:${organizationId}`, `OpenTickets:${userId}`];
    }
    case 'move_ticket':
      return [`Ticket:${record}`];
  }
}

/** Equal as data: lists in order, objects whatever the order of their keys. */
export function isSame(one: Json, other: Json): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}
