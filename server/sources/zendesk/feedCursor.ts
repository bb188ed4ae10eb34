/**
 * Cursors of Zendesk's incremental exports, as text that only this folder reads: an export begins with a time and goes
 * on with a cursor of its own, or (organizations) with another time.
 */
export type FeedCursor =
  /** Epoch seconds. */
  { readonly kind: 'time'; readonly second: number } | { readonly kind: 'export'; readonly cursor: string };

/**
 * How far before a full read its first cursor lies, in seconds: our clock names that time, and may be ahead of Zendesk's.
 * What changed in between comes once more.
 */
const CLOCKS_DIFFER_BY = 300;

export const BEGINNING: FeedCursor = { kind: 'time', second: 0 };

/** The cursor for what changed since a full read that began at that time (ISO 8601). */
export function cursorAt(readAt: string): string {
  const second = Math.floor(Date.parse(readAt) / 1_000) - CLOCKS_DIFFER_BY;
  return writeCursor({ kind: 'time', second: Math.max(0, second) });
}

export function writeCursor(cursor: FeedCursor): string {
  return cursor.kind === 'time' ? `time:${cursor.second}` : `export:${cursor.cursor}`;
}

/** Null for text that is no cursor of ours. */
export function readCursor(text: string): FeedCursor | null {
  const [, second, cursor] = /^(?:time:(\d{1,12})|export:(.+))$/.exec(text) ?? [];
  if (second !== undefined) return { kind: 'time', second: Number(second) };
  return cursor === undefined ? null : { kind: 'export', cursor };
}
