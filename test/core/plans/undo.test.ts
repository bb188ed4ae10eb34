import fc from 'fast-check';
import type { LiveQuestions } from '../../../server/core/plans/facts.ts';
import { buildPlan } from '../../../server/core/plans/buildPlan.ts';
import { currentValue, resolveAfter } from '../../../server/core/plans/carryingOut.ts';
import type { PeopleChoice, Plan, Receipt, UndoTarget } from '../../../server/core/plans/Plan.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import type { Proposed } from '../../../server/core/plans/Proposal.ts';
import { proposeUndo, questionsOfUndo } from '../../../server/core/plans/undo.ts';
import type { Contract } from '../../../server/core/contract.ts';
import { arbitraryWorld } from '../../support/arbitraryWorld.ts';
import {
  A,
  account,
  B,
  C,
  contact,
  contract,
  memberships,
  organization,
  ticket,
  user,
} from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { digest } from '../../support/judgeWorld.ts';
import { covered, inWords } from '../../support/plans/people.ts';
import { exceptionsIn, planFor, planOf } from '../../support/plans/planning.ts';
import { carryOut, readLive } from '../../support/plans/systems.ts';

const WHOLE: UndoTarget = { planId: null, groupId: null, changeId: null, applyId: null };
const relink = (people: PeopleChoice): PlannedRequest => ({
  kind: 'relink',
  accountId: A,
  organizationId: '1',
  people,
});

interface Applied {
  readonly plan: Plan;
  readonly receipts: readonly Receipt[];
  readonly after: World;
}

/** Carries a plan out change by change, with the receipts of what reading showed. */
function apply(plan: Plan, world: World): Applied {
  const created = new Map<string, string>();
  const receipts: Receipt[] = [];
  let now = world;
  for (const group of plan.groups) {
    for (const change of group.changes) {
      const ready = { ...change, after: resolveAfter(change.after, created)!.value };
      const next = carryOut(now, [ready], contract);
      const createdId = change.kind === 'create_organization' ? String(next.organizations?.at(-1)?.['id']) : null;
      if (createdId !== null) created.set(change.changeId, createdId);
      receipts.push({
        planId: plan.planId,
        groupId: group.groupId,
        changeId: change.changeId,
        outcome: 'applied',
        reason: null,
        detail: '',
        before: change.before,
        after: createdId ?? ready.after,
        createdId,
        at: '2026-11-22T10:00:00.000Z',
      });
      now = next;
    }
  }
  return { plan, receipts, after: now };
}

function applied(request: PlannedRequest, world: World): Applied {
  return apply(planOf(planFor(request, world, contract), request), world);
}

function undone({ plan, receipts, after }: Applied, now = after, target = WHOLE, by: Contract = contract): Proposed {
  return proposeUndo(plan, receipts, target, readLive(now, questionsOfUndo(plan, receipts, target), by), by);
}
/**
 * As Zendesk has it: whoever belongs somewhere has one of those organizations as his default, nobody else has one, and a
 * ticket that is not closed names none but an organization of its requester.
 */
function asZendeskKeepsIt(drawn: World): World {
  const organizationsOf = (userId: unknown) =>
    (drawn.memberships ?? []).filter(({ user_id }) => user_id === userId).map(({ organization_id }) => organization_id);
  const users = (drawn.users ?? []).map((user) => {
    const own = organizationsOf(user['id']);
    return own.includes(user['organization_id']) ? user : { ...user, organization_id: own[0] ?? null };
  });
  const tickets = (drawn.tickets ?? []).map((ticket) => {
    const fits = organizationsOf(ticket['requester_id']).includes(ticket['organization_id']);
    return fits || ticket['status'] === 'closed' ? ticket : { ...ticket, organization_id: null };
  });
  return { ...drawn, users, tickets };
}

const stepsOf = ({ proposals }: Proposed) => proposals.flatMap(({ steps }) => steps);
const reasonsOf = ({ refused }: Proposed) => refused.map(({ reason }) => reason);

/** A is tied to B’s organization; A’s own, 1, is named by nobody; C’s key stands on A’s. */
const world: World = {
  accounts: [account(A, '2'), account(B, '2'), account(C, '3')],
  organizations: [organization('1', null), organization('2', B), organization('3', C), organization('4', A)],
  contacts: [contact(1, A)],
  users: [user('51', 1, { organization_id: '2' })],
  memberships: memberships(['51', '2'], ['51', '3']),
  tickets: [ticket('901', '51', '2'), ticket('902', '51', '2'), ticket('903', '51', '3')],
};
const moved = applied(relink('move_and_leave'), world);
const written = moved.plan.groups[0]!.changes;
const changeIdOf = (kind: string, record: string) =>
  written.find((change) => change.kind === kind && change.record === record)!.changeId;

describe('undo', () => {
  it('takes everything back, the last change first, and leaves no trace of it', () => {
    const back = undone(moved);
    expect(back.refused).toEqual([]);
    expect(stepsOf(back).map(({ kind }) => kind)).toEqual([
      'add_membership',
      'move_ticket',
      'move_ticket',
      'make_default',
      'remove_membership',
      'set_account_field',
      'set_organization_key',
      'set_organization_key',
    ]);
    expect(covered(carryOut(moved.after, stepsOf(back), contract))).toEqual(covered(world));
  });

  it('waits with each change for whatever rested on it', () => {
    expect(stepsOf(undone(moved)).slice(0, 5).map(inWords)).toEqual([
      'add_membership 51:2',
      'move_ticket 902: 1 → 2 after 0',
      'move_ticket 901: 1 → 2 after 0',
      'make_default 51: 1 → 2 after 0',
      'remove_membership 51:1 after 0, 1, 2, 3',
    ]);
  });

  it('takes back one group, one change, or nothing of another plan', () => {
    const [group] = moved.plan.groups;
    expect(stepsOf(undone(moved, moved.after, { ...WHOLE, groupId: group!.groupId }))).toHaveLength(written.length);
    const one = changeIdOf('move_ticket', '902');
    expect(stepsOf(undone(moved, moved.after, { ...WHOLE, changeId: 'g0009.c01' }))).toEqual([]);
    // His membership of 2 is gone: the ticket can’t go back alone.
    expect(reasonsOf(undone(moved, moved.after, { ...WHOLE, changeId: one }))).toEqual(['upstream_blocker']);
    const leaving = changeIdOf('remove_membership', '51:2');
    expect(stepsOf(undone(moved, moved.after, { ...WHOLE, changeId: leaving })).map(inWords)).toEqual([
      'add_membership 51:2',
    ]);
    const joining = changeIdOf('add_membership', '51:1');
    expect(undone(moved, moved.after, { ...WHOLE, changeId: joining })).toMatchObject({
      proposals: [],
      refused: [{ reason: 'upstream_blocker', detail: expect.stringContaining('rest on') }],
    });
  });

  it('takes back only what was applied', () => {
    const half = moved.receipts.map((receipt) => ({ ...receipt, outcome: 'failed' as const }));
    expect(undone({ ...moved, receipts: half })).toEqual({ proposals: [], refused: [] });
  });

  it('has nothing to do where it was taken back already', () => {
    expect(undone(moved, world)).toMatchObject({ proposals: [], refused: [{ reason: 'nothing_to_do' }] });
  });

  it('leaves an organization that was made, and unties it', () => {
    const provision: PlannedRequest = { kind: 'provision', accountId: A, name: 'Acme' };
    const before = { accounts: [account(A, null)], organizations: [] };
    const made = applied(provision, before);
    const back = undone(made);
    expect(reasonsOf(back)).toEqual(['no_inverse']);
    const now = carryOut(made.after, stepsOf(back), contract);
    expect(covered(now).accounts).toEqual({ [A]: null });
    expect(now.organizations).toHaveLength(1);
  });

  it('touches no account that was taken out of repair since', () => {
    const by = { ...contract, repair: { ...contract.repair, optOut: { accountIds: [A], field: null } } };
    expect(reasonsOf(undone(moved, moved.after, WHOLE, by))).toEqual(['opted_out']);
  });

  const edited = (edit: (now: World) => World) => undone(moved, edit(moved.after));
  const with_ =
    (kind: 'accounts' | 'organizations' | 'users' | 'tickets', id: string, fields: object) =>
    (now: World): World => ({
      ...now,
      [kind]: (now[kind] ?? []).map((one) => (one['id'] === id || one['Id'] === id ? { ...one, ...fields } : one)),
    });
  const joined =
    (id: string) =>
    (now: World): World => ({
      ...now,
      memberships: [...(now.memberships ?? []), ...memberships(['51', id])],
    });

  const edits: Record<
    string,
    { readonly edit: (now: World) => World; readonly kept: string; readonly reasons: readonly string[] }
  > = {
    'an account field': {
      edit: with_('accounts', A, { Zendesk_Organization_Id__c: '3' }),
      kept: `set_account_field ${A}`,
      reasons: ['foreign_edit'],
    },
    'an account that was deleted': {
      edit: with_('accounts', A, { IsDeleted: true }),
      kept: `set_account_field ${A}`,
      reasons: ['record_gone'],
    },
    'an organization’s key': {
      edit: with_('organizations', '1', { external_id: C }),
      kept: 'set_organization_key 1',
      reasons: ['foreign_edit'],
    },
    'a key that another organization carries by now': {
      edit: (now) => ({ ...now, organizations: [...(now.organizations ?? []), organization('5', A.toLowerCase())] }),
      kept: 'set_organization_key 4',
      reasons: ['not_unique'],
    },
    'a default': {
      edit: with_('users', '51', { organization_id: '3' }),
      kept: 'make_default 51',
      reasons: ['foreign_edit'],
    },
    'a ticket that was moved on': {
      edit: with_('tickets', '902', { organization_id: '3' }),
      kept: 'move_ticket 902',
      reasons: ['foreign_edit'],
    },
    'a ticket that was closed': {
      edit: with_('tickets', '902', { status: 'closed' }),
      kept: 'move_ticket 902',
      reasons: ['ticket_closed'],
    },
    'a ticket that was deleted': {
      edit: with_('tickets', '902', { status: 'deleted' }),
      kept: 'move_ticket 902',
      reasons: ['record_gone'],
    },
    'the membership of whoever has a new ticket there': {
      edit: (now) => ({ ...now, tickets: [...(now.tickets ?? []), ticket('909', '51', '1')] }),
      kept: 'remove_membership 51:1',
      reasons: ['tickets_at_risk'],
    },
    'a membership that somebody has given back': {
      edit: joined('2'),
      kept: 'add_membership 51:2',
      reasons: [],
    },
  };

  it.each(Object.entries(edits))('keeps %s, and takes the rest back', (_name, { edit, kept, reasons }) => {
    const back = edited(edit);
    const all = stepsOf(undone(moved)).map(({ kind, record }) => `${kind} ${record}`);
    expect(stepsOf(back).map(({ kind, record }) => `${kind} ${record}`)).toEqual(all.filter((step) => step !== kept));
    expect(reasonsOf(back)).toEqual(reasons);
    // Whatever is proposed can be carried out as it stands.
    expect(() => carryOut(edit(moved.after), stepsOf(back), contract)).not.toThrow();
  });

  it('gives no open ticket back to an organization that its requester has left', () => {
    const gone = (now: World) => with_('users', '51', { active: false })(now);
    const back = edited(gone);
    expect(stepsOf(back).map(({ kind }) => kind)).not.toContain('add_membership');
    expect(stepsOf(back).map(({ kind }) => kind)).not.toContain('move_ticket');
  });

  it('rests on every record that it writes, as it is right now', () => {
    const [proposal] = undone(moved).proposals;
    const subjects = [...new Set(proposal!.rests.map(({ object, id }) => `${object} ${id}`))].sort();
    expect(subjects).toEqual(
      [
        ...['Account ' + A, 'Organization 1', 'Organization 4', `OrganizationKey ${A}`],
        ...['OpenTickets 51', 'Ticket 901', 'Ticket 902', 'User 51'],
      ].sort(),
    );
  });

  it('can itself be taken back', () => {
    const live = readLive(moved.after, questionsOfUndo(moved.plan, moved.receipts, WHOLE), contract);
    const plan = buildPlan({
      ...{ planId: 'undo', kind: 'undo', request: { kind: 'undo', target: WHOLE }, live, contract, digest },
      author: { by: 'Pia', reason: 'It was right before.' },
      now: '2026-11-22T11:00:00.000Z',
      instance: moved.plan.instance,
      proposed: undone(moved),
      sight: { organizations: new Map(), unreadable: new Map() },
      figures: new Map(),
      closedTickets: new Map(),
      mayFire: moved.plan.mayFire,
    });
    const back = apply(plan, moved.after);
    expect(covered(back.after)).toEqual(covered(world));
    expect(covered(carryOut(back.after, stepsOf(undone(back)), contract))).toEqual(covered(moved.after));
  });

  it('restores any world that any relink or backfill has changed', () => {
    fc.assert(
      fc.property(arbitraryWorld.map(asZendeskKeepsIt), fc.nat(), (drawn, pick) => {
        const accounts = (drawn.accounts ?? []).filter(({ IsDeleted }) => IsDeleted !== true);
        const organizations = drawn.organizations ?? [];
        const [one, to] = [accounts[pick % (accounts.length || 1)], organizations[pick % (organizations.length || 1)]];
        const request: PlannedRequest =
          pick % 2 === 0 || one === undefined || to === undefined
            ? { kind: 'exceptions', codes: null, fingerprints: null, accountIds: null }
            : {
                kind: 'relink',
                accountId: String(one['Id']),
                organizationId: String(to['id']),
                people: 'move_and_leave',
              };
        const all = apply(planOf(planFor(request, drawn, contract, exceptionsIn(drawn, contract)), request), drawn);
        const back = undone(all);
        // Zendesk takes no external id a second time, even if it stood twice before; the plan said so.
        const final = all.plan.groups.some(({ changes }) => changes.some(({ inverse }) => inverse === null));
        const expected = final ? ['not_unique', 'no_inverse'] : ['not_unique'];
        const barred = reasonsOf(back).filter((reason) => !expected.includes(reason));
        expect(barred).toEqual([]);
        const now = covered(carryOut(all.after, stepsOf(back), contract));
        if (back.refused.length === 0) expect(now).toEqual(covered(drawn));
      }),
      { numRuns: 60 },
    );
  });

  it('asks for all that it looks at', () => {
    const questions = questionsOfUndo(moved.plan, moved.receipts, WHOLE);
    const live = readLive(moved.after, questions, contract);
    for (const change of written) expect(currentValue(change, live)).toEqual(valueAfter(change.changeId));
    const kinds = Object.keys(questions) as (keyof LiveQuestions)[];
    for (const kind of kinds) expect(questions[kind]).toEqual([...new Set(questions[kind])].sort());
  });
  const valueAfter = (changeId: string) => moved.receipts.find((receipt) => receipt.changeId === changeId)!.after;
});
