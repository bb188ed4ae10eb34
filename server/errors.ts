/**
 * One class per cause that a caller can act on. A message says what was found, what was expected and what to do;
 * it never carries a secret, a request body or a query string. `code` is stable: clients and tests may branch on it.
 */
export abstract class LinkproofError extends Error {
  abstract readonly code: string;
  /** The HTTP status that the API answers with. */
  readonly httpStatus: number = 500;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A setting is missing or cannot be read. */
export class SettingsError extends LinkproofError {
  readonly code = 'settings_invalid';
}

/** The contract cannot be read; the message names the line. */
export class ContractError extends LinkproofError {
  readonly code = 'contract_invalid';
}

/** A record, run or exception that was asked for by id does not exist. */
export class NotFoundError extends LinkproofError {
  readonly code = 'not_found';
  override readonly httpStatus = 404;
}

/** The request itself cannot be understood. */
export class BadRequestError extends LinkproofError {
  readonly code = 'bad_request';
  override readonly httpStatus = 400;
}

/** Nobody we know is asking: no token, a forged one, an expired one. */
export class UnauthenticatedError extends LinkproofError {
  readonly code = 'unauthenticated';
  override readonly httpStatus = 401;
}

/** The acting user lacks the custom permission. */
export class ForbiddenError extends LinkproofError {
  readonly code = 'forbidden';
  override readonly httpStatus = 403;
}

/** Asked again too soon. */
export class TooSoonError extends LinkproofError {
  readonly code = 'too_soon';
  override readonly httpStatus = 429;
  /** Seconds until it makes sense to ask again. */
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Another run is under way. */
export class RunInProgressError extends LinkproofError {
  readonly code = 'run_in_progress';
  override readonly httpStatus = 409;
}

/** What was asked for does not fit the state that things are in. */
export class ConflictError extends LinkproofError {
  readonly code = 'conflict';
  override readonly httpStatus = 409;
}

/** A plan may not be made, approved or applied; `reason` is one of the closed list in `core/plans/blockedReasons.ts`. */
export class PlanBlockedError extends LinkproofError {
  readonly code = 'plan_blocked';
  override readonly httpStatus = 409;
  readonly reason: string;

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** A source refused our credentials or our rights. */
export class SourceAuthError extends LinkproofError {
  readonly code = 'source_auth';
  override readonly httpStatus = 502;
}

/** A source could not be read, or answered something that is not its API; retries are used up. */
export class SourceUnavailableError extends LinkproofError {
  readonly code = 'source_unavailable';
  override readonly httpStatus = 502;
}

/** A source refused a request as such: a bad query, an unknown field. Retrying cannot help. */
export class SourceRejectedError extends LinkproofError {
  readonly code = 'source_rejected';
  override readonly httpStatus = 502;
  /** The HTTP status of its answer; null when the refusal was inside an answer of 200. */
  readonly status: number | null;
  /** The source's own name of the cause, such as INVALID_FIELD or RecordNotFound; null when it told none. */
  readonly apiCode: string | null;

  constructor(message: string, options: ErrorOptions & { status?: number; apiCode?: string | null } = {}) {
    super(message, options);
    this.status = options.status ?? null;
    this.apiCode = options.apiCode ?? null;
  }
}

/** Our share of the requests that a source allows in a day is used up. */
export class SourceBudgetError extends LinkproofError {
  readonly code = 'source_budget';
  override readonly httpStatus = 503;
}

/** The data folder is in use by another process that does not answer. */
export class StoreLockedError extends LinkproofError {
  readonly code = 'store_locked';
  override readonly httpStatus = 503;
}

/** The database cannot be reached or has a schema that this version does not know. */
export class StoreUnavailableError extends LinkproofError {
  readonly code = 'store_unavailable';
  override readonly httpStatus = 503;
}

/** A port is taken. */
export class PortInUseError extends LinkproofError {
  readonly code = 'port_in_use';
}
