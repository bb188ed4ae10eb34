/** What both sources share in shape: how a read hands over its pages and proves its completeness. */
import type { SourceReport } from '../core/model.ts';

/**
 * A record as the API sent it, of which only the fields that an audit needs are left: no text of tickets, no names of
 * people. Zendesk ids are strings of digits, Salesforce times are ISO 8601 in UTC, and a Salesforce value has the same
 * type whichever of its APIs it came by.
 */
export type RawRecord = Readonly<Record<string, unknown>>;

/**
 * Takes one page; reading goes on when the promise resolves, so that a slow store holds the source back. A read that
 * was cut starts over, so a record may come more than once. `expected`: how many the API says there are in all; null
 * where it does not say.
 */
export type OnPage = (records: readonly RawRecord[], expected: number | null) => Promise<void>;

/**
 * Reads everything of one kind, page by page, and ends with the completeness proof. A cut read is read once again as a
 * whole, then reported as incomplete; it is never thrown.
 *
 * @throws SourceAuthError when the source refuses our credentials or our rights
 * @throws what onPage throws, and the signal's reason when it is aborted
 */
export type Read = (onPage: OnPage, signal?: AbortSignal) => Promise<SourceReport>;

/** Whether the reader provably sees everything; `problem` says which right is missing and how to grant it. */
export interface Rights {
  readonly complete: boolean;
  readonly problem: string | null;
}

/** What a change feed handed over, and where it goes on next time. */
export interface ChangeReport extends SourceReport {
  /** Opaque; null where the feed could not be followed to its end: the next read goes on from the old one. */
  readonly cursor: string | null;
  /** Why the feed was read from its beginning instead of from the cursor, for a person; null where it was not. */
  readonly restarted: string | null;
}

/** Reads what changed since a cursor, to the feed's end. Throws as `Read` does; a cut feed is reported, never thrown. */
export type ReadChanges = (onPage: OnPage, signal?: AbortSignal) => Promise<ChangeReport>;
