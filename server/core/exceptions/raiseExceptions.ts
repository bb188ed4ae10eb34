import { catalogueEntry } from '../catalogue.ts';
import type { Digest, Exception, Finding, JsonObject } from '../model.ts';
import { canonicalJson } from './canonicalJson.ts';

/** The records that a run judged: an exception about others is left as it is. */
export interface Judged {
  has(subject: 'account' | 'organization', id: string): boolean;
}

/**
 * What a person must look at after this run: today's findings, with the life that earlier exceptions have already had.
 * The same trouble keeps its fingerprint, so a repeated audit raises nothing twice; one that is no longer found
 * resolves itself; one that comes back is `regressed`. Returns only the exceptions that are new or have changed.
 */
export function raiseExceptions(
  findings: readonly Finding[],
  earlier: readonly Exception[],
  judged: Judged,
  now: string,
  digest: Digest,
): readonly Exception[] {
  const known = new Map(earlier.map((exception) => [exception.fingerprint, exception]));
  const found = new Set<string>();
  const changed: Exception[] = [];
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding, digest);
    if (found.has(fingerprint)) continue;
    found.add(fingerprint);
    const before = known.get(fingerprint);
    const after = raise(finding, fingerprint, before, now, digest);
    if (before === undefined || canonicalJson(asJson(before)) !== canonicalJson(asJson(after))) changed.push(after);
  }
  for (const exception of earlier) {
    if (exception.status === 'resolved' || found.has(exception.fingerprint) || !wasJudged(exception, judged)) continue;
    changed.push({ ...exception, status: 'resolved', resolvedAt: now, resolution: 'facts' });
  }
  return changed.sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
}

/** Of code and subjects: nothing that may change while the trouble stays the same. */
export function fingerprintOf(
  { code, accountIds, organizationIds, userIds, ticketIds }: Omit<Finding, 'evidence' | 'concerns'>,
  digest: Digest,
): string {
  return digest(canonicalJson({ code, accountIds, organizationIds, userIds, ticketIds }));
}

function raise(
  finding: Finding,
  fingerprint: string,
  before: Exception | undefined,
  now: string,
  digest: Digest,
): Exception {
  const { severity, guide } = catalogueEntry(finding.code);
  const returned = before?.status === 'resolved';
  return {
    fingerprint,
    evidenceFingerprint: digest(canonicalJson(finding.evidence)),
    code: finding.code,
    severity,
    status: before === undefined ? 'new' : returned ? 'regressed' : before.status,
    accountIds: finding.accountIds,
    organizationIds: finding.organizationIds,
    userIds: finding.userIds,
    ticketIds: finding.ticketIds,
    evidence: finding.evidence,
    recommendedAction: guide,
    firstSeenAt: before?.firstSeenAt ?? now,
    resolvedAt: null,
    resolution: null,
  };
}

/** One judged subject is enough: a run judges a neighbourhood whole, so what it did not find there is not there. */
function wasJudged(exception: Exception, judged: Judged): boolean {
  return (
    exception.accountIds.some((id) => judged.has('account', id)) ||
    exception.organizationIds.some((id) => judged.has('organization', id))
  );
}

function asJson(exception: Exception): JsonObject {
  return { ...exception };
}
