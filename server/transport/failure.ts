/** What can go wrong with one attempt, and which error class of ours a caller is told in the end. */
import {
  SourceAuthError,
  SourceBudgetError,
  SourceRejectedError,
  SourceUnavailableError,
  type LinkproofError,
} from '../errors.ts';
import { retryAfterMs } from './retryTiming.ts';

export type FailureKind =
  /** 401: the token is unknown or has ended. */
  | 'unauthenticated'
  /** 403 */
  | 'forbidden'
  /** The day's requests are used up: no waiting of ours helps. */
  | 'exhausted'
  /** 429: nothing was carried out; ask again later. */
  | 'throttled'
  /** 408, 5xx, no answer, a broken one, or one that is not the API's. */
  | 'unavailable'
  /** Any other answer that is not 2xx. */
  | 'rejected';

export interface Failure {
  readonly kind: FailureKind;
  /** What was found, to follow "GET /path": "answered 502". */
  readonly found: string;
  readonly status: number | null;
  readonly apiCode: string | null;
  /** How long the answer asks to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
  readonly cause?: unknown;
}

/** Salesforce: the org's requests of 24 hours are used up (403). */
const EXHAUSTED_CODES = new Set(['REQUEST_LIMIT_EXCEEDED']);

/** An answer that is not 2xx. The body is looked at for the API's own name of the cause, nothing else of it is kept. */
export function failureOfStatus(status: number, headers: Headers, body: string, now: number): Failure {
  const apiCode = apiCodeIn(body);
  return {
    kind: kindOfStatus(status, apiCode),
    found: `answered ${status}${apiCode === null ? '' : ` ${apiCode}`}${unknownColumnIn(body)}${redirectIn(headers)}`,
    status,
    apiCode,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), now),
  };
}

/** No answer, or half of one: refused, cut off, timed out. */
export function failureOfConnection(cause: unknown, timeoutMs: number): Failure {
  const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
  const found = timedOut
    ? `gave no answer within ${timeoutMs / 1_000} s`
    : `gave no whole answer${systemCodeOf(cause)}`;
  return { kind: 'unavailable', found, status: null, apiCode: null, retryAfterMs: null, cause };
}

/** An answer of 2xx that the API cannot have given: a proxy's page, a cut-off body. */
export function failureOfContent(status: number, headers: Headers, expected: string, cause?: unknown): Failure {
  const mediaType = (headers.get('content-type') ?? 'no content type').split(';', 1)[0];
  const found = `answered ${status} with ${mediaType} that is not what its API answers (expected ${expected})`;
  return { kind: 'unavailable', found, status, apiCode: null, retryAfterMs: null, cause };
}

/** True when the system has not let the request in at all: a 429, or a 503 that says when to come back. */
export function wasTurnedAway({ kind, status, retryAfterMs }: Failure): boolean {
  return kind === 'throttled' || (status === 503 && retryAfterMs !== null);
}

/** The error for a failure that nothing more is done about. */
export function errorOfFailure(system: string, call: string, failure: Failure, tries: number): LinkproofError {
  const what = `${system}: ${call} ${failure.found}${tries > 1 ? `, the last of ${tries} tries` : ''}.`;
  const options = { cause: failure.cause };
  switch (failure.kind) {
    case 'unauthenticated':
      return new SourceAuthError(
        `${what} Expected it to accept our credentials. Check them, and whether their owner still may sign in.`,
        options,
      );
    case 'forbidden':
      return new SourceAuthError(
        `${what} Expected the signed-in user to be allowed this. Grant the right, or sign in as a user who has it.`,
        options,
      );
    case 'exhausted':
      return new SourceBudgetError(
        `${what} Its requests for 24 hours are used up. Run again later, or raise the limit.`,
        options,
      );
    case 'rejected':
      return new SourceRejectedError(`${what} Expected the request to be understood; repeating it cannot help.`, {
        ...options,
        status: failure.status ?? undefined,
        apiCode: failure.apiCode,
      });
    default:
      return new SourceUnavailableError(
        `${what} Expected an answer from its API. Check the address and the system's status page, and run again.`,
        options,
      );
  }
}

function kindOfStatus(status: number, apiCode: string | null): FailureKind {
  if (apiCode !== null && EXHAUSTED_CODES.has(apiCode)) return 'exhausted';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'throttled';
  return status === 408 || status >= 500 ? 'unavailable' : 'rejected';
}

/**
 * The cause's name in any of the shapes in use: Salesforce `[{errorCode}]`, OAuth and Zendesk `{error}`,
 * Zendesk's `{error: {title}}` and `{errors: [{code}]}`. Only what looks like a name: an answer may echo a secret.
 */
function apiCodeIn(body: string): string | null {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return null; // Not JSON: no name to be had, and the status says enough.
  }
  const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
  const entry = first(content);
  if (!isObject(entry)) return null;
  const inner = first(entry.errors);
  const error = isObject(entry.error) ? entry.error.title : entry.error;
  const name = entry.errorCode ?? error ?? (isObject(inner) ? inner.code : null);
  return typeof name === 'string' && /^[A-Za-z][A-Za-z0-9_]{1,59}$/.test(name) ? name : null;
}

/** Which field a query named in vain: the one part of a Salesforce message that tells an admin what to grant. */
function unknownColumnIn(body: string): string {
  const found = /No such column '(\w{1,80})' on (?:entity|sobject of type) '?(\w{1,80})/.exec(body);
  return found === null ? '' : ` (no readable field ${found[2]}.${found[1]})`;
}

/** Where a redirect leads: nobody follows it, so its reader must know which address to set. */
function redirectIn(headers: Headers): string {
  const location = headers.get('location') ?? '';
  return URL.canParse(location) ? `, a redirect to ${new URL(location).origin}` : '';
}

/** The operating system's name of a broken connection, such as ECONNREFUSED, from where fetch hides it. */
function systemCodeOf(error: unknown): string {
  for (let at = error; isObject(at); at = at.cause) {
    if (typeof at.code === 'string') return ` (${at.code})`;
  }
  return '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
