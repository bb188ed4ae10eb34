import type { Database, Transaction } from '../database/Database.ts';
import { lockWriters } from '../database/stage.ts';
import type { RecordIds } from '../Store.ts';

/** What makes a loss a mass change: at least so many tickets, and at least that share of those that were open. */
export interface TicketLossThreshold {
  readonly tickets: number;
  readonly share: number;
}

/** Open tickets that lost their organization between two looks at the mirror. */
export class TicketLossLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Answers the organizations whose losses changed. */
  note(judgedAt: string, least: TicketLossThreshold): Promise<RecordIds> {
    return this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.open_ticket');
      const recovered = await transaction.query<Changed>(FORGET_RECOVERED);
      const lost = await transaction.query<Changed>(KEEP_LOSSES, [judgedAt, least.tickets, least.share]);
      await remember(transaction);
      const organizationIds = [...new Set([...recovered, ...lost].map(({ organizationId }) => organizationId))].sort();
      return { accountIds: [], organizationIds };
    });
  }
}

interface Changed {
  readonly organizationId: string;
}

async function remember(transaction: Transaction): Promise<void> {
  await transaction.query(FORGET_OTHERS);
  await transaction.query(REMEMBER_OPEN);
}

/** Whose ticket has an organization again, or is no longer open, or is gone. */
const FORGET_RECOVERED = `
  delete from ledger.ticket_loss
  where not exists (
    select from mirror.ticket
    where ticket.id = ticket_loss.ticket_id
      and ticket.status not in ('closed', 'deleted')
      and ticket.organization_id is null
  )
  returning ticket_loss.organization_id as "organizationId"`;

const KEEP_LOSSES = `
  with before as (
    select open_ticket.organization_id, count(*)::integer as open_before
    from ledger.open_ticket
    group by open_ticket.organization_id
  ),
  loss as (
    select open_ticket.ticket_id, open_ticket.organization_id
    from ledger.open_ticket
    join mirror.ticket on ticket.id = open_ticket.ticket_id
    where ticket.status not in ('closed', 'deleted') and ticket.organization_id is null
  ),
  mass as (
    select loss.organization_id, count(*)::integer as lost, before.open_before
    from loss
    join before on before.organization_id = loss.organization_id
    group by loss.organization_id, before.open_before
    having count(*) >= $2::integer and count(*) >= $3::double precision * before.open_before
  )
  insert into ledger.ticket_loss (ticket_id, organization_id, lost_at, lost, open_before)
  select loss.ticket_id, loss.organization_id, $1::timestamptz, mass.lost, mass.open_before
  from loss
  join mass on mass.organization_id = loss.organization_id
  order by loss.ticket_id
  returning ticket_loss.organization_id as "organizationId"`;

const FORGET_OTHERS = `
  delete from ledger.open_ticket
  where not exists (
    select from mirror.ticket
    where ticket.id = open_ticket.ticket_id
      and ticket.status not in ('closed', 'deleted')
      and ticket.organization_id is not null
  )`;

const REMEMBER_OPEN = `
  insert into ledger.open_ticket as remembered (ticket_id, organization_id)
  select ticket.id, ticket.organization_id
  from mirror.ticket
  where ticket.status not in ('closed', 'deleted') and ticket.organization_id is not null
  on conflict (ticket_id) do update set organization_id = excluded.organization_id
  where remembered.organization_id <> excluded.organization_id`;
