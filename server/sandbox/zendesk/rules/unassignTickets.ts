import type { Id } from '../state/ids.ts';
import type { Ticket } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/**
 * Schedules the job that takes the organization away from tickets that are not closed, of one requester or of all. What
 * counts is how the tickets stand when it runs: whoever reads before sees them unchanged.
 */
export function unassignTickets(state: ZendeskState, organizationId: Id, requesterId?: Id): void {
  state.schedule.after(state.options.membershipUnassignDelayMs, () => {
    for (const ticket of state.tickets.by('organization', organizationId).slice()) {
      if (ticket.status === 'closed') continue;
      if (requesterId === undefined || ticket.requester_id === requesterId) moveBySystem(state, ticket, null);
    }
  });
}

/** A change that the system makes: it leaves no event, so that updated_at stays and only generated_timestamp moves. [doc] */
export function moveBySystem(state: ZendeskState, ticket: Ticket, organizationId: Id | null): void {
  const second = Math.floor(state.now().getTime() / 1000);
  state.tickets.put({ ...ticket, organization_id: organizationId, generated_timestamp: second });
}
