/** Defects that break the tie itself, or leave none: each makes records of its own and says what is true of them. */
import { addContact } from '../../../server/sandbox/demo/records/addContact.ts';
import { addContacts, addPeople } from '../../../server/sandbox/demo/records/addPeople.ts';
import { addTicket } from '../../../server/sandbox/demo/records/addTickets.ts';
import { addUser } from '../../../server/sandbox/demo/records/addUser.ts';
import type { Ground } from './Ground.ts';

export interface TieDefect {
  readonly name: string;
  readonly plant: (ground: Ground) => void;
}

const tie = (name: string, plant: (ground: Ground) => void): TieDefect => ({ name, plant });

/** A key that names no account: the organization is contradicted, an account that points to it needs a look. */
const brokenKey = (code: string, key: (ground: Ground, accountId: string) => string): TieDefect =>
  tie(code, (ground) => {
    const pointed = ground.random.chance(0.6);
    const { account, organization } = ground.brokenPair({
      key: (accountId) => key(ground, accountId),
      ...(!pointed && { storedId: null, account: { type: 'Prospect' } }),
    });
    if (pointed) ground.truth.carry(code, 'R', account);
    else ground.truth.enter('outside', account);
    ground.truth.carry(code, 'X', organization);
    addPeople(ground.world, account, organization);
  });

export const TIE_DEFECTS: readonly TieDefect[] = [
  tie('account without organization', (ground) => {
    const account = ground.account('unclaimed');
    ground.truth.carry('account_missing_org', 'none', account);
    addPeople(ground.world, account, null);
  }),
  tie('organization without account', (ground) => {
    const organization = ground.organization('unclaimed');
    ground.truth.carry('org_orphaned', 'none', organization);
  }),
  tie('only one side', (ground) => {
    const side = ground.random.chance(0.5) ? { key: null } : { storedId: null };
    const { account, organization } = ground.brokenPair(side);
    ground.truth.carry('one_sided_link', 'R', account, organization);
    ground.truth.mends('one_sided_link', account, organization);
    addPeople(ground.world, account, organization);
  }),
  tie('two organizations named', (ground) => {
    const { account, organization } = ground.brokenPair({ key: null });
    const keyed = ground.organization('claimed', { key: account.id, domains: [] });
    ground.truth.carry('conflicting_rungs', 'X', account, organization, keyed);
    addPeople(ground.world, account, organization);
  }),
  tie('two organizations with one key', (ground) => {
    const { account, organization } = ground.brokenPair({});
    const copy = ground.organization('claimed', { key: account.id.slice(0, 15), domains: [] });
    ground.truth.carry('duplicate_external_id', 'X', account, organization, copy);
    ground.truth.carry('external_id_noncanonical', 'R', account, copy);
    addPeople(ground.world, account, organization);
  }),
  tie('two accounts on one organization', (ground) => {
    const { account, organization } = ground.brokenPair({});
    const other = ground.account('claimed', { storedId: organization.id });
    ground.truth.carry('shared_organization', 'X', account, other, organization);
    addPeople(ground.world, account, organization);
    // Of an organization whose tie is contradicted, nobody is a foreign member, and no ticket stands there wrongly.
    const guest = ground.member(other, [organization]);
    addTicket(ground.world, guest.userId, organization, { status: 'open' });
  }),
  tie('organization deleted', (ground) => {
    const deleted = ground.world.organization(ground.name(), { deleted: true });
    const account = ground.account('claimed', { storedId: deleted.id });
    ground.truth.carry('stale_organization_pointer', 'X', account);
    addContacts(ground.world, account);
  }),
  tie('organization never there', (ground) => {
    const { account, organization } = ground.brokenPair({ storedId: (id) => `${id}7` });
    ground.truth.carry('stale_organization_pointer', 'X', account);
    ground.truth.carry('one_sided_link', 'R', account, organization);
    ground.truth.mends('stale_organization_pointer', account);
    ground.truth.mends('one_sided_link', account, organization);
    addPeople(ground.world, account, organization);
  }),
  tie('organization merged into its own', (ground) => {
    const loser = ground.world.organization(ground.name(), { domains: [] });
    const { account, organization } = ground.brokenPair({ storedId: () => loser.id });
    ground.world.mergeOrganizations(loser, organization);
    ground.truth.carry('stored_org_merged', 'R', account, organization);
    ground.truth.mends('stored_org_merged', account, organization);
    addPeople(ground.world, account, organization);
  }),
  tie('organization merged into another’s', (ground) => {
    const { account: owner, organization } = ground.brokenPair({});
    const loser = ground.world.organization(ground.name(), { domains: [] });
    const account = ground.account('claimed', { storedId: loser.id });
    ground.world.mergeOrganizations(loser, organization);
    ground.truth.carry('shared_organization', 'X', account, owner, organization);
    ground.truth.carry('stored_org_merged', 'X', account, organization);
    addPeople(ground.world, owner, organization);
  }),
  tie('text where an id belongs', (ground) => {
    const account = ground.account('claimed', { storedId: ground.random.pick(['n/a', 'Acme', '12-34', '0x1F']) });
    ground.truth.carry('stored_id_malformed', 'X', account);
  }),
  tie('15 characters of two accounts', (ground) => {
    const { account, organization } = ground.brokenPair({ key: (id) => id.slice(0, 15) });
    const twin = ground.account('claimed', { id: ground.world.ids.caseTwinOf(account.id) });
    ground.truth.carry('external_id_case_collision', 'X', account, twin, organization);
    addPeople(ground.world, account, organization);
  }),
  brokenKey('external_id_account_deleted', (ground) => ground.world.account(ground.name(), { deleted: true }).id),
  brokenKey('external_id_malformed', ({ random }, id) => random.pick(['CUST-1', `${id.slice(0, 17)}!`, 'null'])),
  brokenKey('external_id_wrong_object', ({ world, random }) =>
    world.ids.salesforce(random.pick(['003', '006', '00Q'])),
  ),
  brokenKey('external_id_unknown_account', ({ world }) => world.ids.ofAnotherOrg('001')),
  tie('only the native app', (ground) => {
    const organization = ground.organization('claimed', { domains: [] });
    const account = ground.account('claimed', { nativeId: organization.id });
    ground.truth.carry('native_only_link', 'R', account, organization);
    addPeople(ground.world, account, organization);
  }),
  tie('person with an organization', (ground) => {
    const person = { firstName: 'Some', lastName: ground.name().replace(/\W/g, '') };
    const pair = ground.world.pair(ground.name(), { account: { person }, domains: [] });
    ground.truth.enter('linked', pair.account, pair.organization);
    ground.truth.carry('person_account_linked_to_org', 'R', pair.account, pair.organization);
    ground.truth.carry('ineligible_linked', 'none', pair.account, pair.organization);
  }),
  tie('members of another account', (ground) => {
    const pair = ground.world.pair(ground.name());
    ground.truth.enter('linked', pair.account, pair.organization);
    const owner = ground.account('unclaimed');
    ground.truth.carry('account_missing_org', 'none', owner);
    const elsewhere = ground.random.between(4, 9);
    for (let left = elsewhere; left > 0; left -= 1) ground.member(owner, [pair.organization]);
    // One of five to one of ten.
    ground.member(pair.account, [pair.organization]);
    ground.truth.carry('members_contradict_link', 'X', pair.account, pair.organization);
  }),
  tie('members of another account, too few', (ground) => {
    const pair = ground.linkedPair();
    const other = ground.linkedPair();
    // Two of at least four.
    for (let left = 2; left > 0; left -= 1) {
      const { userId } = ground.member(other.account, [other.organization, pair.organization]);
      ground.truth.aboutUser('user_in_foreign_org', userId);
    }
    ground.truth.carry('user_in_foreign_org', 'N', pair.account, pair.organization, other.account, other.organization);
  }),
  tie('stranger’s ticket', (ground) => {
    const { organization } = ground.linkedPair();
    const person = {
      firstName: 'Some',
      lastName: 'One',
      email: `${ground.name().replace(/\W/g, '')}@strangers.example`,
    };
    addTicket(ground.world, addUser(ground.world, person, [organization]), organization, { status: 'open' });
  }),
  tie('nobody to link', (ground) => {
    const type = ground.random.pick(['Prospect', 'Other', 'Channel Partner / Reseller']);
    addContact(ground.world, ground.account('outside', { type }));
  }),
  tie('consumer', (ground) => {
    const name = ground.name().replace(/\W/g, '');
    ground.account('outside', { person: { firstName: 'Some', lastName: name } });
  }),
];
