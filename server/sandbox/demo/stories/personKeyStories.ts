/** Which contact is this user? What his external id and his address say, and where they say too much or nothing. */
import { addContact } from '../records/addContact.ts';
import { addPeople } from '../records/addPeople.ts';
import { addUser } from '../records/addUser.ts';
import { about, each, noted, verified, type StoryScript } from './StoryScript.ts';

export const personKeyStories: readonly StoryScript[] = [
  {
    slug: 'one-address-two-customers',
    title: 'One address on two customers’ contacts',
    shows:
      'An accountant’s address stands on contacts of two unrelated customers, so nobody can say whose person the user is.',
    tell(world) {
      const first = world.pair('Abacus Row Bakery');
      const second = world.pair('Ledgerwood Florists');
      for (const { account, organization } of [first, second]) addPeople(world, account, organization);
      const person = addContact(world, first.account);
      addContact(world, second.account, { person });
      const userId = addUser(world, person, [first.organization]);
      return [
        ...each(noted('contact_shared_email'), first.account, second.account),
        ...each(verified(), first.organization, second.organization),
        about('contact_shared_email', 'medium', userId),
      ];
    },
  },
  {
    slug: 'one-address-settled-by-id',
    title: 'One address, settled by the contact’s id',
    shows: 'The same trouble, but the user carries the id of one of the two contacts, and that decides.',
    tell(world) {
      const first = world.pair('Pomander Spices');
      const second = world.pair('Nutmeg Wharf Trading');
      for (const { account, organization } of [first, second]) addPeople(world, account, organization);
      const contact = addContact(world, first.account);
      addContact(world, second.account, { person: contact });
      addUser(world, contact, [first.organization], { externalId: contact.id });
      return each(verified(), first.account, second.account, first.organization, second.organization);
    },
  },
  {
    slug: 'contact-ids-in-other-forms',
    title: 'Users known by contact ids in other forms',
    shows:
      'One user carries 15 characters, another the 18 in lower case: both are found, and both are worth rewriting.',
    tell(world) {
      const { account, organization } = world.pair('Cinnabar Dyes');
      addPeople(world, account, organization);
      const users = [(id: string) => id.slice(0, 15), (id: string) => id.toLowerCase()].map((form) => {
        const contact = addContact(world, account);
        return addUser(world, contact, [organization], { externalId: form(contact.id) });
      });
      return [
        ...each(noted('user_external_id_noncanonical'), account, organization),
        about('user_external_id_noncanonical', 'low', ...users),
      ];
    },
  },
  {
    slug: 'contact-id-from-another-org',
    title: 'A contact id from another Salesforce org',
    shows: 'Nobody here ever had this contact id; the address still tells who the user is.',
    tell(world) {
      const { account, organization } = world.pair('Ochre & Umber Paints');
      addPeople(world, account, organization);
      const externalId = world.ids.ofAnotherOrg('003');
      const userId = addUser(world, addContact(world, account), [organization], { externalId });
      return [
        ...each(noted('user_external_id_unknown_contact'), account, organization),
        about('user_external_id_unknown_contact', 'low', userId),
      ];
    },
  },
  {
    slug: 'stranger-with-foreign-contact-id',
    title: 'A stranger with a contact id from elsewhere',
    shows: 'Neither the id nor the address is known here; the organization that he writes for is this customer’s.',
    tell(world) {
      const { account, organization } = world.pair('Sepia Lane Prints');
      addPeople(world, account, organization);
      const stranger = { firstName: 'Ottilie', lastName: 'Krantz', email: 'ottilie.krantz@elsewhere.example' };
      const userId = addUser(world, stranger, [organization], { externalId: world.ids.ofAnotherOrg('003') });
      return [
        ...each(noted('user_external_id_unknown_contact'), account, organization),
        about('user_external_id_unknown_contact', 'low', userId),
      ];
    },
  },
  {
    slug: 'lead-id-as-external-id',
    title: 'A user known by a lead’s id',
    shows: 'Marketing wrote the lead’s id before there was a contact: no contact’s id, and no finding.',
    tell(world) {
      const { account, organization } = world.pair('Wicklow Wool');
      addPeople(world, account, organization);
      addUser(world, addContact(world, account), [organization], { externalId: world.ids.salesforce('00Q') });
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'id-of-merged-contact',
    title: 'A user known by a merged contact’s id',
    shows: 'Two contacts were merged and the user still carries the loser’s id: it leads to the one that is left.',
    tell(world) {
      const { account, organization } = world.pair('Teasel Cloth Finishing');
      addPeople(world, account, organization);
      const survivor = addContact(world, account);
      const loser = addContact(world, account, { mergedInto: survivor });
      addUser(world, loser, [organization], { externalId: loser.id });
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'id-of-deleted-contact',
    title: 'A user known by a deleted contact’s id',
    shows: 'The contact was deleted and made again: this org has had the id, and the address finds the new contact.',
    tell(world) {
      const { account, organization } = world.pair('Bracken Mountain Gear');
      addPeople(world, account, organization);
      const contact = addContact(world, account);
      const deleted = addContact(world, account, { person: contact, deleted: true });
      addUser(world, contact, [organization], { externalId: deleted.id });
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'unverified-address',
    title: 'An address that nobody has verified',
    shows: 'Anybody may type an address: until he proves it is his, the user in this organization is nobody we know.',
    tell(world) {
      const own = world.pair('Plover Island Tours');
      const other = world.pair('Sandgrouse Travel');
      for (const { account, organization } of [own, other]) addPeople(world, account, organization);
      addUser(world, addContact(world, own.account), [other.organization], { verified: false });
      return each(verified(), own.account, other.account, own.organization, other.organization);
    },
  },
];
