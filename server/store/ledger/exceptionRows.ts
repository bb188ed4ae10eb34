/** How an exception stands in the ledger's table. */
import type { Exception } from '../../core/model.ts';
import type { CopyValue } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';

const VALUES: Readonly<Record<string, (exception: Exception) => CopyValue>> = {
  fingerprint: ({ fingerprint }) => fingerprint,
  evidence_fingerprint: ({ evidenceFingerprint }) => evidenceFingerprint,
  code: ({ code }) => code,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  account_ids: ({ accountIds }) => accountIds,
  organization_ids: ({ organizationIds }) => organizationIds,
  user_ids: ({ userIds }) => userIds,
  ticket_ids: ({ ticketIds }) => ticketIds,
  evidence: ({ evidence }) => storableJson(evidence),
  recommended_action: ({ recommendedAction }) => recommendedAction,
  cause: ({ cause }) => cause && storableJson(cause),
  first_seen_at: ({ firstSeenAt }) => firstSeenAt,
  opened_at: ({ openedAt }) => openedAt,
  regressions: ({ regressions }) => regressions,
  owner_id: ({ ownerId }) => ownerId,
  decision: ({ decision }) => decision && storableJson(decision),
  reopened: ({ reopened }) => reopened && storableJson(reopened),
  resolved_at: ({ resolvedAt }) => resolvedAt,
  resolution: ({ resolution }) => resolution,
  revision: ({ revision }) => revision,
};

export const EXCEPTION_COLUMNS: readonly string[] = Object.keys(VALUES);

export function* exceptionRows(exceptions: readonly Exception[]): Generator<readonly CopyValue[]> {
  for (const exception of exceptions) yield Object.values(VALUES).map((valueOf) => valueOf(exception));
}

/** Somebody else was faster: each stored change is one more, and what is staged was made of an older one. */
export const DROP_OUTDATED = `
  delete from staged_exception as staged
  using ledger.exception as current
  where current.fingerprint = staged.fingerprint and staged.revision <> current.revision + 1
  returning staged.fingerprint`;

/** The history of what became of them, before the staged rows are the current ones. */
export const APPEND_CHANGES = `
  insert into ledger.exception_change (
    fingerprint, evidence_fingerprint, severity, status, evidence, cause, owner_id, decision, reopened, resolution,
    revision, run_id, judged_at
  )
  select
    staged.fingerprint, staged.evidence_fingerprint, staged.severity, staged.status, staged.evidence, staged.cause,
    staged.owner_id, staged.decision, staged.reopened, staged.resolution,
    staged.revision, $1::text, $2::timestamptz
  from staged_exception as staged
  left join ledger.exception as current on current.fingerprint = staged.fingerprint
  where (
    current.evidence_fingerprint, current.severity, current.status, current.owner_id, current.decision::text,
    current.reopened::text, current.resolution
  ) is distinct from (
    staged.evidence_fingerprint, staged.severity, staged.status, staged.owner_id, staged.decision::text,
    staged.reopened::text, staged.resolution
  )
  order by staged.fingerprint`;

export const UPSERT_STAGED = `
  insert into ledger.exception (${EXCEPTION_COLUMNS.join(', ')})
  select ${EXCEPTION_COLUMNS.map((column) => `staged.${column}`).join(', ')}
  from staged_exception as staged
  on conflict (fingerprint) do update set
    ${EXCEPTION_COLUMNS.slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`;

export const SELECT_EXCEPTIONS = `
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
    exception.opened_at as "openedAt",
    exception.regressions,
    exception.owner_id as "ownerId",
    exception.decision,
    exception.reopened,
    exception.resolved_at as "resolvedAt",
    exception.resolution,
    exception.revision
  from ledger.exception`;
