import { accountFieldOf } from '../../core/contract.ts';
import type { LiveQuestions, LiveTicket, LiveUser, LiveWorld } from '../../core/plans/facts.ts';
import { normaliseKey } from '../../core/ids/opaqueKey.ts';
import { readZendeskId } from '../../core/ids/zendeskId.ts';
import type { AccountFact, OrganizationFact } from '../../core/model.ts';
import { ingestAccount } from '../../ingest/ingestSalesforce.ts';
import { goneOrganization, ingestMembership, ingestOrganization } from '../../ingest/ingestZendesk.ts';
import { flagField, requiredText, textField } from '../../ingest/readField.ts';
import type { MembershipRow } from '../../ingest/rows.ts';
import type { RawRecord } from '../../sources/reading.ts';
import type { RecordIds } from '../../store/Store.ts';
import type { RepairConnection, RepairStages } from './stages.ts';

type ReadingStages = Pick<RepairStages, 'contract' | 'salesforce' | 'zendesk' | 'store' | 'clock'>;

/**
 * Asks both systems directly for the records of some questions, as they are right now. What is not in an answer is not
 * there. Throws as the sources do: a plan never rests on half an answer.
 */
export async function readLive(
  questions: LiveQuestions,
  connection: RepairConnection,
  stages: ReadingStages,
): Promise<LiveWorld> {
  const [accounts, organizations, keyHolders, pointers, members, users, openTickets, tickets] = await Promise.all([
    readAccounts(questions.accountIds, connection, stages),
    readOrganizations(questions.organizationIds, stages),
    readKeyHolders(questions.keys, stages),
    readPointers(questions.pointersTo, connection, stages),
    readMembers(questions.membersOf, stages),
    readUsers(questions.userIds, stages),
    readOpenTickets(questions.openTicketsOf, stages),
    readTickets(questions.ticketIds, stages),
  ]);
  return { accounts, organizations, keyHolders, pointers, members, users, openTickets, tickets };
}

async function readAccounts(ids: readonly string[], { fields }: RepairConnection, stages: ReadingStages) {
  const records = ids.length === 0 ? [] : await stages.salesforce.accountsById(ids, fields);
  return byId(records.map((record): AccountFact => ingestAccount(record, stages.contract)));
}

async function readOrganizations(ids: readonly string[], { zendesk, contract, clock }: ReadingStages) {
  const records = ids.length === 0 ? [] : await zendesk.organizationsById(ids);
  const found = new Map<string, OrganizationFact>(
    records.map((record) => [requiredText(record, 'id'), ingestOrganization(record, contract)]),
  );
  const readAt = clock().toISOString();
  for (const id of ids) {
    if (found.has(id)) continue;
    const winner = await zendesk.mergeWinnerOf(id);
    if (winner !== null) found.set(id, goneOrganization(id, winner, readAt));
  }
  return found;
}

/** By the key as asked; Zendesk compares its own without regard to case. */
async function readKeyHolders(keys: readonly string[], stages: ReadingStages) {
  const organizations = keys.length === 0 ? [] : await organizationsKeyed(keys, stages);
  return new Map(
    keys.map((key) => {
      const holders = organizations.filter(({ keyText, state }) => state === 'live' && isSameKey(keyText, key, stages));
      return [key, [...new Set(holders.map(({ id }) => id))].sort()];
    }),
  );
}

/** Only external ids can be asked for; of a custom field, the organizations that the mirror knows are read again. */
async function organizationsKeyed(
  keys: readonly string[],
  stages: ReadingStages,
): Promise<readonly OrganizationFact[]> {
  const { zendesk, contract } = stages;
  if (contract.key.organization === 'external_id') {
    const records = await zendesk.organizationsByExternalId(keys);
    return records.map((record) => ingestOrganization(record, contract));
  }
  const { organizations } = await stages.store.mirror.facts({ ...scopeOf(stages), around: null });
  const known = organizations.filter(({ keyText }) => keys.some((key) => isSameKey(keyText, key, stages)));
  return [
    ...(
      await readOrganizations(
        known.map(({ id }) => id),
        stages,
      )
    ).values(),
  ];
}

function isSameKey(keyText: string | null, key: string, { contract }: ReadingStages): boolean {
  if (keyText === null) return false;
  const { kind, normalise } = contract.key;
  if (kind === 'opaque') return normaliseKey(keyText, normalise) === normaliseKey(key, normalise);
  return keyText.trim().toLowerCase() === key.trim().toLowerCase();
}

/**
 * Accounts whose field names an organization. Salesforce is asked for the exact text; accounts that the mirror knows to
 * name it in another form are read again.
 */
async function readPointers(organizationIds: readonly string[], connection: RepairConnection, stages: ReadingStages) {
  const { contract, salesforce, store } = stages;
  const field = accountFieldOf(contract, 'stored_id');
  if (field === null || organizationIds.length === 0) return new Map<string, readonly string[]>();
  const asked = new Set(organizationIds);
  const around: RecordIds = { accountIds: [], organizationIds };
  const [exact, { accounts: known }] = await Promise.all([
    salesforce.accountsByField(field, organizationIds, connection.fields),
    store.mirror.facts({ ...scopeOf(stages), around }),
  ]);
  const inAnotherForm = known.filter(
    ({ storedId }) => storedId !== null && !asked.has(storedId) && asked.has(idIn(storedId)),
  );
  const accounts = [
    ...exact.map((record): AccountFact => ingestAccount(record, contract)),
    ...(
      await readAccounts(
        inAnotherForm.map(({ id }) => id),
        connection,
        stages,
      )
    ).values(),
  ].filter(({ state }) => state === 'live');
  return new Map(
    organizationIds.map((organizationId) => {
      const pointing = accounts.filter(({ storedId }) => storedId !== null && idIn(storedId) === organizationId);
      return [organizationId, [...new Set(pointing.map(({ id }) => id))].sort()];
    }),
  );
}

function idIn(storedId: string): string {
  return readZendeskId(storedId) ?? '';
}

async function readMembers(organizationIds: readonly string[], { zendesk }: ReadingStages) {
  const members = new Map<string, readonly string[]>();
  for (const organizationId of organizationIds) {
    const memberships = (await zendesk.membershipsIn(organizationId)) ?? [];
    members.set(organizationId, [...new Set(memberships.map((record) => ingestMembership(record).userId))].sort());
  }
  return members;
}

async function readUsers(ids: readonly string[], { zendesk }: ReadingStages) {
  if (ids.length === 0) return new Map<string, LiveUser>();
  const [records, memberships] = await Promise.all([zendesk.usersById(ids), zendesk.membershipsOf(ids)]);
  const rows = memberships.map(ingestMembership);
  return byId(records.map((record) => liveUser(record, rows)));
}

/** A user as Zendesk tells him, with his memberships. */
export function liveUser(record: RawRecord, memberships: readonly MembershipRow[]): LiveUser {
  const id = requiredText(record, 'id');
  const own = memberships.filter(({ userId }) => userId === id);
  return {
    id,
    externalId: textField(record, 'external_id'),
    role: textField(record, 'role') ?? '',
    active: record['active'] !== false,
    suspended: flagField(record, 'suspended'),
    seesOrganizationTickets: textField(record, 'ticket_restriction') === 'organization',
    organizationIds: own.map(({ organizationId }) => organizationId).sort(),
    defaultOrganizationId:
      own.find(({ isDefault }) => isDefault)?.organizationId ?? textField(record, 'organization_id'),
  };
}

async function readOpenTickets(userIds: readonly string[], { zendesk }: ReadingStages) {
  const records = userIds.length === 0 ? [] : await zendesk.openTicketsOf(userIds);
  const tickets = records.map(liveTicket);
  return new Map(
    userIds.map((userId) => [userId, tickets.filter(({ requesterId }) => requesterId === userId).sort(byTicketId)]),
  );
}

async function readTickets(ids: readonly string[], { zendesk }: ReadingStages) {
  const records = ids.length === 0 ? [] : await zendesk.ticketsById(ids);
  return byId(records.map(liveTicket));
}

function liveTicket(record: RawRecord): LiveTicket {
  return {
    id: requiredText(record, 'id'),
    requesterId: textField(record, 'requester_id'),
    organizationId: textField(record, 'organization_id'),
    status: textField(record, 'status') ?? '',
    updatedAt: requiredText(record, 'updated_at'),
  };
}

function byTicketId(left: LiveTicket, right: LiveTicket): number {
  return left.id.length - right.id.length || (left.id < right.id ? -1 : 1);
}

/** Evidence from names and domains is no matter of repair. */
function scopeOf({ contract }: ReadingStages) {
  return { evidenceMatchesAtMost: 0, withAncestors: contract.hierarchy === 'share_with_parent' };
}

function byId<Fact extends { readonly id: string }>(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((fact) => [fact.id, fact]));
}
