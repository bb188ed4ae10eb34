import { SourceBudgetError, SourceRejectedError, SourceUnavailableError } from '../errors.ts';

/** What cut a read short, where that is to be reported rather than thrown. */
export interface CauseOfCut {
  readonly message: string;
  /** False when the API itself did not answer: the transport has been patient already. */
  readonly worthAnother: boolean;
}

/** @throws the error itself where it is none of a source that is away: refused credentials, an abort, a store's error */
export function causeOfCut(error: unknown): CauseOfCut {
  const unavailable = error instanceof SourceUnavailableError || error instanceof SourceBudgetError;
  if (!unavailable && !(error instanceof SourceRejectedError)) throw error;
  return { message: error.message, worthAnother: !unavailable };
}
