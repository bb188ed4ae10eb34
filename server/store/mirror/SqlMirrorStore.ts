import type { Facts, Link, MembersFact, PeopleFacts, PersonFact, SettlingFacts, SourceName } from '../../core/model.ts';
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
import type { Affected, FactScope, MirrorStore, OrganizationFigures, RecordIds } from '../Store.ts';
import { forgetRows, sweepTable } from './forgetRows.ts';
import { keepRows, replaceMembershipRows } from './keepRows.ts';
import { replaceLinks } from './linkRows.ts';
import { Marks } from './marks/Marks.ts';
import * as tables from './mirrorTables.ts';
import { readNeighbourhood } from './neighbourhood.ts';
import { readClosedTickets } from './people/readClosedTickets.ts';
import { readFigures } from './people/readFigures.ts';
import { readMembers } from './people/readMembers.ts';
import { readPeople } from './people/readPeople.ts';
import { readPeopleOf } from './people/readPeopleOf.ts';
import { readSettling } from './people/readSettling.ts';
import { readFacts } from './readFacts.ts';
import { dropCursor, readCursor, writeCursor } from './sourceCursors.ts';

/** The mirror in the database's schema `mirror`. */
export class SqlMirrorStore implements MirrorStore {
  readonly #database: Database;
  readonly #marks: Marks;

  constructor(database: Database) {
    this.#database = database;
    this.#marks = new Marks(database);
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

  async organizationNames(): Promise<ReadonlyMap<string, string>> {
    const { live } = tables.ORGANIZATIONS;
    const named = await this.#database.query<{ id: string; name: string }>(
      `select organization.id, organization.name
      from mirror.organization
      where ${live} and organization.name is not null`,
    );
    return new Map(named.map(({ id, name }) => [id, name]));
  }

  async count(source: SourceName): Promise<number> {
    const { name, live } = tables.tableOf(source);
    const [counted] = await this.#database.query<{ count: number }>(
      `select count(*)::integer as count from mirror.${name} where ${live}`,
    );
    return counted?.count ?? 0;
  }

  forget(source: SourceName, ids: readonly string[]): Promise<void> {
    return forgetRows(this.#database, tables.tableOf(source), ids);
  }

  replaceMemberships(userIds: readonly string[], rows: readonly MembershipRow[], readAt: string): Promise<void> {
    return replaceMembershipRows(this.#database, userIds, rows, readAt);
  }

  cursor(source: SourceName): Promise<string | null> {
    return readCursor(this.#database, source);
  }

  dropCursor(source: SourceName): Promise<void> {
    return dropCursor(this.#database, source);
  }

  keepCursor(source: SourceName, cursor: string): Promise<void> {
    return writeCursor(this.#database, source, cursor);
  }

  affected(): Promise<Affected> {
    return this.#marks.affected();
  }

  markEverything(): Promise<void> {
    return this.#marks.everything();
  }

  markAffected(records: RecordIds): Promise<void> {
    return this.#marks.mark(records);
  }

  settleAffected(again: RecordIds): Promise<void> {
    return this.#marks.settle(again);
  }

  closureOf(records: RecordIds, withAncestors: boolean): Promise<RecordIds> {
    return readNeighbourhood(this.#database, records, withAncestors);
  }

  keepLinks(links: readonly Link[], of: RecordIds | null): Promise<void> {
    return replaceLinks(this.#database, links, of);
  }

  members(
    around: RecordIds | null,
    least: { readonly members: number; readonly share: number },
    withAncestors: boolean,
  ): Promise<readonly MembersFact[]> {
    return readMembers(this.#database, around, least, withAncestors);
  }

  people(around: RecordIds | null, withAncestors: boolean): Promise<PeopleFacts> {
    return readPeople(this.#database, around, withAncestors);
  }

  peopleOf(accountIds: readonly string[]): Promise<readonly PersonFact[]> {
    return readPeopleOf(this.#database, accountIds);
  }

  organizationFigures(organizationIds: readonly string[]): Promise<ReadonlyMap<string, OrganizationFigures>> {
    return readFigures(this.#database, organizationIds);
  }

  closedTicketsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
    return readClosedTickets(this.#database, userIds);
  }

  settling(from: string, to: string): Promise<SettlingFacts> {
    return readSettling(this.#database, from, to);
  }
}
