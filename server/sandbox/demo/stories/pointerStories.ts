/** What stands in the account’s own field, and what became of the organization that it names. */
import { addContacts, addPeople } from '../records/addPeople.ts';
import type { Organization } from '../records/WorldBuilder.ts';
import { contradicted, each, review, type StoryScript } from './StoryScript.ts';

export const pointerStories: readonly StoryScript[] = [
  {
    slug: 'points-to-deleted-organization',
    title: 'The organization was deleted',
    shows: 'The account still points to an organization that somebody deleted in Zendesk.',
    tell(world) {
      const deleted = world.organization('Marlowe Theatre Supply', { deleted: true });
      const account = world.account('Marlowe Theatre Supply', { storedId: deleted.id });
      addPeople(world, account, null);
      return each(contradicted('stale_organization_pointer'), account);
    },
  },
  {
    slug: 'points-to-nothing',
    title: 'The organization never existed',
    shows: 'A digit was lost on the way into Salesforce; the right organization still carries this account’s key.',
    tell(world) {
      const { account, organization } = world.pair('Ashdown Cycles', { storedId: (id) => id.slice(0, -1) });
      addPeople(world, account, organization);
      return [
        ...each(contradicted('stale_organization_pointer', 'one_sided_link'), account),
        ...each(review('one_sided_link'), organization),
      ];
    },
  },
  {
    slug: 'points-to-merged-organization',
    title: 'The organization was merged into the right one',
    shows: 'Zendesk merged the organization that Salesforce names; the one that is left carries this account’s key.',
    tell(world) {
      const loser = world.organization('Bellweather Clinics (Trial)', { domains: [] });
      const { account, organization } = world.pair('Bellweather Clinics', { storedId: () => loser.id });
      world.mergeOrganizations(loser, organization);
      addPeople(world, account, organization);
      return each(review('stored_org_merged'), account, organization);
    },
  },
  {
    slug: 'points-along-two-merges',
    title: 'The organization was merged twice',
    shows:
      'Salesforce names an organization that was merged into a second and that into a third, which belongs to nobody else.',
    tell(world) {
      const [first, second, third] = ['Inkwell Press 2019', 'Inkwell Press 2021', 'Inkwell Press'].map((name) =>
        world.organization(name, { domains: [] }),
      ) as [Organization, Organization, Organization];
      const account = world.account('Inkwell Press', { storedId: first.id });
      world.mergeOrganizations(first, second);
      world.mergeOrganizations(second, third);
      addPeople(world, account, third);
      return each(review('stored_org_merged'), account, third);
    },
  },
  {
    slug: 'merged-into-another-customers-organization',
    title: 'The organization was merged into another customer’s',
    shows:
      'Zendesk merged this customer’s organization into that of Redgrave Security: both customers’ tickets now stand in one.',
    tell(world) {
      const { account: owner, organization } = world.pair('Redgrave Security');
      const loser = world.organization('Redmayne Security', { domains: [] });
      const account = world.account('Redmayne Security', { storedId: loser.id });
      world.mergeOrganizations(loser, organization);
      addPeople(world, owner, organization);
      addContacts(world, account);
      return [
        ...each(contradicted('shared_organization', 'stored_org_merged'), account, organization),
        ...each(contradicted('shared_organization'), owner),
      ];
    },
  },
  {
    slug: 'name-instead-of-id',
    title: 'A name where an id belongs',
    shows: 'Somebody typed the organization’s name into the field for its id.',
    tell(world) {
      const account = world.account('Quayside Ferries', { storedId: 'Quayside Ferries' });
      addContacts(world, account, 2);
      return each(contradicted('stored_id_malformed'), account);
    },
  },
  {
    slug: 'link-instead-of-id',
    title: 'A link where an id belongs',
    shows:
      'The organization’s web address was pasted into the field for its id; the organization itself carries the right key.',
    tell(world) {
      const { account, organization } = world.pair('Halcyon Optics', {
        storedId: (id) => `https://lumenstack.zendesk.com/agent/organizations/${id}`,
      });
      addPeople(world, account, organization);
      return [
        ...each(contradicted('stored_id_malformed', 'one_sided_link'), account),
        ...each(review('one_sided_link'), organization),
      ];
    },
  },
];
