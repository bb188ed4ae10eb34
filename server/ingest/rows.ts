/**
 * The rows of the mirror, as ingest makes them and the store keeps them. Of people only ids, a keyed hash of the
 * e-mail address and its domain; of tickets no text.
 */

import type { DomainFact, Scalar } from '../core/model.ts';

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
  readonly modifiedById: string | null;
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
  readonly domains: readonly DomainFact[];
  readonly tags: readonly string[];
  readonly sharedTickets: boolean;
  /** The organization fields that the contract mirrors Account fields into, where the record has them. */
  readonly mirrored: Readonly<Record<string, Scalar>>;
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
  /** The contact that it was merged into. */
  readonly masterId: string | null;
  /** Its id as it compares where case was lost (`foldId`). */
  readonly fold: string;
  readonly emailHash: string | null;
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
  /** The contact's 18-character id, or its fold where 15 characters were found; null where the external id is none. */
  readonly contactKey: string | null;
  readonly contactKeyForm: 'none' | 'canonical' | 'noncanonical' | 'fifteen' | 'other';
  readonly role: string;
  readonly active: boolean;
  readonly suspended: boolean;
  readonly verified: boolean;
  readonly defaultOrganizationId: string | null;
  readonly emailHash: string | null;
  /** The registrable domain of his address; kept of administrators only. */
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
  /** The later of `updated_at` and `generated_timestamp`: what jobs change does not move the first. */
  readonly modifiedAt: string;
}

/** A merge that was seen: banked in the ledger for ever, since Salesforce forgets it after 15 days. */
export interface MergeRedirect {
  readonly system: 'salesforce' | 'zendesk';
  readonly loserId: string;
  readonly winnerId: string;
}
