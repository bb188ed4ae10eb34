/** What an answer, or the want of one, says about the changes that were sent. */
import type { BlockedReason } from '../../core/plans/blockedReasons.ts';
import { LinkproofError, SourceAuthError, SourceBudgetError, SourceRejectedError } from '../../errors.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** What became of one record of a call. */
export type Verdict = Omit<WriteOutcome, 'changeId'>;

export function accepted(detail: string, createdId: string | null = null): Verdict {
  return { result: 'accepted', reason: null, detail, createdId };
}

export function refused(reason: BlockedReason, detail: string): Verdict {
  return { result: 'refused', reason, detail, createdId: null };
}

export function unknown(detail: string): Verdict {
  return { result: 'unknown', reason: null, detail, createdId: null };
}

/**
 * What a call that threw says about all that it carried. Only a refusal proves that nothing was done.
 *
 * @throws the error itself, if it is none of a system's
 */
export function verdictOfError(error: unknown): Verdict {
  if (!(error instanceof LinkproofError)) throw error;
  if (error instanceof SourceAuthError) return refused('permission', error.message);
  if (error instanceof SourceRejectedError || error instanceof SourceBudgetError) {
    return refused('refused_by_system', error.message);
  }
  return unknown(error.message);
}

/** The same for every change. */
export function outcomesOf(changes: readonly ReadyChange[], verdict: Verdict): readonly WriteOutcome[] {
  return changes.map(({ changeId }) => ({ changeId, ...verdict }));
}
