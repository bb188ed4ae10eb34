/** What the exception queue's door answers. Field names are those of the Apex classes of the same names. */
import type * as model from '../../server/core/model.ts';
import type * as triage from '../../server/core/triage/TriageAction.ts';

declare global {
  type Decision = triage.TriageAction;
  type DecisionKind = Decision['kind'];

  /** Which exceptions; what is left out asks for any, and without statuses for the open ones. */
  interface QueueFilter {
    readonly codes?: readonly string[];
    readonly severities?: readonly string[];
    readonly statuses?: readonly string[];
    /** `me`, `queue`, or a user's id. */
    readonly owner?: string;
    /** Since when it has been open: `day`, `week`, `month` or `older`. */
    readonly age?: string;
    readonly accountOwnerId?: string;
    readonly causeKey?: string;
    readonly withoutCause?: boolean;
    readonly accountName?: string;
  }

  interface QueueRowView {
    readonly id: string;
    readonly name: string;
    readonly fingerprint: string;
    /** Absent in rows of an audit before there were decisions. */
    readonly revision?: number;
    readonly code: string;
    readonly severity: string;
    readonly status: ExceptionStatus;
    readonly meaning: string;
    readonly recommendedAction?: string;
    readonly accountId?: string;
    readonly accountName?: string;
    readonly accountOwnerName?: string;
    readonly organizationId?: string;
    readonly cause?: string;
    readonly causeKey?: string;
    /** Absent while it is in the queue. */
    readonly ownerId?: string;
    readonly ownerName?: string;
    readonly firstSeenAt?: string;
    readonly openedAt?: string;
    readonly until?: string;
    readonly reopenedAt?: string;
    readonly regressions?: number;
    readonly resolvedAt?: string;
    readonly resolution?: string;
  }

  interface QueuePageView {
    readonly rows: readonly QueueRowView[];
    /** Absent on the last page. */
    readonly nextCursor?: string;
  }

  interface QueueDetailView {
    readonly row: QueueRowView;
    readonly accountIds: readonly string[];
    readonly organizationIds: readonly string[];
    /** JSON of an object. */
    readonly evidence?: string;
    /** JSON of QueueActivity[], newest first. */
    readonly activity?: string;
    /** Sentences, one a line. */
    readonly reopenedBecause?: string;
    readonly decisionReason?: string;
    readonly decidedBy?: string;
    readonly decidedAt?: string;
    readonly userNames: Readonly<Record<string, string>>;
  }

  interface QueueActivity {
    readonly at: string;
    readonly by: string;
    readonly action: string;
    readonly text: string;
    readonly until: string | null;
  }

  interface QueueGroupView {
    /** Absent: those that share their cause with no others. */
    readonly causeKey?: string;
    readonly cause?: string;
    readonly total: number;
  }

  interface QueueCountView {
    readonly value: string;
    readonly total: number;
  }

  interface QueueCountsView {
    readonly total: number;
    readonly codes: readonly QueueCountView[];
    readonly severities: readonly QueueCountView[];
    readonly statuses: readonly QueueCountView[];
  }

  interface QueuePersonView {
    readonly id: string;
    readonly name: string;
  }

  interface QueueChoicesView {
    readonly operators: readonly QueuePersonView[];
    readonly accountOwners: readonly QueuePersonView[];
  }

  /** What the queue reads of an exception that the server has decided on. */
  type DecidedException = Pick<
    model.Exception,
    | 'status'
    | 'revision'
    | 'ownerId'
    | 'decision'
    | 'openedAt'
    | 'regressions'
    | 'reopened'
    | 'resolvedAt'
    | 'resolution'
  >;

  interface DecisionOutcome {
    readonly fingerprint: string;
    readonly outcome: 'done' | 'conflict' | 'refused' | 'not_found';
    readonly message: string;
    readonly exception?: DecidedException | null;
  }

  interface DecisionAnswer {
    readonly outcomes: readonly DecisionOutcome[];
    readonly userNames: Readonly<Record<string, string>>;
  }

  /** What has become of a row since it was read. */
  interface QueueRowChange {
    readonly row: QueueRowView;
    readonly phase: 'saving' | 'done' | 'conflict' | 'failed';
    /** For people; empty where there is nothing to say. */
    readonly message: string;
  }
}
