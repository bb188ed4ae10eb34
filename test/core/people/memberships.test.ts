import type { Contract } from '../../../server/core/contract.ts';
import {
  A,
  account,
  B,
  C,
  contact,
  contactId,
  contract,
  D,
  inWords,
  linkedCustomers,
  memberships,
  organization,
  sharing,
  user,
} from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { judgeWorld } from '../../support/judgeWorld.ts';

interface Case {
  readonly world: World;
  readonly found: readonly string[];
  readonly contract?: Contract;
}

const PEOPLE = /^(user_|contact_|members_)/;
const found = (world: World, by: Contract = contract) =>
  inWords(judgeWorld({ ...linkedCustomers, ...world }, by).findings, PEOPLE);

const atHome = (number: number, id = String(50 + number)) => ({
  contacts: [contact(number, A)],
  users: [user(id, number, { organization_id: '1' })],
  memberships: memberships([id, '1']),
});
const relation = (number: number, AccountId: string, fields: object = {}) => ({
  Id: `07k${number}`,
  AccountId,
  ContactId: contactId(number),
  IsDirect: false,
  IsActive: true,
  ...fields,
});
/** B belongs under A. */
const family = { accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3'), account(D, null)] };
const sameEmail = { Email: 'ada@acme.example' };
const byEmail = (id: string, fields: object = {}) =>
  user(id, null, { email: 'Ada@acme.example', organization_id: '1', ...fields });

const cases: Record<string, Case> = {
  'a user in the organization of his contact’s account': { world: atHome(1), found: [] },

  // ------------------------------------------------------------------------------------------ missing
  'a user who is in no organization': {
    world: { ...atHome(1), memberships: [] },
    found: ['user_missing_membership: A / 1 / 51'],
  },
  'a user whose account has no link': {
    world: { contacts: [contact(1, D)], users: [user('51', 1)] },
    found: [],
  },
  'a user whose account’s link is contradicted': {
    world: {
      ...atHome(1),
      memberships: [],
      accounts: [account(A, '1'), account(D, '1'), account(B, '2'), account(C, '3')],
    },
    found: [],
  },
  'a user whose contact was deleted': {
    world: { ...atHome(1), memberships: [], contacts: [contact(1, A, { IsDeleted: true })] },
    found: [],
  },
  'a user whose contact lost a merge to one of another account': {
    world: {
      ...atHome(1),
      contacts: [contact(1, A, { IsDeleted: true, MasterRecordId: contactId(2) }), contact(2, B)],
      memberships: memberships(['51', '2']),
      users: [user('51', 1, { organization_id: '2' })],
    },
    found: [],
  },
  'a user found by his verified address': {
    world: { contacts: [contact(1, A, sameEmail)], users: [byEmail('51')] },
    found: ['user_missing_membership: A / 1 / 51'],
  },
  'a user whose address nobody verified': {
    world: { contacts: [contact(1, A, sameEmail)], users: [byEmail('51', { verified: false })] },
    found: [],
  },
  'an agent, a suspended and an inactive user': {
    world: {
      contacts: [contact(1, A)],
      users: [user('51', 1, { role: 'agent' }), user('52', 1, { suspended: true }), user('53', 1, { active: false })],
    },
    found: [],
  },
  'two users of the same accounts make one group, two of different ones two': {
    world: {
      contacts: [contact(1, A), contact(2, A), contact(3, B)],
      users: [user('51', 1), user('52', 2), user('53', 3)],
    },
    found: ['user_missing_membership: A / 1 / 51 52', 'user_missing_membership: B / 2 / 53'],
  },
  'an heir’s people are members of the shared organization': {
    world: {
      accounts: [account(A, '1'), account(B, '2'), account(C, '3'), account(D, null, { ParentId: A })],
      contacts: [contact(1, D)],
      users: [user('51', 1)],
    },
    contract: sharing,
    found: [`user_missing_membership: D / 1 / 51`],
  },

  // ------------------------------------------------------------------------------------------ foreign
  'a user in his own and in another customer’s organization': {
    world: { ...atHome(1), memberships: memberships(['51', '1'], ['51', '2']) },
    found: ['user_in_foreign_org: A B / 1 2 / 51'],
  },
  'a user without any contact in a customer’s organization': {
    world: { users: [user('51', null)], memberships: memberships(['51', '2']) },
    found: [],
  },
  'a user whose contact has no account': {
    world: { contacts: [contact(1, null)], users: [user('51', 1)], memberships: memberships(['51', '2']) },
    found: ['user_in_foreign_org: B / 2 / 51'],
  },
  'a user in an organization that nobody is linked to': {
    world: {
      ...atHome(1),
      organizations: [...linkedCustomers.organizations, organization('9', null)],
      memberships: memberships(['51', '1'], ['51', '9']),
    },
    found: [],
  },
  'a user in an organization whose link is contradicted': {
    world: {
      ...atHome(1),
      accounts: [account(A, '1'), account(B, '2'), account(C, '2')],
      organizations: [organization('1', A), organization('2', B)],
      memberships: memberships(['51', '1'], ['51', '2']),
    },
    found: [],
  },
  'a user whose contact also works for the other account': {
    world: { ...atHome(1), memberships: memberships(['51', '1'], ['51', '2']), relations: [relation(1, B)] },
    found: [],
  },
  'a user whose contact no longer works for the other account': {
    world: {
      ...atHome(1),
      memberships: memberships(['51', '1'], ['51', '2']),
      relations: [relation(1, B, { IsActive: false })],
    },
    found: ['user_in_foreign_org: A B / 1 2 / 51'],
  },
  'a user in the organization of his account’s parent, where every account needs its own': {
    world: {
      ...family,
      contacts: [contact(1, B)],
      users: [user('51', 1)],
      memberships: memberships(['51', '2'], ['51', '1']),
    },
    found: ['user_in_foreign_org: A B / 1 2 / 51'],
  },
  'a user in the organization of his account’s parent, where it is shared': {
    world: {
      ...family,
      contacts: [contact(1, B)],
      users: [user('51', 1)],
      memberships: memberships(['51', '2'], ['51', '1']),
    },
    contract: sharing,
    found: [],
  },
  'a user in the organization of his account’s sibling, where it is shared': {
    world: {
      accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3', { ParentId: A })],
      contacts: [contact(1, B)],
      users: [user('51', 1)],
      memberships: memberships(['51', '2'], ['51', '3']),
    },
    contract: sharing,
    found: ['user_in_foreign_org: B C / 2 3 / 51'],
  },

  // ------------------------------------------------------------------------------------------ default
  'a user whose default is an organization of nobody’s': {
    world: {
      contacts: [contact(1, A)],
      organizations: [...linkedCustomers.organizations, organization('9', null)],
      users: [user('51', 1, { organization_id: '9' })],
      memberships: memberships(['51', '1'], ['51', '9']),
    },
    found: ['user_wrong_default_org: A / 1 / 51'],
  },
  'a user without a default': {
    world: { ...atHome(1), users: [user('51', 1)] },
    found: [],
  },
  'a user who is in none of his organizations has no wrong default besides': {
    world: { ...atHome(1), users: [user('51', 1, { organization_id: '9' })], memberships: [] },
    found: ['user_missing_membership: A / 1 / 51'],
  },

  // ------------------------------------------------------------------------------------------ shared addresses
  'one address on contacts of unrelated accounts: nothing else is said': {
    world: {
      contacts: [contact(1, A, sameEmail), contact(2, B, sameEmail)],
      users: [byEmail('51')],
      memberships: memberships(['51', '3']),
    },
    found: ['contact_shared_email: A B / - / 51'],
  },
  'one address on contacts of unrelated accounts, where the external id decides': {
    world: {
      contacts: [contact(1, A, sameEmail), contact(2, B, sameEmail)],
      users: [byEmail('51', { external_id: contactId(1) })],
      memberships: memberships(['51', '1']),
    },
    found: [],
  },
  'one address on contacts of one account': {
    world: {
      contacts: [contact(1, A, sameEmail), contact(2, A, sameEmail)],
      users: [byEmail('51')],
      memberships: memberships(['51', '1']),
    },
    found: [],
  },
  'one address on contacts of accounts that nobody linked': {
    world: {
      accounts: [account(A, null), account(B, null)],
      organizations: [],
      contacts: [contact(1, A, sameEmail), contact(2, B, sameEmail)],
      users: [byEmail('51')],
    },
    found: [],
  },
  'one address on contacts of accounts that a relation ties': {
    world: {
      contacts: [contact(1, A, sameEmail), contact(2, B, sameEmail)],
      relations: [relation(1, B)],
      users: [byEmail('51')],
      memberships: memberships(['51', '1'], ['51', '2']),
    },
    found: [],
  },
  'one address on contacts of parent and child, where they share': {
    world: {
      ...family,
      contacts: [contact(1, A, sameEmail), contact(2, B, sameEmail)],
      users: [byEmail('51')],
      memberships: memberships(['51', '1'], ['51', '2']),
    },
    contract: sharing,
    found: [],
  },
  'one address on contacts of two heirs of one parent': {
    world: {
      accounts: [account(A, '1'), account(B, null, { ParentId: A }), account(C, null, { ParentId: A })],
      organizations: [organization('1', A)],
      contacts: [contact(1, B, sameEmail), contact(2, C, sameEmail)],
      users: [byEmail('51')],
      memberships: memberships(['51', '1']),
    },
    contract: sharing,
    found: [],
  },

  // ------------------------------------------------------------------------------------------ external ids
  'an external id of 15 characters': {
    world: { ...atHome(1), users: [user('51', 1, { external_id: contactId(1).slice(0, 15), organization_id: '1' })] },
    found: ['user_external_id_noncanonical: A / 1 / 51'],
  },
  'a noncanonical external id of an account without a link': {
    world: { contacts: [contact(1, D)], users: [user('51', 1, { external_id: ` ${contactId(1)}` })] },
    found: [],
  },
  'an external id that names no contact, of one whom his address tells': {
    world: { ...atHome(1), users: [user('51', 1, { external_id: contactId(9), organization_id: '1' })] },
    found: ['user_external_id_unknown_contact: A / 1 / 51'],
  },
  'an external id that names no contact, of one whom nothing tells': {
    world: {
      users: [user('51', null, { external_id: contactId(9), organization_id: '2' })],
      memberships: memberships(['51', '1'], ['51', '2']),
    },
    found: ['user_external_id_unknown_contact: B / 2 / 51'],
  },
  'the same, without a default, in one organization': {
    world: { users: [user('51', null, { external_id: contactId(9) })], memberships: memberships(['51', '2']) },
    found: ['user_external_id_unknown_contact: B / 2 / 51'],
  },
  'the same, without a default, in two organizations': {
    world: {
      users: [user('51', null, { external_id: contactId(9) })],
      memberships: memberships(['51', '1'], ['51', '2']),
    },
    found: [],
  },
  'a noncanonical id of a deleted contact': {
    world: {
      contacts: [contact(1, A, { IsDeleted: true })],
      users: [user('51', 1, { external_id: contactId(1).slice(0, 15), organization_id: '1' })],
      memberships: memberships(['51', '1']),
    },
    found: [],
  },
  'the id of a deleted contact, of a lead, or of another system': {
    world: {
      contacts: [contact(1, A, { IsDeleted: true })],
      users: [
        user('51', 1),
        user('52', null, { external_id: '00Q5g0000000001AAA' }),
        user('53', null, { external_id: 'CRM-7' }),
      ],
      memberships: memberships(['51', '1'], ['52', '1'], ['53', '1']),
    },
    found: [],
  },
};

describe('what people’s memberships and external ids say', () => {
  it.each(Object.entries(cases))('%s', (_name, { world, found: expected, contract: by }) => {
    expect(found(world, by)).toEqual(expected);
  });

  it('is critical where the foreign organization’s members see each other’s tickets', () => {
    const world = {
      ...linkedCustomers,
      ...atHome(1),
      organizations: [organization('1', A), organization('2', B, { shared_tickets: true }), organization('3', C)],
      memberships: memberships(['51', '1'], ['51', '2'], ['51', '3']),
    };
    const severities = judgeWorld(world, contract)
      .findings.filter(({ code }) => code === 'user_in_foreign_org')
      .map(({ organizationIds, severity }) => [organizationIds, severity]);
    expect(severities).toEqual([
      [['1', '2'], 'critical'],
      [['1', '3'], undefined],
    ]);
  });
});

describe('members of a linked organization', () => {
  const NUMBERS = [1, 2, 3, 4, 5];
  /** So many of five members have a contact on B; the others on A. */
  const inFirst = (ofB: number, changed: World = {}) => ({
    ...linkedCustomers,
    contacts: NUMBERS.map((number) => contact(number, number <= ofB ? B : A)),
    users: NUMBERS.map((number) => user(String(50 + number), number)),
    memberships: memberships(...NUMBERS.map((number) => [String(50 + number), '1'] as const)),
    ...changed,
  });
  const contradicts = (world: World, by: Contract = contract) =>
    judgeWorld(world, by).findings.filter(({ code }) => code === 'members_contradict_link');

  it('contradict its link where four of five belong to one other account', () => {
    const judgement = judgeWorld(inFirst(4), contract);
    expect(inWords(judgement.findings, /^members_/)).toEqual(['members_contradict_link: A / 1 / 51 52 53 54']);
    const [finding] = contradicts(inFirst(4));
    expect(finding?.evidence).toEqual({ otherAccountId: B, theirMembers: 4, membersWithContacts: 5 });
    const contradicted = judgement.verdicts.filter(({ status }) => status === 'contradicted');
    expect(contradicted.map(({ subject, codes }) => [subject, codes])).toEqual([
      ['account', ['members_contradict_link']],
      ['organization', ['members_contradict_link']],
    ]);
    expect(judgement.links.map(({ accountId }) => accountId)).toEqual([B, C]);
  });

  it('do not where only three of five do', () => {
    expect(contradicts(inFirst(3))).toEqual([]);
  });

  it('do not where they are fewer than three', () => {
    expect(contradicts(inFirst(5, { memberships: memberships(['51', '1'], ['52', '1']) }))).toEqual([]);
    expect(contradicts(inFirst(5, { memberships: memberships(['51', '1'], ['52', '1'], ['53', '1']) }))).toHaveLength(
      1,
    );
  });

  it('do not where they are of several other accounts', () => {
    const contacts = NUMBERS.map((number) => contact(number, number <= 2 ? B : C));
    expect(contradicts(inFirst(5, { contacts }))).toEqual([]);
  });

  it('do not where their contacts also work for the linked account', () => {
    expect(contradicts(inFirst(5, { relations: NUMBERS.map((number) => relation(number, A)) }))).toEqual([]);
  });

  it('do not where the other account belongs to the same family', () => {
    expect(contradicts(inFirst(5, family))).toHaveLength(1);
    expect(contradicts(inFirst(5, family), sharing)).toEqual([]);
  });

  it('do not where nobody knows which contacts they are', () => {
    const contacts = NUMBERS.flatMap((number) => [
      contact(number, B),
      contact(number + 10, A, { Email: `person${number}@acme.example` }),
    ]);
    const users = NUMBERS.map((number) => user(String(50 + number), number, { external_id: null }));
    expect(
      contradicts(inFirst(5, { contacts: contacts.map((one, index) => ({ ...one, Id: contactId(index) })), users })),
    ).toEqual([]);
  });

  it('leave nobody an inheritance from a contradicted parent', () => {
    const world = inFirst(5, {
      accounts: [account(A, '1'), account(B, '2'), account(C, '3'), account(D, null, { ParentId: A })],
    });
    const { links, verdicts } = judgeWorld(world, sharing);
    expect(links.map(({ accountId }) => accountId)).toEqual([B, C]);
    expect(verdicts.find(({ accountId, subject }) => subject === 'account' && accountId === D)?.codes).toEqual([
      'account_missing_org',
    ]);
  });
});
