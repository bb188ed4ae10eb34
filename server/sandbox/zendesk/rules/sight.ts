import type { Id } from '../state/ids.ts';
import { isActiveUser, isDeletedTicket, isLiveOrganization, type User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/**
 * The tickets that an end user finds in the help centre, closed ones too: those that he asked, and those of his
 * organizations that share tickets, or of all of them where his own restriction says `organization`. [doc] None for anybody
 * else: staff see by their role, and who is suspended cannot sign in.
 */
export function ticketsSeenBy(state: ZendeskState, user: User): Id[] {
  const isEndUser = (user.role ?? 'end-user') === 'end-user';
  if (!isEndUser || !isActiveUser(user) || user.suspended === true) return [];
  const opened = new Set(
    state.memberships
      .by('user', user.id)
      .slice()
      .map(({ organization_id: id }) => state.organizations.get(id))
      .filter((organization) => organization !== undefined && isLiveOrganization(organization))
      .filter((organization) => organization?.shared_tickets === true || user.ticket_restriction === 'organization')
      .map((organization) => organization?.id),
  );
  return state.tickets
    .in('export')
    .slice()
    .filter((ticket) => !isDeletedTicket(ticket))
    .filter(({ requester_id: by, organization_id: of }) => by === user.id || (of !== null && opened.has(of)))
    .map(({ id }) => id)
    .sort((left, right) => (left < right ? -1 : 1));
}
