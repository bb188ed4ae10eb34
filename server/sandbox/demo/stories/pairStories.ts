/** Too many answers, or different ones: whose organization is it? */
import { addContacts, addPeople } from '../records/addPeople.ts';
import { contradicted, each, type StoryScript } from './StoryScript.ts';

export const pairStories: readonly StoryScript[] = [
  {
    slug: 'systems-disagree',
    title: 'The two systems name different organizations',
    shows: 'Salesforce points to one organization while another carries this account’s key: do not rely on either.',
    tell(world) {
      const { account, organization } = world.pair('Calloway Print', { key: null });
      const keyed = world.organization('Calloway Print & Packaging', { key: account.id, domains: [] });
      addPeople(world, account, organization);
      return each(contradicted('conflicting_rungs'), account, organization, keyed);
    },
  },
  {
    slug: 'two-organizations-one-key',
    title: 'Two organizations carry one key',
    shows: 'Somebody created the customer twice in Zendesk, and both organizations carry its key.',
    tell(world) {
      const { account, organization } = world.pair('Solstice Solar');
      const copy = world.organization('Solstice Solar GmbH', { key: account.id, domains: [] });
      addPeople(world, account, organization);
      return each(contradicted('duplicate_external_id'), account, organization, copy);
    },
  },
  {
    slug: 'one-key-in-two-forms',
    title: 'One key, written in two forms',
    shows:
      'One organization carries the 18-character id and another its 15-character form: Zendesk takes them for two keys.',
    tell(world) {
      const { account, organization } = world.pair('Wexford Instruments');
      const copy = world.organization('Wexford Instruments Support', { key: account.id.slice(0, 15), domains: [] });
      addPeople(world, account, organization);
      return [
        ...each(contradicted('duplicate_external_id', 'external_id_noncanonical'), account, copy),
        ...each(contradicted('duplicate_external_id'), organization),
      ];
    },
  },
  {
    slug: 'two-accounts-one-organization',
    title: 'Two accounts point to one organization',
    shows: 'A copied id made two customers share one organization: each could be shown the other’s tickets.',
    tell(world) {
      const { account, organization } = world.pair('Pemberton Mills');
      const other = world.account('Pemberton Textiles', { storedId: organization.id });
      addPeople(world, account, organization);
      addContacts(world, other);
      return each(contradicted('shared_organization'), other, account, organization);
    },
  },
  {
    slug: 'organization-of-another-account',
    title: 'The organization’s key names another account',
    shows: 'This account points to an organization whose key says that it belongs to somebody else.',
    tell(world) {
      const { account: owner, organization } = world.pair('Longbow Archery Supply', { storedId: null });
      const account = world.account('Longbridge Archive', { storedId: organization.id });
      addPeople(world, owner, organization);
      addContacts(world, account);
      return each(contradicted('shared_organization'), account, owner, organization);
    },
  },
  {
    slug: 'child-shares-with-parent',
    title: 'A subsidiary on its parent’s organization',
    shows: 'The subsidiary points to the organization of its parent, and the contract gives every account its own.',
    tell(world) {
      const { account: parent, organization } = world.pair('Corvid Media Group');
      const child = world.account('Corvid Radio', { parent, storedId: organization.id });
      addPeople(world, parent, organization);
      addContacts(world, child);
      return each(contradicted('shared_organization'), child, parent, organization);
    },
  },
];
