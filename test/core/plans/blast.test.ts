import fc from 'fast-check';
import { blastRadiusOf, closedTicketsQuestions, sightQuestions } from '../../../server/core/plans/blastRadius.ts';
import type { LiveUser } from '../../../server/core/plans/facts.ts';
import type { BlastRadius, PeopleChoice } from '../../../server/core/plans/Plan.ts';
import type { Proposal, SightWorld } from '../../../server/core/plans/Proposal.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import { A, account, B, contact, contract, memberships, organization, ticket, user } from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { planFor } from '../../support/plans/planning.ts';
import { carryOut, readLive } from '../../support/plans/systems.ts';

/** A is tied to B’s organization 2 by its field; its own, 1, has no key yet. */
const tiedWrongly = {
  accounts: [account(A, '2'), account(B, '2')],
  organizations: [organization('1', null), organization('2', B)],
};
const relink = (people: PeopleChoice): PlannedRequest => ({
  kind: 'relink',
  accountId: A,
  organizationId: '1',
  people,
});

const sees = (world: World, one: Readonly<Record<string, unknown>>, who: string) =>
  isEndUser(world, who) &&
  (one['requester_id'] === who ||
    (memberIn(world, who, one['organization_id']) &&
      (isShared(world, one['organization_id']) || restrictionOf(world, who) === 'organization')));
const recordOf = (records: World['users'], id: unknown) => (records ?? []).find((one) => one['id'] === id);
const isEndUser = ({ users }: World, id: string) => {
  const found = recordOf(users, id);
  return found?.['role'] === 'end-user' && found['active'] === true && found['suspended'] === false;
};
const restrictionOf = ({ users }: World, id: string) => recordOf(users, id)?.['ticket_restriction'];
const isShared = ({ organizations }: World, id: unknown) => recordOf(organizations, id)?.['shared_tickets'] === true;
const memberIn = ({ memberships: links = [] }: World, userId: string, id: unknown) =>
  links.some(({ user_id, organization_id }) => user_id === userId && organization_id === id);

/** Everybody and every ticket, looked at in both worlds. */
function sightBetween(before: World, after: World): Pick<BlastRadius, 'gainSight' | 'loseSight'> {
  const users = (before.users ?? []).map(({ id }) => String(id));
  const changed = (from: World, to: World) =>
    users.filter((who) =>
      (from.tickets ?? []).some((one, at) => !sees(from, one, who) && sees(to, to.tickets?.[at] ?? {}, who)),
    );
  return { gainSight: changed(before, after).sort(), loseSight: changed(after, before).sort() };
}

function figuresIn(world: World) {
  const open = (id: string) =>
    (world.tickets ?? []).filter(({ organization_id, status }) => organization_id === id && status !== 'closed').length;
  const members = (id: string) =>
    (world.memberships ?? []).filter(({ organization_id }) => organization_id === id).length;
  return new Map(['1', '2', '3'].map((id) => [id, { members: members(id), openTickets: open(id) }]));
}

function sightOf(world: World, organizationIds: readonly string[]): SightWorld {
  const users = (world.users ?? []).map(({ id }) => String(id));
  const live = readLive(world, { ...NOTHING, userIds: users }, contract);
  const organizations = organizationIds.map((id) => {
    const members = [...live.users.values()].filter((one: LiveUser) => one.organizationIds.includes(id));
    const ticketCount = (world.tickets ?? []).filter(({ organization_id }) => organization_id === id).length;
    return [id, { sharesTickets: isShared(world, id), ticketCount, members }] as const;
  });
  return { organizations: new Map(organizations), unreadable: new Map() };
}
const NOTHING = {
  accountIds: [],
  organizationIds: [],
  keys: [],
  pointersTo: [],
  membersOf: [],
  userIds: [],
  openTicketsOf: [],
  ticketIds: [],
};

function closedIn({ tickets = [] }: World, userIds: readonly string[]) {
  const counts = new Map<string, Map<string, number>>();
  for (const { requester_id, organization_id, status } of tickets) {
    const [userId, organizationId] = [String(requester_id), String(organization_id)];
    if (status !== 'closed' || !userIds.includes(userId)) continue;
    const own = counts.get(userId) ?? new Map<string, number>();
    counts.set(userId, own.set(organizationId, (own.get(organizationId) ?? 0) + 1));
  }
  return counts;
}

interface Looked {
  readonly proposal: Proposal;
  readonly blast: BlastRadius;
  readonly after: World;
}

/** Null where nothing is proposed. */
function lookAt(
  world: World,
  request: PlannedRequest,
  sight: (ids: readonly string[]) => SightWorld = (ids) => sightOf(world, ids),
): Looked | null {
  const { proposed, world: known } = planFor(request, world, contract);
  const [proposal] = proposed.proposals;
  if (proposal === undefined) return null;
  const blast = blastRadiusOf(proposal, {
    live: known.live,
    sight: sight(sightQuestions([proposal])),
    figures: figuresIn(world),
    closedTickets: closedIn(world, closedTicketsQuestions([proposal], known.live)),
    contract,
    severalOrganizations: true,
  });
  return { proposal, blast, after: carryOut(world, proposal.steps, contract) };
}

const acme = (more: World = {}): World => ({
  ...tiedWrongly,
  contacts: [contact(1, A), contact(2, A), contact(3, B)],
  users: [
    user('51', 1, { organization_id: '2' }),
    user('52', 2, { organization_id: '1' }),
    user('53', 3, { organization_id: '2' }),
    user('90', null, { role: 'agent', organization_id: '2' }),
  ],
  memberships: memberships(['51', '2'], ['52', '1'], ['53', '2'], ['90', '2']),
  tickets: [
    ticket('901', '51', '2'),
    ticket('902', '51', '2', 'pending'),
    ticket('903', '51', '2', 'closed'),
    ticket('904', '53', '2'),
    ticket('905', '52', '1', 'closed'),
  ],
  ...more,
});
const shared = (...ids: readonly string[]) => ({
  organizations: tiedWrongly.organizations.map((one) => ({ ...one, shared_tickets: ids.includes(String(one['id'])) })),
});

describe('the blast radius of a relink', () => {
  it('is nobody’s sight where no organization shares its tickets', () => {
    const { blast } = lookAt(acme(), relink('move_and_leave'))!;
    expect(blast).toMatchObject({ gainSight: [], loseSight: [], autoJoined: [], unreadable: [] });
  });

  it('is what its people see of others, and others of them', () => {
    const { blast } = lookAt(acme(shared('1', '2')), relink('move_and_leave'))!;
    // 51 sees 52’s closed ticket, and 52 his open ones; 51 no longer sees 53’s, nor 53 the ones that moved.
    expect(blast).toMatchObject({ gainSight: ['51', '52'], loseSight: ['51', '53'] });
    expect(lookAt(acme(shared('1', '2')), relink('move'))!.blast).toMatchObject({
      gainSight: ['51', '52'],
      loseSight: ['53'],
    });
  });

  it('counts whoever may see all tickets of his organizations, shared or not', () => {
    const users = (acme().users ?? []).map((one) =>
      one['id'] === '52' ? { ...one, ticket_restriction: 'organization' } : one,
    );
    expect(lookAt(acme({ users }), relink('move'))!.blast).toMatchObject({ gainSight: ['52'], loseSight: [] });
  });

  it('counts neither agents nor suspended people', () => {
    const users = (acme().users ?? []).map((one) => ({ ...one, suspended: one['id'] === '53' }));
    expect(lookAt(acme({ ...shared('2'), users }), relink('move'))!.blast.loseSight).toEqual([]);
  });

  it('is nobody’s where only keys and fields change', () => {
    const { proposal, blast } = lookAt(acme(shared('1', '2')), relink('stay'))!;
    expect(sightQuestions([proposal])).toEqual([]);
    expect(blast).toMatchObject({ gainSight: [], loseSight: [], ticketsMoved: {}, ticketsLeft: 0 });
  });

  it('tells the tickets that move by status, and the closed ones that stay', () => {
    const { blast } = lookAt(acme(), relink('move'))!;
    expect(blast.ticketsMoved).toEqual({ open: 1, pending: 1 });
    expect(blast.ticketsLeft).toBe(1);
  });

  it('tells what the account’s panel shows before and after', () => {
    expect(lookAt(acme(), relink('stay'))!.blast.shown).toEqual({
      before: { organizationId: '2', members: 3, openTickets: 3 },
      after: { organizationId: '1', members: 1, openTickets: 0 },
    });
    expect(lookAt(acme(), relink('move_and_leave'))!.blast.shown).toEqual({
      before: { organizationId: '2', members: 3, openTickets: 3 },
      after: { organizationId: '1', members: 2, openTickets: 2 },
    });
    const unlinked = lookAt(acme(), { kind: 'unlink', accountId: A })!;
    expect(unlinked.blast.shown?.after).toEqual({ organizationId: null, members: 0, openTickets: 0 });
  });

  it('tells what the native app goes on showing', () => {
    const shows = (nativeId: string) => ({
      accounts: [account(A, '2', { Zendesk__Zendesk_Organization_Id__c: nativeId }), account(B, '2')],
    });
    expect(lookAt(acme(shows('2')), relink('stay'))!.blast.nativeApp).toContain('organization 2');
    expect(lookAt(acme(shows('1')), relink('stay'))!.blast.nativeApp).toBeNull();
    expect(lookAt(acme(), relink('stay'))!.blast.nativeApp).toBeNull();
  });

  it('says what could not be read', () => {
    const blind = { organizations: new Map(), unreadable: new Map([['1', 'Zendesk answered 403.']]) };
    const { blast } = lookAt(acme(), relink('move'), () => blind)!;
    expect(blast.unreadable).toEqual([
      expect.stringContaining('Zendesk answered 403.'),
      expect.stringContaining('organization 2'),
    ]);
  });

  it('counts it as unread where nobody knows whether people may have several organizations', () => {
    const { proposed, world } = planFor(relink('move'), acme(), contract);
    const input = {
      live: world.live,
      figures: new Map(),
      closedTickets: new Map(),
      contract,
      severalOrganizations: null,
    };
    const [proposal] = proposed.proposals;
    const blast = blastRadiusOf(proposal!, { ...input, sight: sightOf(acme(), ['1', '2']) });
    expect(blast.unreadable).toEqual([expect.stringContaining('several organizations')]);
  });
});

describe('the blast radius of any relink', () => {
  const person = fc.record({
    organizationIds: fc.uniqueArray(fc.constantFrom('1', '2', '3')),
    accountId: fc.constantFrom(A, B, null),
    role: fc.constantFrom('end-user', 'end-user', 'end-user', 'agent'),
    suspended: fc.boolean(),
    restriction: fc.constantFrom(null, 'organization'),
    tickets: fc.array(
      fc.record({
        organizationId: fc.constantFrom('1', '2', '3', null),
        status: fc.constantFrom('open', 'hold', 'closed'),
      }),
      { maxLength: 3 },
    ),
  });
  const anyWorld = fc.record({
    people: fc.array(person, { maxLength: 6 }),
    shared: fc.uniqueArray(fc.constantFrom('1', '2')),
  });

  type Drawn = typeof anyWorld extends fc.Arbitrary<infer Value> ? Value : never;

  /** `ofMovers`: whether A’s people have closed tickets: of those it is only known how many there are. */
  function worldOf({ people, shared: ids }: Drawn, ofMovers: boolean): World {
    const numbered = people.map((one, index) => ({ ...one, number: index + 1, id: String(51 + index) }));
    return {
      ...tiedWrongly,
      ...shared(...ids),
      contacts: numbered.map(({ number, accountId }) => contact(number, accountId)),
      users: numbered.map(({ number, id, organizationIds, role, suspended, restriction }) =>
        user(id, number, {
          organization_id: organizationIds[0] ?? null,
          role,
          suspended,
          ticket_restriction: restriction,
        }),
      ),
      memberships: memberships(
        ...numbered.flatMap(({ id, organizationIds }) => organizationIds.map((to) => [id, to] as const)),
      ),
      tickets: numbered.flatMap(({ id, accountId, tickets, organizationIds, number }) =>
        tickets
          .filter(({ status }) => ofMovers || status !== 'closed' || accountId !== A)
          .map(({ organizationId, status }, index) => {
            const may = status === 'closed' || organizationIds.some((own) => own === organizationId);
            return ticket(String(900 + number * 10 + index), id, may ? organizationId : null, status);
          }),
      ),
    };
  }
  const choices = fc.constantFrom<PeopleChoice>('stay', 'move', 'move_and_leave');

  it('is exactly who sees more and who sees less once it is carried out', () => {
    fc.assert(
      fc.property(anyWorld, choices, (drawn, people) => {
        const world = worldOf(drawn, false);
        const { blast, after } = lookAt(world, relink(people))!;
        const { gainSight, loseSight } = blast;
        expect({ gainSight, loseSight }).toEqual(sightBetween(world, after));
      }),
      { numRuns: 150 },
    );
  });

  it('forgets nobody where it can’t be told whose the closed tickets are', () => {
    fc.assert(
      fc.property(anyWorld, choices, (drawn, people) => {
        const world = worldOf(drawn, true);
        const { blast, after } = lookAt(world, relink(people))!;
        const { gainSight, loseSight } = sightBetween(world, after);
        expect(blast.gainSight).toEqual(expect.arrayContaining([...gainSight]));
        expect(blast.loseSight).toEqual(expect.arrayContaining([...loseSight]));
      }),
      { numRuns: 100 },
    );
  });

  it('shows the figures that stand afterwards, and counts every ticket that moves', () => {
    fc.assert(
      fc.property(anyWorld, choices, (drawn, people) => {
        const world = worldOf(drawn, true);
        const { blast, after } = lookAt(world, relink(people))!;
        expect(blast.shown?.before).toEqual({ organizationId: '2', ...figuresIn(world).get('2') });
        expect(blast.shown?.after).toEqual({ organizationId: '1', ...figuresIn(after).get('1') });
        const moved = (after.tickets ?? []).filter(
          (one, at) => one['organization_id'] !== world.tickets?.[at]?.['organization_id'],
        );
        const count = Object.values(blast.ticketsMoved).reduce((sum, number) => sum + number, 0);
        expect(count).toBe(moved.length);
      }),
      { numRuns: 100 },
    );
  });
});
