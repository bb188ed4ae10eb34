import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { SourceUnavailableError } from '../../errors.ts';
import type { SalesforceConnection } from '../../transport.ts';
import type { Outcome, Outgoing } from './Outgoing.ts';
import type { FieldValue, Target } from './SalesforceRow.ts';

/** How the Bulk API spells null. */
const NULL = '#N/A';
/** Characters of one upload; Salesforce takes 150 MB, after it has encoded them. */
const UPLOAD_CHARACTERS = 40_000_000;
const FIRST_POLL_MS = 500;
const LONGEST_POLL_MS = 10_000;
const JOB_DEADLINE_MS = 45 * 60_000;

/**
 * Upserts many rows by Bulk API 2.0 ingest jobs. The steps are taken here: jsforce's own helper gives up after 30
 * seconds and then deletes the job that is still running.
 */
export async function sendBulk(
  connection: SalesforceConnection,
  target: Target,
  rows: readonly Outgoing[],
): Promise<readonly Outcome[]> {
  const names = [...new Set(rows.flatMap(({ fields }) => Object.keys(fields)))];
  const header = stringify([[target.externalIdField, ...names]], { quoted: true });
  const lines = rows.map(({ row, fields }) =>
    stringify([[row.key, ...names.map((name) => cell(fields[name]))]], { quoted: true }),
  );
  const outcomes: Outcome[] = [];
  for (const [from, to] of uploads(lines)) {
    const keys = rows.slice(from, to).map(({ row }) => row.key);
    outcomes.push(...(await runJob(connection, target, header + lines.slice(from, to).join(''), keys)));
  }
  return outcomes;
}

async function runJob(
  connection: SalesforceConnection,
  target: Target,
  csv: string,
  keys: readonly string[],
): Promise<readonly Outcome[]> {
  const job = await connection.request<Record<string, unknown>>({
    method: 'POST',
    path: '/jobs/ingest',
    body: {
      object: target.objectName,
      operation: 'upsert',
      externalIdFieldName: target.externalIdField,
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    },
    // An empty job that nobody uploads to does nothing.
    idempotent: true,
  });
  const path = `/jobs/ingest/${String(job.id)}`;
  await connection.request({ method: 'PUT', path: `${path}/batches`, body: csv, answers: false, idempotent: true });
  await connection.request({ method: 'PATCH', path, body: { state: 'UploadComplete' }, idempotent: true });
  const ended = await endOf(connection, path);
  const failed = await resultRows(connection, `${path}/failedResults`);
  const unprocessed = await resultRows(connection, `${path}/unprocessedrecords`);
  if (typeof ended.numberRecordsFailed === 'number' && ended.numberRecordsFailed !== failed.length) {
    throw new SourceUnavailableError(
      `Salesforce: bulk job ${String(job.id)} counts ${ended.numberRecordsFailed} failed rows and lists ${failed.length}. The next audit writes all of them again.`,
    );
  }
  const problems = new Map<string, Outcome>();
  for (const row of failed) problems.set(row[target.externalIdField] ?? '', failure(row.sf__Error ?? ''));
  for (const row of unprocessed) {
    problems.set(row[target.externalIdField] ?? '', failure(`NOT_PROCESSED:the job ended as ${String(ended.state)}`));
  }
  return keys.map((key) => problems.get(key) ?? { saved: true, recordId: null });
}

async function endOf(connection: SalesforceConnection, path: string): Promise<Record<string, unknown>> {
  const { clock } = connection;
  const deadline = clock.now() + JOB_DEADLINE_MS;
  for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.5)) {
    const job = await connection.request<Record<string, unknown>>({ method: 'GET', path, idempotent: true });
    if (job.state === 'JobComplete') return job;
    if (job.state === 'Failed' || job.state === 'Aborted' || clock.now() + waitMs > deadline) {
      throw new SourceUnavailableError(
        `Salesforce: bulk job ${String(job.id)} was ${String(job.state)} and not complete. Look it up under Bulk Data Load Jobs; the next audit writes its rows again.`,
      );
    }
    await clock.sleep(waitMs);
  }
}

async function resultRows(
  connection: SalesforceConnection,
  path: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { value } = await connection.csv(path);
  return parse(value, { bom: true, columns: true, skip_empty_lines: true }) as Record<string, string>[];
}

/** `UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--` */
function failure(text: string): Outcome {
  const [, errorCode = 'UNKNOWN', message = text] = /^([A-Z_]+):(.*?)(?::?\s*--)?$/s.exec(text) ?? [];
  return { saved: false, errorCode, message };
}

/** An empty cell leaves the field as it is: what a row is not to be sent with. */
function cell(value: FieldValue | undefined): string {
  return value === null ? NULL : String(value ?? '');
}

/** Ranges of lines that fit one upload each. */
function uploads(lines: readonly string[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let from = 0;
  let characters = 0;
  lines.forEach((line, at) => {
    if (at > from && characters + line.length > UPLOAD_CHARACTERS) {
      ranges.push([from, at]);
      from = at;
      characters = 0;
    }
    characters += line.length;
  });
  return lines.length === 0 ? [] : [...ranges, [from, lines.length]];
}
