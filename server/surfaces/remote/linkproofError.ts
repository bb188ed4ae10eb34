import { z } from 'zod';
import {
  BadRequestError,
  ConflictError,
  ContractError,
  ForbiddenError,
  LinkproofError,
  NotFoundError,
  PlanBlockedError,
  RunInProgressError,
  SettingsError,
  SourceAuthError,
  SourceBudgetError,
  SourceRejectedError,
  SourceUnavailableError,
  StoreLockedError,
  StoreUnavailableError,
  TooSoonError,
  UnauthenticatedError,
} from '../../errors.ts';

/** An error as the API words it. */
export const failure = z.object({
  code: z.string(),
  message: z.string(),
  reason: z.string().optional(),
  requestId: z.string().optional(),
});

type Failure = z.output<typeof failure>;

/** The owner failed in a way that is not ours to name; its log says how. */
class OwnerFailedError extends LinkproofError {
  readonly code = 'internal';
}

const CLASSES: Readonly<Record<string, new (message: string) => LinkproofError>> = Object.fromEntries(
  [
    BadRequestError,
    ConflictError,
    ContractError,
    ForbiddenError,
    NotFoundError,
    RunInProgressError,
    SettingsError,
    SourceAuthError,
    SourceBudgetError,
    SourceRejectedError,
    SourceUnavailableError,
    StoreLockedError,
    StoreUnavailableError,
    UnauthenticatedError,
  ].map((one) => [new one('').code, one]),
);

/** The error that the flows threw over there. */
export function linkproofError({ code, message, reason, requestId }: Failure, retryAfterSeconds = 0): LinkproofError {
  if (code === 'too_soon') return new TooSoonError(message, retryAfterSeconds);
  if (code === 'plan_blocked' && reason !== undefined) return new PlanBlockedError(reason, message);
  const Known = CLASSES[code];
  if (Known) return new Known(message);
  return new OwnerFailedError(requestId ? `${message} Request id: ${requestId}.` : message);
}
