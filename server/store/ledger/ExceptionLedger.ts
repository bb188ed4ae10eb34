import type { Exception } from '../../core/model.ts';
import type { CopyValue, Database, Parameter } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';
import { lockWriters, stage } from '../database/stage.ts';
import type { Judgement } from './Judgement.ts';

const PAGE_SIZE = 1000;

export interface ExceptionFilter {
  readonly accountId?: string;
  readonly organizationId?: string;
  readonly open?: boolean;
}

/** The exceptions, and the history of what became of them. */
export class ExceptionLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep({ runId, judgedAt }: Judgement, exceptions: readonly Exception[]): Promise<void> {
    if (exceptions.length === 0) return;
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.exception');
      await stage(transaction, 'ledger.exception', COLUMNS, stagedExceptions(exceptions));
      await transaction.query(APPEND_CHANGES, [runId, judgedAt]);
      await transaction.exec(UPSERT_STAGED);
    });
  }

  async *all(filter: ExceptionFilter): AsyncGenerator<Exception> {
    const { conditions, parameters } = conditionsOf(filter);
    let after = '';
    for (;;) {
      const page = await this.#database.query<Exception>(
        `${SELECT}
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
  if (filter.open !== undefined) conditions.push(`exception.status ${filter.open ? '<>' : '='} 'resolved'`);
  return { conditions, parameters };
}

const COLUMNS = [
  'fingerprint',
  'evidence_fingerprint',
  'code',
  'severity',
  'status',
  'account_ids',
  'organization_ids',
  'user_ids',
  'ticket_ids',
  'evidence',
  'recommended_action',
  'cause',
  'first_seen_at',
  'resolved_at',
  'resolution',
];

function* stagedExceptions(exceptions: readonly Exception[]): Generator<readonly CopyValue[]> {
  for (const exception of exceptions) {
    yield [
      exception.fingerprint,
      exception.evidenceFingerprint,
      exception.code,
      exception.severity,
      exception.status,
      exception.accountIds,
      exception.organizationIds,
      exception.userIds,
      exception.ticketIds,
      storableJson(exception.evidence),
      exception.recommendedAction,
      exception.cause && storableJson(exception.cause),
      exception.firstSeenAt,
      exception.resolvedAt,
      exception.resolution,
    ];
  }
}

const APPEND_CHANGES = `
  insert into ledger.exception_change
    (fingerprint, evidence_fingerprint, severity, status, evidence, cause, resolution, run_id, judged_at)
  select
    staged.fingerprint, staged.evidence_fingerprint, staged.severity, staged.status, staged.evidence,
    staged.cause, staged.resolution, $1::text, $2::timestamptz
  from staged_exception as staged
  left join ledger.exception as current on current.fingerprint = staged.fingerprint
  where (current.evidence_fingerprint, current.severity, current.status, current.resolution)
    is distinct from (staged.evidence_fingerprint, staged.severity, staged.status, staged.resolution)
  order by staged.fingerprint`;

/** json has no equality: these compare as text. */
const JSON_COLUMNS = new Set(['evidence', 'cause']);

/** A row's columns as something that can be compared. */
const comparable = (row: string) =>
  `(${COLUMNS.map((column) => `${row}.${column}${JSON_COLUMNS.has(column) ? '::text' : ''}`).join(', ')})`;

const UPSERT_STAGED = `
  insert into ledger.exception as current (${COLUMNS.join(', ')})
  select ${COLUMNS.map((column) => `staged.${column}`).join(', ')}
  from staged_exception as staged
  on conflict (fingerprint) do update set
    ${COLUMNS.slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}
  where ${comparable('current')} is distinct from ${comparable('excluded')}`;

const SELECT = `
  select
    exception.fingerprint,
    exception.evidence_fingerprint as "evidenceFingerprint",
    exception.code,
    exception.severity,
    exception.status,
    exception.account_ids as "accountIds",
    exception.organization_ids as "organizationIds",
    exception.user_ids as "userIds",
    exception.ticket_ids as "ticketIds",
    exception.evidence,
    exception.recommended_action as "recommendedAction",
    exception.cause,
    exception.first_seen_at as "firstSeenAt",
    exception.resolved_at as "resolvedAt",
    exception.resolution
  from ledger.exception`;
