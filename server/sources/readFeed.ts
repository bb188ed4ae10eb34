import type { SourceName } from '../core/model.ts';
import { causeOfCut } from './causeOfCut.ts';
import type { ChangeReport, OnPage, ReadChanges } from './reading.ts';
import type { Take } from './readWhole.ts';
import { Tally } from './Tally.ts';

/** How one pass over a change feed ended. */
export interface FeedEnd {
  /** Why this was not the end by the feed's own sign; null when it was. */
  readonly cut: string | null;
  /** Where the next read goes on; only looked at when the pass was not cut. */
  readonly cursor: string | null;
  /** How many records the API said there were; null where it does not say. */
  readonly expected: number | null;
}

/** How one kind of change is read. */
export interface Feed {
  readonly name: SourceName;
  /** The field that tells one record from another. */
  readonly idField: string;
  /** Reads every page from the cursor once. */
  pass(take: Take, signal?: AbortSignal): Promise<FeedEnd>;
  /** A problem that no reading can mend, such as a cursor older than the feed's memory; it is reported after the read. */
  readonly gap?: string | null;
}

/** Makes a `ReadChanges`: a pass that was cut is made once more from the same cursor, then reported with its problem. */
export function readFeed(feed: Feed): ReadChanges {
  return async (onPage, signal) => {
    const first = await followOnce(feed, onPage, signal);
    if (first.report.problem === null || !first.worthAnother) return first.report;
    const second = await followOnce(feed, onPage, signal);
    if (second.report.problem === null || second.report.problem === feed.gap) return second.report;
    return { ...second.report, problem: `${second.report.problem} It was read twice.` };
  };
}

interface Attempt {
  readonly report: ChangeReport;
  readonly worthAnother: boolean;
}

async function followOnce({ name, idField, pass, gap = null }: Feed, onPage: OnPage, signal?: AbortSignal) {
  const tally = new Tally(idField);
  const ended = (problem: string | null, end: Partial<FeedEnd>, worthAnother: boolean): Attempt => ({
    report: {
      name,
      expected: end.expected ?? null,
      read: tally.counted,
      complete: problem === null,
      problem,
      cursor: problem === null ? (end.cursor ?? null) : null,
      restarted: null,
    },
    worthAnother,
  });
  try {
    const end = await pass(async (records) => {
      const fresh = tally.add(records);
      if (records.length > 0) await onPage(records, null);
      return fresh;
    }, signal);
    if (end.cut !== null) return ended(`${end.cut} ${tally.counted} changes were read.`, end, true);
    return ended(gap, end, false);
  } catch (error) {
    const { message, worthAnother } = causeOfCut(error);
    return ended(`${message} Until then ${tally.counted} changes were read.`, {}, worthAnother);
  }
}
