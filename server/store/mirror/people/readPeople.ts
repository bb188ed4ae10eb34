import type { PeopleFacts, PersonFact, SharedDomainFact, TicketFact, TicketLossFact } from '../../../core/model.ts';
import type { Database, Queryable } from '../../database/Database.ts';
import type { RecordIds } from '../../Store.ts';
import { FILL_CANDIDATES } from './candidates.ts';
import { readAdministratorDomains, readAncestors, readLinks, readTicketSharing } from './readSurroundings.ts';
import { readPersons } from './readPersons.ts';
import { resolvePersons } from './resolvePersons.ts';

/** What `Store.people` promises, all of one moment. */
export function readPeople(database: Database, around: RecordIds | null, withAncestors: boolean): Promise<PeopleFacts> {
  return database.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read');
    await resolvePersons(transaction, around);
    await transaction.exec(FILL_CANDIDATES);
    const candidates = {
      persons: await readPersons(transaction, 'select candidate_person.user_id from candidate_person'),
      tickets: await readTickets(transaction),
      losses: await readLosses(transaction, around),
      sharedDomains: await readSharedDomains(transaction, around),
    };
    const named = namedBy(candidates);
    const links = await readLinks(transaction, named);
    const accountIds = new Set([...named.accountIds, ...links.map(({ accountId }) => accountId)]);
    return {
      ...candidates,
      links,
      ancestors: withAncestors ? await readAncestors(transaction, [...accountIds]) : {},
      ticketSharingOrganizationIds: await readTicketSharing(transaction, named.organizationIds),
      administratorDomains: await readAdministratorDomains(transaction),
    };
  });
}

function namedBy({ persons, tickets, losses, sharedDomains }: Candidates): RecordIds {
  const accountIds = new Set<string>();
  const organizationIds = new Set<string>();
  for (const person of persons) {
    for (const { accountId, relatedAccountIds } of person.contacts) {
      if (accountId !== null) accountIds.add(accountId);
      for (const id of relatedAccountIds) accountIds.add(id);
    }
    for (const id of person.organizationIds) organizationIds.add(id);
    if (person.defaultOrganizationId !== null) organizationIds.add(person.defaultOrganizationId);
  }
  for (const { organizationId } of tickets) if (organizationId !== null) organizationIds.add(organizationId);
  for (const { organizationId } of losses) organizationIds.add(organizationId);
  for (const shared of sharedDomains) for (const id of shared.organizationIds) organizationIds.add(id);
  return { accountIds: [...accountIds], organizationIds: [...organizationIds] };
}

interface Candidates {
  readonly persons: readonly PersonFact[];
  readonly tickets: readonly TicketFact[];
  readonly losses: readonly TicketLossFact[];
  readonly sharedDomains: readonly SharedDomainFact[];
}

function readTickets(transaction: Queryable): Promise<readonly TicketFact[]> {
  return transaction.query<TicketFact>(
    `select
      candidate_ticket.ticket_id as "ticketId",
      candidate_ticket.requester_id as "requesterId",
      candidate_ticket.organization_id as "organizationId",
      candidate_ticket.closed
    from candidate_ticket
    order by candidate_ticket.ticket_id`,
  );
}

function readLosses(transaction: Queryable, around: RecordIds | null): Promise<readonly TicketLossFact[]> {
  return transaction.query<TicketLossFact>(
    `select
      loss.organization_id as "organizationId",
      loss.lost_at as "lostAt",
      loss.lost,
      loss.open_before as "openBefore",
      array_agg(loss.ticket_id order by loss.ticket_id) as "ticketIds"
    from ledger.ticket_loss as loss
    join mirror.ticket on ticket.id = loss.ticket_id
    where ticket.organization_id is null and ticket.status not in ('closed', 'deleted')
      ${around === null ? '' : 'and loss.organization_id = any ($1::text[])'}
    group by loss.organization_id, loss.lost_at, loss.lost, loss.open_before
    order by loss.organization_id, loss.lost_at`,
    around === null ? [] : [around.organizationIds],
  );
}

/**
 * A mail provider's domain is on thousands of organizations and ties none of them together. The keys of the rung
 * `domain` may be wider than a registrable domain (they know no private suffixes), never narrower.
 */
function readSharedDomains(transaction: Queryable, around: RecordIds | null): Promise<readonly SharedDomainFact[]> {
  return transaction.query<SharedDomainFact>(
    `with linked as materialized (
      select organization.id, organization.domains
      from mirror.organization
      where organization.id in (select link.organization_id from mirror.link)
        ${around === null ? '' : SHARES_A_DOMAIN}
    ),
    carrier as (
      select distinct domain.registrable collate "C" as registrable, linked.id
      from linked
      cross join lateral json_to_recordset(linked.domains) as domain (registrable text, kind text)
      where domain.kind = 'company'
    )
    select carrier.registrable, array_agg(carrier.id order by carrier.id) as "organizationIds"
    from carrier
    group by carrier.registrable
    having count(*) > 1 ${around === null ? '' : 'and bool_or(carrier.id = any ($1::text[]))'}
    order by carrier.registrable`,
    around === null ? [] : [around.organizationIds],
  );
}

const SHARES_A_DOMAIN = `and organization.id in (
  select other.organization_id
  from mirror.organization_key as own
  join mirror.organization_key as other on other.rung = own.rung and other.key = own.key
  where own.organization_id = any ($1::text[]) and own.rung = 'domain'
)`;
