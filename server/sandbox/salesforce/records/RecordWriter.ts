import { randomUUID } from 'node:crypto';
import { MultipleRecordsError, SalesforceError } from '../SalesforceError.ts';
import { looksLikeId } from '../schema/ids.ts';
import { acceptValue } from './acceptValue.ts';
import { checkOwner } from './checkOwner.ts';
import { DeletedRecords } from './DeletedRecords.ts';
import { fullName } from './fieldValue.ts';
import { mergeRecords } from './mergeRecords.ts';
import * as refusals from './writeErrors.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { FieldValue, Row } from './fieldValue.ts';
import type { Org } from './Org.ts';
import type { Sequences } from './Sequences.ts';
import type { Stamps } from './Stamps.ts';
import type { UserAccess } from './UserAccess.ts';

/** Who writes. */
export interface Writer {
  userId: string;
  /** Undefined in system mode, where permissions are not asked. */
  access: UserAccess | undefined;
}

type Values = Record<string, FieldValue>;

/** The rules of record writes. Every method is all or nothing. */
export class RecordWriter {
  private readonly org: Org;
  private readonly sequences: Sequences;
  private readonly stamps: Stamps;
  readonly deletedRecords: DeletedRecords;

  constructor(org: Org, sequences: Sequences, stamps: Stamps) {
    this.org = org;
    this.sequences = sequences;
    this.stamps = stamps;
    this.deletedRecords = new DeletedRecords(org, stamps);
  }

  insert(object: ObjectSchema, fields: Record<string, unknown>, writer: Writer): { id: string; eventUuid?: string } {
    if (object.setup || writer.access?.mayOnObject('Create', object) === false) {
      throw refusals.objectNotWritable('inserted', object.name);
    }
    if ('Id' in fields) {
      throw new SalesforceError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
    }
    const given = this.accept(object, fields, writer, 'createable');
    const row = this.complete(object, given, writer);
    this.check(object, row, object.fields, writer);
    this.org.database.put(object, row);
    return { id: row.Id as string, eventUuid: row.EventUuid as string | undefined };
  }

  update(object: ObjectSchema, id: string, fields: Record<string, unknown>, writer: Writer): { id: string } {
    const row = this.changeable(object, id, writer);
    if (object.setup || writer.access?.mayOnObject('Edit', object) === false) throw refusals.insufficientAccess();
    if (writer.access?.canChange(object, row) === false) throw refusals.insufficientAccess();
    if ('Id' in fields) {
      throw new SalesforceError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', [
        'Id',
      ]);
    }
    const given = this.accept(object, fields, writer, 'updateable');
    const changed: Row = { ...row, ...given, ...this.modification(writer) };
    if (object.name === 'Contact' && ('FirstName' in given || 'LastName' in given)) changed.Name = fullName(changed);
    const touched = object.fields.filter((field) => field.name in given);
    this.check(object, changed, touched, writer);
    this.org.database.put(object, changed);
    return { id: row.Id as string };
  }

  upsert(
    object: ObjectSchema,
    fieldName: string,
    value: string,
    fields: Record<string, unknown>,
    writer: Writer,
  ): { id: string; created: boolean } {
    const field = this.externalIdField(object, fieldName);
    if (Object.keys(fields).some((name) => name.toLowerCase() === field.name.toLowerCase())) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `The ${field.name} field should not be specified in the sobject data.`,
        [field.name],
      );
    }
    const match = this.findByExternalId(object, field.name, value);
    if (match) return { ...this.update(object, match.Id as string, fields, writer), created: false };
    if (field.type === 'id') throw refusals.recordNotFound();
    return { ...this.insert(object, { ...fields, [field.name]: value }, writer), created: true };
  }

  remove(object: ObjectSchema, id: string, writer: Writer): { id: string } {
    const row = this.changeable(object, id, writer);
    if (object.setup || writer.access?.mayOnObject('Delete', object) === false) throw refusals.insufficientAccess();
    if (writer.access?.canChange(object, row) === false) throw refusals.insufficientAccess();
    return this.org.database.atomically(() => {
      this.deletedRecords.remove(object, row, writer.userId);
      return { id: row.Id as string };
    });
  }

  undelete(object: ObjectSchema, id: string, writer: Writer): { id: string } {
    const row = this.org.database.table(object).get(id);
    if (!row) throw refusals.recordNotFound();
    if (row.IsDeleted !== true) {
      throw new SalesforceError(400, 'UNDELETE_FAILED', 'Entity is not in the recycle bin');
    }
    if (writer.access?.mayOnObject('Delete', object) === false) throw refusals.insufficientAccess();
    return this.org.database.atomically(() => {
      for (const restored of this.deletedRecords.restore(object, row, writer.userId)) {
        this.checkUnique(restored.object, restored.row, restored.object.fields);
      }
      return { id: row.Id as string };
    });
  }

  merge(object: ObjectSchema, masterId: string, loserIds: readonly string[], writer: Writer): void {
    mergeRecords(this.org, this.stamps, object, masterId, loserIds, writer.userId);
  }

  private externalIdField(object: ObjectSchema, name: string): FieldSchema {
    const field = object.field(name);
    if (!field || !(field.externalId || field.idLookup)) {
      throw new SalesforceError(
        404,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${name}`,
      );
    }
    return field;
  }

  /**
   * The live record with this external id.
   * @throws MultipleRecordsError when there are several, SalesforceError NOT_FOUND when the field is no external id.
   */
  findByExternalId(object: ObjectSchema, fieldName: string, value: string): Row | undefined {
    const field = this.externalIdField(object, fieldName);
    if (value.trim() === '') return undefined;
    const wanted = field.type === 'id' ? value : acceptValue(field, value);
    const found = this.org.database
      .table(object)
      .findBy(field, [wanted])
      .filter((row) => row.IsDeleted !== true);
    if (found.length > 1) {
      throw new MultipleRecordsError(
        object.name,
        field.name,
        found.map((row) => row.Id as string),
      );
    }
    return found[0];
  }

  private changeable(object: ObjectSchema, id: string, writer: Writer): Row {
    if (object.platformEvent) throw refusals.eventsAreNotStored(object.name);
    if (!looksLikeId(id)) throw refusals.malformedId(object.field('Id') as FieldSchema, id);
    const row = this.org.database.table(object).get(id);
    if (!row || writer.access?.canSee(object, row) === false) throw refusals.recordNotFound();
    if (row.IsDeleted === true) throw refusals.recordDeleted();
    return row;
  }

  /** The given values as stored, by the org's field names. */
  private accept(
    object: ObjectSchema,
    fields: Record<string, unknown>,
    writer: Writer,
    right: 'createable' | 'updateable',
  ): Values {
    const values: Values = {};
    const refused: FieldSchema[] = [];
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'attributes') continue;
      const field = object.field(name);
      if (!field || writer.access?.mayReadField(object, field) === false) throw refusals.noSuchField(object.name, name);
      if (!field[right] || writer.access?.mayEditField(object, field) === false) refused.push(field);
      else values[field.name] = acceptValue(field, value);
    }
    if (refused.length > 0) throw refusals.fieldsNotWritable(refused);
    return values;
  }

  /** A new record: what was given, defaults, and what the platform writes itself. */
  private complete(object: ObjectSchema, given: Values, writer: Writer): Row {
    const row: Row = {};
    for (const field of object.fields) {
      if (field.calculated || field.components) continue;
      row[field.name] = given[field.name] ?? (field.autoNumber ? null : field.defaultValue);
    }
    const modification = this.modification(writer);
    Object.assign(row, modification, {
      Id: this.sequences.nextId(object),
      CreatedDate: modification.LastModifiedDate,
      CreatedById: writer.userId,
    });
    if (object.field('IsDeleted')) row.IsDeleted = false;
    if (object.field('OwnerId')) row.OwnerId ??= writer.userId;
    if (object.customSetting === 'Hierarchy') row.SetupOwnerId ??= this.org.organizationId;
    if (object.platformEvent) row.EventUuid = randomUUID();
    else if (object.custom) row.Name ??= row.Id;
    if (object.name === 'Contact') row.Name = fullName(row);
    for (const field of object.fields.filter((candidate) => candidate.autoNumber)) {
      row[field.name] = this.sequences.nextAutoNumber(object, field);
    }
    return row;
  }

  private modification(writer: Writer): Row {
    const stamp = this.stamps.next();
    return { LastModifiedDate: stamp, LastModifiedById: writer.userId, SystemModstamp: stamp };
  }

  /** Rules that look beyond one value, for the fields that are new or changed. */
  private check(object: ObjectSchema, row: Row, fields: FieldSchema[], writer: Writer): void {
    const missing = fields.filter(
      (field) => !field.nillable && (field.createable || field.updateable) && (row[field.name] ?? null) === null,
    );
    if (missing.length > 0) throw refusals.requiredFieldsMissing(missing);
    for (const field of fields) {
      const value = row[field.name];
      if (field.type !== 'reference' || typeof value !== 'string') continue;
      this.checkReference(field, value, writer);
      if (field.name === 'OwnerId') checkOwner(this.org, object, value, writer.userId);
    }
    this.checkUnique(object, row, fields);
  }

  private checkReference(field: FieldSchema, id: string, writer: Writer): void {
    const candidates = field.referenceTo.map((name) => this.org.schema.find(name)?.keyPrefix);
    // World rows may carry ids of any prefix, so that only an id of another known object is called wrong.
    const known = this.org.schema.ofId(id);
    if (known && !candidates.includes(known.keyPrefix)) throw refusals.malformedId(field, id);
    const target = this.org.database.referenced(field.referenceTo, id);
    if (!target) throw refusals.invalidCrossReference(field);
    if (target.row.IsDeleted === true)
      throw new SalesforceError(400, 'ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
    const { access } = writer;
    if (!access) return;
    if (!access.canSee(target.object, target.row)) throw refusals.invalidCrossReference(field);
    const isMaster = field.relationshipOrder !== null;
    if (isMaster && !field.writeRequiresMasterRead && !this.mayEditMaster(access, target.object, target.row)) {
      throw refusals.insufficientAccessOnReference(id);
    }
    if (isMaster && !access.mayOnObject('Read', target.object)) throw refusals.insufficientAccessOnReference(id);
  }

  private mayEditMaster(access: UserAccess, object: ObjectSchema, row: Row): boolean {
    return access.mayOnObject('Edit', object) && access.canChange(object, row);
  }

  private checkUnique(object: ObjectSchema, row: Row, fields: FieldSchema[]): void {
    const oneRowPerLocation = object.customSetting === 'Hierarchy';
    for (const field of fields) {
      if (!field.unique && !(oneRowPerLocation && field.name === 'SetupOwnerId')) continue;
      const value = row[field.name] ?? null;
      if (value === null) continue;
      const other = this.org.database
        .table(object)
        .findBy(field, [value])
        .find((candidate) => candidate.Id !== row.Id && candidate.IsDeleted !== true);
      if (other) throw refusals.duplicateValue(field, other.Id as string);
    }
  }
}
