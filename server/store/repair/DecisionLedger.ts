import type { Database } from '../database/Database.ts';
import { lockWriters } from '../database/stage.ts';
import type { Decision } from '../Store.ts';

/** What people decided about exceptions, and which exceptions repairs may have answered. */
export class DecisionLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async decide(decision: Decision): Promise<void> {
    const { fingerprint, status, evidenceFingerprint, reason, by, at } = decision;
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.exception');
      await transaction.query(
        `insert into ledger.decision (fingerprint, status, evidence_fingerprint, reason, decided_by, decided_at)
        values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::timestamptz)`,
        [fingerprint, status, evidenceFingerprint, reason, by, at],
      );
      await transaction.query(FOLLOW_DECISION, [fingerprint, evidenceFingerprint, status, at]);
    });
  }

  async find(fingerprint: string): Promise<Decision | null> {
    const [newest] = await this.#read('where decision.fingerprint = $1::text', [fingerprint]);
    return newest ?? null;
  }

  async all(): Promise<ReadonlyMap<string, Decision>> {
    return new Map((await this.#read('', [])).map((decision) => [decision.fingerprint, decision]));
  }

  async repaired(): Promise<ReadonlySet<string>> {
    const repaired = await this.#database.query<{ fingerprint: string }>(REPAIRED);
    return new Set(repaired.map(({ fingerprint }) => fingerprint));
  }

  async noteOutlived(fingerprints: readonly string[], at: string): Promise<void> {
    if (fingerprints.length === 0) return;
    await this.#database.query(
      `update ledger.exception set outlived_repairs_at = $2::timestamptz
      where exception.fingerprint = any ($1::text[])`,
      [fingerprints, at],
    );
  }

  /** The newest of each exception. */
  #read(condition: string, parameters: readonly string[]): Promise<readonly Decision[]> {
    return this.#database.query<Decision>(
      `select distinct on (decision.fingerprint)
        decision.fingerprint,
        decision.status,
        decision.evidence_fingerprint as "evidenceFingerprint",
        decision.reason,
        decision.decided_by as "by",
        decision.decided_at as "at"
      from ledger.decision ${condition}
      order by decision.fingerprint, decision.number desc`,
      parameters,
    );
  }
}

/** At once, not only with the next audit: whoever decided is shown what he decided. */
const FOLLOW_DECISION = `
  with followed as (
    update ledger.exception set status = $3::text
    where exception.fingerprint = $1::text
      and exception.evidence_fingerprint = $2::text
      and exception.status not in ('resolved', $3::text)
    returning exception.*
  )
  insert into ledger.exception_change
    (fingerprint, evidence_fingerprint, severity, status, evidence, cause, resolution, run_id, judged_at)
  select
    followed.fingerprint, followed.evidence_fingerprint, followed.severity, followed.status, followed.evidence,
    followed.cause, followed.resolution, null, $4::timestamptz
  from followed`;

/**
 * Receipts and the starts of runs are real time; the clock of judgement may be anybody's. A run that found an exception
 * read its records after it started, and a complete full run found every exception that it left open: what was applied
 * before it answers none of today's.
 */
const REPAIRED = `
  with applied as materialized (
    select plan_group.account_ids, plan_group.organization_ids, max(receipt.received_at) as at
    from ledger.change_receipt as receipt
    join ledger.plan_group on plan_group.plan_id = receipt.plan_id and plan_group.group_id = receipt.group_id
    where receipt.outcome = 'applied'
      and receipt.received_at >= coalesce(
        (select max(run.started_at) from ledger.run where run.mode = 'full' and run.status = 'complete'),
        '-infinity'
      )
    group by plan_group.number
  ),
  touched as (
    select exception.fingerprint, exception.outlived_repairs_at, max(applied.at) as at
    from applied
    join ledger.exception
      on exception.account_ids && applied.account_ids or exception.organization_ids && applied.organization_ids
    where exception.status <> 'resolved'
    group by exception.fingerprint
  )
  select touched.fingerprint
  from touched
  where touched.at >= greatest(touched.outlived_repairs_at, (
    select max(run.started_at)
    from ledger.exception_change
    join ledger.run on run.run_id = exception_change.run_id
    where exception_change.fingerprint = touched.fingerprint and exception_change.status <> 'resolved'
  ))`;
