/** What a plan relies on, field by field, and the live records that tell whether it still holds. */
import { accountFieldOf, type Contract } from '../contract.ts';
import type { AccountFact, Json, OrganizationFact } from '../model.ts';

/**
 * `OrganizationKey`: who carries a key, whose id is the key itself. `Pointers`: which accounts' field names an
 * organization. `Members`: who is in an organization. `OpenTickets`: a user's tickets that are not closed.
 */
export const FACT_OBJECTS = [
  'Account',
  'Organization',
  'OrganizationKey',
  'Pointers',
  'Members',
  'User',
  'OpenTickets',
  'Ticket',
] as const;

export interface FactRef {
  readonly object: (typeof FACT_OBJECTS)[number];
  readonly id: string;
  /** As its API names it. */
  readonly field: string;
}

export interface PlanFact extends FactRef {
  /** Null also where the record is not there: `state` tells the two apart. */
  readonly value: Json;
}

export interface LiveUser {
  readonly id: string;
  readonly externalId: string | null;
  readonly role: string;
  readonly active: boolean;
  readonly suspended: boolean;
  /** He sees the tickets of his organizations even where they don't share them. */
  readonly seesOrganizationTickets: boolean;
  /** Sorted. */
  readonly organizationIds: readonly string[];
  readonly defaultOrganizationId: string | null;
}

export interface LiveTicket {
  readonly id: string;
  readonly requesterId: string | null;
  readonly organizationId: string | null;
  /** `new`, `open`, `pending`, `hold`, `solved`, `closed`. */
  readonly status: string;
  /** As Zendesk wrote it: a safe update sends it back. */
  readonly updatedAt: string;
}

/** Records as they are right now, read for one purpose. Who was asked for and is not in a map is not there. */
export interface LiveWorld {
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly organizations: ReadonlyMap<string, OrganizationFact>;
  /** By key as asked: the live organizations that carry it, ignoring case; sorted. */
  readonly keyHolders: ReadonlyMap<string, readonly string[]>;
  /** By organization id: live accounts whose stored_id field names it; sorted. */
  readonly pointers: ReadonlyMap<string, readonly string[]>;
  /** By organization id: user ids of its members; sorted. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly users: ReadonlyMap<string, LiveUser>;
  /** By user id: his tickets that are not closed. */
  readonly openTickets: ReadonlyMap<string, readonly LiveTicket[]>;
  readonly tickets: ReadonlyMap<string, LiveTicket>;
}

/** What must be read to know a set of facts. Each sorted, without doubles. */
export interface LiveQuestions {
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly keys: readonly string[];
  readonly pointersTo: readonly string[];
  readonly membersOf: readonly string[];
  readonly userIds: readonly string[];
  readonly openTicketsOf: readonly string[];
  readonly ticketIds: readonly string[];
}

export const NO_QUESTIONS: LiveQuestions = {
  accountIds: [],
  organizationIds: [],
  keys: [],
  pointersTo: [],
  membersOf: [],
  userIds: [],
  openTicketsOf: [],
  ticketIds: [],
};

/** What must be read again to see whether these facts still hold. */
export function questionsOf(refs: readonly FactRef[]): LiveQuestions {
  const of = (object: FactRef['object']) =>
    [...new Set(refs.filter((ref) => ref.object === object).map(({ id }) => id))].sort();
  return {
    accountIds: of('Account'),
    organizationIds: of('Organization'),
    keys: of('OrganizationKey'),
    pointersTo: of('Pointers'),
    membersOf: of('Members'),
    userIds: of('User'),
    openTicketsOf: of('OpenTickets'),
    ticketIds: of('Ticket'),
  };
}

/** The facts as the live records tell them. */
export function readFacts(refs: readonly FactRef[], live: LiveWorld, contract: Contract): readonly PlanFact[] {
  return refs.map((ref) => ({ ...pick(ref), value: valueOf(ref, live, contract) }));
}

/** Every fact about a pair of records that a change of their tie relies on: their versions, and all fields that are compared. */
export function accountRefs(accountId: string, contract: Contract): readonly FactRef[] {
  const named = [...contract.rungs.map(({ accountField }) => accountField), contract.key.account].filter(
    (field) => field !== null && field !== 'Id',
  );
  const fields = ['SystemModstamp', 'state', 'ParentId', ...new Set(named as string[])];
  return fields.map((field) => ({ object: 'Account', id: accountId, field }));
}

export function organizationRefs(organizationId: string, contract: Contract): readonly FactRef[] {
  const fields = ['updated_at', 'state', 'name', 'domain_names', 'shared_tickets', contract.key.organization];
  return fields.map((field) => ({ object: 'Organization', id: organizationId, field }));
}

export function userRefs(userId: string): readonly FactRef[] {
  const fields = ['state', 'role', 'external_id', 'organization_ids', 'default_organization_id'];
  return fields.map((field) => ({ object: 'User', id: userId, field }));
}

export function ticketRefs(ticketId: string): readonly FactRef[] {
  return ['status', 'requester_id', 'organization_id', 'updated_at'].map((field) => ({
    object: 'Ticket',
    id: ticketId,
    field,
  }));
}

function pick({ object, id, field }: FactRef): FactRef {
  return { object, id, field };
}

function valueOf({ object, id, field }: FactRef, live: LiveWorld, contract: Contract): Json {
  switch (object) {
    case 'Account':
      return accountValue(live.accounts.get(id), field, contract);
    case 'Organization':
      return organizationValue(live.organizations.get(id), field, contract);
    case 'OrganizationKey':
      return live.keyHolders.get(id) ?? [];
    case 'Pointers':
      return live.pointers.get(id) ?? [];
    case 'Members':
      return live.members.get(id) ?? [];
    case 'User':
      return userValue(live.users.get(id), field);
    case 'OpenTickets':
      return (live.openTickets.get(id) ?? []).map((ticket) => [ticket.id, ticket.organizationId]);
    case 'Ticket':
      return ticketValue(live.tickets.get(id), field);
  }
}

function accountValue(account: AccountFact | undefined, field: string, contract: Contract): Json {
  if (account === undefined) return field === 'state' ? 'gone' : null;
  if (field === 'state') return account.state;
  if (field === 'SystemModstamp') return account.modifiedAt;
  if (field === 'ParentId') return account.parentId;
  if (field === accountFieldOf(contract, 'stored_id')) return account.storedId;
  if (field === accountFieldOf(contract, 'native_app')) return account.nativeId;
  if (field === contract.key.account) return account.keyText;
  return account.attributes[field] ?? null;
}

function organizationValue(organization: OrganizationFact | undefined, field: string, contract: Contract): Json {
  if (organization === undefined) return field === 'state' ? 'gone' : null;
  if (field === 'state') return organization.state;
  if (field === 'updated_at') return organization.modifiedAt;
  if (field === 'name') return organization.name;
  if (field === 'domain_names') return organization.domainNames;
  if (field === 'shared_tickets') return organization.sharedTickets;
  if (field === contract.key.organization) return organization.keyText;
  return organization.mirrored[field.replace(/^organization_fields\./, '')] ?? null;
}

function userValue(user: LiveUser | undefined, field: string): Json {
  if (user === undefined) return field === 'state' ? 'gone' : null;
  switch (field) {
    case 'state':
      return !user.active ? 'deleted' : user.suspended ? 'suspended' : 'active';
    case 'role':
      return user.role;
    case 'external_id':
      return user.externalId;
    case 'organization_ids':
      return user.organizationIds;
    case 'default_organization_id':
      return user.defaultOrganizationId;
    default:
      return null;
  }
}

function ticketValue(ticket: LiveTicket | undefined, field: string): Json {
  if (ticket === undefined) return field === 'status' ? 'gone' : null;
  switch (field) {
    case 'status':
      return ticket.status;
    case 'requester_id':
      return ticket.requesterId;
    case 'organization_id':
      return ticket.organizationId;
    case 'updated_at':
      return ticket.updatedAt;
    default:
      return null;
  }
}
