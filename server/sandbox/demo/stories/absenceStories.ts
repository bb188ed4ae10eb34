/** One side, or both, says nothing. */
import { addContacts, addPeople } from '../records/addPeople.ts';
import { each, orphan, review, unlinked, type StoryScript } from './StoryScript.ts';

export const absenceStories: readonly StoryScript[] = [
  {
    slug: 'no-organization-yet',
    title: 'A new customer without an organization',
    shows: 'The contract was signed last week and nobody has set up the customer in Zendesk.',
    tell(world) {
      const account = world.account('Northlight Observatory Systems');
      addContacts(world, account, 2);
      return each(unlinked, account);
    },
  },
  {
    slug: 'same-name-is-no-link',
    title: 'An organization of the same name',
    shows: 'Both are called Copperfield Foods, yet no key ties them: the name is shown as a hint, and nobody guesses.',
    tell(world) {
      const account = world.account('Copperfield Foods');
      const organization = world.organization('Copperfield Foods');
      addPeople(world, account, organization);
      return [...each(unlinked, account), ...each(orphan, organization)];
    },
  },
  {
    slug: 'orphaned-organization',
    title: 'An organization nobody knows',
    shows: 'This organization carries no key and no account points to it: whose is it?',
    tell: (world) => each(orphan, world.organization('Blue Lantern Cooperative')),
  },
  {
    slug: 'only-salesforce-knows',
    title: 'Only Salesforce names the other side',
    shows: 'The account points to its organization, but the organization’s key is empty: one confirmation of two.',
    tell(world) {
      const { account, organization } = world.pair('Tamarack Furniture', { key: null });
      addPeople(world, account, organization);
      return each(review('one_sided_link'), account, organization);
    },
  },
  {
    slug: 'only-zendesk-knows',
    title: 'Only Zendesk names the other side',
    shows: 'The organization carries the account’s id, but the account’s own field is empty: one confirmation of two.',
    tell(world) {
      const { account, organization } = world.pair('Verity Instruments', { storedId: null });
      addPeople(world, account, organization);
      return each(review('one_sided_link'), account, organization);
    },
  },
];
