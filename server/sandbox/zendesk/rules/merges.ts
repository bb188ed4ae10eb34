import { RecordInvalid } from '../http/ApiError.ts';
import { toId, type Id } from '../state/ids.ts';
import { isLiveOrganization, type Membership, type Merge, type Organization } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { blank, changed, tagList } from './changes.ts';
import { isDefault } from './defaultMembership.ts';
import { endMembership, makeDefault, touchUser } from './memberships.ts';
import { moveBySystem } from './unassignTickets.ts';

const STARTS_AFTER_MS = 150;
const TAKES_MS = 300;

/**
 * Starts to merge the loser into the winner: `new`, then `in_progress`, then `complete`.
 * @throws RecordInvalid when the winner is not there, or is the loser.
 */
export function startMerge(state: ZendeskState, loser: Organization, winnerId: unknown): Merge {
  const id = toId(winnerId);
  const winner = id === undefined ? undefined : state.organizations.get(id);
  if (winner === undefined || !isLiveOrganization(winner) || winner.id === loser.id) {
    throw new RecordInvalid([blank('winner', 'Winner')]);
  }
  const merge = state.merges.put({
    id: state.nextMergeId(),
    loser_id: loser.id,
    winner_id: winner.id,
    status: 'new',
  });
  state.schedule.after(STARTS_AFTER_MS, () => state.merges.put({ ...merge, status: 'in_progress' }));
  state.schedule.after(STARTS_AFTER_MS + TAKES_MS, () => {
    carryOut(state, merge);
    state.merges.put({ ...merge, status: 'complete' });
  });
  return merge;
}

/** Users, tickets and domain names move; every other field of the loser is lost, its external id too. [doc] */
function carryOut(state: ZendeskState, { loser_id, winner_id }: Merge): void {
  const loser = state.organizations.get(loser_id);
  const winner = state.organizations.get(winner_id);
  if (loser === undefined || winner === undefined) return;
  const stamp = state.stamp();
  const domain_names = tagList([...tagList(winner.domain_names), ...tagList(loser.domain_names)]);
  state.organizations.put(changed(winner, { domain_names }, stamp));
  state.organizations.put({ ...loser, deleted_at: stamp, updated_at: stamp });
  for (const membership of state.memberships.by('organization', loser_id).slice())
    moveMember(state, membership, winner_id);
  // Closed and archived ones too. [unconfirmed]
  for (const ticket of state.tickets.by('organizationWithArchive', loser_id).slice())
    moveBySystem(state, ticket, winner_id);
}

function moveMember(state: ZendeskState, membership: Membership, winnerId: Id): void {
  const wasDefault = isDefault(state, membership);
  const inWinner = state.memberships
    .by('user', membership.user_id)
    .slice()
    .find((other) => other.organization_id === winnerId);
  if (inWinner !== undefined) endMembership(state, membership);
  const kept =
    inWinner ??
    state.memberships.put({ ...membership, organization_id: winnerId, default: null, updated_at: state.stamp() });
  touchUser(state, membership.user_id);
  if (wasDefault) makeDefault(state, kept);
}
