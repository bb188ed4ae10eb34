import { SourceUnavailableError } from '../../errors.ts';
import type { SalesforceConnection } from './SalesforceConnection.ts';

/** A record as REST answers it, its `attributes` included. */
export type QueriedRecord = Readonly<Record<string, unknown>>;

/** `queryAll` sees deleted and archived records too. */
export type QueryResource = 'query' | 'queryAll';
/** Tooling answers in the same form, about what an org is made of. */
type AnyQueryResource = QueryResource | 'tooling/query';

/** A page as REST answers it. */
interface QueryAnswer {
  readonly totalSize?: unknown;
  readonly done?: unknown;
  readonly nextRecordsUrl?: unknown;
  readonly records?: unknown;
}

/**
 * Runs a query and hands on its pages, each with how many records there are in all. Answers why not every record came that the answers count; null when all did.
 * The loop is ours: jsforce's own stops at 10,000 records without a word and takes an answer without `done` for the last.
 */
export async function queryPages(
  connection: SalesforceConnection,
  soql: string,
  resource: AnyQueryResource,
  onRecords: (records: readonly QueriedRecord[], totalSize: number) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<string | null> {
  const visited = new Set<string>();
  let path = `/${resource}?q=${encodeURIComponent(soql)}`;
  let received = 0;
  for (;;) {
    visited.add(path);
    const answer = await connection.request<QueryAnswer>({ method: 'GET', path, idempotent: true, signal });
    const { totalSize, done, nextRecordsUrl, records } = answer;
    if (!Array.isArray(records) || typeof totalSize !== 'number') {
      return 'Salesforce answered a page without its records and their total.';
    }
    received += records.length;
    await onRecords(records as readonly QueriedRecord[], totalSize);
    if (done === true) {
      return received === totalSize ? null : `Salesforce ended a query after ${received} of ${totalSize} records.`;
    }
    if (typeof nextRecordsUrl !== 'string' || !nextRecordsUrl.startsWith('/services/data/')) {
      return 'Salesforce said that more records follow, and not where.';
    }
    if (visited.has(nextRecordsUrl)) return 'Salesforce gave the same records again and again.';
    path = nextRecordsUrl;
  }
}

/**
 * All records of a query. What is not among them is not there, so an answer that was cut is asked for once more.
 *
 * @throws SourceUnavailableError when it was cut again
 */
export async function queryRows(
  connection: SalesforceConnection,
  soql: string,
  resource: AnyQueryResource = 'query',
  signal?: AbortSignal,
): Promise<readonly QueriedRecord[]> {
  let cut: string | null = null;
  for (let tries = 0; tries < 2; tries += 1) {
    const rows: QueriedRecord[] = [];
    cut = await queryPages(connection, soql, resource, async (records) => rows.push(...records), signal);
    if (cut === null) return rows;
  }
  throw new SourceUnavailableError(`${cut} Expected all of them, in two tries; run again.`);
}

/** How many records of an object there are: a proof of its own beside a read's `totalSize`. */
export async function countRows(
  connection: SalesforceConnection,
  object: string,
  resource: QueryResource,
  signal?: AbortSignal,
): Promise<number> {
  const [row] = await queryRows(connection, `SELECT COUNT(Id) FROM ${object}`, resource, signal);
  if (typeof row?.expr0 === 'number') return row.expr0;
  throw new SourceUnavailableError(`Salesforce gave no count of ${object}. Expected one row with expr0.`);
}
