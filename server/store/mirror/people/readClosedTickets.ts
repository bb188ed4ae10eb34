import type { Queryable } from '../../database/Database.ts';

/** What `MirrorStore.closedTicketsOf` promises. */
export async function readClosedTickets(
  database: Queryable,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  if (userIds.length === 0) return new Map();
  const rows = await database.query<{ userId: string; organizationId: string; closed: number }>(CLOSED_TICKETS, [
    userIds,
  ]);
  const counts = new Map<string, Map<string, number>>();
  for (const { userId, organizationId, closed } of rows) {
    const ofUser = counts.get(userId) ?? new Map<string, number>();
    counts.set(userId, ofUser.set(organizationId, closed));
  }
  return counts;
}

const CLOSED_TICKETS = `
  select
    ticket.requester_id as "userId",
    ticket.organization_id as "organizationId",
    count(*)::integer as closed
  from mirror.ticket
  where ticket.requester_id = any ($1::text[]) and ticket.organization_id is not null and ticket.status = 'closed'
  group by ticket.requester_id, ticket.organization_id
  order by ticket.requester_id, ticket.organization_id`;
