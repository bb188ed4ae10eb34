import type { Feature } from '../../core/contract.ts';
import type { Read, RawRecord, Rights } from '../reading.ts';

/** What describe can tell; several organizations to a user are Zendesk's. */
export type SalesforceFeature = Exclude<Feature, 'multiple_organizations'>;

/** Which fields an audit reads; taken from the contract and from what describe shows. */
export interface SalesforceFields {
  /** Besides Id, IsDeleted, MasterRecordId, Name, Type, ParentId, OwnerId, Website, SystemModstamp. */
  readonly account: readonly string[];
}

/** Reads Salesforce and never writes. Deleted and merged records are read too (queryAll). */
export interface SalesforceSource {
  /** The 18-character id of the connected org. */
  orgId(): Promise<string>;
  /** View All on Account and Contact, looked up in the reader's own permission sets and profile. */
  rights(): Promise<Rights>;
  /** Which of Salesforce's features, and which of the named Account fields, exist and are readable. */
  probe(accountFields: readonly string[]): Promise<{
    readonly features: Readonly<Record<SalesforceFeature, boolean>>;
    readonly readableAccountFields: readonly string[];
  }>;
  accounts(fields: SalesforceFields): Read;
  users(): Read;
  contacts(): Read;
  accountContactRelations(): Read;
  /** Asked for directly, deleted ones included: what is not in the answer is proven absent. */
  accountsById(ids: readonly string[], fields: SalesforceFields): Promise<readonly RawRecord[]>;
  /** Live accounts whose field holds one of the values. */
  accountsByField(field: string, values: readonly string[], fields: SalesforceFields): Promise<readonly RawRecord[]>;
  /** Developer names of the custom permissions that a Salesforce user holds; empty for an unknown user. */
  customPermissionsOf(userId: string): Promise<readonly string[]>;
  /** Calls sent since the source was made. */
  calls(): number;
  /** Requests used and allowed in 24 h, as the newest answer's header said; null before the first. */
  allowance(): { readonly used: number; readonly limit: number } | null;
}
