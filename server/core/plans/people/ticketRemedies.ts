/** Open tickets that stand under no organization, or under another customer's. */
import type { Exception } from '../../model.ts';
import { ticketRefs, userRefs, type FactRef, type LiveTicket } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { PlanningWorld, Proposal, Proposed, Step } from '../Proposal.ts';
import { collect, groupOf, isNobodyOf, refuse, type Answer, type PeopleGroup } from './answers.ts';
import { addMembership, moveTicket } from './peopleSteps.ts';
import { standingLink } from './standingLink.ts';
import { blocksJoining, standingPerson } from './standingPerson.ts';

/** Moves each requester's tickets to where he belongs; he joins it first, since a ticket may name no other. */
export function misplacedTickets(exception: Exception, world: PlanningWorld): Proposed {
  const group = groupOf(exception);
  const links = linksBehind(exception, group, world);
  if (links.blocked !== null) return refuse(exception, links.blocked);

  const answers: Answer[] = [];
  const byRequester = new Map<string, LiveTicket[]>();
  for (const ticketId of exception.ticketIds) {
    const ticket = world.live.tickets.get(ticketId);
    const blocked = staysPut(ticketId, ticket, links.to, exception, group);
    const requesterId = ticket?.requesterId ?? null;
    if (blocked !== null) answers.push({ blocked });
    else if (ticket !== undefined && requesterId !== null) {
      byRequester.set(requesterId, [...(byRequester.get(requesterId) ?? []), ticket]);
    }
  }
  for (const [userId, tickets] of byRequester) {
    answers.push(moveAll(userId, tickets, { exception, group, world, ...links }));
  }
  return collect(exception, answers);
}

interface Links {
  readonly to: string;
  readonly rests: readonly FactRef[];
  readonly blocked: null;
}

/** The requesters' own link must stand, and so must the one under which the tickets stand: else nothing says that they are misplaced. */
function linksBehind(
  { accountIds }: Exception,
  group: PeopleGroup,
  world: PlanningWorld,
): Links | { readonly blocked: Guard } {
  const { organizationId: to, actualOrganizationId: from } = group;
  if (to === null) {
    const detail = `The accounts ${group.accountIds.join(', ')} have no linked organization that the tickets could go to. Link them first.`;
    return { blocked: { reason: 'upstream_blocker', detail } };
  }
  const own = standingLink(to, group.accountIds, world);
  if (own.blocked !== null) return own;
  if (from === null) return { to, rests: own.rests, blocked: null };
  const others = accountIds.filter((id) => !group.accountIds.includes(id));
  const foreign = standingLink(from, others, world);
  if (foreign.blocked !== null) return foreign;
  return { to, rests: [...own.rests, ...foreign.rests], blocked: null };
}

/** Why a ticket is not moved; null where it is to be. */
function staysPut(
  ticketId: string,
  ticket: LiveTicket | undefined,
  to: string,
  { userIds }: Exception,
  { actualOrganizationId: from }: PeopleGroup,
): Guard | null {
  if (ticket === undefined) return { reason: 'record_gone', detail: `Ticket ${ticketId} is not there any more.` };
  if (ticket.organizationId === to) {
    return { reason: 'nothing_to_do', detail: `Ticket ${ticketId} stands under organization ${to} already.` };
  }
  if (ticket.status === 'closed') {
    return { reason: 'ticket_closed', detail: `Ticket ${ticketId} is closed: nobody can change it any more.` };
  }
  if (ticket.organizationId !== from || ticket.requesterId === null || !userIds.includes(ticket.requesterId)) {
    const detail = `Ticket ${ticketId} has another organization or another requester than when it was audited. Audit again.`;
    return { reason: 'fact_changed', detail };
  }
  return null;
}

interface Scene extends Links {
  readonly exception: Exception;
  readonly group: PeopleGroup;
  readonly world: PlanningWorld;
}

function moveAll(
  userId: string,
  tickets: readonly LiveTicket[],
  { exception, group, world, to, rests }: Scene,
): Answer {
  const person = standingPerson(userId, world);
  if (person.blocked !== null) return person;
  const blocked = isNobodyOf(userId, group, world) ?? blocksJoining(person.user, to, world);
  if (blocked !== null) return { blocked };
  const joins = person.user.organizationIds.includes(to)
    ? []
    : [addMembership(userId, to, 'A ticket may name only organizations of its requester.')];
  const moves = tickets.map(({ id, organizationId }): Step => {
    const waitsFor = joins.length > 0 ? [0] : [];
    const move = moveTicket(id, { from: organizationId, to }, 'It stands where its requester belongs.', waitsFor);
    // Zendesk lets a ticket into organizations of its requester only: it could not go back where he is no member.
    const comesBack = organizationId === null || person.user.organizationIds.includes(organizationId);
    return comesBack ? move : { ...move, inverse: null };
  });
  return { proposal: proposalOf(userId, tickets, [...joins, ...moves], { exception, to, rests }) };
}

function proposalOf(
  userId: string,
  tickets: readonly LiveTicket[],
  steps: Proposal['steps'],
  { exception, to, rests }: Pick<Scene, 'exception' | 'to' | 'rests'>,
): Proposal {
  const which = tickets.length === 1 ? `ticket ${tickets[0]?.id ?? ''}` : `${tickets.length} open tickets`;
  return {
    title: `Moves ${which} of user ${userId} to organization ${to}.`,
    accountIds: exception.accountIds,
    organizationIds: exception.organizationIds,
    fingerprints: [exception.fingerprint],
    codes: [exception.code],
    rests: [...rests, ...userRefs(userId), ...tickets.flatMap(({ id }) => ticketRefs(id))],
    steps,
  };
}
