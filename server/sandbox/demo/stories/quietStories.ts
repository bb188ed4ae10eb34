/** Nothing is wrong here, and Linkproof says so: what looks like trouble to a matcher by name or by careless comparison. */
import { addContacts, addPeople } from '../records/addPeople.ts';
import { each, outOfScope, verified, type StoryScript } from './StoryScript.ts';

export const quietStories: readonly StoryScript[] = [
  {
    slug: 'healthy-pair',
    title: 'A healthy customer',
    shows: 'Salesforce and Zendesk name each other, people and tickets are in place: the panel is green.',
    tell(world) {
      const { account, organization } = world.pair('Harbourline Logistics');
      world.pointNatively(account, organization.id);
      addPeople(world, account, organization, 6);
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'ids-differ-in-case-only',
    title: 'Two ids that differ in nothing but case',
    shows:
      'These two account ids are equal ignoring case, as Zendesk compares them; each customer still gets its own organization.',
    tell(world) {
      const first = world.pair('Kestrel & Vane Architects');
      const twinId = world.ids.caseTwinOf(first.account.id);
      const second = world.pair('Polder Water Systems', { account: { id: twinId } });
      for (const { account, organization } of [first, second]) addPeople(world, account, organization);
      return each(verified(), first.account, second.account, first.organization, second.organization);
    },
  },
  {
    slug: 'equal-names',
    title: 'Two customers of the same name',
    shows: 'Two accounts are called Merrow Health, and the keys point across the names: a name is never a key.',
    tell(world) {
      const boston = world.pair('Merrow Health', { organizationName: 'Merrow Health Boston' });
      const leeds = world.pair('Merrow Health', { account: { domain: 'merrow-health-leeds.example' } });
      for (const { account, organization } of [boston, leeds]) addPeople(world, account, organization);
      return each(verified(), boston.account, leeds.account, boston.organization, leeds.organization);
    },
  },
  {
    slug: 'matching-domain',
    title: 'A web address that matches another customer',
    shows:
      'Tidewater Studios shares its web domain with Tidewater Pictures’ organization; a domain testifies and never links.',
    tell(world) {
      const pictures = world.pair('Tidewater Pictures', { account: { domain: 'tidewater.example' } });
      const studios = world.pair('Tidewater Studios', { account: { website: 'https://studios.tidewater.example' } });
      for (const { account, organization } of [pictures, studios]) addPeople(world, account, organization);
      return each(verified(), studios.account, pictures.account, studios.organization, pictures.organization);
    },
  },
  {
    slug: 'parent-and-child',
    title: 'A parent and its subsidiary',
    shows: 'Each company of the group has an organization of its own, as the contract asks for.',
    tell(world) {
      const parent = world.pair('Osprey Holdings');
      const child = world.pair('Osprey Marine', { account: { parent: parent.account } });
      for (const { account, organization } of [parent, child]) addPeople(world, account, organization);
      return each(verified(), child.account, parent.account, child.organization, parent.organization);
    },
  },
  {
    slug: 'merge-followed-up',
    title: 'Merged accounts, followed up in Zendesk',
    shows: 'A duplicate was merged into this account and the organization’s key was rewritten: nothing is left to do.',
    tell(world) {
      const { account, organization } = world.pair('Fennimore Paper');
      world.account('Fennimore Paper Co.', { mergedInto: account, storedId: organization.id });
      addPeople(world, account, organization);
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'organizations-merged-and-followed-up',
    title: 'Merged organizations, followed up in Salesforce',
    shows: 'Two organizations were merged in Zendesk, and the account already points to the one that is left.',
    tell(world) {
      const { account, organization } = world.pair('Gullwing Freight');
      world.mergeOrganizations(world.organization('Gullwing Freight (old)'), organization);
      addPeople(world, account, organization);
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'prospect',
    title: 'A prospect',
    shows: 'Nobody expects a prospect to have a Zendesk organization, so its absence is no finding.',
    tell(world) {
      const account = world.account('Juniper & Rook', { type: 'Prospect' });
      addContacts(world, account, 2);
      return each(outOfScope(), account);
    },
  },
  {
    slug: 'person-account',
    title: 'A consumer',
    shows: 'A person account without an organization is out of scope: people are no companies.',
    tell(world) {
      const account = world.account('Elodie Marchetti', { person: { firstName: 'Elodie', lastName: 'Marchetti' } });
      return each(outOfScope(), account);
    },
  },
];
