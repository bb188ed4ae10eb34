import type { Named } from '../../core/plans/Plan.ts';
import type { Read, ReadChanges, RawRecord, Rights } from '../reading.ts';

/** Sources that Zendesk tells the changes of. */
export type ZendeskChangeSource = 'zendesk.organizations' | 'zendesk.users' | 'zendesk.tickets';

/** Reads Zendesk and never writes. */
export interface ZendeskSource {
  /** The subdomain of the connected account, from the default brand: a proxy may stand between. */
  subdomain(): Promise<string>;
  /** The reader must be an administrator. */
  rights(): Promise<Rights>;
  organizations(): Read;
  users(): Read;
  memberships(): Read;
  /**
   * The whole export with a null cursor, else what came after it; a cursor that Zendesk refuses, or that leaves tickets
   * missing, leads to the whole export again (`restarted`). Proven by the number of tickets that are not deleted that
   * `known` tells: it is asked when all pages were handed over, and must count what they held.
   */
  tickets(cursor: string | null, known: () => Promise<number>): ReadChanges;
  /** What the incremental export tells since the cursor; deleted records are in it with `deleted_at` or `active: false`. */
  changes(source: ZendeskChangeSource, cursor: string): ReadChanges;
  /** The first cursor after a full read that began at that time. */
  cursorAt(readAt: string): string;
  /** No feed tells of memberships: those of users who changed are asked for, one call a user. Throws as asking directly does. */
  membershipsOf(userIds: readonly string[]): Promise<readonly RawRecord[]>;
  /** Asked for directly (show_many): what is not in the answer is proven absent. */
  organizationsById(ids: readonly string[]): Promise<readonly RawRecord[]>;
  organizationsByExternalId(externalIds: readonly string[]): Promise<readonly RawRecord[]>;
  /** Where an Organization that is gone was merged to, along chains; null when it was not merged. */
  mergeWinnerOf(organizationId: string): Promise<string | null>;

  // For repair: records as they are right now, asked for directly. What is not in the answer is not there.

  /** With `ticket_restriction`; deleted ones too, with `active: false`. */
  usersById(ids: readonly string[]): Promise<readonly RawRecord[]>;
  /** Archived ones too, deleted ones not. */
  ticketsById(ids: readonly string[]): Promise<readonly RawRecord[]>;
  /** Tickets that these users asked and that are not closed or deleted; one list a user. */
  openTicketsOf(userIds: readonly string[]): Promise<readonly RawRecord[]>;
  /** All memberships of one organization; null where there is no such organization. */
  membershipsIn(organizationId: string): Promise<readonly RawRecord[] | null>;
  /** Tickets that carry the organization, archived ones included; null where there is no such organization. */
  ticketCountOf(organizationId: string): Promise<number | null>;
  /** By the beginning of a name, an id, or an external id; for a person who is looking for one. */
  findOrganizations(text: string, limit: number): Promise<readonly RawRecord[]>;
  /**
   * Active webhooks, and where tickets are written active triggers and automations, which run on nothing else. What may
   * not be read is named in `unreadable`, never thrown.
   */
  automations(written: 'tickets' | 'others'): Promise<ZendeskAutomations>;
  /** Whether a user may have several organizations; null where the account's settings don't tell. */
  allowsSeveralOrganizations(): Promise<boolean | null>;
  /** What the token may do, `read` or `tickets:write`; null for an API token, which may do all that its user may. */
  scopes(): Promise<readonly string[] | null>;
  /** Where the active webhooks send. */
  webhookEndpoints(): Promise<readonly string[]>;
  calls(): number;
  allowance(): { readonly remaining: number; readonly limit: number } | null;
}

export interface ZendeskAutomations {
  readonly triggers: readonly Named[];
  readonly automations: readonly Named[];
  readonly webhooks: readonly Named[];
  /** In words: what could not be read, and which right is missing. */
  readonly unreadable: readonly string[];
}
