/** The account's owner, whom an integration copies into the organization's field. */
import { addPeople } from '../records/addPeople.ts';
import { each, noted, verified, type StoryScript } from './StoryScript.ts';

const OWNER_FIELD = 'salesforce_owner_id';

export const ownershipStories: readonly StoryScript[] = [
  {
    slug: 'owner-drifted',
    title: 'The account changed hands, Zendesk does not know',
    shows: 'Tickets of this customer are still announced to the seller who had it before.',
    tell(world) {
      const { account, organization } = world.pair('Damson Orchard Press', {
        fields: ({ ownerId }) => ({ [OWNER_FIELD]: world.owners.find((id) => id !== ownerId) ?? null }),
      });
      addPeople(world, account, organization);
      return each(noted('owner_drift'), account, organization);
    },
  },
  {
    slug: 'owner-never-copied',
    title: 'The owner was never copied',
    shows: 'Zendesk has the field and it is empty, though the account has an owner.',
    tell(world) {
      const { account, organization } = world.pair('Medlar Tree Surgeons', { fields: () => ({ [OWNER_FIELD]: null }) });
      addPeople(world, account, organization);
      return each(noted('owner_drift'), account, organization);
    },
  },
  {
    slug: 'owner-in-fifteen-characters',
    title: 'The same owner in 15 characters',
    shows: 'One system writes ids with 15 characters and the other with 18: it is the same owner, and no finding.',
    tell(world) {
      const { account, organization } = world.pair('Quince & Rowan Preserves', {
        fields: ({ ownerId }) => ({ [OWNER_FIELD]: ownerId.slice(0, 15) }),
      });
      addPeople(world, account, organization);
      return each(verified(), account, organization);
    },
  },
  {
    slug: 'owner-copied',
    title: 'An owner who was copied',
    shows: 'Both systems name the same owner.',
    tell(world) {
      const { account, organization } = world.pair('Bullace Hedge Nursery', {
        fields: ({ ownerId }) => ({ [OWNER_FIELD]: ` ${ownerId} ` }),
      });
      addPeople(world, account, organization);
      return each(verified(), account, organization);
    },
  },
];
