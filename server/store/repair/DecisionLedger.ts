import type { Database } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';
import { lockWriters, stage } from '../database/stage.ts';
import {
  APPEND_CHANGES,
  DROP_OUTDATED,
  EXCEPTION_COLUMNS,
  exceptionRows,
  UPSERT_STAGED,
} from '../ledger/exceptionRows.ts';
import type { Activity, Decision } from '../Store.ts';

/** What people decided about exceptions, and which exceptions repairs may have answered. */
export class DecisionLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Those whose exception was still the one that was decided on. */
  async decide(decisions: readonly Decision[]): Promise<readonly string[]> {
    if (decisions.length === 0) return [];
    return this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.exception');
      const exceptions = decisions.map(({ exception }) => exception);
      await stage(transaction, 'ledger.exception', EXCEPTION_COLUMNS, exceptionRows(exceptions));
      const outdated = await transaction.query<{ fingerprint: string }>(DROP_OUTDATED, []);
      const lost = new Set(outdated.map(({ fingerprint }) => fingerprint));
      const kept = decisions.filter(({ exception }) => !lost.has(exception.fingerprint));
      await transaction.query(APPEND_CHANGES, [null, decisions[0]?.at ?? null]);
      await transaction.exec(UPSERT_STAGED);
      await transaction.query(APPEND_DECISIONS, [storableJson(kept.map(decisionRow))]);
      return kept.map(({ exception }) => exception.fingerprint);
    });
  }

  async since(at: string): Promise<readonly string[]> {
    const decided = await this.#database.query<{ fingerprint: string }>(
      'select distinct decision.fingerprint from ledger.decision where decision.decided_at >= $1::timestamptz',
      [at],
    );
    return decided.map(({ fingerprint }) => fingerprint);
  }

  async activity(fingerprints: readonly string[] | null): Promise<ReadonlyMap<string, readonly Activity[]>> {
    const entries = await this.#database.query<Activity & { fingerprint: string }>(ACTIVITY, [fingerprints]);
    const byFingerprint = new Map<string, Activity[]>();
    for (const { fingerprint, ...entry } of entries) {
      const sofar = byFingerprint.get(fingerprint);
      if (sofar === undefined) byFingerprint.set(fingerprint, [entry]);
      else sofar.push(entry);
    }
    return byFingerprint;
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
}

const APPEND_DECISIONS = `
  insert into ledger.decision
    (fingerprint, action, status, evidence_fingerprint, reason, decided_by, decided_at, until, revision)
  select
    decision.fingerprint, decision.action, decision.status, decision.evidence_fingerprint, decision.reason,
    decision.decided_by, decision.decided_at, decision.until, decision.revision
  from json_to_recordset($1::json) as decision (
    fingerprint text, action text, status text, evidence_fingerprint text, reason text, decided_by text,
    decided_at timestamptz, until timestamptz, revision integer
  )`;

function decisionRow({ exception, action, text, by, at, until }: Decision) {
  return {
    fingerprint: exception.fingerprint,
    action,
    status: exception.status,
    evidence_fingerprint: exception.evidenceFingerprint,
    reason: text,
    decided_by: by,
    decided_at: at,
    until,
    revision: exception.revision,
  };
}

/** What people did, and what audits undid or ended; newest first. */
const ACTIVITY = `
  with entry as (
    select
      decision.fingerprint, decision.decided_at as at, decision.decided_by as by, decision.action, decision.reason as text,
      decision.until, decision.revision
    from ledger.decision
    where $1::text[] is null or decision.fingerprint = any ($1::text[])
    union all
    select
      change.fingerprint,
      change.judged_at,
      'audit',
      case
        when change.status = 'resolved' then 'resolved'
        when change.status = 'regressed' then 'regressed'
        else 'reopened'
      end,
      case
        when change.status = 'resolved' then coalesce(change.resolution, '')
        when change.status = 'regressed' then ''
        else coalesce((select string_agg(sentence, ' ') from json_array_elements_text(change.reopened -> 'because') as sentence), '')
      end,
      null,
      change.revision
    from (
      select
        exception_change.*,
        lag(exception_change.status) over by_exception as status_before,
        lag(exception_change.reopened::text) over by_exception as reopened_before
      from ledger.exception_change
      where $1::text[] is null or exception_change.fingerprint = any ($1::text[])
      window by_exception as (partition by exception_change.fingerprint order by exception_change.number)
    ) as change
    where change.run_id is not null
      and (
        change.status in ('resolved', 'regressed') and change.status is distinct from change.status_before
        or change.reopened is not null and change.reopened::text is distinct from change.reopened_before
      )
  )
  select entry.fingerprint, entry.at, entry.by, entry.action, entry.text, entry.until
  from entry
  order by entry.fingerprint, entry.revision desc nulls last, entry.at desc`;

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
