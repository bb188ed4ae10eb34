/**
 * Everything a surface may ask for. `main.ts` binds it to the stages of this process; while another process owns the
 * data folder, the CLI is handed one that speaks to the owner's HTTP API instead. Surfaces can't tell the difference.
 */
import type { Cause, Exception, Run, RunMode, SourceName, Verdict, VerdictCode, VerdictStatus } from '../core/model.ts';
import type { Severity, Code } from '../core/catalogue.ts';

export interface Flows {
  /** Starts an audit and answers when it is registered; one run at a time (RunInProgressError). */
  startAudit(request: AuditRequest): Promise<AuditHandle>;
  /** Audits one account live, at most 20 API calls and once a minute per account (TooSoonError); requests at once share a run. */
  recheck(accountId: string): Promise<Run>;
  run(runId: string): Promise<Run>;
  /** Newest first. */
  runs(limit: number): Promise<readonly Run[]>;
  /** What happens in a run, as it happens; ends with the run. A finished run yields its end only. */
  progress(runId: string): AsyncIterable<AuditProgress>;
  /** By Salesforce id in any form, Zendesk id, or a URL that holds one; NotFoundError, BadRequestError. */
  explain(id: string): Promise<Explanation>;
  /** As it was at that moment (ISO 8601; a date means its end), since when, and what had changed; errors as explain. */
  explainAt(id: string, at: string): Promise<PastExplanation>;
  /** Every change of a record's verdict, newest first; errors as explain. */
  history(id: string): Promise<readonly HistoryEntry[]>;
  /** The stored verdict of an Account. */
  link(accountId: string): Promise<VerdictLine>;
  exportVerdicts(): AsyncIterable<VerdictLine>;
  exportExceptions(): AsyncIterable<ExceptionLine>;
  exceptions(filter: { accountId?: string; code?: Code; limit: number }): Promise<readonly ExceptionLine[]>;
  /**
   * Open exceptions by the cause they share, biggest first; those that share none come last, in one group. `limit`: how
   * many of each are listed.
   */
  exceptionsByCause(filter: { code?: Code; limit: number }): Promise<readonly CauseGroup[]>;
  /** An operator has looked at the first audit: what it found is published. ConflictError where there is none, or it is done. */
  acceptBaseline(by: string): Promise<Run>;
  /** Publishes what a held run found; ConflictError where the run is not the newest, or holds nothing back. */
  release(runId: string, by: string): Promise<Run>;
  /** Something changed in Zendesk, as a webhook says: queues the audit of whom that concerns. Answers what it queued. */
  hint(hint: ChangeHint): Promise<readonly string[]>;
  doctor(): Promise<DoctorReport>;
  /** True once a full audit has ended in this ledger. */
  ready(): Promise<boolean>;
  /** Developer names of the Linkproof custom permissions the Salesforce user holds, read live. */
  permissionsOf(userId: string): Promise<readonly string[]>;
  /** The connected Salesforce org that tokens must name; null before the first audit pinned it. */
  pinnedOrgId(): Promise<string | null>;
  close(): Promise<void>;
}

export interface AuditRequest {
  readonly mode: RunMode;
  /** Only with mode `account`. */
  readonly accountId?: string;
  /** The clock of judgement, ISO 8601; default: the real one. */
  readonly now?: string;
  /** Only with mode `full`: whole exports, as if nothing had been read before. */
  readonly refetch?: boolean;
  /** Only with mode `account`: an event asked for it, not a person, so that what just changed is settling. */
  readonly hinted?: boolean;
}

export interface AuditHandle {
  readonly runId: string;
  readonly finished: Promise<Run>;
}

/** A count of what has happened so far, sent whenever a page, a stage or a batch is done. */
export interface AuditProgress {
  readonly runId: string;
  readonly stage: 'read' | 'prove' | 'judge' | 'raise' | 'publish' | 'done';
  /** While reading. */
  readonly source: SourceName | null;
  readonly done: number;
  /** Null where nobody can know yet. */
  readonly expected: number | null;
  readonly apiCalls: { readonly salesforce: number; readonly zendesk: number };
  /** Share of each API's allowance that is left, 0 to 1; null before it is known. */
  readonly allowanceLeft: { readonly salesforce: number | null; readonly zendesk: number | null };
  readonly elapsedMs: number;
  /** One plain line for people. */
  readonly message: string;
}

/** One line of `export verdicts`: a fixed interface, see docs/interfaces.md. */
export interface VerdictLine {
  readonly subject: Verdict['subject'];
  readonly accountId: string | null;
  readonly organizationId: string | null;
  readonly status: VerdictStatus;
  readonly codes: readonly VerdictCode[];
  readonly lastKnown: Verdict['lastKnown'];
  readonly sentence: string;
  readonly since: string;
  readonly runId: string;
}

/** One line of `export exceptions`. */
export interface ExceptionLine {
  readonly fingerprint: string;
  readonly code: Code;
  readonly severity: Severity;
  readonly status: Exception['status'];
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly userIds: readonly string[];
  readonly ticketIds: readonly string[];
  readonly evidence: Exception['evidence'];
  readonly recommendedAction: string;
  readonly firstSeenAt: string;
}

export interface Explanation {
  readonly verdict: VerdictLine;
  readonly evidence: Verdict['evidence'];
  readonly judgedAt: string;
  readonly exceptions: readonly ExceptionLine[];
}

/** One change of a verdict. */
export interface HistoryEntry {
  /** ISO 8601: since when. */
  readonly at: string;
  readonly runId: string;
  /** Null: the record was gone. */
  readonly status: VerdictStatus | null;
  readonly codes: readonly VerdictCode[];
  readonly sentence: string;
  readonly accountId: string | null;
  readonly organizationId: string | null;
  /** One plain sentence for each difference to the verdict before: the status, the pair, a code, what a field said. */
  readonly changes: readonly string[];
}

export interface PastExplanation {
  readonly asked: string;
  readonly entry: HistoryEntry;
  /** ISO 8601: when the next change came; null where it stands to this day. */
  readonly until: string | null;
  readonly evidence: Verdict['evidence'] | null;
}

export interface CauseGroup {
  readonly cause: Cause | null;
  readonly count: number;
  readonly exceptions: readonly ExceptionLine[];
}

/** What a webhook said had changed. */
export interface ChangeHint {
  /** None: something changed about somebody. */
  readonly organizationIds: readonly string[];
  /** Zendesk's name of the event, where one told: the same again within ten minutes queues nothing. */
  readonly eventId: string | null;
}

export interface DoctorReport {
  readonly ok: boolean;
  readonly checks: readonly DoctorCheck[];
}

export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do; null when ok. */
  readonly advice: string | null;
}
