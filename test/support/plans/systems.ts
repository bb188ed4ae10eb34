/** Both systems as raw records, in memory: asked live, and written to as a plan would. */
import type { Contract } from '../../../server/core/contract.ts';
import type { Json, OrganizationFact } from '../../../server/core/model.ts';
import { membershipOf } from '../../../server/core/plans/carryingOut.ts';
import type { LiveQuestions, LiveTicket, LiveUser, LiveWorld } from '../../../server/core/plans/facts.ts';
import type { FieldChange } from '../../../server/core/plans/Plan.ts';
import { normaliseKey } from '../../../server/core/ids/opaqueKey.ts';
import { readZendeskId } from '../../../server/core/ids/zendeskId.ts';
import { ingestAccount } from '../../../server/ingest/ingestSalesforce.ts';
import { goneOrganization, ingestOrganization } from '../../../server/ingest/ingestZendesk.ts';
import type { World } from '../factsOf.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Answers the questions as `flows/repair/readLive.ts` would; what was not asked for is not in the answer. */
export function readLive(world: World, questions: LiveQuestions, contract: Contract): LiveWorld {
  const accounts = (world.accounts ?? []).map((record) => ingestAccount(record, contract));
  const organizations: readonly OrganizationFact[] = (world.organizations ?? []).map((record) =>
    ingestOrganization(record, contract),
  );
  const live = organizations.filter(({ state }) => state === 'live');
  const gone = Object.entries(world.gone ?? {}).flatMap(([id, winner]) =>
    winner === null ? [] : [goneOrganization(id, winner, '2026-01-01T00:00:00Z')],
  );
  const users = (world.users ?? []).map((record) => liveUser(record, world));
  const tickets = (world.tickets ?? []).filter(({ status }) => status !== 'deleted').map(liveTicket);
  const found = <Fact extends { readonly id: string }>(facts: readonly Fact[], ids: readonly string[]) =>
    new Map(facts.filter(({ id }) => ids.includes(id)).map((fact) => [fact.id, fact]));
  const lists = (ids: readonly string[], of: (id: string) => readonly string[]) =>
    new Map(ids.map((id) => [id, [...of(id)].sort()]));
  return {
    accounts: found(accounts, questions.accountIds),
    organizations: found([...live, ...gone], questions.organizationIds),
    keyHolders: lists(questions.keys, (key) =>
      live.filter(({ keyText }) => sameKey(keyText, key, contract)).map(({ id }) => id),
    ),
    pointers: lists(questions.pointersTo, (organizationId) =>
      accounts
        .filter(({ state, storedId }) => state === 'live' && readZendeskId(storedId ?? '') === organizationId)
        .map(({ id }) => id),
    ),
    members: lists(questions.membersOf, (organizationId) =>
      users.filter(({ organizationIds }) => organizationIds.includes(organizationId)).map(({ id }) => id),
    ),
    users: found(users, questions.userIds),
    openTickets: new Map(
      questions.openTicketsOf.map((userId) => [
        userId,
        tickets.filter(({ requesterId, status }) => requesterId === userId && status !== 'closed'),
      ]),
    ),
    tickets: found(tickets, questions.ticketIds),
  };
}

function sameKey(keyText: string | null, key: string, { key: { kind, normalise } }: Contract): boolean {
  if (keyText === null) return false;
  return kind === 'opaque'
    ? normaliseKey(keyText, normalise) === normaliseKey(key, normalise)
    : keyText.trim().toLowerCase() === key.trim().toLowerCase();
}

function liveUser(record: Raw, { memberships = [] }: World): LiveUser {
  const id = String(record['id']);
  return {
    id,
    externalId: textOrNull(record['external_id']),
    role: String(record['role']),
    active: record['active'] !== false,
    suspended: record['suspended'] === true,
    seesOrganizationTickets: record['ticket_restriction'] === 'organization',
    organizationIds: memberships
      .filter(({ user_id }) => user_id === id)
      .map(({ organization_id }) => String(organization_id))
      .sort(),
    defaultOrganizationId: textOrNull(record['organization_id']),
  };
}

function liveTicket(record: Raw): LiveTicket {
  return {
    id: String(record['id']),
    requesterId: textOrNull(record['requester_id']),
    organizationId: textOrNull(record['organization_id']),
    status: String(record['status']),
    updatedAt: '2026-01-01T00:00:00Z',
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The world after these changes, in their order. Refuses what Zendesk refuses: a key that another organization carries. */
export function carryOut(world: World, changes: readonly FieldChange[], contract: Contract): World {
  const created = new Map<string, string>();
  return changes.reduce((before, change) => {
    const after = resolved(change.after, created);
    const next = write(before, { ...change, after }, contract);
    if (change.kind === 'create_organization') {
      const id = String(next.organizations?.at(-1)?.['id']);
      created.set('changeId' in change ? String(change.changeId) : change.record, id);
    }
    return next;
  }, world);
}

function resolved(after: Json, created: ReadonlyMap<string, string>): Json {
  if (typeof after !== 'object' || after === null || !('created' in after)) return after;
  const id = created.get(String(after.created));
  if (id === undefined) throw new Error(`Nothing has made ${JSON.stringify(after)} yet.`);
  return id;
}

function write(world: World, { kind, record, field, after }: FieldChange, contract: Contract): World {
  const inRecord = (records: readonly Raw[] | undefined, idField: string, fields: (before: Raw) => Raw) => {
    if (records?.some((one) => one[idField] === record) !== true) throw new Error(`There is no ${record}.`);
    return records.map((one) => (one[idField] === record ? { ...one, ...fields(one) } : one));
  };
  const organizationFields = (before: Raw): Raw => {
    const [name, custom] = field.split('.');
    if (custom === undefined) return { [name as string]: after };
    return { organization_fields: { ...(before['organization_fields'] as Raw | undefined), [custom]: after } };
  };
  switch (kind) {
    case 'set_account_field':
      return { ...world, accounts: inRecord(world.accounts, 'Id', () => ({ [field]: after })) };
    case 'set_organization_key':
      refuseTwice(world, record, after, contract);
      return { ...world, organizations: inRecord(world.organizations, 'id', organizationFields) };
    case 'set_organization_field':
      return { ...world, organizations: inRecord(world.organizations, 'id', organizationFields) };
    case 'create_organization': {
      const { name, key } = after as { readonly name: string; readonly key: string };
      refuseTwice(world, '', key, contract);
      const id = String(900 + (world.organizations ?? []).length);
      const [keyField, custom] = contract.key.organization.split('.');
      const keyed = custom === undefined ? { [keyField as string]: key } : { organization_fields: { [custom]: key } };
      const made = { id, name, domain_names: [], tags: [], ...keyed };
      return { ...world, organizations: [...(world.organizations ?? []), made] };
    }
    case 'set_user_external_id':
      return { ...world, users: inRecord(world.users, 'id', () => ({ external_id: after })) };
    case 'make_default':
      return { ...world, users: inRecord(world.users, 'id', () => ({ organization_id: after })) };
    case 'move_ticket':
      return { ...world, tickets: inRecord(world.tickets, 'id', () => ({ organization_id: after })) };
    case 'add_membership':
    case 'remove_membership':
      return withMembership(world, record, kind === 'add_membership');
  }
}

function refuseTwice({ organizations = [] }: World, organizationId: string, key: Json, contract: Contract): void {
  if (contract.key.organization !== 'external_id' || typeof key !== 'string') return;
  const twin = organizations.find(
    ({ id, external_id }) => id !== organizationId && String(external_id).toLowerCase() === key.toLowerCase(),
  );
  if (twin !== undefined) throw new Error(`422: organization ${String(twin['id'])} carries ${key} already.`);
}

/** As Zendesk: the first organization is the default one, and who leaves loses it on his open tickets. */
function withMembership(world: World, record: string, joins: boolean): World {
  const { userId, organizationId } = membershipOf(record);
  const others = (world.memberships ?? []).filter(
    ({ user_id, organization_id }) => user_id !== userId || organization_id !== organizationId,
  );
  const own = others.filter(({ user_id }) => user_id === userId).map(({ organization_id }) => organization_id);
  const [first = joins ? organizationId : null] = own;
  return {
    ...world,
    memberships: joins ? [...others, { id: record, user_id: userId, organization_id: organizationId }] : others,
    users: (world.users ?? []).map((user) => {
      if (user['id'] !== userId) return user;
      const keeps = own.includes(user['organization_id']) || (joins && user['organization_id'] === organizationId);
      return keeps ? user : { ...user, organization_id: first };
    }),
    tickets: joins
      ? (world.tickets ?? [])
      : (world.tickets ?? []).map((ticket) =>
          ticket['requester_id'] === userId &&
          ticket['organization_id'] === organizationId &&
          ticket['status'] !== 'closed'
            ? { ...ticket, organization_id: null }
            : ticket,
        ),
  };
}
