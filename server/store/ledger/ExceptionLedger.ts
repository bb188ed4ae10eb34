import type { Exception } from '../../core/model.ts';
import type { Database, Parameter } from '../database/Database.ts';
import { lockWriters, stage } from '../database/stage.ts';
import {
  APPEND_CHANGES,
  DROP_OUTDATED,
  EXCEPTION_COLUMNS,
  exceptionRows,
  SELECT_EXCEPTIONS,
  UPSERT_STAGED,
} from './exceptionRows.ts';
import type { RecordIds } from '../Store.ts';
import type { Judgement } from './Judgement.ts';

const PAGE_SIZE = 1000;

export interface ExceptionFilter {
  readonly accountId?: string;
  readonly organizationId?: string;
  readonly open?: boolean;
  readonly standing?: true;
  readonly fingerprints?: readonly string[];
  readonly around?: RecordIds;
}

/** The exceptions, and the history of what became of them. */
export class ExceptionLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep({ runId, judgedAt }: Judgement, exceptions: readonly Exception[]): Promise<readonly string[]> {
    if (exceptions.length === 0) return [];
    return this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.exception');
      await stage(transaction, 'ledger.exception', EXCEPTION_COLUMNS, exceptionRows(exceptions));
      const outdated = await transaction.query<{ fingerprint: string }>(DROP_OUTDATED, []);
      await transaction.query(APPEND_CHANGES, [runId, judgedAt]);
      await transaction.exec(UPSERT_STAGED);
      return outdated.map(({ fingerprint }) => fingerprint);
    });
  }

  async find(fingerprint: string): Promise<Exception | null> {
    const [found] = await this.#database.query<Exception>(
      `${SELECT_EXCEPTIONS} where exception.fingerprint = $1::text`,
      [fingerprint],
    );
    return found ?? null;
  }

  async *all(filter: ExceptionFilter): AsyncGenerator<Exception> {
    const { conditions, parameters } = conditionsOf(filter);
    let after = '';
    for (;;) {
      const page = await this.#database.query<Exception>(
        `${SELECT_EXCEPTIONS}
        where ${['exception.fingerprint > $1::text', ...conditions].join(' and ')}
        order by exception.fingerprint
        limit $2::integer`,
        [after, PAGE_SIZE, ...parameters],
      );
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_SIZE) return;
      after = last.fingerprint;
    }
  }
}

/** SQL conditions whose parameters follow the page's two. */
function conditionsOf(filter: ExceptionFilter): { conditions: readonly string[]; parameters: readonly Parameter[] } {
  const conditions: string[] = [];
  const parameters: Parameter[] = [];
  for (const [column, id] of [
    ['account_ids', filter.accountId],
    ['organization_ids', filter.organizationId],
  ] as const) {
    if (id === undefined) continue;
    parameters.push([id]);
    conditions.push(`exception.${column} @> $${parameters.length + 2}::text[]`);
  }
  if (filter.fingerprints !== undefined) {
    parameters.push(filter.fingerprints);
    conditions.push(`exception.fingerprint = any ($${parameters.length + 2}::text[])`);
  }
  if (filter.around !== undefined) {
    const { accountIds, organizationIds } = filter.around;
    parameters.push(accountIds, organizationIds);
    const [accounts, organizations] = [parameters.length + 1, parameters.length + 2];
    conditions.push(
      `(exception.account_ids && $${accounts}::text[] or exception.organization_ids && $${organizations}::text[])`,
    );
  }
  if (filter.standing) conditions.push("(exception.status <> 'resolved' or exception.decision is not null)");
  if (filter.open !== undefined) conditions.push(`exception.status ${filter.open ? '<>' : '='} 'resolved'`);
  return { conditions, parameters };
}
