/**
 * The rows of the mirror, as ingest makes them and the store keeps them. Of people only ids, a keyed hash of the
 * e-mail address and its domain; of tickets no text.
 */

/** One entry of `account_key` or `organization_key`: under this rung the record carries this normalised key. */
export interface KeyRow {
  readonly rung: string;
  readonly key: string;
}

export interface AccountRow {
  readonly id: string;
  readonly state: 'live' | 'deleted' | 'merged';
  readonly masterId: string | null;
  readonly name: string | null;
  readonly isPersonAccount: boolean;
  readonly parentId: string | null;
  readonly ownerId: string | null;
  readonly storedId: string | null;
  readonly nativeId: string | null;
  readonly keyText: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  /** ISO 8601; an older version of the record never overwrites a newer one. */
  readonly modifiedAt: string;
  readonly keys: readonly KeyRow[];
}

export interface OrganizationRow {
  readonly id: string;
  readonly state: 'live' | 'merged' | 'gone';
  readonly mergedInto: string | null;
  readonly name: string | null;
  readonly keyText: string | null;
  readonly domainNames: readonly string[];
  readonly tags: readonly string[];
  readonly sharedTickets: boolean;
  readonly modifiedAt: string;
  readonly keys: readonly KeyRow[];
}

export interface SalesforceUserRow {
  readonly id: string;
  readonly active: boolean;
  readonly modifiedAt: string;
}

export interface ContactRow {
  readonly id: string;
  readonly accountId: string | null;
  readonly deleted: boolean;
  readonly emailHash: string | null;
  readonly emailDomain: string | null;
  readonly modifiedAt: string;
}

export interface AccountContactRelationRow {
  readonly id: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly direct: boolean;
  readonly active: boolean;
  readonly modifiedAt: string;
}

export interface ZendeskUserRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly role: string;
  readonly active: boolean;
  readonly suspended: boolean;
  readonly verified: boolean;
  readonly defaultOrganizationId: string | null;
  readonly emailHash: string | null;
  readonly emailDomain: string | null;
  readonly modifiedAt: string;
}

export interface MembershipRow {
  readonly id: string;
  readonly userId: string;
  readonly organizationId: string;
  readonly isDefault: boolean;
  readonly modifiedAt: string;
}

export interface TicketRow {
  readonly id: string;
  readonly requesterId: string | null;
  readonly organizationId: string | null;
  readonly status: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A merge that was seen: banked in the ledger for ever, since Salesforce forgets it after 15 days. */
export interface MergeRedirect {
  readonly system: 'salesforce' | 'zendesk';
  readonly loserId: string;
  readonly winnerId: string;
}
