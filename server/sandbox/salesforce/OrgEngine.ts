import { SalesforceError } from './SalesforceError.ts';
import { parseInstant } from './records/fieldValue.ts';
import { UserAccess } from './records/UserAccess.ts';
import { eventsAreNotStored, recordDeleted, recordNotFound } from './records/writeErrors.ts';
import { looksLikeId } from './schema/ids.ts';
import { parseSoql } from './soql/parseSoql.ts';
import { runQuery } from './soql/runQuery.ts';
import { isVisible } from './soql/QueryContext.ts';
import { selectColumns } from './soql/selectColumns.ts';
import type { Caller, Engine, PublishedEvent, QueryOptions, RetrieveOptions } from './engineInterface.ts';
import type { Row } from './records/fieldValue.ts';
import type { Org } from './records/Org.ts';
import type { RecordWriter, Writer } from './records/RecordWriter.ts';
import type { GlobalDescribe, ObjectDescribe } from './schema/describeTypes.ts';
import type { FieldSchema, ObjectSchema } from './schema/ObjectSchema.ts';
import type { QueryContext } from './soql/QueryContext.ts';
import type { QueryResult, SalesforceRecord } from './soql/resultTypes.ts';

/** The API version of force-app. */
const defaultApiVersion = '66.0';

export interface OrgEngineParts {
  org: Org;
  apiUserId: string;
  writer: RecordWriter;
  clock: () => Date;
  /** The user to whom Accounts are private. */
  restrictedUserId: string | undefined;
  /** The user who may do everything. */
  administratorId: string | undefined;
}

/** One org, asked and written through the shapes of the API. */
export class OrgEngine implements Engine {
  readonly organizationId: string;
  readonly apiUserId: string;
  private readonly org: Org;
  private readonly writer: RecordWriter;
  private readonly clock: () => Date;
  private readonly restrictedUserId: string | undefined;
  private readonly administratorId: string | undefined;
  private readonly accesses = new Map<string, UserAccess>();
  private readonly revokedFields = new Set<string>();

  constructor(parts: OrgEngineParts) {
    this.org = parts.org;
    this.organizationId = parts.org.organizationId;
    this.apiUserId = parts.apiUserId;
    this.writer = parts.writer;
    this.clock = parts.clock;
    this.restrictedUserId = parts.restrictedUserId;
    this.administratorId = parts.administratorId;
  }

  findUserByUsername(username: string): string | undefined {
    const users = this.org.schema.get('User');
    const [user] = this.org.database.table(users).findBy(users.field('Username') as FieldSchema, [username]);
    return user && user.IsActive !== false ? (user.Id as string) : undefined;
  }

  describeGlobal(caller?: Caller): GlobalDescribe {
    const access = caller && this.accessFor(caller);
    const objects = this.org.schema.objects.filter((object) => access?.mayOnObject('Read', object) ?? true);
    return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: objects.map((object) => object.summary()) };
  }

  describe(objectName: string, caller?: Caller): ObjectDescribe {
    const access = caller && this.accessFor(caller);
    const object = caller ? this.readableObject(objectName, caller) : this.org.schema.get(objectName);
    const describe = object.describe();
    if (!access) return describe;
    const fields = object.fields.filter((field) => access.mayReadField(object, field));
    return {
      ...describe,
      childRelationships: describe.childRelationships.filter(({ childSObject }) =>
        access.mayOnObject('Read', this.org.schema.get(childSObject)),
      ),
      createable: describe.createable && access.mayOnObject('Create', object),
      updateable: describe.updateable && access.mayOnObject('Edit', object),
      deletable: describe.deletable && access.mayOnObject('Delete', object),
      fields: describe.fields.flatMap((described) => {
        const field = fields.find((candidate) => candidate.name === described.name);
        if (!field) return [];
        const editable = access.mayEditField(object, field);
        return [
          { ...described, createable: described.createable && editable, updateable: described.updateable && editable },
        ];
      }),
    };
  }

  query(soql: string, options: QueryOptions): QueryResult {
    const { query, allRows } = parseSoql(soql, options.variables);
    const enforced =
      options.accessMode !== 'system' || query.withAccessLevel === 'USER_MODE' || query.withSecurityEnforced === true;
    const context = {
      ...this.context(soql, options, options.apiVersion),
      access: enforced ? this.accessOf(options.actingUserId) : undefined,
      includeDeleted: options.includeDeleted === true || allRows,
      variables: options.variables,
      alias: query.sObjectAlias,
    };
    return runQuery(context, query);
  }

  retrieve(objectName: string, id: string, options: RetrieveOptions): SalesforceRecord {
    const object = this.readableObject(objectName, options);
    if (object.platformEvent) throw eventsAreNotStored(object.name);
    const row = looksLikeId(id) ? this.org.database.table(object).get(id) : undefined;
    if (!row) throw recordNotFound();
    if (row.IsDeleted === true) throw recordDeleted();
    return this.toRecord(object, row, options);
  }

  retrieveByExternalId(
    objectName: string,
    fieldName: string,
    value: string,
    options: RetrieveOptions,
  ): SalesforceRecord {
    const object = this.readableObject(objectName, options);
    const row = this.writer.findByExternalId(object, fieldName, value);
    if (!row) throw recordNotFound();
    return this.toRecord(object, row, options);
  }

  insert(objectName: string, fields: Record<string, unknown>, caller: Caller): { id: string; eventUuid?: string } {
    return this.writer.insert(this.org.schema.get(objectName), fields, this.writerFor(caller));
  }

  update(objectName: string, id: string, fields: Record<string, unknown>, caller: Caller): { id: string } {
    return this.writer.update(this.org.schema.get(objectName), id, fields, this.writerFor(caller));
  }

  upsert(
    objectName: string,
    externalIdField: string,
    value: string,
    fields: Record<string, unknown>,
    caller: Caller,
  ): { id: string; created: boolean } {
    const object = this.org.schema.get(objectName);
    return this.writer.upsert(object, externalIdField, value, fields, this.writerFor(caller));
  }

  remove(objectName: string, id: string, caller: Caller): { id: string } {
    return this.writer.remove(this.org.schema.get(objectName), id, this.writerFor(caller));
  }

  undelete(objectName: string, id: string, caller: Caller): { id: string } {
    return this.writer.undelete(this.org.schema.get(objectName), id, this.writerFor(caller));
  }

  merge(objectName: string, masterId: string, loserIds: readonly string[], caller: Caller): void {
    this.writer.merge(this.org.schema.get(objectName), masterId, loserIds, this.writerFor(caller));
  }

  purge(objectName?: string, ids?: readonly string[]): number {
    const objects = objectName === undefined ? this.org.schema.objects : [this.org.schema.get(objectName)];
    return objects
      .filter((object) => object.hasRecycleBin)
      .reduce((count, object) => count + this.writer.deletedRecords.purge(object, ids), 0);
  }

  revokeField(objectName: string, fieldName: string): void {
    const object = this.org.schema.get(objectName);
    const field = object.field(fieldName);
    if (!field) throw new SalesforceError(404, 'NOT_FOUND', `${object.name} has no field ${fieldName}`);
    this.revokedFields.add(`${object.name}.${field.name}`);
  }

  restoreFields(): void {
    this.revokedFields.clear();
  }

  publishedEvents(): PublishedEvent[] {
    return this.org.schema.objects
      .filter(({ platformEvent }) => platformEvent)
      .flatMap((event) =>
        [...this.org.database.table(event).all()].map((row) => ({ object: event.name, fields: row })),
      );
  }

  atomically<T>(work: () => T): T {
    return this.org.database.atomically(work);
  }

  getDeleted(objectName: string, start: Date, end: Date): { id: string; deletedDate: string }[] {
    const { name } = this.org.schema.get(objectName);
    const purged = this.writer.deletedRecords.purged
      .filter(({ object, deletedDate }) => object.name === name && isBetween(deletedDate, start, end))
      .map(({ id, deletedDate }) => ({ id, deletedDate }));
    const inBin = this.changedBetween(objectName, start, end)
      .filter((row) => row.IsDeleted === true)
      .map((row) => ({ id: row.Id as string, deletedDate: row.SystemModstamp as string }));
    return [...inBin, ...purged];
  }

  getUpdated(objectName: string, start: Date, end: Date): string[] {
    return this.changedBetween(objectName, start, end)
      .filter((row) => row.IsDeleted !== true)
      .map((row) => row.Id as string);
  }

  private changedBetween(objectName: string, start: Date, end: Date): Row[] {
    const object = this.org.schema.get(objectName);
    if (!object.hasRecycleBin) {
      throw new SalesforceError(400, 'INVALID_TYPE', `object type ${object.name} is not replicable`);
    }
    return [...this.org.database.table(object).all()].filter((row) => isBetween(row.SystemModstamp, start, end));
  }

  private readableObject(objectName: string, caller: Caller): ObjectSchema {
    const object = this.org.schema.get(objectName);
    const access = this.accessFor(caller);
    if (access?.mayOnObject('Read', object) === false) throw recordNotFound();
    return object;
  }

  private toRecord(object: ObjectSchema, row: Row, options: RetrieveOptions): SalesforceRecord {
    const context = this.context('', options, options.apiVersion);
    if (!isVisible(context, object, row)) throw recordNotFound();
    const fields = options.fields ?? readableFields(context, object);
    const selected = fields.map((field) => ({ type: 'Field' as const, field }));
    const selection = selectColumns(context, object, selected, undefined, () => {
      throw new Error('A field path never holds a sub-query.');
    });
    return selection.toRecord(row);
  }

  private context(soql: string, caller: Caller, apiVersion = defaultApiVersion): QueryContext {
    return {
      org: this.org,
      soql,
      reader: { userId: caller.actingUserId, now: this.clock() },
      access: this.accessFor(caller),
      includeDeleted: false,
      alias: undefined,
      variables: undefined,
      apiVersion,
    };
  }

  private writerFor(caller: Caller): Writer {
    return { userId: caller.actingUserId, access: this.accessFor(caller) };
  }

  private accessFor(caller: Caller): UserAccess | undefined {
    return caller.accessMode === 'system' ? undefined : this.accessOf(caller.actingUserId);
  }

  /** Made once: users and permissions are setup, which nobody changes through this sandbox. */
  private accessOf(userId: string): UserAccess {
    const known = this.accesses.get(userId);
    if (known) return known;
    const access = new UserAccess(this.org.database, userId, {
      accountsPrivate: userId === this.restrictedUserId,
      administrator: userId === this.administratorId,
      revokedFields: this.revokedFields,
    });
    this.accesses.set(userId, access);
    return access;
  }
}

function isBetween(stamp: unknown, start: Date, end: Date): boolean {
  const time = parseInstant(String(stamp))?.getTime() ?? NaN;
  return time >= start.getTime() && time < end.getTime();
}

function readableFields(context: QueryContext, object: ObjectSchema): string[] {
  return object.fields
    .filter((field) => context.access?.mayReadField(object, field) ?? true)
    .map((field) => field.name);
}
