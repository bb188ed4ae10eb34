import { canonicalJson } from '../canonicalJson.ts';
import { catalogueEntry, type Code } from '../catalogue.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Cause, Digest, Exception, ExceptionStatus, Facts, Finding } from '../model.ts';
import { causeOf } from './causeOf.ts';

/** The records that a run judged: an exception about others is left as it is. */
export interface Judged {
  has(subject: 'account' | 'organization', id: string): boolean;
}

/** What a person decided about an exception, on the evidence that he saw. */
export interface Decided {
  readonly status: Extract<ExceptionStatus, 'not_same' | 'accepted'>;
  readonly evidenceFingerprint: string;
}

/** What raising must know of the run. */
export interface RaisingRun {
  readonly judged: Judged;
  /** Codes about which the run found nothing since it did not read what they rest on: they are left as they are. */
  readonly unread: readonly Code[];
  /** The facts that were judged: a new exception keeps what probably caused it. */
  readonly records: Pick<Facts, 'accounts' | 'organizations'>;
  /** By fingerprint; the newest of each. */
  readonly decisions: ReadonlyMap<string, Decided>;
  /** Fingerprints of open exceptions one of whose records was repaired since they were last found. */
  readonly repaired: ReadonlySet<string>;
  /** ISO 8601: the clock of judgement. */
  readonly now: string;
  readonly digest: Digest;
}

/**
 * What a person must look at after this run: today's findings, with the life that earlier exceptions have already had.
 * The same trouble keeps its fingerprint, so a repeated audit raises nothing twice; one that is no longer found
 * resolves itself; one that comes back is `regressed`. What a person decided holds as long as the evidence is what he
 * decided on. Returns only the exceptions that are new or have changed.
 */
export function raiseExceptions(
  findings: readonly Finding[],
  earlier: readonly Exception[],
  run: RaisingRun,
): readonly Exception[] {
  const known = new Map(earlier.map((exception) => [exception.fingerprint, exception]));
  const records = {
    accounts: new Map(run.records.accounts.map((account) => [account.id, account])),
    organizations: new Map(run.records.organizations.map((organization) => [organization.id, organization])),
  };
  const found = new Set<string>();
  const changed: Exception[] = [];
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding, run.digest);
    if (found.has(fingerprint)) continue;
    found.add(fingerprint);
    const before = known.get(fingerprint);
    const after = raise(finding, fingerprint, before, run, () => causeOf(finding, records));
    if (before === undefined || textOf(before) !== textOf(after)) changed.push(after);
  }
  for (const exception of earlier) {
    if (exception.status === 'resolved' || found.has(exception.fingerprint) || !wasJudged(exception, run)) continue;
    const resolution = run.repaired.has(exception.fingerprint) ? 'repair' : 'facts';
    changed.push({ ...exception, status: 'resolved', resolvedAt: run.now, resolution });
  }
  return changed.sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
}

function raise(
  finding: Finding,
  fingerprint: string,
  before: Exception | undefined,
  { now, digest, decisions }: RaisingRun,
  findCause: () => Cause | null,
): Exception {
  const { severity, guide } = catalogueEntry(finding.code);
  const { code, accountIds, organizationIds, userIds, ticketIds, evidence } = finding;
  const returned = before?.status === 'resolved';
  // Who is in a group is part of what was decided about it.
  const evidenceFingerprint = digest(canonicalJson({ evidence, userIds, ticketIds }));
  return {
    fingerprint,
    evidenceFingerprint,
    code,
    severity: finding.severity ?? severity,
    status: statusOf(before, evidenceFingerprint, decisions.get(fingerprint)),
    accountIds,
    organizationIds,
    userIds,
    ticketIds,
    evidence,
    recommendedAction: guide,
    cause: before === undefined || returned ? findCause() : before.cause,
    firstSeenAt: before?.firstSeenAt ?? now,
    resolvedAt: null,
    resolution: null,
  };
}

/** A decision made on other evidence than today's is void. */
function statusOf(
  before: Exception | undefined,
  evidenceFingerprint: string,
  decided: Decided | undefined,
): ExceptionStatus {
  if (decided?.evidenceFingerprint === evidenceFingerprint) return decided.status;
  if (before === undefined || before.status === 'not_same' || before.status === 'accepted') return 'new';
  return before.status === 'resolved' ? 'regressed' : before.status;
}

/** One judged subject is enough: a run judges a neighbourhood whole, so what it did not find there is not there. */
function wasJudged({ code, accountIds, organizationIds }: Exception, { judged, unread }: RaisingRun): boolean {
  if (unread.includes(code)) return false;
  return (
    accountIds.some((id) => judged.has('account', id)) || organizationIds.some((id) => judged.has('organization', id))
  );
}

function textOf(exception: Exception): string {
  const { cause, ...rest } = exception;
  return canonicalJson({ ...rest, cause: cause === null ? null : { ...cause } });
}
