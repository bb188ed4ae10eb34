import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { IdSequence } from './IdSequence.ts';

/** A cursor that nobody asks for is dropped after two days. [unconfirmed against a real org] */
const CURSOR_LIFE_MS = 2 * 24 * 3_600_000;
/** Salesforce keeps ten cursors a user; opening the eleventh closes the oldest. */
const CURSORS_PER_USER = 10;

interface Cursor {
  userId: string;
  records: SalesforceRecord[];
  lastUsedAt: number;
}

export interface CursorPage {
  totalSize: number;
  records: SalesforceRecord[];
  /** `01g…-2000` for the next page; undefined when this was the last. */
  nextLocator: string | undefined;
}

/** Query results that did not fit one answer, read on by locator (`nextRecordsUrl`). */
export class QueryCursors {
  readonly #cursors = new Map<string, Cursor>();
  readonly #ids: IdSequence;
  readonly #clock: () => Date;

  constructor(ids: IdSequence, clock: () => Date) {
    this.#ids = ids;
    this.#clock = clock;
  }

  /** Keeps the records for the user; the answer is the cursor's id. */
  open(userId: string, records: SalesforceRecord[]): string {
    const ofUser = [...this.#cursors].filter(([, cursor]) => cursor.userId === userId).map(([id]) => id);
    for (const id of ofUser.slice(0, Math.max(0, ofUser.length - CURSORS_PER_USER + 1))) this.#cursors.delete(id);
    const id = this.#ids.next('01g');
    this.#cursors.set(id, { userId, records, lastUsedAt: this.#clock().getTime() });
    return id;
  }

  /**
   * One page at a locator. Reading the same page twice gives the same records, as a retrying client expects.
   * @throws SalesforceError INVALID_QUERY_LOCATOR when the cursor is unknown, expired, closed or another user's.
   */
  read(locator: string, userId: string, batchSize: number): CursorPage {
    const [, id = '', offset = ''] = /^(\w{18})-(\d+)$/.exec(locator) ?? [];
    const cursor = this.#cursors.get(id);
    const now = this.#clock().getTime();
    const start = Number(offset);
    if (
      cursor === undefined ||
      cursor.userId !== userId ||
      now - cursor.lastUsedAt > CURSOR_LIFE_MS ||
      start >= cursor.records.length
    ) {
      throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    cursor.lastUsedAt = now;
    const end = start + batchSize;
    return {
      totalSize: cursor.records.length,
      records: cursor.records.slice(start, end),
      nextLocator: end < cursor.records.length ? `${id}-${end}` : undefined,
    };
  }
}
