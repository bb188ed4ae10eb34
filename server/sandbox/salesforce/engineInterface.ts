import type { GlobalDescribe, ObjectDescribe } from './schema/describeTypes.ts';
import type { WorldPackages } from './schema/packageField.ts';
import type { QueryResult, SalesforceRecord } from './soql/resultTypes.ts';

/** `integration`: what its permission sets grant, as installed. `administrator`: everything, on every object and field. */
export type ApiUser = 'integration' | 'administrator';

export interface EngineOptions {
  /** The `force-app` folder; every package directory below it is read. */
  forceAppFolder: string;
  packages?: WorldPackages;
  /** The world's rows by object name, loaded unchecked and never written to. */
  rows: Map<string, Record<string, unknown>[]>;
  /** The sandbox's clock: stamps, TODAY, NOW(). */
  clock: () => Date;
  /**
   * Takes View All from the API user and hides Accounts (and their Contacts) that he does not own: a reader who does not see
   * everything and gets no error for it. Default false.
   */
  restrictedReader?: boolean;
  /** As whom the API is used; default `integration`. */
  apiUser?: ApiUser;
}

/** Who asks. Every call runs with this user's permissions, as in the API. */
export interface Caller {
  actingUserId: string;
  /**
   * `user` (default; REST, Bulk, Apex `WITH USER_MODE`): object, field and record access of the acting user are enforced.
   * `system` (Apex otherwise): they are not.
   */
  accessMode?: 'user' | 'system';
}

export interface PublishedEvent {
  /** API name, `X__e`. */
  object: string;
  /** With EventUuid, CreatedDate and CreatedById. */
  fields: Record<string, unknown>;
}

export interface QueryOptions extends Caller {
  /** queryAll: deleted rows are seen too. Default false. */
  includeDeleted?: boolean;
  /** Apex bind variables by name without the colon. */
  variables?: Record<string, unknown>;
  /** For `attributes.url`; default 66.0. */
  apiVersion?: string;
}

export interface RetrieveOptions extends Caller {
  /** Field paths; default all readable fields of the object. */
  fields?: string[];
  apiVersion?: string;
}

/** The engine inside the Salesforce sandbox: schema, rows and rules of one org, in memory. Every refusal is a SalesforceError. */
export interface Engine {
  /** 18-character 00D id. */
  readonly organizationId: string;
  /**
   * The user whom a client-credentials login runs as: the first user whom the world's PermissionSetAssignment gives
   * Linkproof_Integration, otherwise the default user "Linkproof Integration".
   */
  readonly apiUserId: string;
  /** 18-character id of the active user with this user name (ignoring case); undefined when there is none. For JWT logins. */
  findUserByUsername(username: string): string | undefined;

  /** With a caller: the objects that he may read. */
  describeGlobal(caller?: Caller): GlobalDescribe;
  /**
   * With a caller: the fields that he may read, writable as far as he may write them.
   * @throws SalesforceError NOT_FOUND for an unknown object, or one that the caller may not read.
   */
  describe(objectName: string, caller?: Caller): ObjectDescribe;

  query(soql: string, options: QueryOptions): QueryResult;
  retrieve(objectName: string, id: string, options: RetrieveOptions): SalesforceRecord;
  /** @throws MultipleRecordsError when a field that is not unique names several records. */
  retrieveByExternalId(
    objectName: string,
    fieldName: string,
    value: string,
    options: RetrieveOptions,
  ): SalesforceRecord;

  /** Of a platform event also its EventUuid. */
  insert(objectName: string, fields: Record<string, unknown>, caller: Caller): { id: string; eventUuid?: string };
  update(objectName: string, id: string, fields: Record<string, unknown>, caller: Caller): { id: string };
  /** @throws MultipleRecordsError when the external id names several records. */
  upsert(
    objectName: string,
    externalIdField: string,
    value: string,
    fields: Record<string, unknown>,
    caller: Caller,
  ): { id: string; created: boolean };
  /** Into the recycle bin, master-detail children with it. */
  remove(objectName: string, id: string, caller: Caller): { id: string };
  undelete(objectName: string, id: string, caller: Caller): { id: string };

  /**
   * Merges Accounts or Contacts, as Apex and SOAP do; REST has no way to.
   * @throws SalesforceError for another object, for records that are not there or too many.
   */
  merge(objectName: string, masterId: string, loserIds: readonly string[], caller: Caller): void;
  /** Takes deleted records out of the recycle bin; default: all of the object's, or of all objects. Answers how many. */
  purge(objectName?: string, ids?: readonly string[]): number;
  /** Takes a field from everybody, as an admin does who changes permissions under a running integration. */
  revokeField(objectName: string, fieldName: string): void;
  /** Gives back what revokeField took. */
  restoreFields(): void;

  /** Every platform event that was published, oldest first: what subscribers got. */
  publishedEvents(): PublishedEvent[];

  /** Runs `work`; when it throws, every write it made is taken back and the error passed on. For `allOrNone` and composite. */
  atomically<T>(work: () => T): T;

  /** Rows deleted in [start, end), merged and purged ones included, for `/sobjects/X/deleted`. */
  getDeleted(objectName: string, start: Date, end: Date): { id: string; deletedDate: string }[];
  /** Ids changed in [start, end) by SystemModstamp, for `/sobjects/X/updated`. */
  getUpdated(objectName: string, start: Date, end: Date): string[];
}
