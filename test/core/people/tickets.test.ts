import {
  A,
  account,
  B,
  C,
  contact,
  contract,
  D,
  inWords,
  linkedCustomers,
  memberships,
  organization,
  sharing,
  ticket,
  user,
} from '../../support/customers.ts';
import type { Contract } from '../../../server/core/contract.ts';
import type { World } from '../../support/factsOf.ts';
import { judgeWorld } from '../../support/judgeWorld.ts';

interface Case {
  readonly world: World;
  readonly found: readonly string[];
  readonly contract?: Contract;
}

const found = (world: World, by: Contract = contract) =>
  inWords(judgeWorld({ ...linkedCustomers, ...world }, by).findings, /^tickets?_/);

/** User 51 is A's person, and user 54 one of the account D, which is not linked. */
const people = {
  contacts: [contact(1, A), contact(4, D)],
  users: [user('51', 1, { organization_id: '1' }), user('54', 4)],
  memberships: memberships(['51', '1']),
};
const loss = (fields: object = {}) => ({
  organizationId: '1',
  lostAt: '2026-11-22T08:00:00.000Z',
  lost: 20,
  openBefore: 80,
  ticketIds: ['71', '72'],
  ...fields,
});

const cases: Record<string, Case> = {
  'a ticket under its requester’s organization': {
    world: { ...people, tickets: [ticket('71', '51', '1')] },
    found: [],
  },
  'open and solved tickets under another customer’s organization': {
    world: { ...people, tickets: [ticket('71', '51', '2'), ticket('72', '51', '2', 'solved')] },
    found: ['ticket_wrong_org: A B / 1 2 / 51 / 71 72'],
  },
  'a closed ticket under another customer’s organization': {
    world: { ...people, tickets: [ticket('71', '51', '2', 'closed')] },
    found: ['ticket_closed_wrong_org: A B / 1 2 / 51 / 71'],
  },
  'a deleted ticket': { world: { ...people, tickets: [ticket('71', '51', '2', 'deleted')] }, found: [] },
  'tickets under two wrong organizations make two groups': {
    world: { ...people, tickets: [ticket('71', '51', '2'), ticket('72', '51', '3')] },
    found: ['ticket_wrong_org: A B / 1 2 / 51 / 71', 'ticket_wrong_org: A C / 1 3 / 51 / 72'],
  },
  'a ticket of somebody whose account is not linked': {
    world: { ...people, tickets: [ticket('71', '54', '2')] },
    found: ['ticket_wrong_org: B D / 2 / 54 / 71'],
  },
  'a ticket of somebody who is nobody’s contact': {
    world: { users: [user('51', null)], tickets: [ticket('71', '51', '2')] },
    found: [],
  },
  'a ticket of an agent': {
    world: { ...people, users: [user('51', 1, { role: 'agent' })], tickets: [ticket('71', '51', '2')] },
    found: [],
  },
  'a ticket of one of whom nobody knows who he is': {
    world: {
      contacts: [contact(1, A), contact(2, B, { Email: 'person1@acme.example' })],
      users: [user('51', 1, { external_id: null })],
      tickets: [ticket('71', '51', '3')],
    },
    found: [],
  },
  'a ticket under an organization whose link does not stand': {
    world: {
      ...people,
      accounts: [account(A, '1'), account(B, '2'), account(C, '2')],
      organizations: [organization('1', A), organization('2', B)],
      tickets: [ticket('71', '51', '2')],
    },
    found: [],
  },
  'a ticket under the organization of the account’s parent, where it is shared': {
    world: {
      ...people,
      accounts: [account(A, '1', { ParentId: B }), account(B, '2'), account(C, '3')],
      tickets: [ticket('71', '51', '2')],
    },
    contract: sharing,
    found: [],
  },
  'a ticket without organization of a member': {
    world: { ...people, tickets: [ticket('71', '51', null), ticket('72', '51', null, 'closed')] },
    found: ['ticket_no_org: A / 1 / 51 / 71'],
  },
  'a ticket without organization of one who is no member': {
    world: { ...people, memberships: [], tickets: [ticket('71', '51', null)] },
    found: [],
  },

  // ------------------------------------------------------------------------------------------ losses
  'an organization that lost a quarter of its open tickets, and twenty': {
    world: { losses: [loss()] },
    found: ['tickets_mass_unassigned: A / 1 / - / 71 72'],
  },
  'one that lost nineteen': { world: { losses: [loss({ lost: 19, openBefore: 19 })] }, found: [] },
  'one that lost less than a quarter': { world: { losses: [loss({ openBefore: 81 })] }, found: [] },
  'one whose tickets all have an organization again': { world: { losses: [loss({ ticketIds: [] })] }, found: [] },
  'one whose link does not stand': { world: { losses: [loss({ organizationId: '9' })] }, found: [] },
  'two losses of one organization': {
    world: { losses: [loss(), loss({ lostAt: '2026-11-23T08:00:00.000Z', ticketIds: ['73'] })] },
    found: ['tickets_mass_unassigned: A / 1 / - / 71 72 73'],
  },
};

describe('what tickets say', () => {
  it.each(Object.entries(cases))('%s', (_name, { world, found: expected, contract: by }) => {
    expect(found(world, by)).toEqual(expected);
  });

  it('groups a ticket by requester’s accounts, expected and actual organization', () => {
    const { findings } = judgeWorld({ ...linkedCustomers, ...people, tickets: [ticket('71', '51', '2')] }, contract);
    expect(findings.find(({ code }) => code === 'ticket_wrong_org')?.group).toEqual({
      accountIds: [A],
      expectedOrganizationId: '1',
      actualOrganizationId: '2',
    });
  });

  it('explains a mass loss by the newest one', () => {
    const losses = [loss(), loss({ lostAt: '2026-11-23T08:00:00.000Z', lost: 21 })];
    const { findings } = judgeWorld({ ...linkedCustomers, losses }, contract);
    expect(findings.find(({ code }) => code === 'tickets_mass_unassigned')?.evidence).toEqual({
      organizationId: '1',
      lostAt: '2026-11-23T08:00:00.000Z',
      lost: 21,
      openBefore: 80,
    });
  });

  it('leaves a closed ticket’s code without weight', () => {
    const { verdicts } = judgeWorld(
      { ...linkedCustomers, ...people, tickets: [ticket('71', '51', '2', 'closed')] },
      contract,
    );
    const [first] = verdicts;
    expect([first?.status, first?.codes]).toEqual(['verified', ['ticket_closed_wrong_org']]);
  });
});
