import { SalesforceError } from '../SalesforceError.ts';
import type { FieldSchema } from '../schema/ObjectSchema.ts';

/** Refusals of writes, in the codes and words of the API. */

export function recordNotFound(): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** Messages have gone when they could be asked for. */
export function eventsAreNotStored(objectName: string): SalesforceError {
  const message = `entity type ${objectName} supports inserts only`;
  return new SalesforceError(400, 'INVALID_TYPE_FOR_OPERATION', message);
}

export function recordDeleted(): SalesforceError {
  return new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
}

export function noSuchField(objectName: string, fieldName: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_FIELD', `No such column '${fieldName}' on sobject of type ${objectName}`);
}

export function fieldsNotWritable(fields: FieldSchema[]): SalesforceError {
  const names = fields.map((field) => field.name);
  return new SalesforceError(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it ` +
      'is read/write for your profile or permission set.',
    names,
  );
}

export function requiredFieldsMissing(fields: FieldSchema[]): SalesforceError {
  const names = fields.map((field) => field.name);
  return new SalesforceError(
    400,
    'REQUIRED_FIELD_MISSING',
    `Required fields are missing: [${names.join(', ')}]`,
    names,
  );
}

export function objectNotWritable(action: 'inserted' | 'updated' | 'deleted', objectName: string): SalesforceError {
  return new SalesforceError(
    400,
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    `entity type cannot be ${action}: ${objectName}`,
  );
}

export function insufficientAccess(): SalesforceError {
  return new SalesforceError(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

export function insufficientAccessOnReference(id: string): SalesforceError {
  return new SalesforceError(
    400,
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    `insufficient access rights on cross-reference id: ${id}`,
  );
}

export function invalidCrossReference(field: FieldSchema): SalesforceError {
  return new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
}

export function malformedId(field: FieldSchema, value: unknown): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`, [
    field.name,
  ]);
}

export function duplicateValue(field: FieldSchema, existingId: string): SalesforceError {
  return new SalesforceError(
    400,
    'DUPLICATE_VALUE',
    `duplicate value found: ${field.name} duplicates value on record with id: ${existingId}`,
  );
}

export function notDeserializable(type: string, value: unknown): SalesforceError {
  const kind =
    value === null ? 'VALUE_NULL' : `VALUE_${typeof value === 'object' ? 'OBJECT' : (typeof value).toUpperCase()}`;
  return new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${kind} value ${JSON.stringify(value)} or request may be missing a required field`,
  );
}
