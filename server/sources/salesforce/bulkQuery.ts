import { parse } from 'csv-parse';
import { SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import type { QueryResource, SalesforceConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';

/** Rows a page of results: some megabytes of text. */
const PAGE_ROWS = 10_000;
/** Rows handed on at once. */
const BATCH_ROWS = 2_000;
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 10_000;
/** Salesforce gives up on a query after two hours itself; a million rows take minutes. */
const JOB_DEADLINE_MS = 45 * 60_000;

interface Job {
  readonly id?: unknown;
  readonly state?: unknown;
  readonly numberRecordsProcessed?: unknown;
}

/**
 * Runs a query as a Bulk API 2.0 job and hands on its rows, all values text. Answers why not every row came that the
 * job counts; null when all did. The pages are followed here: jsforce's own reader ends the process at the second one.
 */
export async function bulkQuery(
  connection: SalesforceConnection,
  soql: string,
  resource: QueryResource,
  onRecords: (records: readonly RawRecord[]) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<string | null> {
  const job = await completedJob(connection, await createdJob(connection, soql, resource, signal), signal);
  const visited = new Set<string>();
  let locator = '';
  let received = 0;
  do {
    visited.add(locator);
    const query = new URLSearchParams({ maxRecords: String(PAGE_ROWS), ...(locator === '' ? {} : { locator }) });
    const page = await wholePage(connection, `/jobs/query/${job.id}/results?${query}`, signal);
    if (page === null)
      return `Salesforce gave a page of bulk results with fewer rows than it counts, after ${received}.`;
    for (let at = 0; at < page.rows.length; at += BATCH_ROWS) {
      await onRecords(page.rows.slice(at, at + BATCH_ROWS));
    }
    received += page.rows.length;
    locator = page.nextLocator;
    if (locator !== '' && visited.has(locator)) return 'Salesforce gave the same page of bulk results again and again.';
  } while (locator !== '');
  const expected = job.numberRecordsProcessed;
  if (typeof expected !== 'number' || expected === received) return null;
  return `Salesforce ended its bulk results after ${received} of ${expected} rows.`;
}

async function createdJob(
  connection: SalesforceConnection,
  soql: string,
  resource: QueryResource,
  signal?: AbortSignal,
): Promise<Job> {
  return connection.request<Job>({
    method: 'POST',
    path: '/jobs/query',
    body: { operation: resource, query: soql, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' },
    // A second job of the same query only costs its place among 10,000 a day.
    idempotent: true,
    signal,
  });
}

async function completedJob(
  connection: SalesforceConnection,
  created: Job,
  signal?: AbortSignal,
): Promise<Job & { readonly id: string }> {
  const { id } = created;
  if (typeof id !== 'string' || !/^\w{15,18}$/.test(id)) {
    throw new SourceUnavailableError('Salesforce: POST /jobs/query gave no job id. Expected one; run again.');
  }
  const { clock } = connection;
  const deadline = clock.now() + JOB_DEADLINE_MS;
  for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.5)) {
    const job = await connection.request<Job>({ method: 'GET', path: `/jobs/query/${id}`, idempotent: true, signal });
    if (job.state === 'JobComplete') return { ...job, id };
    if (job.state === 'Failed' || job.state === 'Aborted') {
      throw new SourceRejectedError(
        `Salesforce: bulk query job ${id} ended as ${job.state}. Look it up under Bulk Data Load Jobs.`,
      );
    }
    if (clock.now() + waitMs > deadline) {
      throw new SourceUnavailableError(
        `Salesforce: bulk query job ${id} was not done after ${JOB_DEADLINE_MS / 60_000} minutes. Expected its results; run again.`,
      );
    }
    await clock.sleep(waitMs, signal);
  }
}

interface ResultPage {
  readonly rows: readonly RawRecord[];
  /** Empty after the last page. */
  readonly nextLocator: string;
}

/** One page, asked for a second time when it was cut; null when it is again. */
async function wholePage(
  connection: SalesforceConnection,
  path: string,
  signal?: AbortSignal,
): Promise<ResultPage | null> {
  for (let tries = 0; tries < 2; tries += 1) {
    const { value, headers } = await connection.csv(path, signal);
    const rows = await rowsIn(value);
    const counted = headers.get('sforce-numberofrecords');
    if (rows === null || (counted !== null && Number(counted) !== rows.length)) continue;
    const locator = headers.get('sforce-locator') ?? '';
    // The last page says "null", the word.
    return { rows, nextLocator: locator === 'null' ? '' : locator };
  }
  return null;
}

/** Null for text that is not whole CSV: cut inside a row or a quoted value. */
async function rowsIn(text: string): Promise<readonly RawRecord[] | null> {
  const rows: RawRecord[] = [];
  const parser = parse({ bom: true, columns: true });
  parser.end(text);
  try {
    for await (const row of parser) rows.push(row as RawRecord);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) return null;
    throw error;
  }
  return rows;
}
