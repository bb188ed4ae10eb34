import { membershipOf } from '../carryingOut.ts';
import type { LiveTicket, LiveUser, LiveWorld } from '../facts.ts';
import type { Proposal, SightWorld } from '../Proposal.ts';

/** User ids, sorted. */
export interface SightChanges {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
}

/** A ticket as far as sight goes: who asked it, and where it stands before and after. */
interface SeenTicket {
  readonly requesterId: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

interface Viewer {
  readonly user: LiveUser;
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** The organizations of which these proposals may give or take sight; sorted. Keys and fields change nobody's. */
export function sightQuestions(proposals: readonly Pick<Proposal, 'steps'>[]): readonly string[] {
  return [...new Set(proposals.flatMap(({ steps }) => steps.flatMap(organizationsIn)))].sort();
}

function organizationsIn({ kind, record, before, after }: Proposal['steps'][number]): readonly string[] {
  switch (kind) {
    case 'add_membership':
    case 'remove_membership':
      return [membershipOf(record).organizationId];
    case 'move_ticket':
      return [before, after].filter((id) => typeof id === 'string');
    default:
      return [];
  }
}

/**
 * Who will see a ticket that he can't see now, and who won't any more, by looking at everybody before and after: end users
 * see what they asked, and what stands under an organization of theirs that shares its tickets, or all of whose tickets
 * they themselves may see.
 *
 * Tickets that were read count one by one. The others of an organization are known by their number only: they stand for
 * one ticket that none of the viewers asked. (So somebody who joins an organization all of whose other tickets are closed
 * ones of his own is counted as well: rather one too many than one too few.)
 */
export function sightChanges(
  { steps }: Pick<Proposal, 'steps'>,
  live: LiveWorld,
  { organizations }: SightWorld,
): SightChanges {
  const tickets = ticketsSeen({ steps }, live, organizations);
  const gain: string[] = [];
  const lose: string[] = [];
  for (const { user, before, after } of viewersOf({ steps }, live, organizations)) {
    const sees = (place: string | null, places: ReadonlySet<string>, { requesterId }: SeenTicket) =>
      requesterId === user.id ||
      (place !== null &&
        places.has(place) &&
        (user.seesOrganizationTickets || organizations.get(place)?.sharesTickets === true));
    const changes = tickets.map((ticket) => ({
      now: sees(ticket.before, before, ticket),
      then: sees(ticket.after, after, ticket),
    }));
    if (changes.some(({ now, then }) => then && !now)) gain.push(user.id);
    if (changes.some(({ now, then }) => now && !then)) lose.push(user.id);
  }
  return { gain: gain.sort(), lose: lose.sort() };
}

function ticketsSeen(
  proposal: Pick<Proposal, 'steps'>,
  live: LiveWorld,
  organizations: SightWorld['organizations'],
): readonly SeenTicket[] {
  const destinations = new Map(
    proposal.steps.flatMap(({ kind, record, after }) =>
      kind === 'move_ticket' ? [[record, typeof after === 'string' ? after : null] as const] : [],
    ),
  );
  const affected = sightQuestions([proposal]);
  const known = knownTickets(live).filter(
    ({ id, organizationId }) => destinations.has(id) || (organizationId !== null && affected.includes(organizationId)),
  );
  const seen = known.map(({ id, requesterId, organizationId }) => ({
    requesterId,
    before: organizationId,
    after: destinations.has(id) ? (destinations.get(id) ?? null) : organizationId,
  }));
  const unread = affected.filter((id) => {
    const counted = known.filter(({ organizationId }) => organizationId === id).length;
    return (organizations.get(id)?.ticketCount ?? 0) > counted;
  });
  return [...seen, ...unread.map((id) => ({ requesterId: null, before: id, after: id }))];
}

/** Every ticket that was read, each once. */
export function knownTickets({ tickets, openTickets }: LiveWorld): readonly LiveTicket[] {
  const all = [...tickets.values(), ...[...openTickets.values()].flat()];
  return [...new Map(all.map((ticket) => [ticket.id, ticket])).values()];
}

/** The members of the organizations in question, and whoever becomes one: active end users. */
function viewersOf(
  { steps }: Pick<Proposal, 'steps'>,
  live: LiveWorld,
  organizations: SightWorld['organizations'],
): readonly Viewer[] {
  const users = new Map<string, LiveUser>();
  const before = new Map<string, Set<string>>();
  const note = (user: LiveUser, places: readonly string[]) => {
    users.set(user.id, user);
    before.set(user.id, new Set([...(before.get(user.id) ?? []), ...places]));
  };
  for (const id of sightQuestions([{ steps }])) {
    for (const user of organizations.get(id)?.members ?? []) note(user, [id]);
  }
  const memberships = steps.filter(({ kind }) => kind === 'add_membership' || kind === 'remove_membership');
  for (const { record } of memberships) {
    const user = live.users.get(membershipOf(record).userId);
    if (user !== undefined) note(user, user.organizationIds);
  }
  return [...users.values()].filter(isEndUser).map((user) => {
    const now = before.get(user.id) ?? new Set<string>();
    const then = new Set(now);
    for (const { kind, record } of memberships) {
      const { userId, organizationId } = membershipOf(record);
      if (userId !== user.id) continue;
      if (kind === 'add_membership') then.add(organizationId);
      else then.delete(organizationId);
    }
    return { user, before: now, after: then };
  });
}

function isEndUser({ role, active, suspended }: LiveUser): boolean {
  return role === 'end-user' && active && !suspended;
}
