import type { ApexMethodMetadata, PermissionSetMetadata } from '../../../metadata/metadataTypes.ts';
import type { JournalOperation } from '../control/RequestJournal.ts';
import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { SandboxState } from '../http/createSandboxState.ts';
import { queriedObject } from '../http/queriedObject.ts';
import { ApexException } from './ApexException.ts';
import type { ApexOrg } from './readApexOrg.ts';
import { sendCallout } from './sendCallout.ts';

/** What one Apex transaction can reach: records, settings, labels, permissions and callouts, all for the running user. */
export class ApexTransaction {
  /** What the transaction did, for the journal. */
  readonly operations: JournalOperation[] = [];
  readonly userId: string;
  readonly #sandbox: SandboxState;
  readonly #org: ApexOrg;
  /** Those of force-app that the user holds. */
  readonly #permissionSets: PermissionSetMetadata[];
  readonly #isAdministrator: boolean;

  constructor(sandbox: SandboxState, org: ApexOrg, userId: string) {
    this.#sandbox = sandbox;
    this.#org = org;
    this.userId = userId;
    const held = permissionSetsOf(sandbox, userId);
    this.#permissionSets = org.permissionSets.filter(({ name }) => held.some((set) => set.Name === name));
    this.#isAdministrator = held.some((set) => set.PermissionsModifyAllData);
  }

  /** Whether the user may call the class: a permission set opens it to him, or he administers the org. */
  mayRun(className: string): boolean {
    return this.#isAdministrator || this.#permissionSets.some(({ apexClasses }) => apexClasses.includes(className));
  }

  /** `FeatureManagement.checkPermission`. */
  checkPermission(name: string): boolean {
    return this.#permissionSets.some(({ customPermissions }) => customPermissions.includes(name));
  }

  /** `System.Label.<name>`. @throws Error when force-app has no such label: Apex would not compile. */
  label(name: string): string {
    const value = this.#org.labels.get(name);
    if (value === undefined) throw new Error(`force-app has no label ${name}, which the Apex stand-in needs`);
    return value;
  }

  /** A `static final` text or number of a class. @throws Error when it has none of that name. */
  constant(className: string, name: string): string | number {
    const value = this.#org.classes.get(className)?.constants.get(name);
    if (value === undefined) throw new Error(`force-app has no constant ${className}.${name}`);
    return value;
  }

  /** `UserInfo.getOrganizationId()`. */
  get organizationId(): string {
    return this.#sandbox.engine.organizationId;
  }

  /** `Datetime.now()`. */
  get now(): Date {
    return this.#sandbox.clock();
  }

  keyPrefixOf(objectName: string): string {
    return this.#sandbox.engine.describe(objectName).keyPrefix ?? '';
  }

  /**
   * Runs the one query of an Apex method, in the words of its source.
   * @throws ApexException System.QueryException when the org refuses it.
   */
  query(className: string, methodName: string, variables: Record<string, unknown>): SalesforceRecord[] {
    const { queries } = this.#method(className, methodName);
    const [query] = queries;
    if (query === undefined || queries.length > 1) {
      throw new Error(`${className}.${methodName} has ${queries.length} queries, the Apex stand-in expects one`);
    }
    return this.#query(query.soql, variables, /\bWITH\s+USER_MODE\b/i.test(query.soql) ? 'user' : 'system');
  }

  /** `Database.queryWithBinds(soql, binds, AccessLevel.USER_MODE)`. @throws ApexException System.QueryException. */
  queryWithBinds(soql: string, binds: Record<string, unknown>): SalesforceRecord[] {
    return this.#query(soql, binds, 'user');
  }

  #query(soql: string, variables: Record<string, unknown>, accessMode: 'user' | 'system'): SalesforceRecord[] {
    try {
      const { records } = this.#sandbox.engine.query(soql, { actingUserId: this.userId, accessMode, variables });
      this.operations.push({ object: queriedObject(soql), operation: 'query', records: records.length });
      return records.map(withId);
    } catch (error) {
      if (error instanceof SalesforceError)
        throw new ApexException('System.QueryException', error.message, { cause: error });
      throw error;
    }
  }

  /** `<Setting>.getOrgDefaults()`: the row of the org itself, or one without values. Settings know no user mode. */
  orgDefaults(settingName: string): Record<string, unknown> {
    const { engine } = this.#sandbox;
    const soql = `SELECT FIELDS(ALL) FROM ${settingName} WHERE SetupOwnerId = :organizationId LIMIT 1`;
    const { records } = engine.query(soql, {
      actingUserId: this.userId,
      accessMode: 'system',
      variables: { organizationId: engine.organizationId },
    });
    return records[0] ?? {};
  }

  /** Makes the one callout of an Apex method. @throws ApexException System.CalloutException when there is no answer. */
  async callout(
    className: string,
    methodName: string,
    variables: Record<string, string>,
    body?: string,
  ): Promise<{ status: number; body: string }> {
    const { callouts } = this.#method(className, methodName);
    const [callout] = callouts;
    if (callout === undefined || callouts.length > 1) {
      throw new Error(`${className}.${methodName} has ${callouts.length} callouts, the Apex stand-in expects one`);
    }
    this.operations.push({ object: null, operation: `callout:${callout.namedCredential}`, records: 0 });
    return sendCallout({
      org: this.#org,
      callout,
      variables,
      body,
      context: { user: this.#user(), organizationId: this.#sandbox.engine.organizationId, now: this.#sandbox.clock() },
      principals: this.#permissionSets.flatMap(({ externalCredentialPrincipals }) => externalCredentialPrincipals),
    });
  }

  #method(className: string, methodName: string): ApexMethodMetadata {
    const method = this.#org.classes.get(className)?.methods.find(({ name }) => name === methodName);
    if (method === undefined) throw new Error(`force-app has no Apex method ${className}.${methodName}`);
    return method;
  }

  #user(): { Id: string; Username: string; Email: string } {
    const record = this.#sandbox.engine.retrieve('User', this.userId, {
      actingUserId: this.userId,
      accessMode: 'system',
      fields: ['Username', 'Email'],
    });
    return { Id: this.userId, Username: String(record['Username']), Email: String(record['Email'] ?? '') };
  }
}

/** Apex gives every queried record its Id, selected or not. */
function withId(record: SalesforceRecord): SalesforceRecord {
  return { ...record, Id: record.attributes.url?.split('/').at(-1) };
}

interface HeldPermissionSet {
  Name: string;
  PermissionsModifyAllData: boolean;
}

/** Every permission set that the user holds, his profile's own among them. */
function permissionSetsOf(sandbox: SandboxState, userId: string): HeldPermissionSet[] {
  const { records } = sandbox.engine.query(
    'SELECT PermissionSet.Name, PermissionSet.PermissionsModifyAllData FROM PermissionSetAssignment WHERE AssigneeId = :userId',
    { actingUserId: userId, accessMode: 'system', variables: { userId } },
  );
  return records.map((record) => record['PermissionSet'] as HeldPermissionSet);
}
