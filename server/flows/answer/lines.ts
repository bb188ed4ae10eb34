/** How the ledger's records are answered. */
import { changesBetween } from '../../core/exceptions/changesBetween.ts';
import type { Exception } from '../../core/model.ts';
import type { Activity, StoredVerdict, VerdictChange } from '../../store/Store.ts';
import type { ExceptionDetail, ExceptionLine, HistoryEntry, VerdictLine } from '../Flows.ts';

export function verdictLine(verdict: StoredVerdict): VerdictLine {
  const { subject, accountId, organizationId, status, codes, lastKnown, sentence, since, runId } = verdict;
  return { subject, accountId, organizationId, status, codes, lastKnown, sentence, since, runId };
}

export function exceptionLine(exception: Exception): ExceptionLine {
  const { fingerprint, code, severity, status, accountIds, organizationIds, userIds, ticketIds } = exception;
  const { evidence, recommendedAction, firstSeenAt } = exception;
  return {
    fingerprint,
    code,
    severity,
    status,
    accountIds,
    organizationIds,
    userIds,
    ticketIds,
    evidence,
    recommendedAction,
    firstSeenAt,
  };
}

export function exceptionDetail(exception: Exception, activity: readonly Activity[]): ExceptionDetail {
  const { openedAt, regressions, ownerId, decision, reopened, revision } = exception;
  const { cause, resolvedAt, resolution } = exception;
  return {
    ...exceptionLine(exception),
    ...{ openedAt, regressions, ownerId, decision, reopened, revision, cause, resolvedAt, resolution, activity },
  };
}

/** Newest first, each with its differences to the one before in words. */
export function historyEntries(changes: readonly VerdictChange[]): HistoryEntry[] {
  return changes.map((change, index) => ({
    at: change.judgedAt,
    runId: change.runId,
    status: change.status,
    codes: change.codes,
    sentence: change.sentence,
    accountId: change.accountId,
    organizationId: change.organizationId,
    changes: changesBetween(changes[index + 1] ?? null, change),
  }));
}
