/** What the store tells of people, tickets and domains, computed plainly over rows in memory. */
import type { Contract } from '../../server/core/contract.ts';
import type {
  ContactFact,
  Link,
  MembersFact,
  PeopleFacts,
  PersonFact,
  SharedDomainFact,
} from '../../server/core/model.ts';
import { ingestAccountContactRelation, ingestContact } from '../../server/ingest/ingestSalesforce.ts';
import { ingestMembership, ingestTicket, ingestZendeskUser } from '../../server/ingest/ingestZendesk.ts';
import type { ContactRow, ZendeskUserRow } from '../../server/ingest/rows.ts';
import { factsOf, type RowFacts, type World } from './factsOf.ts';

export interface PeopleSource {
  members(links: readonly Link[], around: ReadonlySet<string> | null): readonly MembersFact[];
  people(links: readonly Link[], around: ReadonlySet<string> | null): PeopleFacts;
}

/** `around` null: everywhere; else whoever touches one of these accounts and organizations. */
export function peopleOf(world: World, contract: Contract): PeopleSource {
  const facts = factsOf(world, contract);
  const persons = personsIn(world, facts);
  const tickets = (world.tickets ?? []).map(ingestTicket).filter(({ status }) => status !== 'deleted');
  const ancestors = contract.hierarchy === 'own' ? {} : ancestorsIn(facts);
  const users = (world.users ?? []).map((user) => ingestZendeskUser(user, (email) => email));

  return {
    members: (links, around) =>
      links
        .filter(({ inheritedFrom, organizationId }) => inheritedFrom === null && (around?.has(organizationId) ?? true))
        .map(({ accountId, organizationId }) => ({
          accountId,
          organizationId,
          members: persons.filter(({ organizationIds }) => organizationIds.includes(organizationId)),
          ancestors,
        })),
    people: (links, around) => {
      const touches = touching(links, around);
      const near = tickets.filter(
        ({ organizationId, requesterId }) =>
          (organizationId !== null && (around?.has(organizationId) ?? true)) ||
          persons.some((person) => person.userId === requesterId && touches(person)),
      );
      const requesters = new Set(near.map(({ requesterId }) => requesterId));
      return {
        persons: persons.filter((person) => touches(person) || requesters.has(person.userId)),
        tickets: near.map(({ id, requesterId, organizationId, status }) => ({
          ticketId: id,
          requesterId: requesterId ?? '',
          organizationId,
          closed: status === 'closed',
        })),
        losses: world.losses ?? [],
        sharedDomains: sharedDomains(facts, links),
        links,
        ancestors,
        ticketSharingOrganizationIds: facts.organizations
          .filter(({ sharedTickets }) => sharedTickets)
          .map(({ id }) => id)
          .sort(),
        administratorDomains: [
          ...new Set(users.map(({ emailDomain }) => emailDomain).filter((domain) => domain !== null)),
        ].sort(),
      };
    },
  };
}

function touching(links: readonly Link[], around: ReadonlySet<string> | null): (person: PersonFact) => boolean {
  if (around === null) return () => true;
  return ({ contacts, organizationIds, defaultOrganizationId }) => {
    const accountIds = contacts.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
    const linked = links.filter(({ accountId }) => accountIds.includes(accountId));
    return [
      ...accountIds,
      ...organizationIds,
      ...linked.map(({ organizationId }) => organizationId),
      ...(defaultOrganizationId === null ? [] : [defaultOrganizationId]),
    ].some((id) => around.has(id));
  };
}

function personsIn(world: World, facts: RowFacts): readonly PersonFact[] {
  const contacts = (world.contacts ?? []).map((contact) => ingestContact(contact, (email) => email));
  const relations = (world.relations ?? []).map(ingestAccountContactRelation);
  const memberships = (world.memberships ?? []).map(ingestMembership);
  const liveAccounts = new Set(facts.accounts.filter(({ state }) => state === 'live').map(({ id }) => id));
  const factOf = ({ id, accountId }: ContactRow): ContactFact => ({
    contactId: id,
    accountId: accountId !== null && liveAccounts.has(accountId) ? accountId : null,
    relatedAccountIds: relations
      .filter(({ contactId, direct, active }) => contactId === id && !direct && active)
      .map((relation) => relation.accountId)
      .sort(),
  });
  return (world.users ?? [])
    .map((user) => ingestZendeskUser(user, (email) => email))
    .filter(({ role, active, suspended }) => role === 'end-user' && active && !suspended)
    .map((user) => ({
      userId: user.id,
      ...found(user, contacts, factOf),
      organizationIds: memberships
        .filter(({ userId }) => userId === user.id)
        .map(({ organizationId }) => organizationId),
      defaultOrganizationId: user.defaultOrganizationId,
    }));
}

function found(
  { contactKey, contactKeyForm, emailHash, verified }: ZendeskUserRow,
  contacts: readonly ContactRow[],
  factOf: (contact: ContactRow) => ContactFact,
): Pick<PersonFact, 'foundBy' | 'externalId' | 'contacts'> {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const named = contacts.filter(({ id, fold }) => (contactKeyForm === 'fifteen' ? fold : id) === contactKey);
  const externalId =
    contactKeyForm === 'none' || contactKeyForm === 'other'
      ? contactKeyForm
      : named.length === 0
        ? 'unknown_contact'
        : named.length > 1
          ? 'other'
          : contactKeyForm === 'canonical'
            ? 'canonical'
            : 'noncanonical';
  const survivor = named.length === 1 ? survivorOf(named[0] as ContactRow, byId) : null;
  if (survivor !== null) return { foundBy: 'external_id', externalId, contacts: [factOf(survivor)] };
  const byEmail = verified ? contacts.filter((contact) => !contact.deleted && contact.emailHash === emailHash) : [];
  const known = emailHash === null ? [] : byEmail;
  return { foundBy: known.length === 0 ? null : 'email', externalId, contacts: known.map(factOf) };
}

function survivorOf(contact: ContactRow, byId: ReadonlyMap<string, ContactRow>): ContactRow | null {
  let next: ContactRow | undefined = contact;
  for (let step = 0; step < 50 && next !== undefined; step += 1) {
    if (!next.deleted) return next;
    next = next.masterId === null ? undefined : byId.get(next.masterId);
  }
  return null;
}

function ancestorsIn({ accounts }: RowFacts): Record<string, readonly string[]> {
  const parents = new Map(accounts.map(({ id, parentId }) => [id, parentId]));
  return Object.fromEntries(
    accounts.map(({ id }) => {
      const line: string[] = [];
      for (let parent = parents.get(id) ?? null; parent !== null; parent = parents.get(parent) ?? null) {
        line.push(parent);
        if (line.length > 11) break;
      }
      return [id, line];
    }),
  );
}

function sharedDomains({ organizations }: RowFacts, links: readonly Link[]): readonly SharedDomainFact[] {
  const linked = new Set(links.map(({ organizationId }) => organizationId));
  const groups = new Map<string, Set<string>>();
  for (const { id, domains } of organizations) {
    if (!linked.has(id)) continue;
    for (const { registrable, kind } of domains) {
      if (kind === 'company') groups.set(registrable, new Set([...(groups.get(registrable) ?? []), id]));
    }
  }
  return [...groups]
    .filter(([, ids]) => ids.size > 1)
    .map(([registrable, ids]) => ({ registrable, organizationIds: [...ids].sort() }));
}
