/** What the native Zendesk app shows beside the link: it matches by name, so it only testifies. */
import { addPeople } from '../records/addPeople.ts';
import { each, review, verified, type StoryScript } from './StoryScript.ts';

export const nativeAppStories: readonly StoryScript[] = [
  {
    slug: 'native-app-shows-another',
    title: 'The native app shows another customer’s tickets',
    shows: 'Both keys agree, but the native app matched by name and shows sellers the tickets of Beacon Hill Partners.',
    tell(world) {
      const other = world.pair('Beacon Hill Partners');
      const { account, organization } = world.pair('Beacon Hill Advisory', {
        account: { nativeId: other.organization.id },
      });
      addPeople(world, other.account, other.organization);
      addPeople(world, account, organization);
      return [
        ...each(review('native_link_disagrees'), account, organization),
        ...each(verified(), other.account, other.organization),
      ];
    },
  },
  {
    slug: 'only-the-native-app',
    title: 'Only the native app names an organization',
    shows: 'Neither key is set; the native app’s match by name is the only tie, and that proves nothing.',
    tell(world) {
      const organization = world.organization('Grovewood Schools');
      const account = world.account('Grovewood Schools', { nativeId: organization.id });
      addPeople(world, account, organization);
      return each(review('native_only_link'), account, organization);
    },
  },
];
