import { SalesforceError } from '../SalesforceError.ts';
import type { Engine } from '../engine.ts';
import type { DataCall } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { unableToLockRow } from '../locks/AccountLocks.ts';

type Fields = Record<string, unknown>;

/*
 * The four writes as every resource does them (single rows, collections, Bulk): note it for the journal, lock the Accounts
 * that the record hangs on, let the engine decide.
 */

export interface Inserted {
  id: string;
  /** Of a platform event, which is published later: that it was taken, with its EventUuid. [doc] */
  errors: { statusCode: 'OPERATION_ENQUEUED'; message: string; fields: string[] }[];
}

export function insertRecord(call: DataCall, objectName: string, body: unknown): Inserted {
  noteOperation(call, 'insert', objectName, 1);
  const fields = toFields(body);
  lockAccounts(call, objectName, fields, undefined);
  const { id, eventUuid } = call.sandbox.engine.insert(objectName, fields, call.scope.caller);
  const enqueued = eventUuid === undefined ? [] : [eventUuid];
  return { id, errors: enqueued.map((message) => ({ statusCode: 'OPERATION_ENQUEUED', message, fields: [] })) };
}

export function updateRecord(call: DataCall, objectName: string, id: string, body: unknown): { id: string } {
  noteOperation(call, 'update', objectName, 1);
  const fields = toFields(body);
  lockAccounts(call, objectName, fields, (only) => storedRecord(call, objectName, id, only));
  return call.sandbox.engine.update(objectName, id, fields, call.scope.caller);
}

export function upsertRecord(
  call: DataCall,
  objectName: string,
  externalIdField: string,
  value: string,
  body: unknown,
): { id: string; created: boolean } {
  noteOperation(call, 'upsert', objectName, 1);
  const fields = toFields(body);
  lockAccounts(call, objectName, fields, (only) =>
    call.sandbox.engine.retrieveByExternalId(objectName, externalIdField, value, { ...asSystem(call), fields: only }),
  );
  return call.sandbox.engine.upsert(objectName, externalIdField, value, fields, call.scope.caller);
}

export function deleteRecord(call: DataCall, objectName: string, id: string): { id: string } {
  noteOperation(call, 'delete', objectName, 1);
  lockAccounts(call, objectName, {}, (only) => storedRecord(call, objectName, id, only));
  return call.sandbox.engine.remove(objectName, id, call.scope.caller);
}

/** The object that an id's prefix names. @throws SalesforceError MALFORMED_ID when there is none. */
export function objectOfId(engine: Engine, id: unknown): string {
  const prefix = typeof id === 'string' && /^\w{15}(\w{3})?$/.test(id) ? id.slice(0, 3) : undefined;
  const object = engine.describeGlobal().sobjects.find(({ keyPrefix }) => keyPrefix !== null && keyPrefix === prefix);
  if (object === undefined) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${String(id)}`, ['Id']);
  return object.name;
}

/** A record body without what is not a field. */
function toFields(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'The request body is not a JSON object of field values');
  }
  const { attributes: _, ...fields } = body as Fields;
  return fields;
}

/** Locks the Account itself, or each Account that a reference field names before or after the write. */
function lockAccounts(
  call: DataCall,
  objectName: string,
  fields: Fields,
  readStored: ((only: string[]) => Fields) | undefined,
): void {
  const lockFields = accountFields(call.sandbox.engine, objectName);
  if (lockFields.length === 0) return;
  const stored = readStored === undefined ? {} : readOrNothing(() => readStored(lockFields));
  const ids = lockFields.flatMap((field) => [stored[field], fields[field]]).filter((id) => typeof id === 'string');
  const injected = call.scope.lockedAccounts;
  const lockedByFault = ids.find(
    (id) => injected?.length === 0 || injected?.some((locked) => locked.slice(0, 15) === id.slice(0, 15)),
  );
  if (lockedByFault !== undefined) throw unableToLockRow(lockedByFault);
  call.sandbox.locks.take(call.scope.lockOwner, ids);
}

function accountFields(engine: Engine, objectName: string): string[] {
  const object = engine.describe(objectName);
  if (object.name === 'Account') return ['Id'];
  return object.fields
    .filter(({ type, referenceTo }) => type === 'reference' && referenceTo.includes('Account'))
    .map(({ name }) => name);
}

function storedRecord(call: DataCall, objectName: string, id: string, fields: string[]): Fields {
  return call.sandbox.engine.retrieve(objectName, id, { ...asSystem(call), fields });
}

/** Locks are the platform's own business: reading what to lock must not depend on what the user may see. */
function asSystem(call: DataCall): { actingUserId: string; accessMode: 'system' } {
  return { actingUserId: call.scope.caller.actingUserId, accessMode: 'system' };
}

/** A record that cannot be found has no Account to lock; the write that follows says so in its own words. */
function readOrNothing(read: () => Fields): Fields {
  try {
    return read();
  } catch (error) {
    if (error instanceof SalesforceError) return {};
    throw error;
  }
}
