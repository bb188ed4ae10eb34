import { SourceAuthError, SourceBudgetError, SourceRejectedError, SourceUnavailableError } from '../errors.ts';
import type { RawRecord } from './reading.ts';

const CAUSES = [SourceAuthError, SourceBudgetError, SourceRejectedError, SourceUnavailableError];

/**
 * Reads what nobody must see for a plan to be made, though whoever approves it must know that it was not seen: why a
 * source did not give it is added to `unreadable`, in words, and nothing is answered.
 *
 * @param what begins the sentence: `The active triggers`
 * @throws what is no fault of a source
 */
export async function whatIsReadable(
  what: string,
  read: () => Promise<readonly RawRecord[]>,
  unreadable: string[],
): Promise<readonly RawRecord[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !CAUSES.some((cause) => error instanceof cause)) throw error;
    unreadable.push(`${what} can’t be read. ${error.message}`);
    return [];
  }
}
