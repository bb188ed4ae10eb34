/** People of a linked customer who are missing from its organization, or turn up in somebody else's. */
import { addContact } from '../records/addContact.ts';
import { addPeople } from '../records/addPeople.ts';
import { addTicket } from '../records/addTickets.ts';
import { addUser, type UserOptions } from '../records/addUser.ts';
import type { WorldBuilder } from '../records/WorldBuilder.ts';
import { about, each, noted, orphan, verified, type StoryScript } from './StoryScript.ts';

/** A pair that is right, with people and tickets of its own. */
function settledPair(world: WorldBuilder, name: string, options: Parameters<WorldBuilder['pair']>[1] = {}) {
  const pair = world.pair(name, options);
  addPeople(world, pair.account, pair.organization);
  return pair;
}

/** Somebody of the first customer sits in the second one's organization, and is nobody whom Linkproof judges. */
const unjudgedGuest = (
  slug: string,
  title: string,
  shows: string,
  [customer, host]: readonly [string, string],
  guest: UserOptions,
): StoryScript => ({
  slug,
  title,
  shows,
  tell(world) {
    const own = settledPair(world, customer);
    const other = settledPair(world, host);
    const contact = addContact(world, own.account);
    addUser(world, contact, [other.organization], { externalId: contact.id, ...guest });
    return each(verified(), own.account, other.account, own.organization, other.organization);
  },
});

export const membershipStories: readonly StoryScript[] = [
  {
    slug: 'people-without-membership',
    title: 'People who are in no organization',
    shows:
      'Two of this customer’s people write to support as nobody’s: one known by the contact’s id, one by the address.',
    tell(world) {
      const { account, organization } = settledPair(world, 'Tressel Bridgeworks');
      const users = [0, 1].map((index) => {
        const contact = addContact(world, account);
        const userId = addUser(world, contact, [], index === 0 ? { externalId: contact.id } : {});
        addTicket(world, userId, null, { status: 'open' });
        return userId;
      });
      return [
        ...each(noted('user_missing_membership'), account, organization),
        about('user_missing_membership', 'medium', ...users),
      ];
    },
  },
  {
    slug: 'guest-in-foreign-organization',
    title: 'A guest in another customer’s organization',
    shows: 'Somebody of this customer was added to Sorrel Hill Farms’ organization as well, and nothing ties the two.',
    tell(world) {
      const own = settledPair(world, 'Marchmont Seeds');
      const other = settledPair(world, 'Sorrel Hill Farms');
      const contact = addContact(world, own.account);
      const userId = addUser(world, contact, [own.organization, other.organization], { externalId: contact.id });
      return [
        ...each(noted('user_in_foreign_org'), own.account, other.account, own.organization, other.organization),
        about('user_in_foreign_org', 'high', userId),
      ];
    },
  },
  {
    slug: 'guest-where-tickets-are-shared',
    title: 'A guest who can read another customer’s tickets',
    shows: 'The members of Oakum Ropes’ organization see each other’s tickets, and one of them is Linnet Sails’.',
    tell(world) {
      const own = settledPair(world, 'Linnet Sails');
      const other = settledPair(world, 'Oakum Ropes', { sharedTickets: true });
      const userId = addUser(world, addContact(world, own.account), [own.organization, other.organization]);
      return [
        ...each(noted('user_in_foreign_org'), own.account, other.account, own.organization, other.organization),
        about('user_in_foreign_org', 'critical', userId),
      ];
    },
  },
  {
    slug: 'moved-to-the-wrong-organization',
    title: 'Somebody in the wrong organization only',
    shows:
      'A user of this customer is a member of Vesper Dental’s organization and not of its own: two things to mend.',
    tell(world) {
      const own = settledPair(world, 'Vespera Dentistry');
      const other = settledPair(world, 'Vesper Dental');
      const userId = addUser(world, addContact(world, own.account), [other.organization]);
      return [
        ...each(noted('user_in_foreign_org', 'user_missing_membership'), own.account, own.organization),
        ...each(noted('user_in_foreign_org'), other.account, other.organization),
        about('user_in_foreign_org', 'high', userId),
        about('user_missing_membership', 'medium', userId),
      ];
    },
  },
  {
    slug: 'wrong-default-organization',
    title: 'The right organization, but not by default',
    shows: 'New tickets of this user go to a leftover test organization, because that is the default one.',
    tell(world) {
      const { account, organization } = settledPair(world, 'Gannet Harbour Works');
      const leftover = world.organization('Gannet Harbour pilot phase', { domains: [] });
      const userId = addUser(world, addContact(world, account), [leftover, organization]);
      return [
        ...each(noted('user_wrong_default_org'), account, organization),
        ...each(orphan, leftover),
        about('user_wrong_default_org', 'medium', userId),
      ];
    },
  },
  {
    slug: 'works-for-two-customers',
    title: 'A consultant who works for two customers',
    shows: 'Salesforce relates this contact to both accounts, so membership in both organizations is right.',
    tell(world) {
      const own = settledPair(world, 'Ferrier Consulting');
      const client = settledPair(world, 'Quillon Outfitters');
      const contact = addContact(world, own.account, { alsoWorksFor: [client.account] });
      const userId = addUser(world, contact, [own.organization, client.organization], { externalId: contact.id });
      addTicket(world, userId, client.organization, { status: 'open' });
      return each(verified(), own.account, client.account, own.organization, client.organization);
    },
  },
  unjudgedGuest(
    'suspended-guest',
    'A suspended user in a foreign organization',
    'Suspended users can neither write nor read: nobody needs to look at where they are members.',
    ['Bellows Forge', 'Anvilside Tools'],
    { suspended: true },
  ),
  unjudgedGuest(
    'deleted-guest',
    'A deleted user in a foreign organization',
    'Zendesk keeps deleted users as inactive ones; their memberships mean nothing any more.',
    ['Cormorant Dredging', 'Spindrift Salvage'],
    { active: false },
  ),
  unjudgedGuest(
    'agent-as-guest',
    'An agent in a foreign organization',
    'Agents are colleagues, whatever contact they once were: their memberships are no customer’s matter.',
    ['Holloway Bindery', 'Parchment & Sons'],
    { role: 'agent' },
  ),
  unjudgedGuest(
    'light-agent-as-guest',
    'A light agent in a foreign organization',
    'Light agents are agents: Zendesk tells them apart by their role type only.',
    ['Tollgate Insurance', 'Turnpike Underwriters'],
    { role: 'light_agent' },
  ),
];
