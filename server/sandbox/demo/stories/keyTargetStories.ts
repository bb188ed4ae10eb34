/** The organization’s key is well-formed, and what it names is merged, deleted, or no account of this Salesforce org. */
import { addContacts, addPeople } from '../records/addPeople.ts';
import { contradicted, each, review, unlinked, type StoryScript } from './StoryScript.ts';

export const keyTargetStories: readonly StoryScript[] = [
  {
    slug: 'key-of-merged-account',
    title: 'The key names a merged account',
    shows: 'Two accounts were merged in Salesforce; the organization still carries the key of the one that is gone.',
    tell(world) {
      const { account, organization } = world.pair('Ivory Coast Roasters');
      const loser = world.account('Ivory Coast Coffee', { mergedInto: account });
      world.key(organization, loser.id);
      addPeople(world, account, organization);
      return each(review('external_id_account_merged'), account, organization);
    },
  },
  {
    slug: 'key-along-two-merges',
    title: 'The key names an account merged twice',
    shows:
      'The key leads through two merges to this account: Linkproof follows the chain and keeps it in mind for good.',
    tell(world) {
      const { account, organization } = world.pair('Montclair Bearings');
      const second = world.account('Montclair Bearings Ltd', { mergedInto: account });
      const first = world.account('Mont Clair Bearings', { mergedInto: second });
      world.key(organization, first.id);
      addPeople(world, account, organization);
      return each(review('external_id_account_merged'), account, organization);
    },
  },
  {
    slug: 'short-key-of-merged-account',
    title: 'The 15-character key of a merged account',
    shows: 'The key is in the wrong form and names an account that was merged: two things to mend with one rewrite.',
    tell(world) {
      const { account, organization } = world.pair('Wrenfield Nurseries');
      const loser = world.account('Wrenfield Garden Centres', { mergedInto: account });
      world.key(organization, loser.id.slice(0, 15));
      addPeople(world, account, organization);
      return each(review('external_id_account_merged', 'external_id_noncanonical'), account, organization);
    },
  },
  {
    slug: 'key-of-deleted-account',
    title: 'The key names a deleted account',
    shows: 'The account was deleted and made again; it points to the organization, whose key still names the old one.',
    tell(world) {
      const deleted = world.account('Foxhollow Guitars', { deleted: true });
      const { account, organization } = world.pair('Foxhollow Guitars', { key: () => deleted.id });
      addPeople(world, account, organization);
      return [
        ...each(review('external_id_account_deleted'), account),
        ...each(contradicted('external_id_account_deleted'), organization),
      ];
    },
  },
  {
    slug: 'customer-left',
    title: 'The customer was deleted, the organization stayed',
    shows: 'The only account that this organization ever belonged to was deleted, and nobody cleaned up in Zendesk.',
    tell(world) {
      const deleted = world.account('Stonecrop Roofing', { deleted: true });
      const organization = world.organization('Stonecrop Roofing', { key: deleted.id });
      return each(contradicted('external_id_account_deleted'), organization);
    },
  },
  {
    slug: 'contact-id-as-key',
    title: 'The key is a contact’s id',
    shows: 'Somebody copied the id from a contact’s page: a valid id of the wrong kind of record.',
    tell(world) {
      const contactId = world.ids.salesforce('003');
      const { account, organization } = world.pair('Paragon Elevators', { key: () => contactId });
      addPeople(world, account, organization);
      return [
        ...each(review('external_id_wrong_object'), account),
        ...each(contradicted('external_id_wrong_object'), organization),
      ];
    },
  },
  {
    slug: 'key-from-another-org',
    title: 'The key comes from another Salesforce org',
    shows: 'A well-formed account id that this Salesforce org has never had: most likely an import from a sandbox.',
    tell(world) {
      const foreignId = world.ids.ofAnotherOrg('001');
      const { account, organization } = world.pair('Cinderford Steel', { key: () => foreignId });
      addPeople(world, account, organization);
      return [
        ...each(review('external_id_unknown_account'), account),
        ...each(contradicted('external_id_unknown_account'), organization),
      ];
    },
  },
  {
    slug: 'unknown-key-nobody-points',
    title: 'An imported organization of nobody',
    shows: 'The key names an account that never existed here, and no account points to the organization either.',
    tell(world) {
      const organization = world.organization('Zephyr Test Import', { key: world.ids.ofAnotherOrg('001') });
      return each(contradicted('external_id_unknown_account'), organization);
    },
  },
  {
    slug: 'unlinked-beside-foreign-key',
    title: 'A customer beside an imported organization',
    shows:
      'The organization of this name carries a foreign key, so nothing claims the account: the name alone settles nothing.',
    tell(world) {
      const account = world.account('Elderflower Cosmetics');
      const organization = world.organization('Elderflower Cosmetics', { key: world.ids.ofAnotherOrg('001') });
      addContacts(world, account);
      return [...each(unlinked, account), ...each(contradicted('external_id_unknown_account'), organization)];
    },
  },
];
