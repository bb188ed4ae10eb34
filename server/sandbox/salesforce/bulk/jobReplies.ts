import { SalesforceError } from '../SalesforceError.ts';
import type { DataCall, DataReply } from '../http/DataCall.ts';
import { formatDateTime } from '../http/formatDateTime.ts';
import type { BulkJob } from './BulkJob.ts';
import type { BulkJobs } from './BulkJobs.ts';
import { isColumnDelimiter, isLineEnding } from './csv.ts';

export type JobRequest = Record<string, unknown>;

/** The part of a new job that both kinds share, checked. @throws SalesforceError INVALIDJOB naming the value. */
export function newJob(call: DataCall, request: JobRequest, fields: { object: string; operation: string }): BulkJob {
  const { columnDelimiter = 'COMMA', lineEnding = 'LF', contentType = 'CSV' } = request;
  if (!isColumnDelimiter(columnDelimiter)) throw invalidJob('columnDelimiter', columnDelimiter);
  if (!isLineEnding(lineEnding)) throw invalidJob('lineEnding', lineEnding);
  if (contentType !== 'CSV') throw invalidJob('contentType', contentType);
  const now = formatDateTime(call.sandbox.clock());
  return {
    ...fields,
    id: call.sandbox.ids.next('750'),
    createdById: call.scope.caller.actingUserId,
    createdDate: now,
    systemModstamp: now,
    state: 'Open',
    apiVersion: Number(call.apiVersion),
    columnDelimiter,
    lineEnding,
    numberRecordsProcessed: 0,
  };
}

export function invalidJob(name: string, value: unknown): SalesforceError {
  return new SalesforceError(400, 'INVALIDJOB', `Invalid value for ${name}: ${String(value)}`);
}

export function jobRequest(call: DataCall): JobRequest {
  if (typeof call.body !== 'object' || call.body === null) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'The request body is not a JSON object');
  }
  return call.body as JobRequest;
}

/** The job list; the sandbox keeps it on one page. */
export function listJobs<Job extends BulkJob>(jobs: BulkJobs<Job>, describe: (job: Job) => object): DataReply {
  return { status: 200, body: { done: true, records: jobs.list().map(describe), nextRecordsUrl: null } };
}

export function deleteJob<Job extends BulkJob>(jobs: BulkJobs<Job>, id: string): DataReply {
  jobs.remove(jobs.get(id));
  return { status: 204 };
}

export function csvReply(text: string, headers: Record<string, string> = {}): DataReply {
  return { status: 200, headers: { 'Content-Type': 'text/csv', ...headers }, body: text };
}
