import type { Exception, Instance, Run } from '../../core/model.ts';
import type { Approval, Change, Plan, PlanGroup, Receipt } from '../../core/plans/Plan.ts';
import type { SampledLink } from '../../core/samples/SampledLink.ts';
import type { Activity, StoredVerdict } from '../../store/Store.ts';

/** Writes verdicts, exceptions, runs and repairs to Linkproof's own Salesforce objects, and to nothing else. */
export interface Publisher {
  /**
   * Links and exceptions: writes only what differs from what was last published, and tries again what failed then.
   * Rows that fail are reported, never thrown.
   */
  publishLinks(links: PublishedLinks): Promise<PublishReport>;
  /** The run's record, always written; and with `state` the newest complete run, from which freshness is told. */
  publishRun(run: Run, state: PublishedState | null): Promise<PublishReport>;
  /** Each change of a plan that there is a receipt for, always written: one row for a change, however often it is resumed. */
  publishChanges(changes: readonly PublishedChange[]): Promise<PublishReport>;
  /** Calls sent since the publisher was made. */
  calls(): number;
}

export interface PublishedState {
  readonly staleAfterHours: number;
}

export interface PublishedLinks {
  readonly instance: Instance;
  readonly runId: string;
  /** Of accounts only. Those out of scope have no row; one that they had is removed. */
  readonly verdicts: readonly StoredVerdict[];
  /** Every exception that concerns them, resolved ones included. */
  readonly exceptions: readonly Exception[];
  /** What was done about them, by fingerprint, newest first. */
  readonly activity: ReadonlyMap<string, readonly Activity[]>;
  /** By Organization id; for people to read. */
  readonly organizationNames: ReadonlyMap<string, string>;
  /** By Account id, the newest sample that it was drawn in. */
  readonly samples: ReadonlyMap<string, SampledLink>;
  /** True: these are all accounts there are, so that rows of any other are removed. */
  readonly whole: boolean;
  /** Accounts that are gone, where not all are known. */
  readonly gone: readonly string[];
}

/** A change of a plan, and what became of it. */
export interface PublishedChange {
  readonly instance: Instance;
  readonly plan: Plan;
  readonly group: PlanGroup;
  readonly change: Change;
  /** The newest. */
  readonly receipt: Receipt;
  readonly approvals: readonly Approval[];
  /** The execution that the receipt comes from. */
  readonly applyId: string;
}

export interface PublishReport {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly failed: readonly FailedRow[];
}

export interface FailedRow {
  readonly objectName: string;
  readonly externalKey: string;
  readonly errorCode: string;
  readonly message: string;
}
