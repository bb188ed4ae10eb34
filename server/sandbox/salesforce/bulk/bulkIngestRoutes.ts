import { SalesforceError } from '../SalesforceError.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { ENDED_STATES } from './BulkJob.ts';
import { readCsv, writeCsv } from './csv.ts';
import type { IngestJob, IngestOperation, IngestUpload } from './IngestJob.ts';
import { csvReply, deleteJob, invalidJob, jobRequest, listJobs, newJob } from './jobReplies.ts';
import { processUpload } from './processUpload.ts';

const OPERATIONS: readonly string[] = ['insert', 'update', 'upsert', 'delete'];

export const bulkIngestRoutes: DataRoute[] = [
  { method: 'POST', path: 'jobs/ingest', handle: create },
  { method: 'GET', path: 'jobs/ingest', handle: (call) => listJobs(call.sandbox.ingestJobs, describeJob) },
  { method: 'GET', path: 'jobs/ingest/:id', handle: (call, id = '') => poll(call, id) },
  { method: 'PATCH', path: 'jobs/ingest/:id', handle: (call, id = '') => closeOrAbort(call, id) },
  { method: 'DELETE', path: 'jobs/ingest/:id', handle: (call, id = '') => deleteJob(call.sandbox.ingestJobs, id) },
  { method: 'PUT', path: 'jobs/ingest/:id/batches', handle: (call, id = '') => upload(call, id) },
  { method: 'GET', path: 'jobs/ingest/:id/successfulResults', handle: (call, id = '') => successful(call, id) },
  { method: 'GET', path: 'jobs/ingest/:id/failedResults', handle: (call, id = '') => failed(call, id) },
  { method: 'GET', path: 'jobs/ingest/:id/unprocessedrecords', handle: (call, id = '') => unprocessed(call, id) },
];

function create(call: DataCall): DataReply {
  const request = jobRequest(call);
  const { operation, externalIdFieldName } = request;
  if (operation === 'hardDelete') {
    throw new SalesforceError(
      400,
      'FEATURENOTENABLED',
      'hardDelete needs the permission Bulk API Hard Delete, which nobody has',
    );
  }
  if (!isOperation(operation)) throw invalidJob('operation', operation);
  const object = call.sandbox.engine.describe(String(request['object']), call.scope.caller).name;
  if (operation === 'upsert' && typeof externalIdFieldName !== 'string') {
    throw invalidJob('externalIdFieldName', externalIdFieldName);
  }
  noteOperation(call, operation, object);
  const job: IngestJob = {
    ...newJob(call, request, { object, operation }),
    operation,
    externalIdFieldName: operation === 'upsert' ? String(externalIdFieldName) : undefined,
    upload: undefined,
    numberRecordsFailed: 0,
  };
  call.sandbox.ingestJobs.add(job);
  return { status: 200, body: describeJob(job) };
}

/** Takes the whole CSV. A job takes one upload: a second one is refused, there is no adding. */
function upload(call: DataCall, id: string): DataReply {
  const job = call.sandbox.ingestJobs.get(id);
  if (job.state !== 'Open') throw invalidState(job, 'takes no upload any more');
  if (job.upload !== undefined) {
    throw new SalesforceError(
      400,
      'INVALIDJOBSTATE',
      `Found multiple contents for job: <${job.id}>, make sure you only do 'PUT' once on a given Job.`,
    );
  }
  if (typeof call.body !== 'string') {
    throw new SalesforceError(400, 'INVALIDBATCH', 'The upload must be CSV, sent with Content-Type text/csv');
  }
  job.upload = readUpload(job, call.body);
  noteOperation(call, job.operation, job.object, uploaded(job).rows.length);
  return { status: 201 };
}

/** An upload that cannot be read is accepted all the same: the job fails later, when it runs. */
function readUpload(job: IngestJob, text: string): IngestJob['upload'] {
  try {
    const { columns, rows } = readCsv(text, job);
    return { columns, rows: rows.map((values) => ({ values, outcome: undefined })) };
  } catch (error) {
    if (error instanceof SalesforceError) return error;
    throw error;
  }
}

function uploaded(job: IngestJob): IngestUpload {
  return job.upload === undefined || job.upload instanceof SalesforceError ? { columns: [], rows: [] } : job.upload;
}

function closeOrAbort(call: DataCall, id: string): DataReply {
  const { ingestJobs } = call.sandbox;
  const job = ingestJobs.get(id);
  const { state } = jobRequest(call);
  noteOperation(call, job.operation, job.object);
  if (state === 'Aborted') ingestJobs.abort(job);
  else if (state !== 'UploadComplete') throw invalidJob('state', state);
  else if (job.state !== 'Open') throw invalidState(job, 'cannot be closed again');
  else ingestJobs.move(job, 'UploadComplete');
  return { status: 200, body: describeJob(job) };
}

/** The job's state; each look moves it one step, and the step out of InProgress does the work. */
function poll(call: DataCall, id: string): DataReply {
  const { ingestJobs } = call.sandbox;
  const job = ingestJobs.get(id);
  noteOperation(call, job.operation, job.object);
  if (job.state === 'InProgress') finish(call, job);
  else if (job.state === 'UploadComplete') ingestJobs.move(job, 'InProgress');
  return { status: 200, body: describeJob(job) };
}

function finish(call: DataCall, job: IngestJob): void {
  const { ingestJobs } = call.sandbox;
  try {
    processUpload(call, job);
    ingestJobs.move(job, 'JobComplete');
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    job.errorMessage = `${error.errorCode} : ${error.message}`;
    ingestJobs.move(job, 'Failed');
  }
}

function successful(call: DataCall, id: string): DataReply {
  const job = ended(call, id);
  const { columns, rows } = uploaded(job);
  const saved = rows.flatMap(({ values, outcome }) =>
    outcome !== undefined && 'created' in outcome ? [[outcome.id, String(outcome.created), ...values]] : [],
  );
  return csvReply(writeCsv(['sf__Id', 'sf__Created', ...columns], saved, job));
}

function failed(call: DataCall, id: string): DataReply {
  const job = ended(call, id);
  const { columns, rows } = uploaded(job);
  const refused = rows.flatMap(({ values, outcome }) =>
    outcome !== undefined && 'error' in outcome ? [[outcome.id, outcome.error, ...values]] : [],
  );
  return csvReply(writeCsv(['sf__Id', 'sf__Error', ...columns], refused, job));
}

/** Rows that nobody tried: all of an aborted or failed job. */
function unprocessed(call: DataCall, id: string): DataReply {
  const job = ended(call, id);
  const { columns, rows } = uploaded(job);
  const untried = rows.filter(({ outcome }) => outcome === undefined).map(({ values }) => values);
  return csvReply(writeCsv(columns, untried, job));
}

function ended(call: DataCall, id: string): IngestJob {
  const job = call.sandbox.ingestJobs.get(id);
  noteOperation(call, job.operation, job.object);
  if (!ENDED_STATES.includes(job.state)) throw invalidState(job, 'has no results yet');
  return job;
}

function describeJob({ upload: _, ...job }: IngestJob): object {
  return {
    ...job,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    jobType: 'V2Ingest',
    ...(job.state === 'Open'
      ? { contentUrl: `services/data/v${job.apiVersion.toFixed(1)}/jobs/ingest/${job.id}/batches` }
      : { retries: 0, totalProcessingTime: 0, apiActiveProcessingTime: 0, apexProcessingTime: 0 }),
  };
}

function isOperation(value: unknown): value is IngestOperation {
  return typeof value === 'string' && OPERATIONS.includes(value);
}

function invalidState(job: IngestJob, problem: string): SalesforceError {
  return new SalesforceError(400, 'INVALIDJOBSTATE', `Job ${job.id} is ${job.state} and ${problem}`);
}
