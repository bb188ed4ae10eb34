/** The keys agree, and the people say otherwise: when most of an organization's members belong to another account. */
import { addContact } from '../records/addContact.ts';
import { addContacts, addPeople } from '../records/addPeople.ts';
import { addUser } from '../records/addUser.ts';
import type { Account, Organization, WorldBuilder } from '../records/WorldBuilder.ts';
import { about, contradicted, each, noted, outOfScope, unlinked, verified, type StoryScript } from './StoryScript.ts';

/** So many people of an account, members of these organizations. Answers their users' ids. */
function addMembers(
  world: WorldBuilder,
  account: Account,
  organizations: readonly Organization[],
  count: number,
): readonly string[] {
  return Array.from({ length: count }, () => {
    const contact = addContact(world, account);
    return addUser(world, contact, organizations, { externalId: contact.id });
  });
}

export const memberStories: readonly StoryScript[] = [
  {
    slug: 'members-say-otherwise',
    title: 'The keys agree, the people do not',
    shows:
      'Both keys name this account, yet every member of the organization works for Tarn Edge Lodges: the keys were pasted wrongly.',
    tell(world) {
      const { account, organization } = world.pair('Tarnished Silver Antiques');
      const owner = world.account('Tarn Edge Lodges');
      addContacts(world, account, 2);
      addPeople(world, owner, organization, 4);
      return [...each(contradicted('members_contradict_link'), account, organization), ...each(unlinked, owner)];
    },
  },
  {
    slug: 'four-members-of-five',
    title: 'Four of five members belong elsewhere',
    shows: 'Four fifths of the members are another account’s people: enough to distrust two keys that agree.',
    tell(world) {
      const { account, organization } = world.pair('Heronsgate Pumps');
      const owner = world.account('Egret Pumping Stations');
      addMembers(world, account, [organization], 1);
      addMembers(world, owner, [organization], 4);
      return [...each(contradicted('members_contradict_link'), account, organization), ...each(unlinked, owner)];
    },
  },
  {
    slug: 'two-members-prove-nothing',
    title: 'Two members prove nothing',
    shows: 'Both members of the organization are another customer’s people; two are too few to contradict two keys.',
    tell(world) {
      const { account, organization } = world.pair('Moorcock Saddlery');
      const other = world.pair('Curlew Riding School');
      addContacts(world, account);
      addPeople(world, other.account, other.organization);
      const guests = addMembers(world, other.account, [other.organization, organization], 2);
      return [
        ...each(noted('user_in_foreign_org'), account, organization, other.account, other.organization),
        about('user_in_foreign_org', 'high', ...guests),
      ];
    },
  },
  {
    slug: 'seventy-nine-percent-elsewhere',
    title: 'Not quite four fifths elsewhere',
    shows: 'Fifteen of nineteen members are another customer’s people, 79 %: the keys keep their word, with a note.',
    tell(world) {
      const { account, organization } = world.pair('Drystone Walling');
      const other = world.pair('Cobblers Yard Paving');
      addMembers(world, account, [organization], 4);
      const guests = addMembers(world, other.account, [other.organization, organization], 15);
      return [
        ...each(noted('user_in_foreign_org'), account, organization, other.account, other.organization),
        about('user_in_foreign_org', 'high', ...guests),
      ];
    },
  },
  {
    slug: 'members-of-related-account',
    title: 'Members who work for this customer, too',
    shows:
      'All members belong to another account, but Salesforce relates them to this one: an agency runs its support.',
    tell(world) {
      const { account, organization } = world.pair('Wheatear Hotels');
      const agency = world.account('Fieldfare Support Agency', { type: 'Channel Partner / Reseller' });
      addContacts(world, account);
      for (let left = 4; left > 0; left -= 1) {
        const contact = addContact(world, agency, { alsoWorksFor: [account] });
        addUser(world, contact, [organization], { externalId: contact.id });
      }
      return [...each(verified(), account, organization), ...each(outOfScope(), agency)];
    },
  },
];
