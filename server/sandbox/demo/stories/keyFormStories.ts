/** The organization’s key is damaged in form, and still says without doubt which account it means, or does not. */
import { addContacts, addPeople } from '../records/addPeople.ts';
import { contradicted, each, review, type StoryScript } from './StoryScript.ts';

/** A key in another form from which the account's 18-character id follows without doubt. */
const noncanonicalKey = (
  slug: string,
  title: string,
  shows: string,
  customer: string,
  key: (accountId: string) => string,
): StoryScript => ({
  slug,
  title,
  shows,
  tell(world) {
    const { account, organization } = world.pair(customer, { key });
    addPeople(world, account, organization);
    return each(review('external_id_noncanonical'), account, organization);
  },
});

/** A key that names no account at all, on an organization to which an account points. */
const brokenKey = (
  slug: string,
  title: string,
  shows: string,
  customer: string,
  key: (accountId: string) => string,
): StoryScript => ({
  slug,
  title,
  shows,
  tell(world) {
    const { account, organization } = world.pair(customer, { key });
    addPeople(world, account, organization);
    return [
      ...each(review('external_id_malformed'), account),
      ...each(contradicted('external_id_malformed'), organization),
    ];
  },
});

export const keyFormStories: readonly StoryScript[] = [
  noncanonicalKey(
    'fifteen-character-key',
    'A key of 15 characters',
    'The key is the 15-character id as Salesforce’s Classic pages show it; exactly one account fits, so it can be rewritten.',
    'Brightwater Robotics',
    (id) => id.slice(0, 15),
  ),
  noncanonicalKey(
    'lower-case-key',
    'A key in lower case',
    'Another system folded the key to lower case; its last three characters tell how it was written.',
    'Saffron Lane Kitchens',
    (id) => id.toLowerCase(),
  ),
  noncanonicalKey(
    'link-as-key',
    'A link as key',
    'The account’s web address was pasted as key; the id stands inside it.',
    'Drumlin Surveying',
    (id) => `https://lumenstack.lightning.force.com/lightning/r/Account/${id}/view`,
  ),
  noncanonicalKey(
    'space-around-key',
    'A key with space around it',
    'The right id with a blank before and after it: found all the same, and worth rewriting.',
    'Petrel Aviation',
    (id) => ` ${id} `,
  ),
  brokenKey(
    'customer-number-as-key',
    'A customer number as key',
    'The key is a number from the billing system; it says nothing that Salesforce could confirm.',
    'Thornfield Estates',
    () => 'CUST-004711',
  ),
  brokenKey(
    'mistyped-key',
    'A mistyped key',
    'One character of the id was changed and its checksum no longer fits: any repair would be a guess.',
    'Larkhill Dairy',
    (id) => id.slice(0, 17) + (id.endsWith('A') ? 'B' : 'A'),
  ),
  {
    slug: 'key-fits-two-accounts',
    title: 'A key that fits two accounts',
    shows: 'Two account ids differ in case only and the key has 15 characters: nobody can say which account it means.',
    tell(world) {
      const { account, organization } = world.pair('Sable Point Energy', { key: (id) => id.slice(0, 15) });
      const twin = world.account('Greywacke Mining', { id: world.ids.caseTwinOf(account.id) });
      addPeople(world, account, organization);
      addContacts(world, twin);
      return each(contradicted('external_id_case_collision'), account, twin, organization);
    },
  },
];
