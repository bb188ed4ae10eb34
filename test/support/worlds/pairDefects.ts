/**
 * Defects of pairs whose link stands all the same, and things that look like defects and are none. Any two of them that
 * touch different places can be planted on one pair.
 */
import { COMPANY_DOMAIN } from '../../../server/sandbox/demo/addStaff.ts';
import { addContact } from '../../../server/sandbox/demo/records/addContact.ts';
import { addTicket } from '../../../server/sandbox/demo/records/addTickets.ts';
import { addUser, type UserOptions } from '../../../server/sandbox/demo/records/addUser.ts';
import type { Account, PairOptions } from '../../../server/sandbox/demo/records/WorldBuilder.ts';
import type { Ground, Pair } from './Ground.ts';

export interface PairDefect {
  readonly name: string;
  /** Two defects with one place cannot be on one pair. Null: nothing of the pair itself is touched. */
  readonly place: 'key' | 'native' | 'type' | 'domains' | 'fields' | null;
  readonly options?: (ground: Ground) => PairOptions;
  /** Adds what else belongs to the defect, and enters what is now true. */
  readonly plant: (ground: Ground, pair: Pair) => void;
}

const KEY_FORMS: readonly ((id: string) => string)[] = [
  (id) => id.slice(0, 15),
  (id) => id.toLowerCase(),
  (id) => id.toUpperCase(),
  (id) => `\t${id} `,
  (id) => `https://company.lightning.force.com/lightning/r/Account/${id}/view`,
];

const both = ({ account, organization }: Pair) => [account, organization] as const;

const identityDefects: readonly PairDefect[] = [
  {
    name: 'key in another form',
    place: 'key',
    options: ({ random }) => ({ key: random.pick(KEY_FORMS) }),
    plant({ truth }, pair) {
      truth.carry('external_id_noncanonical', 'R', ...both(pair));
      truth.mends('external_id_noncanonical', ...both(pair));
    },
  },
  {
    name: 'key of a merged account',
    place: 'key',
    plant({ world, truth, random }, pair) {
      let winner: Account = pair.account;
      for (let left = random.between(1, 3); left > 0; left -= 1) {
        winner = world.account(`${pair.account.name} (${left})`, { mergedInto: winner });
      }
      world.key(pair.organization, winner.id);
      truth.carry('external_id_account_merged', 'R', ...both(pair));
      truth.mends('external_id_account_merged', ...both(pair));
    },
  },
  {
    name: 'native app on another organization',
    place: 'native',
    plant(ground, pair) {
      const other = ground.linkedPair();
      ground.world.pointNatively(pair.account, other.organization.id);
      ground.truth.carry('native_link_disagrees', 'R', ...both(pair));
    },
  },
  {
    name: 'linked though out of scope',
    place: 'type',
    options: ({ random }) => ({ account: { type: random.pick(['Other', 'Prospect', 'Channel Partner / Reseller']) } }),
    plant: ({ truth }, pair) => truth.carry('ineligible_linked', 'none', ...both(pair)),
  },
];

const domainDefects: readonly PairDefect[] = [
  {
    name: 'free mail',
    place: 'domains',
    options: ({ random }) => ({ domains: [random.pick(['gmail.com', 'gmx.de', 'mailinator.com', 'outlook.com'])] }),
    plant: ({ truth }, pair) => truth.carry('domain_free_mail', 'N', ...both(pair)),
  },
  {
    name: 'own company',
    place: 'domains',
    options: ({ random }) => ({ domains: [random.pick([COMPANY_DOMAIN, `mail.${COMPANY_DOMAIN}`])] }),
    plant: ({ truth }, pair) => truth.carry('domain_own_company', 'N', ...both(pair)),
  },
  {
    name: 'one domain on two',
    place: 'domains',
    plant(ground, pair) {
      const other = ground.linkedPair({ domains: [`office.${pair.account.domain}`] });
      ground.truth.carry('domain_shared', 'N', ...both(pair), ...both(other));
    },
  },
  {
    name: 'owner drift',
    place: 'fields',
    options: ({ world }) => ({
      fields: ({ ownerId }) => ({ salesforce_owner_id: world.owners.find((id) => id !== ownerId) ?? null }),
    }),
    plant: ({ truth }, pair) => truth.carry('owner_drift', 'N', ...both(pair)),
  },
];

/** A person of the pair with one thing about him. */
const personDefect = (name: string, code: string, person: (ground: Ground, pair: Pair) => string): PairDefect => ({
  name,
  place: null,
  plant(ground, pair) {
    const userId = person(ground, pair);
    ground.truth.carry(code, 'N', ...both(pair));
    ground.truth.aboutUser(code, userId);
  },
});

const peopleDefects: readonly PairDefect[] = [
  personDefect(
    'member of nothing',
    'user_missing_membership',
    (ground, { account }) => ground.member(account, []).userId,
  ),
  personDefect('wrong default', 'user_wrong_default_org', (ground, { account, organization }) => {
    const orphan = ground.organization('unclaimed', { domains: [] });
    ground.truth.carry('org_orphaned', 'none', orphan);
    return ground.member(account, [orphan, organization]).userId;
  }),
  personDefect('contact id in another form', 'user_external_id_noncanonical', (ground, { account, organization }) => {
    const contact = addContact(ground.world, account);
    const form = ground.random.pick(KEY_FORMS.slice(0, 2));
    return addUser(ground.world, contact, [organization], { externalId: form(contact.id) });
  }),
  personDefect('contact id from elsewhere', 'user_external_id_unknown_contact', (ground, { account, organization }) =>
    ground.random.chance(0.5)
      ? ground.member(account, [organization], { externalId: ground.world.ids.ofAnotherOrg('003') }).userId
      : addUser(ground.world, stranger(ground), [organization], { externalId: ground.world.ids.ofAnotherOrg('003') }),
  ),
  {
    name: 'guest in a foreign organization',
    place: null,
    plant(ground, pair) {
      const other = ground.linkedPair({ sharedTickets: ground.random.chance(0.5) });
      const { userId } = ground.member(pair.account, [pair.organization, other.organization]);
      ground.truth.carry('user_in_foreign_org', 'N', ...both(pair), ...both(other));
      ground.truth.aboutUser('user_in_foreign_org', userId);
    },
  },
  {
    name: 'in a foreign organization only',
    place: null,
    plant(ground, pair) {
      const other = ground.linkedPair();
      const { userId } = ground.member(pair.account, [other.organization]);
      ground.truth.carry('user_in_foreign_org', 'N', ...both(pair), ...both(other));
      ground.truth.carry('user_missing_membership', 'N', ...both(pair));
      ground.truth.aboutUser('user_in_foreign_org', userId);
      ground.truth.aboutUser('user_missing_membership', userId);
    },
  },
  {
    name: 'one address on two accounts',
    place: null,
    plant(ground, pair) {
      const other = ground.linkedPair();
      const person = addContact(ground.world, pair.account);
      addContact(ground.world, other.account, { person });
      const userId = addUser(ground.world, person, [ground.random.pick([pair, other]).organization]);
      ground.truth.carry('contact_shared_email', 'N', pair.account, other.account);
      ground.truth.aboutUser('contact_shared_email', userId);
    },
  },
];

/** A ticket of a member of the pair, under another pair's organization. */
const misfiledTicket = (name: string, code: string, effect: 'N' | 'none', statuses: readonly string[]): PairDefect => ({
  name,
  place: null,
  plant(ground, pair) {
    const other = ground.linkedPair();
    const { userId } = ground.member(pair.account, [pair.organization]);
    const status = ground.random.pick(statuses);
    const ticketId = addTicket(ground.world, userId, other.organization, { status });
    ground.truth.carry(code, effect, ...both(pair), ...both(other));
    ground.truth.aboutTicket(code, ticketId);
  },
});

const OPEN = ['new', 'open', 'pending', 'hold', 'solved'];

const ticketDefects: readonly PairDefect[] = [
  misfiledTicket('open ticket elsewhere', 'ticket_wrong_org', 'N', OPEN),
  misfiledTicket('closed ticket elsewhere', 'ticket_closed_wrong_org', 'none', ['closed']),
  {
    name: 'open ticket nowhere',
    place: null,
    plant(ground, pair) {
      const { userId } = ground.member(pair.account, [pair.organization]);
      const ticketId = addTicket(ground.world, userId, null, { status: ground.random.pick(OPEN) });
      ground.truth.carry('ticket_no_org', 'N', ...both(pair));
      ground.truth.aboutTicket('ticket_no_org', ticketId);
    },
  },
];

/** Somebody of the pair in a foreign organization, whom nobody judges. */
const unjudged = (name: string, guest: UserOptions): PairDefect => ({
  name,
  place: null,
  plant(ground, { account }) {
    const other = ground.linkedPair();
    const contact = addContact(ground.world, account);
    const known = guest.verified === false ? {} : { externalId: contact.id };
    const userId = addUser(ground.world, contact, [other.organization], { ...known, ...guest });
    addTicket(ground.world, userId, other.organization, { status: 'open' });
  },
});

const lookalikes: readonly PairDefect[] = [
  unjudged('suspended guest', { suspended: true }),
  unjudged('deleted guest', { active: false }),
  unjudged('agent as guest', { role: 'agent' }),
  unjudged('light agent as guest', { role: 'light_agent' }),
  unjudged('unverified guest', { verified: false }),
  {
    name: 'related guest',
    place: null,
    plant(ground, pair) {
      const other = ground.linkedPair();
      const { userId } = ground.member(pair.account, [pair.organization, other.organization], {
        alsoWorksFor: [other.account],
      });
      addTicket(ground.world, userId, other.organization, { status: 'open' });
    },
  },
  {
    name: 'lead id',
    place: null,
    plant(ground, { account, organization }) {
      ground.member(account, [organization], { externalId: ground.world.ids.salesforce('00Q') });
    },
  },
  {
    name: 'member of an organization that nobody claims',
    place: null,
    plant(ground, { account, organization }) {
      const orphan = ground.organization('unclaimed', { domains: [] });
      ground.truth.carry('org_orphaned', 'none', orphan);
      const { userId } = ground.member(account, [organization, orphan]);
      addTicket(ground.world, userId, orphan, { status: 'open' });
    },
  },
  {
    name: 'closed and deleted tickets',
    place: null,
    plant(ground, { account, organization }) {
      const other = ground.linkedPair();
      const { userId } = ground.member(account, [organization]);
      addTicket(ground.world, userId, null, { status: 'closed' });
      addTicket(ground.world, userId, other.organization, { status: 'deleted' });
    },
  },
  {
    name: 'subdomains of its own',
    place: 'domains',
    options: ({ random }) => {
      const own = `own-${random.between(0, 1_000_000_000)}.example`;
      return { domains: [own, `eu.${own}`, `support.${own}`] };
    },
    plant: () => undefined,
  },
  {
    name: 'domain below a public suffix',
    place: 'domains',
    options: ({ random }) => {
      const number = random.between(0, 1_000_000_000);
      return { domains: [`company-${number}.co.uk`, `company-${number}.github.io`] };
    },
    plant: () => undefined,
  },
  {
    name: 'owner in 15 characters',
    place: 'fields',
    options: () => ({ fields: ({ ownerId }) => ({ salesforce_owner_id: ownerId.slice(0, 15) }) }),
    plant: () => undefined,
  },
];

function stranger(ground: Ground) {
  const name = ground.name().replace(/ /g, '').toLowerCase();
  return { firstName: 'Some', lastName: 'Body', email: `${name}@strangers.example` };
}

export const PAIR_DEFECTS: readonly PairDefect[] = [
  ...identityDefects,
  ...domainDefects,
  ...peopleDefects,
  ...ticketDefects,
  ...lookalikes,
];
