import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { deleteRecord, insertRecord, objectOfId, updateRecord, upsertRecord } from '../sobjects/writeRecord.ts';
import type { Inserted } from '../sobjects/writeRecord.ts';

/** Records in one write; reading takes more. */
const LARGEST_WRITE = 200;
const LARGEST_READ = 2000;

export const collectionRoutes: DataRoute[] = [
  { method: 'POST', path: 'composite/sobjects', handle: createAll },
  { method: 'PATCH', path: 'composite/sobjects', handle: updateAll },
  { method: 'DELETE', path: 'composite/sobjects', handle: deleteAll },
  { method: 'GET', path: 'composite/sobjects/:object', handle: (call, name = '') => readByQuery(call, name) },
  { method: 'POST', path: 'composite/sobjects/:object', handle: (call, name = '') => readByBody(call, name) },
  {
    method: 'PATCH',
    path: 'composite/sobjects/:object/:field',
    handle: (call, name = '', field = '') => upsertAll(call, name, field),
  },
];

/** A row of the answer, in request order. The whole answer is HTTP 200 also when rows failed. */
type SaveResult =
  | { id: string; success: true; errors: Inserted['errors']; created?: boolean }
  | { success: false; errors: { statusCode: string; message: string; fields: string[] }[]; created?: false };

type Row = Record<string, unknown>;

function createAll(call: DataCall): DataReply {
  const { records, allOrNone } = writeBody(call);
  return saveAll(call, allOrNone, records, (record) => succeeded(insertRecord(call, typeOf(record), record)));
}

function updateAll(call: DataCall): DataReply {
  const { records, allOrNone } = writeBody(call);
  return saveAll(call, allOrNone, records, (record) => {
    const { Id: upper, id: lower, ...fields } = record;
    const id = upper ?? lower;
    if (typeof id !== 'string') throw missing('Id not specified in an update call', 'MISSING_ARGUMENT', ['Id']);
    return succeeded(updateRecord(call, typeOf(record), id, fields));
  });
}

function deleteAll(call: DataCall): DataReply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  checkSize(ids.length, LARGEST_WRITE);
  return saveAll(call, call.query.get('allOrNone') === 'true', ids, (id) =>
    succeeded(deleteRecord(call, objectOfId(call.sandbox.engine, id), id)),
  );
}

function upsertAll(call: DataCall, name: string, field: string): DataReply {
  const { records, allOrNone } = writeBody(call);
  const keys = records.map((record) => externalIdOf(record, field));
  return saveAll(call, allOrNone, records, (record, index) => {
    const type = typeOf(record);
    if (type.toLowerCase() !== name.toLowerCase()) {
      throw new SalesforceError(400, 'INVALID_TYPE', `Expected records of type ${name}, found ${type}`);
    }
    const key = keys[index];
    if (key === undefined) throw missing(`${field} not specified`, 'MISSING_ARGUMENT', [field]);
    if (keys.indexOf(key) !== index || keys.lastIndexOf(key) !== index) {
      throw new SalesforceError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${key}`, [field]);
    }
    const { [field]: _, ...fields } = record;
    const { id, created } = upsertRecord(call, name, field, key, fields);
    return { id, success: true, errors: [], created };
  });
}

function readByQuery(call: DataCall, name: string): DataReply {
  return readAll(call, name, splitList(call.query.get('ids')), splitList(call.query.get('fields')));
}

function readByBody(call: DataCall, name: string): DataReply {
  const { ids, fields } = (call.body ?? {}) as { ids?: unknown; fields?: unknown };
  return readAll(call, name, asStrings(ids), asStrings(fields));
}

/** The records in the order of the ids; null stands for one that does not exist or may not be seen. */
function readAll(call: DataCall, name: string, ids: string[], fields: string[]): DataReply {
  if (fields.length === 0) throw missing('fields must name at least one field', 'MISSING_ARGUMENT', ['fields']);
  checkSize(ids.length, LARGEST_READ);
  noteOperation(call, 'retrieve', name, ids.length);
  const { scope, sandbox, apiVersion } = call;
  const read = (id: string): SalesforceRecord | null => {
    try {
      return sandbox.engine.retrieve(name, id, { ...scope.caller, fields, apiVersion });
    } catch (error) {
      if (error instanceof SalesforceError && error.status === 404) return null;
      throw error;
    }
  };
  return { status: 200, body: ids.map(read) };
}

/** Saves each row on its own, or with `allOrNone` takes all of them back as soon as one fails. */
function saveAll<Input>(
  call: DataCall,
  allOrNone: boolean,
  inputs: readonly Input[],
  save: (input: Input, index: number) => SaveResult,
): DataReply {
  const saveRow = (input: Input, index: number): SaveResult => {
    try {
      // A failed row must leave nothing behind, whatever allOrNone says of the others.
      return call.sandbox.engine.atomically(() => save(input, index));
    } catch (error) {
      if (error instanceof SalesforceError) return { success: false, errors: [error.toSaveError()] };
      throw error;
    }
  };
  if (!allOrNone) return { status: 200, body: inputs.map(saveRow) };
  try {
    return { status: 200, body: call.sandbox.engine.atomically(() => saveOrRollBack(inputs.map(saveRow))) };
  } catch (error) {
    if (error instanceof RolledBack) return { status: 200, body: error.results };
    throw error;
  }
}

function saveOrRollBack(results: SaveResult[]): SaveResult[] {
  if (results.every(({ success }) => success)) return results;
  throw new RolledBack(results.map((result) => (result.success ? rolledBackResult() : result)));
}

/** Carries the rows' results out of the transaction that is being taken back. */
class RolledBack extends Error {
  readonly results: SaveResult[];

  constructor(results: SaveResult[]) {
    super('A row failed and the request was allOrNone');
    this.name = 'RolledBack';
    this.results = results;
  }
}

function rolledBackResult(): SaveResult {
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  return {
    success: false,
    errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }],
  };
}

function succeeded({ id, errors = [] }: Partial<Inserted> & { id: string }): SaveResult {
  return { id, success: true, errors };
}

function writeBody(call: DataCall): { records: Row[]; allOrNone: boolean } {
  const { records, allOrNone } = (call.body ?? {}) as { records?: unknown; allOrNone?: unknown };
  if (!Array.isArray(records)) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'The request body has no list named records');
  }
  checkSize(records.length, LARGEST_WRITE);
  return { records: records as Row[], allOrNone: allOrNone === true };
}

function checkSize(count: number, largest: number): void {
  if (count <= largest) return;
  const message = `record limit reached. cannot submit more than ${largest} records into this call`;
  throw new SalesforceError(400, 'EXCEEDED_ID_LIMIT', message);
}

function typeOf(record: Row): string {
  const { type } = (record['attributes'] ?? {}) as { type?: unknown };
  if (typeof type !== 'string') {
    throw new SalesforceError(400, 'INVALID_TYPE', 'Each record needs attributes.type, the API name of its object');
  }
  return type;
}

function externalIdOf(record: Row, field: string): string | undefined {
  const value = record[field];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function missing(message: string, errorCode: string, fields: string[]): SalesforceError {
  return new SalesforceError(400, errorCode, message, fields);
}

function splitList(text: string | null): string[] {
  return (text ?? '').split(',').filter((part) => part !== '');
}

function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
