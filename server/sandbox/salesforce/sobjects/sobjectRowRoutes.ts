import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import type { SalesforceRecord } from '../engine.ts';
import { checkPreconditions, conditionalReply, entityTagHeaders, hasPreconditions } from './conditionalRequest.ts';
import { deleteRecord, updateRecord, upsertRecord } from './writeRecord.ts';

/** From this version on an upsert answers with a body also when it updated; before it was 204. */
const UPSERT_WITH_BODY_SINCE = 46;

export const sobjectRowRoutes: DataRoute[] = [
  {
    method: 'GET',
    path: 'sobjects/:object/:id',
    handle: (call, name = '', id = '') => read(call, name, byId(call, name, id)),
  },
  { method: 'PATCH', path: 'sobjects/:object/:id', handle: (call, name = '', id = '') => update(call, name, id) },
  { method: 'DELETE', path: 'sobjects/:object/:id', handle: (call, name = '', id = '') => remove(call, name, id) },
  {
    method: 'GET',
    path: 'sobjects/:object/:field/:value',
    handle: (call, name = '', field = '', value = '') => read(call, name, byExternalId(call, name, field, value)),
  },
  {
    method: 'PATCH',
    path: 'sobjects/:object/:field/:value',
    handle: (call, name = '', field = '', value = '') => upsert(call, name, field, value),
  },
  {
    method: 'DELETE',
    path: 'sobjects/:object/:field/:value',
    handle: (call, name = '', field = '', value = '') =>
      remove(call, name, idOf(byExternalId(call, name, field, value)())),
  },
];

/** Reads a record: all its fields, or those named. */
type Reader = (fields?: string[]) => SalesforceRecord;

function byId(call: DataCall, name: string, id: string): Reader {
  const { sandbox, scope, apiVersion } = call;
  return (fields) => sandbox.engine.retrieve(name, id, { ...scope.caller, fields, apiVersion });
}

function byExternalId(call: DataCall, name: string, field: string, value: string): Reader {
  const { sandbox, scope, apiVersion } = call;
  return (fields) => sandbox.engine.retrieveByExternalId(name, field, value, { ...scope.caller, fields, apiVersion });
}

function read(call: DataCall, name: string, readRecord: Reader): DataReply {
  noteOperation(call, 'retrieve', name, 1);
  const whole = readRecord();
  const decided = conditionalReply(call, whole);
  if (decided !== undefined) return decided;
  const fields = call.query
    .get('fields')
    ?.split(',')
    .map((field) => field.trim());
  return { status: 200, headers: entityTagHeaders(whole), body: fields === undefined ? whole : readRecord(fields) };
}

function update(call: DataCall, name: string, id: string): DataReply {
  if (hasPreconditions(call)) checkPreconditions(call, byId(call, name, id)());
  updateRecord(call, name, id, call.body);
  return { status: 204 };
}

function remove(call: DataCall, name: string, id: string): DataReply {
  deleteRecord(call, name, id);
  return { status: 204 };
}

function upsert(call: DataCall, name: string, field: string, value: string): DataReply {
  const { id, created } = upsertRecord(call, name, field, value, call.body);
  const body = { id, success: true, errors: [], created };
  if (created) {
    return {
      status: 201,
      headers: { Location: `/services/data/v${call.apiVersion}/sobjects/${name}/${id}` },
      body,
    };
  }
  return Number(call.apiVersion) >= UPSERT_WITH_BODY_SINCE ? { status: 200, body } : { status: 204 };
}

function idOf(record: SalesforceRecord): string {
  return String(record['Id']);
}
