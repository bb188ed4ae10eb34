import { canonicalJson } from '../canonicalJson.ts';
import { catalogueEntry, type Code } from '../catalogue.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Cause, Digest, Exception, Facts, Finding, JsonObject, Resolution } from '../model.ts';
import { foundAgain, notLookedFor, raised } from '../triage/foundAgain.ts';
import { causeOf } from './causeOf.ts';

/** The records that a run judged: an exception about others is left as it is. */
export interface Judged {
  has(subject: 'account' | 'organization', id: string): boolean;
}

/** What raising must know of the run. */
export interface RaisingRun {
  readonly judged: Judged;
  /** Codes about which the run found nothing since it did not read what they rest on: they are left as they are. */
  readonly unread: readonly Code[];
  /** The facts that were judged: a new exception keeps what probably caused it. */
  readonly records: Pick<Facts, 'accounts' | 'organizations'>;
  /** Fingerprints of open exceptions one of whose records was repaired since they were last found. */
  readonly repaired: ReadonlySet<string>;
  /** Whether the run before judged by another version of the contract. */
  readonly contractChanged: boolean;
  /** ISO 8601: the clock of judgement. */
  readonly now: string;
  readonly digest: Digest;
}

/**
 * What a person must look at after this run: today's findings, with the life that earlier exceptions have already had.
 * The same trouble keeps its fingerprint, so a repeated audit raises nothing twice; one that is no longer found
 * resolves itself; one that comes back is `regressed`. What a person decided holds as long as the evidence is what he
 * decided on, or until the date he set. Returns only the exceptions that are new or have changed, each one revision
 * further.
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
  const note = (before: Exception | undefined, after: Exception): void => {
    if (before === undefined) changed.push(after);
    else if (textOf(before) !== textOf(after)) changed.push({ ...after, revision: before.revision + 1 });
  };
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding, run.digest);
    if (found.has(fingerprint)) continue;
    found.add(fingerprint);
    const before = known.get(fingerprint);
    note(
      before,
      raise(finding, fingerprint, before, run, () => causeOf(finding, records)),
    );
  }
  for (const exception of earlier) {
    if (found.has(exception.fingerprint) || !isJudged(exception, run)) continue;
    if (exception.status === 'resolved' && exception.decision === null) continue;
    note(exception, isUnread(exception, run) ? waited(exception, run) : resolved(exception, run));
  }
  return changed.sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
}

function raise(
  finding: Finding,
  fingerprint: string,
  before: Exception | undefined,
  { now, digest }: RaisingRun,
  findCause: () => Cause | null,
): Exception {
  const { severity, guide } = catalogueEntry(finding.code);
  const { code, accountIds, organizationIds, userIds, ticketIds, evidence } = finding;
  const returned = before?.status === 'resolved';
  const evidenceFingerprint = digest(canonicalJson(decidedOn(finding)));
  const seen = { severity: finding.severity ?? severity, accountIds, organizationIds, userIds, ticketIds, evidence };
  return {
    fingerprint,
    evidenceFingerprint,
    code,
    ...seen,
    ...(before === undefined ? raised(now) : foundAgain(before, { ...seen, evidenceFingerprint }, now)),
    recommendedAction: guide,
    cause: before === undefined || returned ? findCause() : before.cause,
    firstSeenAt: before?.firstSeenAt ?? now,
    revision: before?.revision ?? 1,
  };
}

/** Who is in a group is part of what is decided about it; elsewhere the subjects are in the fingerprint already. */
function decidedOn({ group, accountIds, organizationIds, userIds, ticketIds, evidence }: Finding): JsonObject {
  return { evidence, userIds, ticketIds, ...(group === undefined ? {} : { accountIds, organizationIds }) };
}

function resolved(exception: Exception, { now, repaired, contractChanged }: RaisingRun): Exception {
  // A person was right: from now on it is not his word that it rests on.
  if (exception.status === 'resolved') return { ...exception, decision: null };
  const resolution: Resolution = repaired.has(exception.fingerprint)
    ? 'repair'
    : contractChanged
      ? 'contract'
      : 'facts';
  return { ...exception, status: 'resolved', decision: null, reopened: null, resolvedAt: now, resolution };
}

function waited(exception: Exception, { now }: RaisingRun): Exception {
  return { ...exception, ...notLookedFor(exception, now) };
}

/** One judged subject is enough: a run judges a neighbourhood whole, so what it did not find there is not there. */
function isJudged({ accountIds, organizationIds }: Exception, { judged }: RaisingRun): boolean {
  return (
    accountIds.some((id) => judged.has('account', id)) || organizationIds.some((id) => judged.has('organization', id))
  );
}

function isUnread({ code }: Exception, { unread }: RaisingRun): boolean {
  return unread.includes(code);
}

/** All but the revision. */
function textOf({ revision: _, cause, decision, ...rest }: Exception): string {
  return canonicalJson({
    ...rest,
    reopened: rest.reopened && { ...rest.reopened },
    cause: cause && { ...cause },
    decision: decision && { ...decision },
  });
}
