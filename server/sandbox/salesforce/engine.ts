import type { GlobalDescribe, ObjectDescribe } from './schema/describeTypes.ts';

export { MultipleRecordsError, SalesforceError } from './SalesforceError.ts';
export type {
  ChildRelationshipDescribe,
  FieldDescribe,
  GlobalDescribe,
  ObjectDescribe,
} from './schema/describeTypes.ts';

/**
 * Fields that installed packages add to the org, by object and field: `salesforce/packages.json` of a world folder.
 * An object named here that is neither standard nor in force-app comes into being.
 */
export type WorldPackages = Record<string, Record<string, PackageField>>;

export interface PackageField {
  type: string;
  length?: number;
  label?: string;
  referenceTo?: string;
  relationshipName?: string;
}

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
}

/** A record as REST answers it: `attributes` first, then the fields; parents and child sub-queries nested. */
export interface SalesforceRecord {
  /** `url` carries no host: `/services/data/v66.0/sobjects/Account/001...`; aggregate rows have type AggregateResult and no url. */
  attributes: { type: string; url?: string };
  [field: string]: unknown;
}

/** A child sub-query's value inside a record; complete, never paged. */
export interface ChildQueryResult {
  totalSize: number;
  done: true;
  records: SalesforceRecord[];
}

export interface QueryResult {
  totalSize: number;
  /** All of them: cutting into batches is the HTTP layer's work. Empty for `SELECT COUNT()`, whose answer is totalSize. */
  records: SalesforceRecord[];
  /** Column paths in SELECT order with FIELDS() expanded (`Id`, `Account.Name`, `expr0`): the header of a Bulk CSV. */
  columns: string[];
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

  describeGlobal(): GlobalDescribe;
  /** @throws SalesforceError NOT_FOUND for an unknown object. */
  describe(objectName: string): ObjectDescribe;

  query(soql: string, options: QueryOptions): QueryResult;
  retrieve(objectName: string, id: string, options: RetrieveOptions): SalesforceRecord;
  /** @throws MultipleRecordsError when a field that is not unique names several records. */
  retrieveByExternalId(
    objectName: string,
    fieldName: string,
    value: string,
    options: RetrieveOptions,
  ): SalesforceRecord;

  insert(objectName: string, fields: Record<string, unknown>, caller: Caller): { id: string };
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

  /** Runs `work`; when it throws, every write it made is taken back and the error passed on. For `allOrNone` and composite. */
  atomically<T>(work: () => T): T;

  /** Rows deleted in [start, end), for `/sobjects/X/deleted`. */
  getDeleted(objectName: string, start: Date, end: Date): { id: string; deletedDate: string }[];
  /** Ids changed in [start, end) by SystemModstamp, for `/sobjects/X/updated`. */
  getUpdated(objectName: string, start: Date, end: Date): string[];
}

/** Builds the org from force-app, packages and rows. @throws when force-app cannot be read or a formula cannot be evaluated. */
export function createEngine(_options: EngineOptions): Engine {
  throw new Error('The engine is being written: this commit fixes its interface.');
}
