import fc from 'fast-check';
import type { Code } from '../../../server/core/catalogue.ts';
import { movePerson, questionsOfPeople, type Move } from '../../../server/core/plans/movePerson.ts';
import { missingMembership } from '../../../server/core/plans/people/membershipRemedies.ts';
import type { PlanningWorld, Step } from '../../../server/core/plans/Proposal.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import {
  A,
  account,
  B,
  C,
  contact,
  contactId,
  contract,
  linkedCustomers,
  memberships,
  organization,
  sharing,
  ticket,
  user,
} from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { covered, inWords, personIn, takenBack } from '../../support/plans/people.ts';
import { exceptionsIn, planFor } from '../../support/plans/planning.ts';
import { carryOut, readLive } from '../../support/plans/systems.ts';

describe('what repairs exceptions about people', () => {
  interface Case {
    readonly code: Code;
    readonly world: World;
    /** As both systems are by now; else as audited. */
    readonly now?: World;
    readonly contract?: typeof contract;
    readonly changes?: readonly string[];
    readonly refused?: readonly string[];
  }

  /** B’s organization, with one ticket of A’s person in it. */
  const misplaced = (tickets: readonly object[] = [ticket('901', '51', '2')], organizationIds = ['1', '2']) =>
    personIn(organizationIds, { tickets: tickets as World['tickets'] });
  /** Found by his address on contacts of A and of its child B. */
  const ofTwoAccounts = (organizationIds: readonly string[]) =>
    personIn(
      organizationIds,
      {
        accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3')],
        contacts: [contact(1, A), contact(2, B, { Email: 'person1@acme.example' })],
      },
      { external_id: null },
    );
  const folded = contactId(1).toLowerCase();

  const cases: Record<string, Case> = {
    'a missing membership': {
      code: 'user_missing_membership',
      world: personIn([]),
      changes: ['add_membership 51:1'],
    },
    'a missing membership of somebody who is elsewhere': {
      code: 'user_missing_membership',
      world: personIn(['3']),
      changes: ['add_membership 51:1'],
    },
    'a membership that somebody has added since': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn(['1']),
      refused: ['nothing_to_do'],
    },
    'the membership of somebody who was deleted since': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn([], {}, { active: false }),
      refused: ['record_gone'],
    },
    'the membership of somebody who became an agent': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn([], {}, { role: 'agent' }),
      refused: ['nothing_to_do'],
    },
    'the membership of somebody whose contact went to another account': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn([], { contacts: [contact(1, B)] }),
      refused: ['fact_changed'],
    },
    'a membership whose link was broken in Salesforce since': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn([], { accounts: [account(A, '9'), account(B, '2')] }),
      refused: ['upstream_blocker'],
    },
    'a membership whose link was broken in Zendesk since': {
      code: 'user_missing_membership',
      world: personIn([]),
      now: personIn([], { organizations: [organization('1', B), organization('2', null)] }),
      refused: ['upstream_blocker'],
    },
    'the membership of a child that shares its parent’s organization': {
      code: 'user_missing_membership',
      world: personIn([], {
        accounts: [account(A, null, { ParentId: B }), account(B, '2')],
        organizations: [organization('2', B)],
      }),
      contract: sharing,
      changes: ['add_membership 51:2'],
    },
    'the membership of a child whose parent was changed since': {
      code: 'user_missing_membership',
      world: personIn([], {
        accounts: [account(A, null, { ParentId: B }), account(B, '2'), account(C, '3')],
        organizations: [organization('2', B), organization('3', C)],
      }),
      now: personIn([], {
        accounts: [account(A, null, { ParentId: C }), account(B, '2'), account(C, '3')],
        organizations: [organization('2', B), organization('3', C)],
      }),
      contract: sharing,
      refused: ['upstream_blocker'],
    },

    'a wrong default': {
      code: 'user_wrong_default_org',
      world: personIn(['3', '1']),
      changes: ['make_default 51: 3 → 1'],
    },
    'a default that somebody has made right since': {
      code: 'user_wrong_default_org',
      world: personIn(['3', '1']),
      now: personIn(['1', '3']),
      refused: ['nothing_to_do'],
    },
    'a default that became that of another account of his': {
      code: 'user_wrong_default_org',
      world: ofTwoAccounts(['3', '1', '2']),
      now: ofTwoAccounts(['2', '1', '3']),
      contract: sharing,
      refused: ['nothing_to_do'],
    },
    'a default of which he lost the membership': {
      code: 'user_wrong_default_org',
      world: personIn(['3', '1']),
      now: personIn(['3']),
      refused: ['upstream_blocker'],
    },

    'an external id in another form': {
      code: 'user_external_id_noncanonical',
      world: personIn(['1'], {}, { external_id: folded }),
      changes: [`set_user_external_id 51: ${folded} → ${contactId(1)}`],
    },
    'an external id of fifteen characters': {
      code: 'user_external_id_noncanonical',
      world: personIn(['1'], {}, { external_id: contactId(1).slice(0, 15) }),
      changes: [`set_user_external_id 51: ${contactId(1).slice(0, 15)} → ${contactId(1)}`],
    },
    'an external id that names no contact any more': {
      code: 'user_external_id_noncanonical',
      world: personIn(['1'], {}, { external_id: contactId(1).slice(0, 15) }),
      now: personIn(['1'], {}, { external_id: 'crm-51', email: 'person1@acme.example' }),
      refused: ['fact_changed'],
    },
    'an external id that another user carries in its right form': {
      code: 'user_external_id_noncanonical',
      world: {
        ...personIn(['1']),
        users: [
          user('51', 1, { organization_id: '1', external_id: contactId(1).slice(0, 15) }),
          user('52', 1, { organization_id: '1' }),
        ],
        memberships: memberships(['51', '1'], ['52', '1']),
      },
      refused: ['not_unique'],
    },

    'a ticket under another customer’s organization': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      changes: ['move_ticket 901: 2 → 1'],
    },
    'tickets of somebody who is no member yet': {
      code: 'ticket_wrong_org',
      world: misplaced([ticket('901', '51', '2'), ticket('902', '51', '2', 'pending')], ['2']),
      changes: ['add_membership 51:1', 'move_ticket 901: 2 → 1 after 0', 'move_ticket 902: 2 → 1 after 0'],
    },
    'a ticket that was closed since': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      now: misplaced([ticket('901', '51', '2', 'closed')]),
      refused: ['ticket_closed'],
    },
    'a ticket that was deleted since': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      now: misplaced([ticket('901', '51', '2', 'deleted')]),
      refused: ['record_gone'],
    },
    'a ticket that somebody has moved elsewhere': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      now: misplaced([ticket('901', '51', null)]),
      refused: ['fact_changed'],
    },
    'a ticket that somebody has moved where it belongs': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      now: misplaced([ticket('901', '51', '1')]),
      refused: ['nothing_to_do'],
    },
    'a ticket under an organization that belongs to nobody else by now': {
      code: 'ticket_wrong_org',
      world: misplaced(),
      now: { ...misplaced(), accounts: [account(A, '1'), account(B, null)] },
      refused: ['upstream_blocker'],
    },
    'one open ticket of two': {
      code: 'ticket_wrong_org',
      world: misplaced([ticket('901', '51', '2'), ticket('902', '51', '2')]),
      now: misplaced([ticket('901', '51', '2'), ticket('902', '51', '2', 'closed')]),
      changes: ['move_ticket 901: 2 → 1'],
      refused: ['ticket_closed'],
    },
    'a ticket without an organization': {
      code: 'ticket_no_org',
      world: personIn(['1'], { tickets: [ticket('901', '51', null)] }),
      changes: ['move_ticket 901: null → 1'],
    },
  };

  it.each(Object.entries(cases))(
    '%s',
    (_name, { code, world, now = world, contract: by = contract, changes = [], refused = [] }) => {
      const exceptions = exceptionsIn(world, by).filter((exception) => exception.code === code);
      expect(exceptions).toHaveLength(1);
      const request: PlannedRequest = { kind: 'exceptions', codes: [code], fingerprints: null, accountIds: null };
      const { proposed } = planFor(request, now, by, exceptions);
      const steps = proposed.proposals.flatMap((proposal) => proposal.steps);
      expect(steps.map(inWords)).toEqual(changes);
      expect(proposed.refused.map(({ reason }) => reason)).toEqual(refused);

      const after = carryOut(now, steps, by);
      expect(planFor(request, after, by, exceptions).proposed.proposals).toEqual([]);
      if (steps.length > 0) expect(exceptionsIn(after, by).filter((exception) => exception.code === code)).toEqual([]);
    },
  );

  it('asks for nobody’s second organization where Zendesk allows one only', () => {
    const refusedIn = (world: World) => {
      const exceptions = exceptionsIn(world, contract).filter(({ code }) => code === 'user_missing_membership');
      const request: PlannedRequest = { ...everyone, codes: ['user_missing_membership'] };
      const { world: known } = planFor(request, world, contract, exceptions);
      const [exception] = exceptions;
      const { proposals, refused } = missingMembership(exception!, { ...known, severalOrganizations: false });
      return [...proposals.flatMap(({ steps }) => steps.map(inWords)), ...refused.map(({ reason }) => reason)];
    };
    expect(refusedIn(personIn(['3']))).toEqual(['one_organization_plan']);
    expect(refusedIn(personIn([]))).toEqual(['add_membership 51:1']);
  });

  it('blocks one person of a group and leaves the others alone', () => {
    const two = (fields: Readonly<Record<string, unknown>> = {}): World => ({
      ...linkedCustomers,
      contacts: [contact(1, A), contact(2, A)],
      users: [user('51', 1), user('52', 2, fields)],
    });
    const { proposed } = planFor(
      { ...everyone, codes: ['user_missing_membership'] },
      two({ suspended: true }),
      contract,
      exceptionsIn(two(), contract),
    );
    expect(proposed.proposals.map(({ steps }) => steps.map(inWords))).toEqual([['add_membership 51:1']]);
    expect(proposed.refused.map(({ detail }) => detail)).toEqual([expect.stringContaining('52')]);
  });
});

const everyone = { kind: 'exceptions', fingerprints: null, accountIds: null } as const;

describe('moving a person', () => {
  const worldOf = (systems: World, severalOrganizations: boolean | null = true): PlanningWorld => ({
    contract,
    live: readLive(systems, questionsOfPeople((systems.users ?? []).map(({ id }) => String(id))), contract),
    asked: [],
    others: [],
    persons: [],
    severalOrganizations,
  });
  const moved = (systems: World, move: Partial<Move> = {}, several: boolean | null = true) =>
    movePerson('51', { from: '2', to: '1', leave: true, ...move }, worldOf(systems, several));
  const tickets = [ticket('901', '51', '2'), ticket('902', '51', '2', 'solved'), ticket('903', '51', '2', 'closed')];

  it('adds him, makes it his default, moves his open tickets, and lets him leave last', () => {
    expect(moved(personIn(['2', '3'], { tickets })).steps.map(inWords)).toEqual([
      'add_membership 51:1',
      'make_default 51: 2 → 1 after 0',
      'move_ticket 901: 2 → 1 after 0',
      'move_ticket 902: 2 → 1 after 0',
      'remove_membership 51:2 after 0, 1, 2, 3',
    ]);
  });

  it('does only what is not so yet', () => {
    const words = (systems: World, move: Partial<Move> = {}) => moved(systems, move).steps.map(inWords);
    expect(words(personIn(['3', '2', '1']))).toEqual(['remove_membership 51:2']);
    expect(words(personIn(['3', '2'], { tickets: [ticket('901', '51', '2')] }), { leave: false })).toEqual([
      'add_membership 51:1',
      'move_ticket 901: 2 → 1 after 0',
    ]);
    expect(words(personIn([], { tickets: [ticket('901', '51', '2')] }))).toEqual([
      'add_membership 51:1',
      'move_ticket 901: 2 → 1 after 0',
    ]);
    expect(words(personIn(['3'], { tickets: [ticket('901', '51', '3')] }))).toEqual([]);
    expect(words(personIn(['3']), { from: null })).toEqual(['add_membership 51:1']);
    expect(words(personIn(['1']), { from: '1' })).toEqual([]);
  });

  it('says of a ticket that stood where he was no member that nothing brings it back', () => {
    const inverses = (systems: World) => moved(systems, { leave: false }).steps.map(({ inverse }) => inverse?.kind);
    expect(inverses(personIn(['3'], { tickets: [ticket('901', '51', '2')] }))).toEqual([
      'remove_membership',
      undefined,
    ]);
    expect(inverses(personIn(['3', '2'], { tickets: [ticket('901', '51', '2')] }))).toEqual([
      'remove_membership',
      'move_ticket',
    ]);
  });

  it('rests on him, on his open tickets, and on each ticket that moves', () => {
    const { rests } = moved(personIn(['2'], { tickets }));
    const subjects = new Set(rests.map(({ object, id }) => `${object} ${id}`));
    expect([...subjects]).toEqual(['User 51', 'OpenTickets 51', 'Ticket 901', 'Ticket 902']);
  });

  it('is refused where he may have one organization only, or is not there', () => {
    const one = moved(personIn(['2'], { tickets }), {}, false);
    expect(one).toMatchObject({ steps: [], rests: [], refused: { reason: 'one_organization_plan' } });
    expect(moved(personIn(['2', '1'], { tickets }), {}, false).refused).toBeNull();
    expect(moved({ ...personIn(['2']), users: [] }).refused).toMatchObject({ reason: 'record_gone' });
    expect(moved(personIn(['2'], {}, { suspended: true })).refused).toMatchObject({ reason: 'nothing_to_do' });
  });

  const anyPerson = fc
    .record({
      organizationIds: fc.uniqueArray(fc.constantFrom('1', '2', '3')),
      tickets: fc.array(
        fc.record({
          organizationId: fc.constantFrom('1', '2', '3', null),
          status: fc.constantFrom('new', 'open', 'pending', 'hold', 'solved', 'closed'),
        }),
        { maxLength: 5 },
      ),
    })
    .map(({ organizationIds, tickets: all }) => {
      // An open ticket stands under an organization of its requester, or under none: Zendesk sees to that.
      const standing = all.map(({ organizationId, status }, index) =>
        ticket(
          String(901 + index),
          '51',
          status === 'closed' || organizationIds.some((id) => id === organizationId) ? organizationId : null,
          status,
        ),
      );
      return personIn(organizationIds, { tickets: standing });
    });

  /** One of the orders in which an apply may carry the steps out. */
  function inSomeOrder(steps: readonly Step[], pick: number): readonly Step[] {
    const done: number[] = [];
    while (done.length < steps.length) {
      const ready = steps.flatMap((step, position) =>
        !done.includes(position) && step.waitsFor.every((needed) => done.includes(needed)) ? [position] : [],
      );
      done.push(ready[pick % ready.length]!);
    }
    return done.map((position) => steps[position]!);
  }
  const withoutOrganization = ({ tickets: all = [] }: World) =>
    all.filter(({ organization_id, status }) => organization_id === null && status !== 'closed').map(({ id }) => id);

  it('leaves no open ticket without its organization, not for a moment, in whatever order its steps come', () => {
    fc.assert(
      fc.property(anyPerson, fc.boolean(), fc.nat(), (systems, leave, pick) => {
        const steps = inSomeOrder(moved(systems, { leave }).steps, pick);
        let now = systems;
        for (const step of steps) {
          if (step.kind === 'move_ticket') expect(covered(now).memberships).toContain(`51:${String(step.after)}`);
          now = carryOut(now, [step], contract);
          expect(withoutOrganization(now)).toEqual(withoutOrganization(systems));
        }
        const { memberships: links, tickets: places, users } = covered(now);
        const wasThere = steps.length > 0;
        if (wasThere) expect(links).toContain('51:1');
        if (leave) expect(links).not.toContain('51:2');
        const open = (now.tickets ?? []).filter(({ status }) => status !== 'closed').map(({ id }) => String(id));
        expect(open.filter((id) => places[id] === '2')).toEqual([]);
        expect(users['51']?.[0]).not.toBe(leave || covered(systems).users['51']?.[0] === '2' ? '2' : undefined);

        expect(covered(carryOut(now, takenBack(moved(systems, { leave }).steps), contract))).toEqual(covered(systems));
      }),
      { numRuns: 300 },
    );
  });
});
