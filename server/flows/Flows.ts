/**
 * Everything a surface may ask for. `main.ts` binds it to the stages of this process; while another process owns the
 * data folder, the CLI is handed one that speaks to the owner's HTTP API instead. Surfaces can't tell the difference.
 */
import type { Exception, Run, RunMode, SourceName, Verdict, VerdictCode, VerdictStatus } from '../core/model.ts';
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
  /** The stored verdict of an Account. */
  link(accountId: string): Promise<VerdictLine>;
  exportVerdicts(): AsyncIterable<VerdictLine>;
  exportExceptions(): AsyncIterable<ExceptionLine>;
  exceptions(filter: { accountId?: string; code?: Code; limit: number }): Promise<readonly ExceptionLine[]>;
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
