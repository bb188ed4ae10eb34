/**
 * Everything a surface may ask for. `main.ts` binds it to the stages of this process; while another process owns the
 * data folder, the CLI is handed one that speaks to the owner's HTTP API instead. Surfaces can't tell the difference.
 */
import type { Cause, Exception, Run, RunMode, SourceName, Verdict, VerdictCode, VerdictStatus } from '../core/model.ts';
import type { Activity, PlanSummary } from '../store/Store.ts';
import type { TriageAction } from '../core/triage/TriageAction.ts';
import type { Approval, Plan, Receipt, RepairRequest, UndoTarget } from '../core/plans/Plan.ts';
import type { Severity, Code } from '../core/catalogue.ts';
import type { SampleAnswer, SampledLink, SampleFigures } from '../core/samples/SampledLink.ts';

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
  /** One exception, resolved or not, with what was done about it. NotFoundError. */
  exception(fingerprint: string): Promise<ExceptionDetail>;
  /**
   * Does one thing about each of at most 200 exceptions; one outcome for each, in the order asked. BadRequestError for an
   * action that says too little, or an owner who may not work the queue.
   */
  decide(request: DecisionRequest): Promise<readonly DecisionOutcome[]>;
  /** An operator has looked at the first audit: what it found is published. ConflictError where there is none, or it is done. */
  acceptBaseline(by: string): Promise<Run>;
  /** Publishes what a held run found; ConflictError where the run is not the newest, or holds nothing back. */
  release(runId: string, by: string): Promise<Run>;
  /** Something changed in Zendesk, as a webhook says: queues the audit of whom that concerns. Answers what it queued. */
  hint(hint: ChangeHint): Promise<readonly string[]>;

  // ---- repair: plan, review, approve, apply, verify, receipt; and undo
  /**
   * Reads what it needs live, and keeps the plan; that of a filter may be empty. PlanBlockedError where nothing can be done
   * about what was named (`nothing_to_do`, …).
   */
  createPlan(request: RepairRequest, author: Author): Promise<PlanView>;
  /** Keeps a plan that comes from a file. PlanBlockedError (`hash_mismatch`). */
  importPlan(plan: Plan): Promise<PlanView>;
  plan(planId: string): Promise<PlanView>;
  /** Newest first. */
  plans(filter: { accountId?: string; limit: number }): Promise<readonly PlanSummary[]>;
  /** `hash`: of what the approver has seen. PlanBlockedError (`hash_mismatch`, `plan_expired`, `cap_run`, …). */
  approvePlan(planId: string, approval: { readonly hash: string; readonly by: string }): Promise<PlanView>;
  /** Starts, or goes on after a crash; answers when it is registered. PlanBlockedError where nothing may be applied; RunInProgressError. */
  applyPlan(planId: string, by: string): Promise<ApplyHandle>;
  /** Makes the plan that takes it back; approved and applied like any other. NotFoundError; PlanBlockedError (`nothing_to_do`). */
  planUndo(target: UndoTarget, author: Author): Promise<PlanView>;
  /** Organizations that a person may mean. */
  findOrganizations(text: string, limit: number): Promise<readonly OrganizationCandidate[]>;
  /** Side by side: an account's organization and another one; or what an exception says collides. */
  compare(question: CompareQuestion): Promise<Comparison>;

  // ---- the sample: how much of what is green is wrong
  /** Draws green links by chance; fewer than asked for where there are no more. BadRequestError. */
  drawSample(size: number, by: string): Promise<DrawnSample>;
  /** Newest first; `waiting`: those only that nobody has answered. */
  samples(filter: { waiting: boolean; limit: number }): Promise<SampleList>;
  /**
   * What each account owner is told of his accounts that can't be relied on; with `send` he is told, once a day at most.
   * ConflictError before the baseline, and while no audit vouches for anything.
   */
  digest(request: { send: boolean }): Promise<Digest>;
  /** Answering again corrects the answer. NotFoundError for an account that was never drawn. */
  answerSample(accountId: string, answer: SampleReply): Promise<RepliedSample>;

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

/** An exception with its whole life. */
export interface ExceptionDetail extends ExceptionLine {
  readonly openedAt: string;
  readonly regressions: number;
  readonly ownerId: string | null;
  readonly decision: Exception['decision'];
  readonly reopened: Exception['reopened'];
  readonly revision: number;
  readonly cause: Cause | null;
  readonly resolvedAt: string | null;
  readonly resolution: Exception['resolution'];
  /** Newest first. */
  readonly activity: readonly Activity[];
}

/** More than anybody decides at once. */
export const DECISIONS_AT_MOST = 200;

export interface DecisionRequest {
  readonly action: TriageAction;
  /** `revision`: that the person saw; null: whatever stands. */
  readonly exceptions: readonly { readonly fingerprint: string; readonly revision: number | null }[];
  /** A Salesforce user's id, or the name of who sits at this machine. */
  readonly by: string;
}

export const DECISION_OUTCOMES = ['done', 'conflict', 'refused', 'not_found'] as const;

export interface DecisionOutcome {
  readonly fingerprint: string;
  /** `conflict`: it has changed since it was seen; `refused`: its state does not allow it. Nothing was done then. */
  readonly outcome: (typeof DECISION_OUTCOMES)[number];
  readonly message: string;
  /** As it is now; null: there is none. */
  readonly exception: ExceptionDetail | null;
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

export interface Digest {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly lines: readonly DigestLine[];
  /** Why the first that was not sent was not; null: nothing went wrong. */
  readonly problem: string | null;
}

/** To one owner. Those all of whose accounts can be relied on get none. */
export interface DigestLine {
  /** A Salesforce user's id. */
  readonly ownerId: string;
  readonly accounts: number;
  readonly untrusted: number;
  /** Those of them that turned so within the week. */
  readonly newlyUntrusted: number;
  readonly title: string;
  readonly body: string;
  /** `sent_before`: earlier on the same day. `failed`: it waits for the next audit, or was given up. */
  readonly delivery: 'not_sent' | 'sent' | 'sent_before' | 'failed';
}

export interface DrawnSample {
  readonly drawn: readonly SampledLink[];
  /** Why Salesforce does not show it yet; null: it does. */
  readonly notShown: string | null;
}

export interface RepliedSample {
  readonly sampled: SampledLink;
  /** Why Salesforce does not show it yet; null: it does. */
  readonly notShown: string | null;
}

export interface SampleList {
  readonly samples: readonly SampledLink[];
  /** Of all that were ever drawn. */
  readonly figures: SampleFigures;
}

export interface SampleReply {
  readonly answer: SampleAnswer;
  readonly note: string;
  readonly by: string;
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
  /** What to do; of a check that is ok, what may still be done. Null where there is nothing. */
  readonly advice: string | null;
}

export type { Activity, PlanSummary } from '../store/Store.ts';

/** Who asks for something, and why. */
export interface Author {
  /** A Salesforce user's id, or the name of who sits at this machine. */
  readonly by: string;
  readonly reason: string;
}

/**
 * `proposed`: waits for an approval, or for a second one. `approved`: may be applied. `applying`: under way, or its
 * process died: apply goes on. `applied`: every change is. `partly_applied`: the others say why in their receipts.
 * `blocked`: nothing was written, and the receipts say why. `expired`: nothing was written, and nothing will be.
 */
export const PLAN_STATES = [
  'proposed',
  'approved',
  'applying',
  'applied',
  'partly_applied',
  'blocked',
  'expired',
] as const;

/** A plan with all that has become of it. */
export interface PlanView {
  readonly plan: Plan;
  readonly state: (typeof PLAN_STATES)[number];
  readonly approvals: readonly Approval[];
  /** What still stands between the plan and its application, in words; empty when it may be applied. */
  readonly waitsFor: readonly string[];
  /** The newest of each change, in the plan's order. */
  readonly receipts: readonly Receipt[];
  /** Executions, oldest first. */
  readonly applyIds: readonly string[];
  /** Why an end is not a good one: log rows that could not be published, an audit that did not come through. */
  readonly problems: readonly string[];
}

export interface ApplyHandle {
  readonly applyId: string;
  /** When every receipt is written, the log published and the accounts audited anew. */
  readonly finished: Promise<PlanView>;
}

export interface OrganizationCandidate {
  readonly organizationId: string;
  readonly name: string | null;
  readonly key: string | null;
  readonly domainNames: readonly string[];
  /** The account that it is tied to now, as last audited. */
  readonly accountId: string | null;
  readonly status: VerdictStatus | null;
}

/** Either an exception that names two sides, or an account and the organization it might be tied to instead. */
export type CompareQuestion =
  { readonly fingerprint: string } | { readonly accountId: string; readonly organizationId: string };

export const COMPARISON_CHOICES = ['keep_left', 'keep_right', 'keep_apart', 'recommend_merge'] as const;

export interface Comparison {
  /** Two accounts claim one organization, or two organizations one account; `relink`: the tie of now and the one in question. */
  readonly question: 'two_accounts' | 'two_organizations' | 'relink';
  readonly fingerprint: string | null;
  /** What both sides claim: an account or an organization. */
  readonly shared: { readonly kind: 'account' | 'organization'; readonly id: string; readonly name: string | null };
  readonly left: ComparedSide | null;
  readonly right: ComparedSide;
  readonly choices: readonly (typeof COMPARISON_CHOICES)[number][];
  /** What to merge in which system, if they are one customer; Linkproof never merges. */
  readonly mergeAdvice: string | null;
}

export interface ComparedSide {
  readonly kind: 'account' | 'organization';
  readonly id: string;
  readonly name: string | null;
  /** What it says of the other side: the organization's key, or the account's field. */
  readonly claim: string | null;
  readonly domainNames: readonly string[];
  readonly sharedTickets: boolean | null;
  readonly ownerId: string | null;
  readonly modifiedAt: string;
  readonly members: number | null;
  readonly openTickets: number | null;
  readonly closedTickets: number | null;
  readonly verdict: VerdictLine | null;
  /** Newest first, a few. */
  readonly history: readonly HistoryEntry[];
}
