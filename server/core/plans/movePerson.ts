import { NO_QUESTIONS, ticketRefs, userRefs, type FactRef, type LiveQuestions, type LiveTicket } from './facts.ts';
import { addMembership, makeDefault, moveTicket, removeMembership } from './people/peopleSteps.ts';
import { blocksJoining, standingPerson } from './people/standingPerson.ts';
import type { Refusal } from './Plan.ts';
import type { PlanningWorld, Step } from './Proposal.ts';

export interface Move {
  /** The organization that his account was tied to; null: none, and he only becomes a member. */
  readonly from: string | null;
  readonly to: string;
  /** Whether he loses the old membership in the end. */
  readonly leave: boolean;
}

export interface PersonMove {
  /** `waitsFor` holds positions in this list. */
  readonly steps: readonly Step[];
  readonly rests: readonly FactRef[];
  /** Why he can't be moved; nothing is proposed then. */
  readonly refused: Refusal | null;
}

/** What must be read to move these people. */
export function questionsOfPeople(userIds: readonly string[]): LiveQuestions {
  const sorted = [...new Set(userIds)].sort();
  return { ...NO_QUESTIONS, userIds: sorted, openTicketsOf: sorted };
}

/**
 * Takes a person from one organization to another in the one order that leaves no open ticket without an organization:
 * Zendesk lets a ticket name only organizations of its requester, and takes the organization off the open tickets of
 * whoever loses a membership. So he joins first, his tickets follow, and he leaves last.
 *
 * No steps for somebody who has nothing to do with the old organization.
 */
export function movePerson(userId: string, move: Move, world: PlanningWorld): PersonMove {
  const { from, to } = move;
  const { user, blocked } = standingPerson(userId, world);
  if (user === null) return refused(blocked, move);
  const tickets = from === null ? [] : openTicketsIn(from, userId, world);
  const leavesSomething = from === null || user.organizationIds.includes(from) || tickets.length > 0;
  if (from === to || !leavesSomething) return NOTHING;
  const barred = blocksJoining(user, to, world);
  if (barred !== null) return refused(barred, move);

  const steps: Step[] = [];
  const isMember = user.organizationIds.includes(to);
  if (!isMember) steps.push(addMembership(userId, to, `User ${userId} belongs to organization ${to}.`));
  const joined = isMember ? [] : [0];
  if (from !== null) {
    // The first organization that somebody joins becomes his default one by itself.
    if (user.defaultOrganizationId === from && user.organizationIds.length > 0) {
      steps.push(makeDefault(userId, { from, to }, 'New tickets take their requester’s default organization.', joined));
    }
    const comesBack = user.organizationIds.includes(from);
    for (const { id } of tickets) {
      const ticket = moveTicket(id, { from, to }, `Its requester moves to organization ${to}.`, joined);
      // Zendesk lets a ticket name only organizations of its requester: where he never was, nothing brings it back to.
      steps.push(comesBack ? ticket : { ...ticket, inverse: null });
    }
    if (move.leave && user.organizationIds.includes(from)) {
      const reason = `User ${userId} does not belong to organization ${from}.`;
      steps.push(removeMembership(userId, from, reason, positionsOf(steps)));
    }
  }
  const rests: FactRef[] = [...userRefs(userId), { object: 'OpenTickets', id: userId, field: 'tickets' }];
  return { steps, rests: [...rests, ...tickets.flatMap(({ id }) => ticketRefs(id))], refused: null };
}

const NOTHING: PersonMove = { steps: [], rests: [], refused: null };

function openTicketsIn(organizationId: string, userId: string, { live }: PlanningWorld): readonly LiveTicket[] {
  const tickets = live.openTickets.get(userId) ?? [];
  return tickets.filter((ticket) => ticket.organizationId === organizationId && ticket.status !== 'closed');
}

function positionsOf(steps: readonly Step[]): readonly number[] {
  return steps.map((_, position) => position);
}

function refused({ reason, detail }: Pick<Refusal, 'reason' | 'detail'>, { from, to }: Move): PersonMove {
  const organizationIds = [...new Set(from === null ? [to] : [from, to])].sort();
  return { ...NOTHING, refused: { reason, detail, accountIds: [], organizationIds, fingerprint: null } };
}
