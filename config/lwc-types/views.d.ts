/** What the Apex door answers, for every panel. Field names are those of the Apex classes of the same names. */
import type { WireAdapterConstructor } from 'lwc';
import type * as catalogue from '../../server/core/catalogue.ts';
import type * as model from '../../server/core/model.ts';

declare global {
  // What the server writes into JSON fields, in the server's own types.
  type VerdictEvidence = model.VerdictEvidence;
  type ResolutionStep = model.ResolutionStep;
  type RejectedCandidate = model.RejectedCandidate;
  type AccountStatus = (typeof model.ACCOUNT_STATUSES)[number];
  type VerdictStatus = model.VerdictStatus;
  type ExceptionStatus = model.ExceptionStatus;
  type VerdictCode = model.VerdictCode;
  type Severity = catalogue.Severity;

  interface LinkView {
    readonly accountId: string;
    /** What may be relied on now. */
    readonly status: AccountStatus;
    /** What the last audit found. */
    readonly storedStatus: AccountStatus;
    readonly stale: boolean;
    readonly sentence?: string;
    readonly codes: readonly string[];
    readonly organizationId?: string;
    readonly organizationName?: string;
    readonly organizationUrl?: string;
    /** JSON of VerdictEvidence; absent for whoever lacks Linkproof_Admin. */
    readonly evidence?: string;
    readonly verdictSince?: string;
    readonly auditedAt?: string;
    readonly runId?: string;
    readonly openExceptions?: number;
    readonly criticalExceptions?: number;
  }

  interface ExceptionView {
    /** Names it to the server; absent in rows of an audit before there was repair. */
    readonly fingerprint?: string;
    readonly code: string;
    readonly severity: Severity;
    readonly status: ExceptionStatus;
    readonly meaning: string;
    readonly recommendedAction: string;
    readonly firstSeenAt: string;
    readonly organizationIds: readonly string[];
  }

  type SampleAnswer = 'right' | 'wrong' | 'unsure';

  interface SampleView {
    readonly drawnAt: string;
    /** Absent: nobody has looked yet. */
    readonly answer?: SampleAnswer;
    readonly answeredAt?: string;
    readonly answeredBy?: string;
    readonly note?: string;
  }

  interface HistoryEntryView {
    /** Since when. */
    readonly at: string;
    readonly runId: string;
    /** Absent: the account was gone. */
    readonly status?: AccountStatus;
    readonly sentence?: string;
    readonly organizationId?: string;
    readonly changes: readonly string[];
  }

  /** What a wire hands over: first neither, then one of both. */
  interface WiredResult<Data> {
    readonly data?: Data;
    readonly error?: unknown;
  }

  /** An Apex method that is cacheable: called, or wired. */
  interface CacheableApexMethod<Arguments extends Record<string, unknown>, Result> {
    (callArguments: Arguments): Promise<Result>;
    adapter: WireAdapterConstructor<Arguments, WiredResult<Result>>;
  }
}
