import { SourceUnavailableError } from '../../errors.ts';
import { outcomesOf, unknown, verdictOfError, type Verdict } from './verdicts.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** Calls in a row without an answer after which the system counts as down: each of them may take a minute. */
const SILENCES_AT_MOST = 3;

/** What one call carries: the changes of one record, or of many. */
export interface Parcel {
  /** By record: those of one record share its verdict. */
  readonly records: readonly (readonly ReadyChange[])[];
}

/**
 * Sends parcels one after the other. `send` answers one verdict for each of a parcel's records, in their order; what it
 * throws becomes the verdict of them all.
 *
 * @throws the signal's reason when it is aborted
 */
export async function inTurn(
  parcels: readonly Parcel[],
  send: (parcel: Parcel) => Promise<readonly Verdict[]>,
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  let silences = 0;
  for (const parcel of parcels) {
    signal?.throwIfAborted();
    if (silences >= SILENCES_AT_MOST) {
      const unsent = unknown(`Not sent: the ${SILENCES_AT_MOST} calls before it got no answer.`);
      outcomes.push(...outcomesOf(parcel.records.flat(), unsent));
      continue;
    }
    try {
      const verdicts = await send(parcel);
      silences = 0;
      parcel.records.forEach((changes, at) => outcomes.push(...outcomesOf(changes, verdicts[at] as Verdict)));
    } catch (error) {
      signal?.throwIfAborted();
      silences = error instanceof SourceUnavailableError ? silences + 1 : 0;
      outcomes.push(...outcomesOf(parcel.records.flat(), verdictOfError(error)));
    }
  }
  return outcomes;
}

/** The changes of each record, in the order of their first. */
export function byRecord(changes: readonly ReadyChange[]): readonly (readonly ReadyChange[])[] {
  const records = new Map<string, ReadyChange[]>();
  for (const change of changes) {
    const known = records.get(change.record);
    if (known === undefined) records.set(change.record, [change]);
    else known.push(change);
  }
  return [...records.values()];
}

/** One call for every so many records. */
export function parcelsOf(records: readonly (readonly ReadyChange[])[], most: number): readonly Parcel[] {
  const count = Math.ceil(records.length / most);
  return Array.from({ length: count }, (_none, at) => ({ records: records.slice(at * most, (at + 1) * most) }));
}
