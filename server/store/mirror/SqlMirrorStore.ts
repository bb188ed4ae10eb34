import type { Facts, SourceName } from '../../core/model.ts';
import type {
  AccountContactRelationRow,
  AccountRow,
  ContactRow,
  MembershipRow,
  OrganizationRow,
  SalesforceUserRow,
  TicketRow,
  ZendeskUserRow,
} from '../../ingest/rows.ts';
import type { Database } from '../database/Database.ts';
import type { FactScope, MirrorStore } from '../Store.ts';
import { keepRows } from './keepRows.ts';
import * as tables from './mirrorTables.ts';
import { readFacts } from './readFacts.ts';
import { sweepTable } from './sweepTable.ts';

/** The mirror in the database's schema `mirror`. */
export class SqlMirrorStore implements MirrorStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  keepAccounts(rows: readonly AccountRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.ACCOUNTS, rows, readAt);
  }

  keepOrganizations(rows: readonly OrganizationRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.ORGANIZATIONS, rows, readAt);
  }

  keepSalesforceUsers(rows: readonly SalesforceUserRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.SALESFORCE_USERS, rows, readAt);
  }

  keepContacts(rows: readonly ContactRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.CONTACTS, rows, readAt);
  }

  keepAccountContactRelations(rows: readonly AccountContactRelationRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.ACCOUNT_CONTACT_RELATIONS, rows, readAt);
  }

  keepZendeskUsers(rows: readonly ZendeskUserRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.ZENDESK_USERS, rows, readAt);
  }

  keepMemberships(rows: readonly MembershipRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.MEMBERSHIPS, rows, readAt);
  }

  keepTickets(rows: readonly TicketRow[], readAt: string): Promise<void> {
    return keepRows(this.#database, tables.TICKETS, rows, readAt);
  }

  sweep(source: SourceName, readAt: string): Promise<number> {
    return sweepTable(this.#database, tables.tableOf(source), readAt);
  }

  facts(scope: FactScope): Promise<Facts> {
    return readFacts(this.#database, scope);
  }

  async count(source: SourceName): Promise<number> {
    const { name, live } = tables.tableOf(source);
    const [counted] = await this.#database.query<{ count: number }>(
      `select count(*)::integer as count from mirror.${name} where ${live}`,
    );
    return counted?.count ?? 0;
  }
}
