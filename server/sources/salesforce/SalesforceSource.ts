import type { Named } from '../../core/plans/Plan.ts';
import type { Feature } from '../../core/contract.ts';
import type { SourceName } from '../../core/model.ts';
import type { Read, ReadChanges, RawRecord, Rights } from '../reading.ts';

/** What describe can tell; several organizations to a user are Zendesk's. */
export type SalesforceFeature = Exclude<Feature, 'multiple_organizations'>;

/** Which fields an audit reads; taken from the contract and from what describe shows. */
export interface SalesforceFields {
  /** Besides Id, IsDeleted, MasterRecordId, Name, Type, ParentId, OwnerId, Website, LastModifiedById, SystemModstamp. */
  readonly account: readonly string[];
}

/** Sources that Salesforce tells the changes of. */
export type SalesforceChangeSource = Extract<SourceName, `salesforce.${string}`>;

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
  /**
   * Records of one kind whose SystemModstamp says that they changed since the cursor, deleted ones included (queryAll).
   * `cursorAt` makes the first cursor after a full read that began at that time.
   */
  changes(source: SalesforceChangeSource, fields: SalesforceFields, cursor: string): ReadChanges;
  cursorAt(readAt: string): string;
  /** Ids that were deleted since the cursor (getDeleted: 15 days back at most), purged ones included. */
  deletedSince(source: SalesforceChangeSource, cursor: string): Promise<readonly string[]>;
  /** Which of these records still exist, the recycle bin included. */
  existing(source: SalesforceChangeSource, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Asked for directly, deleted ones included: what is not in the answer is proven absent. */
  accountsById(ids: readonly string[], fields: SalesforceFields): Promise<readonly RawRecord[]>;
  /** Live accounts whose field holds one of the values. */
  accountsByField(field: string, values: readonly string[], fields: SalesforceFields): Promise<readonly RawRecord[]>;
  /** Active Apex triggers, record-triggered flows and processes that an update of an Account sets off; what may not be read is named, never thrown. */
  accountAutomations(): Promise<AccountAutomations>;
  /** Developer names of the custom permissions that a Salesforce user holds; empty for an unknown user. */
  customPermissionsOf(userId: string): Promise<readonly string[]>;
  /** How much of the package stands in the org, as far as the reader may look: what he may not is said, never thrown. */
  installation(parts: PackageParts): Promise<Installation>;
  /** Data storage of the org in megabytes; null where it does not tell. */
  storage(): Promise<{ readonly max: number; readonly remaining: number } | null>;
  /** Calls sent since the source was made. */
  calls(): number;
  /** Requests used and allowed in 24 h, as the newest answer's header said; null before the first. */
  allowance(): { readonly used: number; readonly limit: number } | null;
}

/** What a deployment of force-app brings, by API names. */
export interface PackageParts {
  /** Custom fields by their object. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly permissionSets: readonly string[];
  readonly customPermissions: readonly string[];
  readonly queues: readonly string[];
  readonly notificationTypes: readonly string[];
  readonly namedCredentials: readonly string[];
  /** Lightning pages. */
  readonly pages: readonly string[];
}

export interface Installation {
  /** Kind by kind what is not there; fields as `Object.Field`, an object without any as `Object`. A field that the reader may not read is among them. */
  readonly missing: Readonly<Record<keyof PackageParts, readonly string[]>>;
  /** Why a kind of part, or who holds the permission sets, could not be looked up; nothing of that kind is called missing. */
  readonly unreadable: Readonly<Partial<Record<keyof PackageParts | 'assignments', string>>>;
  /** Where each named credential of the org leads; null where it does not tell. */
  readonly addresses: Readonly<Record<string, string | null>>;
  /** How many active users hold each of the permission sets. */
  readonly heldBy: Readonly<Record<string, number>>;
  /** Which of them the reader himself holds. */
  readonly own: readonly string[];
}

export interface AccountAutomations {
  readonly triggers: readonly Named[];
  readonly flows: readonly Named[];
  /** In words. */
  readonly unreadable: readonly string[];
}
