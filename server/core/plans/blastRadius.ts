import { readZendeskId } from '../ids/zendeskId.ts';
import type { Contract } from '../contract.ts';
import { knownTickets, sightChanges, sightQuestions } from './blast/sightChanges.ts';
import { tieChanges, type TieChange } from './blast/tieChanges.ts';
import { membershipOf } from './carryingOut.ts';
import type { LiveWorld } from './facts.ts';
import type { BlastRadius, ShownContext } from './Plan.ts';
import type { Proposal, SightWorld } from './Proposal.ts';

export { sightQuestions } from './blast/sightChanges.ts';

/** What stands behind an organization, as last audited. */
export interface Figures {
  readonly members: number;
  readonly openTickets: number;
}

/** Closed tickets by user id and organization id, as last audited: no change of them can be missed since. */
export type ClosedTickets = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface BlastInput {
  readonly live: LiveWorld;
  readonly sight: SightWorld;
  /** By organization id. */
  readonly figures: ReadonlyMap<string, Figures>;
  /** Of those whom `closedTicketsQuestions` names. */
  readonly closedTickets: ClosedTickets;
  readonly contract: Contract;
  /** Whether a user may have several organizations; null: nobody knows, and that is exposure where somebody gets another one. */
  readonly severalOrganizations?: boolean | null;
}

/** The users whose closed tickets may be left behind; sorted. */
export function closedTicketsQuestions(
  proposals: readonly Pick<Proposal, 'steps'>[],
  live: LiveWorld,
): readonly string[] {
  return [...new Set(proposals.flatMap(({ steps }) => peopleIn({ steps }, live)))].sort();
}

/**
 * Whom a proposal touches, counted on the records that it was made from. Nobody joins an organization by himself through
 * it: that takes a domain, and Linkproof writes none; an organization that it makes has none.
 */
export function blastRadiusOf(proposal: Proposal, input: BlastInput): BlastRadius {
  const { live, sight, contract } = input;
  const { gain, lose } = sightChanges(proposal, live, sight);
  const ties = tieChanges(proposal, live, contract);
  return {
    gainSight: gain,
    loseSight: lose,
    autoJoined: [],
    ticketsMoved: ticketsMoved(proposal, live),
    ticketsLeft: ticketsLeft(proposal, ties, input),
    shown: shownOf(proposal, ties, input),
    nativeApp: nativeAppOf(ties),
    unreadable: unreadableIn(proposal, input),
  };
}

/** By status, in the order of the alphabet. */
function ticketsMoved({ steps }: Pick<Proposal, 'steps'>, live: LiveWorld): Readonly<Record<string, number>> {
  const moved = new Set(steps.filter(({ kind }) => kind === 'move_ticket').map(({ record }) => record));
  const statuses = knownTickets(live)
    .filter(({ id }) => moved.has(id))
    .map(({ status }) => status)
    .sort();
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Closed tickets of whoever moves, or whose tickets do, in the organizations that he or they leave. */
function ticketsLeft(
  proposal: Proposal,
  ties: readonly TieChange[],
  { live, closedTickets }: Pick<BlastInput, 'live' | 'closedTickets'>,
): number {
  const left = new Set([
    ...ties.filter(({ before, after }) => before !== after).map(({ before }) => before),
    ...proposal.steps.map(({ kind, record, before }) => {
      if (kind === 'remove_membership') return membershipOf(record).organizationId;
      return (kind === 'move_ticket' || kind === 'make_default') && typeof before === 'string' ? before : null;
    }),
  ]);
  return peopleIn(proposal, live)
    .flatMap((userId) => [...(closedTickets.get(userId) ?? [])])
    .reduce((sum, [organizationId, count]) => (left.has(organizationId) ? sum + count : sum), 0);
}

/** Who joins, leaves, or asked a ticket that moves. */
function peopleIn({ steps }: Pick<Proposal, 'steps'>, live: LiveWorld): readonly string[] {
  const requesters = new Map(knownTickets(live).map(({ id, requesterId }) => [id, requesterId]));
  const people = steps.map(({ kind, record }) => {
    switch (kind) {
      case 'add_membership':
      case 'remove_membership':
        return membershipOf(record).userId;
      case 'move_ticket':
        return requesters.get(record) ?? null;
      default:
        return null;
    }
  });
  return [...new Set(people.filter((id) => id !== null))];
}

/** Of the first account whose panel shows something else than before; one that shows an organization afterwards comes first. */
function shownOf({ steps }: Proposal, ties: readonly TieChange[], { figures }: BlastInput): BlastRadius['shown'] {
  const contexts = ties.map(({ before, after }) => ({
    before: contextOf(before, figures, []),
    after: contextOf(after, figures, steps),
  }));
  const changed = contexts.filter(
    ({ before, after }) =>
      before.organizationId !== after.organizationId ||
      before.members !== after.members ||
      before.openTickets !== after.openTickets,
  );
  return changed.find(({ after }) => after.organizationId !== null) ?? changed[0] ?? null;
}

function contextOf(
  organizationId: string | null,
  figures: BlastInput['figures'],
  steps: Proposal['steps'],
): ShownContext {
  if (organizationId === null) return { organizationId, members: 0, openTickets: 0 };
  const { members, openTickets } = figures.get(organizationId) ?? { members: 0, openTickets: 0 };
  let joined = 0;
  let moved = 0;
  for (const { kind, record, before, after } of steps) {
    if (kind === 'move_ticket') moved += Number(after === organizationId) - Number(before === organizationId);
    else if (kind === 'add_membership' || kind === 'remove_membership') {
      const isHere = membershipOf(record).organizationId === organizationId;
      if (isHere) joined += kind === 'add_membership' ? 1 : -1;
    }
  }
  return { organizationId, members: members + joined, openTickets: openTickets + moved };
}

/** The native app matches by name and keeps its match whatever is written here. */
function nativeAppOf(ties: readonly TieChange[]): string | null {
  const sentences = ties.flatMap(({ account, after }) => {
    const native = account.nativeId === null ? null : readZendeskId(account.nativeId);
    if (native === null || native === after) return [];
    return [
      `The native Zendesk app goes on showing organization ${native} on account ${account.id}, and its sync may write to ` +
        'that organization; correct its match there.',
    ];
  });
  return sentences.length === 0 ? null : sentences.join(' ');
}

function unreadableIn(proposal: Proposal, { live, sight, severalOrganizations }: BlastInput): readonly string[] {
  const unread = sightQuestions([proposal])
    .filter((id) => !sight.organizations.has(id))
    .map((id) => `Who sees the tickets of organization ${id}: ${sight.unreadable.get(id) ?? 'it was not read.'}`);
  const second = proposal.steps.some(({ kind, record }) => {
    const user = kind === 'add_membership' ? live.users.get(membershipOf(record).userId) : undefined;
    return user !== undefined && user.organizationIds.length > 0;
  });
  const unknownPlan = severalOrganizations === null && second;
  return unknownPlan ? [...unread, 'Whether a user may have several organizations in this Zendesk account.'] : unread;
}
