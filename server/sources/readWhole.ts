import type { SourceName, SourceReport } from '../core/model.ts';
import { causeOfCut } from './causeOfCut.ts';
import type { OnPage, RawRecord, Read } from './reading.ts';
import { Tally } from './Tally.ts';

/** The API's own count of what there is to read. */
export interface Count {
  readonly value: number;
  /** The fewest distinct records that a whole read shows; below `value` where the API counts roughly. */
  readonly atLeast: number;
}

/** Hands on one page; answers how many of its records are new, so that a pass notices when it turns in circles. */
export type Take = (records: readonly RawRecord[]) => Promise<number>;

/** How one kind of record is read from end to end. */
export interface Whole {
  readonly name: SourceName;
  /** The field that tells one record from another. */
  readonly idField: string;
  /** Asks for the API's own count; null where it has none. */
  count(signal?: AbortSignal): Promise<Count | null>;
  /** Reads every page once. Answers why this was not the end by the API's own sign; null when it was. */
  pass(take: Take, expected: Count | null, signal?: AbortSignal): Promise<string | null>;
}

/**
 * Makes a `Read`: complete only if the pass ended by the API's own sign and showed as many distinct records as the API
 * counts. The count is taken before the pass, and when fewer came, again after it: records deleted meanwhile are no loss.
 */
export function readWhole(whole: Whole): Read {
  return async (onPage, signal) => {
    const first = await readOnce(whole, onPage, signal);
    if (first.report.complete || !first.worthAnother) return first.report;
    const second = await readOnce(whole, onPage, signal);
    if (second.report.complete) return second.report;
    return { ...second.report, problem: `${second.report.problem} It was read twice.` };
  };
}

interface Attempt {
  readonly report: SourceReport;
  /** False when the API itself did not answer: the transport has been patient already. */
  readonly worthAnother: boolean;
}

async function readOnce(whole: Whole, onPage: OnPage, signal?: AbortSignal): Promise<Attempt> {
  const { name } = whole;
  const tally = new Tally(whole.idField);
  let expected: Count | null = null;
  const ended = (problem: string | null, worthAnother = true): Attempt => ({
    report: {
      name,
      expected: expected?.value ?? null,
      read: tally.counted,
      complete: problem === null,
      problem,
    },
    worthAnother,
  });

  try {
    expected = await whole.count(signal);
    const take: Take = async (records) => {
      const fresh = tally.add(records);
      if (records.length > 0) await onPage(records, expected?.value ?? null);
      return fresh;
    };
    const cut = await whole.pass(take, expected, signal);
    if (cut !== null) return ended(`${cut} ${readOf(tally, expected)}.`);
    if (expected === null || tally.counted >= expected.atLeast) return ended(null);
    const after = await whole.count(signal);
    if (after !== null && after.value < expected.value) expected = after;
    if (tally.counted >= expected.atLeast) return ended(null);
    return ended(`The list ended early: ${readOf(tally, expected)}.`);
  } catch (error) {
    const { message, worthAnother } = causeOfCut(error);
    return ended(`${message} Until then ${readOf(tally, expected)}.`, worthAnother);
  }
}

function readOf(tally: Tally, expected: Count | null): string {
  return expected === null
    ? `${tally.counted} records were read`
    : `${tally.counted} of ${expected.value} records were read`;
}
