/**
 * Where a change feed of Salesforce goes on. Cursors are times by Salesforce's own stamps (ISO 8601, UTC); what is opaque
 * to a caller is read here only.
 */
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * How far before the cursor a feed is read again. A record is stamped when it is written and seen when its transaction
 * commits: Salesforce lets a transaction run for 10 minutes, so a change may appear behind newer ones by that much.
 * Five more for clocks that differ: the first cursor after a full read is of ours. What was seen already is read twice.
 */
export const OVERLAP_MS = 15 * MINUTE_MS;

/**
 * How far back the feed is whole. The recycle bin and getDeleted forget after 15 days; the first hours of them are left
 * alone, since Salesforce refuses a start that is a second too early by its own clock.
 */
export const MEMORY_MS = 15 * DAY_MS - 60 * MINUTE_MS;

/** Epoch milliseconds from which to read on. */
export function readFrom(cursor: string): number {
  return Date.parse(cursor) - OVERLAP_MS;
}

/** False for text that no feed has given as its cursor. */
export function isCursor(cursor: string): boolean {
  return !Number.isNaN(Date.parse(cursor));
}

/**
 * The cursor after a feed was followed to its end: its newest stamp, never behind the old cursor. Nor ahead of our clock:
 * one record stamped in the future would hide every change until then.
 */
export function movedCursor(cursor: string, newest: number, now: number): string {
  return new Date(Math.max(Date.parse(cursor), Math.min(newest, now))).toISOString();
}
