/** What tickets' organizations say, given who asked. */
import { finding, sortedZendeskIds } from '../finding.ts';
import type { Finding, TicketFact, TicketLossFact } from '../model.ts';
import { groupCases, type Case } from './groupCases.ts';
import { bothPairs, type Links } from './Links.ts';
import { viewPerson, type PeopleView, type PersonView } from './PersonView.ts';

/** So many open tickets, and so large a share of them, lost at once make a mass loss. */
export const LOSS_LEAST = { tickets: 20, share: 0.25 };

export function ticketRules(view: PeopleView): readonly Finding[] {
  const people = new Map(view.facts.persons.map((person) => [person.userId, viewPerson(person, view)]));
  const cases = view.facts.tickets.flatMap((ticket) => {
    const requester = people.get(ticket.requesterId);
    if (requester === undefined || !requester.decided) return [];
    return ticket.organizationId === null
      ? withoutOrganization(ticket, requester, view)
      : underAnother(ticket, ticket.organizationId, requester, view);
  });
  return [...groupCases(cases), ...massLosses(view.facts.losses, view.links)];
}

function underAnother(
  { ticketId, closed }: TicketFact,
  actual: string,
  { person, accountIds, linkedOrganizationIds, isForeign }: PersonView,
  { links }: PeopleView,
): readonly Case[] {
  if (accountIds.length === 0 || !isForeign(actual)) return [];
  return [
    {
      code: closed ? 'ticket_closed_wrong_org' : 'ticket_wrong_org',
      group: { accountIds, expectedOrganizationId: linkedOrganizationIds[0] ?? null, actualOrganizationId: actual },
      ...bothPairs(accountIds, [actual], links),
      userId: person.userId,
      ticketId,
    },
  ];
}

function withoutOrganization(
  { ticketId, closed }: TicketFact,
  { person, accountIds, linkedOrganizationIds }: PersonView,
  { links }: PeopleView,
): readonly Case[] {
  const expected = linkedOrganizationIds.find((organizationId) => person.organizationIds.includes(organizationId));
  if (closed || expected === undefined) return [];
  return [
    {
      code: 'ticket_no_org',
      group: { accountIds, expectedOrganizationId: expected, actualOrganizationId: null },
      accounts: links.among(accountIds, expected),
      organizations: [expected],
      userId: person.userId,
      ticketId,
    },
  ];
}

/** One finding for each organization, as long as one of the tickets has none; the newest loss explains it. */
function massLosses(losses: readonly TicketLossFact[], links: Links): readonly Finding[] {
  const great = losses
    .filter(({ lost, openBefore }) => lost >= LOSS_LEAST.tickets && lost / openBefore >= LOSS_LEAST.share)
    .filter(({ ticketIds }) => ticketIds.length > 0)
    .sort((left, right) => (left.lostAt > right.lostAt ? -1 : 1));
  return sortedZendeskIds(great.map(({ organizationId }) => organizationId)).flatMap((organizationId) => {
    const ofThis = great.filter((loss) => loss.organizationId === organizationId);
    const [newest] = ofThis;
    const owner = links.ownerOf(organizationId);
    if (newest === undefined || owner === null) return [];
    const { lostAt, lost, openBefore } = newest;
    return [
      finding(
        'tickets_mass_unassigned',
        {
          accounts: [owner],
          organizations: [organizationId],
          tickets: ofThis.flatMap(({ ticketIds }) => ticketIds),
        },
        { organizationId, lostAt, lost, openBefore },
      ),
    ];
  });
}
