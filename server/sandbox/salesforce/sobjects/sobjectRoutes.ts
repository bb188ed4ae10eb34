import { SalesforceError } from '../SalesforceError.ts';
import type { ObjectDescribe } from '../engine.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { formatDateTime } from '../http/formatDateTime.ts';
import { insertRecord } from './writeRecord.ts';

const DAY_MS = 24 * 3_600_000;
/** How far back the two replication resources reach. */
const DELETED_DAYS = 15;
const UPDATED_DAYS = 30;

export const sobjectRoutes: DataRoute[] = [
  { method: 'GET', path: 'sobjects', handle: describeGlobal },
  { method: 'GET', path: 'sobjects/:object', handle: (call, name = '') => basicInformation(call, name) },
  { method: 'POST', path: 'sobjects/:object', handle: (call, name = '') => create(call, name) },
  { method: 'GET', path: 'sobjects/:object/describe', handle: (call, name = '') => describe(call, name) },
  { method: 'GET', path: 'sobjects/:object/deleted', handle: (call, name = '') => listDeleted(call, name) },
  { method: 'GET', path: 'sobjects/:object/updated', handle: (call, name = '') => listUpdated(call, name) },
];

function describeGlobal(call: DataCall): DataReply {
  noteOperation(call, 'describe', null);
  const described = call.sandbox.engine.describeGlobal(call.scope.caller);
  return {
    status: 200,
    body: {
      ...described,
      sobjects: described.sobjects.map((object) => ({ ...object, urls: urlsOf(call, object.name) })),
    },
  };
}

function basicInformation(call: DataCall, name: string): DataReply {
  const { fields: _, childRelationships: __, recordTypeInfos: ___, ...summary } = describeObject(call, name);
  return { status: 200, body: { objectDescribe: { ...summary, urls: urlsOf(call, summary.name) }, recentItems: [] } };
}

function describe(call: DataCall, name: string): DataReply {
  const object = describeObject(call, name);
  return { status: 200, body: { ...object, urls: urlsOf(call, object.name) } };
}

function describeObject(call: DataCall, name: string): ObjectDescribe {
  const object = call.sandbox.engine.describe(name, call.scope.caller);
  noteOperation(call, 'describe', object.name);
  return object;
}

function create(call: DataCall, name: string): DataReply {
  const { id, errors } = insertRecord(call, name, call.body);
  return {
    status: 201,
    headers: { Location: `/services/data/v${call.apiVersion}/sobjects/${name}/${id}` },
    body: { id, success: true, errors },
  };
}

function listDeleted(call: DataCall, name: string): DataReply {
  const { start, end, earliest, latest } = period(call, DELETED_DAYS);
  const deletedRecords = call.sandbox.engine.getDeleted(name, start, end);
  noteOperation(call, 'getDeleted', name, deletedRecords.length);
  return {
    status: 200,
    body: {
      deletedRecords,
      earliestDateAvailable: formatDateTime(earliest),
      latestDateCovered: formatDateTime(latest),
    },
  };
}

function listUpdated(call: DataCall, name: string): DataReply {
  const { start, end, latest } = period(call, UPDATED_DAYS);
  const ids = call.sandbox.engine.getUpdated(name, start, end);
  noteOperation(call, 'getUpdated', name, ids.length);
  return { status: 200, body: { ids, latestDateCovered: formatDateTime(latest) } };
}

/** `start` and `end` of a replication request, checked as Salesforce does: in order, at least a minute, not too far back. */
function period(call: DataCall, days: number): { start: Date; end: Date; earliest: Date; latest: Date } {
  const now = call.sandbox.clock();
  const earliest = new Date(now.getTime() - days * DAY_MS);
  const start = dateParameter(call, 'start');
  const end = dateParameter(call, 'end');
  if (end.getTime() - start.getTime() < 60_000) {
    throw invalidDates(`endDate must be at least one minute after startDate ${start.toISOString()}`);
  }
  if (start < earliest) {
    throw invalidDates(`startDate ${start.toISOString()} is more than ${days} days ago`);
  }
  return { start, end, earliest, latest: end < now ? end : now };
}

function dateParameter(call: DataCall, name: string): Date {
  const value = call.query.get(name);
  // A plus sign in the offset reaches us as a space when the client did not encode it, as many do not.
  const date = new Date((value ?? '').replace(' ', '+'));
  if (Number.isNaN(date.getTime())) {
    throw invalidDates(`The parameter ${name} must be an ISO 8601 date with time, found ${value ?? 'nothing'}`);
  }
  return date;
}

function invalidDates(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_REPLICATION_DATE', message);
}

function urlsOf(call: DataCall, name: string): Record<string, string> {
  const sobject = `/services/data/v${call.apiVersion}/sobjects/${name}`;
  return { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` };
}
