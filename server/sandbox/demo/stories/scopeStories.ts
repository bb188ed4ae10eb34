/** Links that the contract does not expect. */
import { addPeople } from '../records/addPeople.ts';
import { each, review, verified, type StoryScript } from './StoryScript.ts';

export const scopeStories: readonly StoryScript[] = [
  {
    slug: 'former-customer-still-linked',
    title: 'A former customer, still linked',
    shows: 'The link is right, but the account is no customer any more: worth knowing, and no reason for distrust.',
    tell(world) {
      const { account, organization } = world.pair('Bramble Hill Brewing', { account: { type: 'Other' } });
      addPeople(world, account, organization);
      return each(verified('ineligible_linked'), account, organization);
    },
  },
  {
    slug: 'linked-partner',
    title: 'A partner with an organization',
    shows: 'A reseller who writes to support is linked rightly, although the contract speaks of customers only.',
    tell(world) {
      const type = 'Channel Partner / Reseller';
      const { account, organization } = world.pair('Cobblestone Resellers', { account: { type } });
      addPeople(world, account, organization);
      return each(verified('ineligible_linked'), account, organization);
    },
  },
  {
    slug: 'person-with-organization',
    title: 'A person account with an organization',
    shows: 'A consumer was given an organization of her own; the contract says that people have none.',
    tell(world) {
      const person = { firstName: 'Henrietta', lastName: 'Voss' };
      const { account, organization } = world.pair('Henrietta Voss', { account: { person }, domains: [] });
      return each(review('ineligible_linked', 'person_account_linked_to_org'), account, organization);
    },
  },
];
