import type { Queryable } from '../../database/Database.ts';
import type { OrganizationFigures } from '../../Store.ts';

/** What `Store.organizationFigures` promises: of each asked organization that the mirror has. */
export async function readFigures(
  database: Queryable,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, OrganizationFigures>> {
  const rows = await database.query<OrganizationFigures & { organizationId: string }>(FIGURES, [organizationIds]);
  return new Map(rows.map(({ organizationId, ...figures }) => [organizationId, figures]));
}

const FIGURES = `
  with ticket_count as (
    select
      ticket.organization_id,
      count(*) filter (where ticket.status <> 'closed')::integer as open,
      count(*) filter (where ticket.status = 'closed')::integer as closed
    from mirror.ticket
    where ticket.organization_id = any ($1::text[]) and ticket.status <> 'deleted'
    group by ticket.organization_id
  ),
  member_count as (
    select membership.organization_id, count(distinct membership.user_id)::integer as members
    from mirror.organization_membership as membership
    where membership.organization_id = any ($1::text[])
    group by membership.organization_id
  )
  select
    organization.id as "organizationId",
    coalesce(member_count.members, 0) as members,
    coalesce(ticket_count.open, 0) as "openTickets",
    coalesce(ticket_count.closed, 0) as "closedTickets"
  from mirror.organization
  left join ticket_count on ticket_count.organization_id = organization.id
  left join member_count on member_count.organization_id = organization.id
  where organization.id = any ($1::text[])
  order by organization.id`;
