/** Tickets that stand under somebody else's organization, or under none. */
import { addContact } from '../records/addContact.ts';
import { addContacts, addPeople } from '../records/addPeople.ts';
import { addTicket } from '../records/addTickets.ts';
import { addUser } from '../records/addUser.ts';
import type { Organization, WorldBuilder } from '../records/WorldBuilder.ts';
import { about, each, noted, unlinked, verified, type StoryScript } from './StoryScript.ts';

/** Two customers, and somebody of the first who is a member of his own organization only. */
function twoCustomers(world: WorldBuilder, customer: string, host: string) {
  const own = world.pair(customer);
  const other = world.pair(host);
  for (const { account, organization } of [own, other]) addPeople(world, account, organization);
  return { own, other, userId: addMember(world, own) };
}

function addMember(
  world: WorldBuilder,
  { account, organization }: ReturnType<WorldBuilder['pair']>,
  organizations: readonly Organization[] = [organization],
): string {
  const contact = addContact(world, account);
  return addUser(world, contact, organizations, { externalId: contact.id });
}

export const ticketStories: readonly StoryScript[] = [
  {
    slug: 'tickets-under-another-customer',
    title: 'Open tickets under another customer',
    shows:
      'An agent filed two open tickets of this customer under Lantern Bay Aquariums: one customer reads the other’s trouble.',
    tell(world) {
      const { own, other, userId } = twoCustomers(world, 'Lanternfish Diving', 'Lantern Bay Aquariums');
      const tickets = ['open', 'solved'].map((status) => addTicket(world, userId, other.organization, { status }));
      return [
        ...each(noted('ticket_wrong_org'), own.account, own.organization, other.account, other.organization),
        about('ticket_wrong_org', 'high', ...tickets),
      ];
    },
  },
  {
    slug: 'closed-tickets-under-another-customer',
    title: 'Closed tickets under another customer',
    shows: 'The same, but closed: nobody can change it any more, so it is reported and weighs nothing.',
    tell(world) {
      const { own, other, userId } = twoCustomers(world, 'Whelk & Cockle Fishmongers', 'Cockleshell Ceramics');
      const closed = [40, 300].map((quietDays) =>
        addTicket(world, userId, other.organization, { status: 'closed', quietDays }),
      );
      return [
        ...each(verified('ticket_closed_wrong_org'), own.account, own.organization, other.account, other.organization),
        about('ticket_closed_wrong_org', 'low', ...closed),
      ];
    },
  },
  {
    slug: 'tickets-without-organization',
    title: 'Open tickets without an organization',
    shows: 'This customer’s member wrote before joining the organization, and the tickets stayed outside it.',
    tell(world) {
      const pair = world.pair('Sundew Botanicals');
      addPeople(world, pair.account, pair.organization);
      const userId = addMember(world, pair);
      const tickets = ['new', 'pending'].map((status) => addTicket(world, userId, null, { status }));
      return [
        ...each(noted('ticket_no_org'), pair.account, pair.organization),
        about('ticket_no_org', 'medium', ...tickets),
      ];
    },
  },
  {
    slug: 'closed-ticket-without-organization',
    title: 'A closed ticket without an organization',
    shows: 'It can’t be changed any more, and nobody reads it under the wrong name: no finding.',
    tell(world) {
      const pair = world.pair('Bulrush Basketry');
      addPeople(world, pair.account, pair.organization);
      addTicket(world, addMember(world, pair), null, { status: 'closed' });
      return each(verified(), pair.account, pair.organization);
    },
  },
  {
    slug: 'deleted-ticket-under-another-customer',
    title: 'A deleted ticket under another customer',
    shows: 'Deleted tickets are nobody’s trouble any more.',
    tell(world) {
      const { own, other, userId } = twoCustomers(world, 'Samphire Catering', 'Glasswort Foundry');
      addTicket(world, userId, other.organization, { status: 'deleted' });
      return each(verified(), own.account, own.organization, other.account, other.organization);
    },
  },
  {
    slug: 'tickets-of-unlinked-customer',
    title: 'Tickets of a customer without an organization',
    shows: 'Where the account has no organization yet, its tickets have none to stand under: one finding, not ten.',
    tell(world) {
      const account = world.account('Yellowhammer Games');
      addContacts(world, account);
      const userId = addUser(world, addContact(world, account), []);
      for (const status of ['open', 'pending', 'closed']) addTicket(world, userId, null, { status });
      return each(unlinked, account);
    },
  },
  {
    slug: 'ticket-of-a-stranger',
    title: 'A stranger’s ticket',
    shows: 'The requester is no contact of anybody’s, so nobody can say that his ticket stands in the wrong place.',
    tell(world) {
      const { account, organization } = world.pair('Marl Pit Climbing');
      addPeople(world, account, organization);
      const stranger = { firstName: 'Benedikt', lastName: 'Aho', email: 'benedikt.aho@elsewhere.example' };
      const userId = addUser(world, stranger, [organization]);
      addTicket(world, userId, organization, { status: 'open' });
      return each(verified(), account, organization);
    },
  },
];
