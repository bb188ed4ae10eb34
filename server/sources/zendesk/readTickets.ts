import { causeOfCut } from '../causeOfCut.ts';
import type { ChangeReport, OnPage, ReadChanges } from '../reading.ts';
import { readFeed } from '../readFeed.ts';
import type { Count } from '../readWhole.ts';
import { Tally } from '../Tally.ts';
import type { ZendeskConnection } from '../../transport.ts';
import { countOf } from './countOf.ts';
import { exportByCursor } from './exportByCursor.ts';
import { isRefusedCursor } from './exportPage.ts';
import { BEGINNING, readCursor, type FeedCursor } from './feedCursor.ts';
import type { Keep } from './keptFields.ts';

/**
 * How long to wait for tickets that are counted and not yet exported, in milliseconds: the export leaves out the last
 * minute. First a moment, since most of what is missing is nearly a minute old by then.
 */
const WAITS_MS = [2_000, 59_000];

/**
 * The export, not the list: the list leaves out archived tickets. /tickets/count leaves them out too, so it is the least
 * that must be there after the read, and no more can be proven. A whole export is held against the count by itself: what
 * the reader has from earlier may be gone. What comes after a cursor can only be held against it together with that; if
 * it is too little, or Zendesk refuses the cursor, the whole export is read again.
 *
 * @param known how many tickets that are not deleted the reader has, those handed over in this read included
 */
export function readTickets(
  connection: ZendeskConnection,
  keep: Keep,
  cursor: string | null,
  known: () => Promise<number>,
): ReadChanges {
  return async (onPage, signal) => {
    const reading = new TicketReading(connection, keep, onPage, signal);
    const readAgain = async (why: string | null) => ({
      ...(await reading.whole()),
      restarted: `${why ?? ''} The whole export was read again.`,
    });
    if (cursor === null) return reading.whole();
    const start = readCursor(cursor);
    if (start === null) return readAgain('The kept cursor of the ticket export is none.');
    const report = await reading.after(start, known);
    return reading.mustBeWhole ? readAgain(report.problem) : report;
  };
}

class TicketReading {
  readonly #connection: ZendeskConnection;
  readonly #keep: Keep;
  readonly #onPage: OnPage;
  readonly #signal: AbortSignal | undefined;
  /** Whether what came after a cursor will not do. */
  mustBeWhole = false;

  constructor(connection: ZendeskConnection, keep: Keep, onPage: OnPage, signal?: AbortSignal) {
    this.#connection = connection;
    this.#keep = keep;
    this.#onPage = onPage;
    this.#signal = signal;
  }

  async whole(): Promise<ChangeReport> {
    const tally = new Tally('id', ({ status }) => status !== 'deleted');
    const onPage: OnPage = (records, expected) => {
      tally.add(records);
      return this.#onPage(records, expected);
    };
    return this.#read(BEGINNING, onPage, () => Promise.resolve(tally.counted));
  }

  async after(start: FeedCursor, known: () => Promise<number>): Promise<ChangeReport> {
    const report = await this.#read(start, this.#onPage, known);
    this.mustBeWhole ||= report.problem !== null && report.expected !== null;
    return report;
  }

  /** Follows the export to its end and waits for what is too young; `expected` is told where it ended by its own sign. */
  async #read(start: FeedCursor, onPage: OnPage, known: () => Promise<number>): Promise<ChangeReport> {
    let report = await this.#follow(start, onPage);
    if (report.problem !== null) return report;
    let read = 0;
    try {
      let expected = await this.#count();
      const isShort = async () => (read = await known()) < expected.atLeast;
      for (const waitMs of WAITS_MS) {
        if (!(await isShort())) break;
        await this.#connection.clock.sleep(waitMs, this.#signal);
        report = await this.#follow(readCursor(report.cursor ?? '') ?? start, onPage);
        if (report.problem !== null) return report;
        // Deleted meanwhile is no loss.
        expected = await this.#count();
      }
      const counted = { ...report, expected: expected.value };
      if (!(await isShort())) return { ...counted, read };
      const problem = `The export ended early: ${read} of ${expected.value} tickets are there.`;
      return { ...counted, read, complete: false, cursor: null, problem };
    } catch (error) {
      return { ...report, read, complete: false, cursor: null, problem: causeOfCut(error).message };
    }
  }

  #follow(start: FeedCursor, onPage: OnPage): Promise<ChangeReport> {
    const feed = readFeed({
      name: 'zendesk.tickets',
      idField: 'id',
      pass: async (take, signal) => {
        try {
          return await exportByCursor(this.#connection, 'tickets', this.#keep, start, take, signal);
        } catch (error) {
          if (start.kind === 'time' || !isRefusedCursor(error)) throw error;
          this.mustBeWhole = true;
          return { cut: `${error.message} Zendesk takes the kept cursor no longer.`, cursor: null, expected: null };
        }
      },
    });
    return feed(onPage, this.#signal);
  }

  #count(): Promise<Count> {
    return countOf(this.#connection, 'tickets', this.#signal);
  }
}
