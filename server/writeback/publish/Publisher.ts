import type { Exception, Instance, Run } from '../../core/model.ts';
import type { StoredVerdict } from '../../store/Store.ts';

/** Writes verdicts, exceptions and runs to Linkproof's own Salesforce objects, and to nothing else. */
export interface Publisher {
  /** Writes only what differs from what was last published. Rows that fail are reported and tried again next time. */
  publish(publication: Publication): Promise<PublishReport>;
  /** Calls sent since the publisher was made. */
  calls(): number;
}

export interface Publication {
  readonly instance: Instance;
  readonly run: Run;
  /** Null: this run may say nothing about links; only its record is written. */
  readonly links: PublishedLinks | null;
  /** Null: the newest complete run stays what it was. */
  readonly state: { readonly newestCompleteRun: Run; readonly staleAfterHours: number } | null;
}

export interface PublishedLinks {
  /** Of accounts only. Those out of scope have no row; one that they had is removed. */
  readonly verdicts: readonly StoredVerdict[];
  /** Every exception that concerns them, resolved ones included. */
  readonly exceptions: readonly Exception[];
  /** By Organization id; for people to read. */
  readonly organizationNames: ReadonlyMap<string, string>;
  /** True: these are all accounts there are, so that rows of any other are removed. */
  readonly whole: boolean;
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
