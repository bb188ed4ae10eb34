import type { Query } from '@jetstreamapp/soql-parser-js';
import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { queriedObject } from '../http/queriedObject.ts';
import { parseSoql } from '../soql/parseSoql.ts';
import { writeCsv } from './csv.ts';
import type { QueryJob, QueryJobResult } from './QueryJob.ts';
import { csvReply, deleteJob, invalidJob, jobRequest, listJobs, newJob } from './jobReplies.ts';

export const bulkQueryRoutes: DataRoute[] = [
  { method: 'POST', path: 'jobs/query', handle: create },
  { method: 'GET', path: 'jobs/query', handle: (call) => listJobs(call.sandbox.queryJobs, describeJob) },
  { method: 'GET', path: 'jobs/query/:id', handle: (call, id = '') => poll(call, id) },
  { method: 'PATCH', path: 'jobs/query/:id', handle: (call, id = '') => abort(call, id) },
  { method: 'DELETE', path: 'jobs/query/:id', handle: (call, id = '') => deleteJob(call.sandbox.queryJobs, id) },
  { method: 'GET', path: 'jobs/query/:id/results', handle: (call, id = '') => results(call, id) },
];

/** Checks the query as the real API does at creation. The rows are read at once too, and shown when the job is done. */
function create(call: DataCall): DataReply {
  const request = jobRequest(call);
  const { operation, query } = request;
  if (operation !== 'query' && operation !== 'queryAll') throw invalidJob('operation', operation);
  if (typeof query !== 'string') throw invalidJob('query', query);
  const object = queriedObject(query) ?? '';
  noteOperation(call, operation, object);
  const job: QueryJob = {
    ...newJob(call, request, { object, operation }),
    state: 'UploadComplete',
    result: runQuery(call, query, operation),
  };
  call.sandbox.queryJobs.add(job);
  return { status: 200, body: describeJob(job) };
}

/** The job's state; each look moves it one step, so that a client has to poll as it must with the real service. */
function poll(call: DataCall, id: string): DataReply {
  const { queryJobs } = call.sandbox;
  const job = queryJobs.get(id);
  if (job.state === 'InProgress') {
    job.numberRecordsProcessed = job.result.rows.length;
    queryJobs.move(job, 'JobComplete');
  } else if (job.state === 'UploadComplete') queryJobs.move(job, 'InProgress');
  noteOperation(call, job.operation, job.object);
  return { status: 200, body: describeJob(job) };
}

function abort(call: DataCall, id: string): DataReply {
  const { state } = jobRequest(call);
  if (state !== 'Aborted') throw invalidJob('state', state);
  const job = call.sandbox.queryJobs.get(id);
  call.sandbox.queryJobs.abort(job);
  return { status: 200, body: describeJob(job) };
}

/** One page of the CSV. `Sforce-Locator` names the next page; after the last one it is the text `null`. */
function results(call: DataCall, id: string): DataReply {
  const job = call.sandbox.queryJobs.get(id);
  if (job.state !== 'JobComplete') {
    throw new SalesforceError(400, 'INVALIDJOBSTATE', `Job ${job.id} is ${job.state}: it has no results yet`);
  }
  const { columns, rows } = job.result;
  const start = decodeLocator(call.query.get('locator'));
  const asked = Number(call.query.get('maxRecords') ?? Infinity);
  const end = start + Math.min(asked > 0 ? asked : Infinity, call.sandbox.settings.bulkPageSize);
  const page = rows.slice(start, end).slice(0, call.scope.truncate?.truncate);
  const hasMore = end < rows.length && call.scope.truncate?.done !== true;
  noteOperation(call, job.operation, job.object, page.length);
  return csvReply(writeCsv(columns, page, job), {
    'Sforce-Locator': hasMore ? encodeLocator(end) : 'null',
    'Sforce-NumberOfRecords': String(page.length),
  });
}

function runQuery(call: DataCall, soql: string, operation: string): QueryJobResult {
  refuseUnsupported(wrapRefusal(() => parseSoql(soql, undefined).query));
  const { columns, records } = wrapRefusal(() =>
    call.sandbox.engine.query(soql, {
      ...call.scope.caller,
      includeDeleted: operation === 'queryAll',
      apiVersion: call.apiVersion,
    }),
  );
  const paths = columns.map((column) => column.split('.'));
  return { columns, rows: records.map((record) => paths.map((path) => csvValue(valueAt(record, path)))) };
}

/** Bulk puts whatever the query compiler says into one code of its own. */
function wrapRefusal<Result>(compile: () => Result): Result {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    throw new SalesforceError(400, 'API_ERROR', `${error.errorCode}: ${error.message}`);
  }
}

/** What REST can query and Bulk cannot. Source: Bulk API 2.0 guide, considerations of query jobs. */
function refuseUnsupported(query: Query): void {
  const fields = query.fields ?? [];
  if (fields.some(({ type }) => type === 'FieldSubquery')) {
    throw unsupported('Aggregate Relationships not supported in Bulk V2 Query with CSV content type');
  }
  const hasFunction = fields.some((field) => field.type === 'FieldFunctionExpression' && field.isAggregateFn === true);
  if (
    hasFunction ||
    fields.some(({ type }) => type === 'FieldTypeof') ||
    query.groupBy !== undefined ||
    query.offset !== undefined
  ) {
    throw unsupported('GROUP BY, aggregate functions, OFFSET and TYPEOF are not supported in Bulk V2 Query');
  }
}

function unsupported(message: string): SalesforceError {
  return new SalesforceError(400, 'FEATURENOTENABLED', message);
}

function describeJob({ result: _, ...job }: QueryJob): object {
  return {
    ...job,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    jobType: 'V2Query',
    retries: 0,
    totalProcessingTime: 0,
  };
}

function valueAt(record: SalesforceRecord, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    record,
  );
}

/** Null is the empty text; a date-time loses REST's numeric offset for a Z, as in the real CSV. */
function csvValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\+0000$/, '$1Z');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function encodeLocator(start: number): string {
  return Buffer.from(String(start)).toString('base64url');
}

function decodeLocator(locator: string | null): number {
  if (locator === null || locator === '') return 0;
  const start = Number(Buffer.from(locator, 'base64url').toString());
  if (Number.isInteger(start) && start > 0) return start;
  throw new SalesforceError(400, 'INVALIDLOCATOR', `The locator ${locator} is none that a results page has named`);
}
