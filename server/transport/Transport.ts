import type { LinkproofError } from '../errors.ts';
import { systemClock, type Clock } from './Clock.ts';
import {
  errorOfFailure,
  failureOfConnection,
  failureOfContent,
  failureOfStatus,
  wasTurnedAway,
  type Failure,
} from './failure.ts';
import { backoffMs } from './retryTiming.ts';

/** Speaks HTTP to one system. */
export interface Transport {
  /**
   * Sends a request and answers with its decoded body; every answer that is not 2xx and of the expected kind is thrown.
   * Repeats what may be repeated, within the patience it was made with.
   *
   * @throws SourceAuthError on 401 (after one renewal of the credentials) and 403
   * @throws SourceRejectedError on any other refusal
   * @throws SourceUnavailableError when no proper answer came and patience is at its end
   * @throws SourceBudgetError when the day's requests, or our share of them, are used up
   * @throws the signal's reason when it is aborted
   */
  send<Value>(request: HttpRequest<Value>): Promise<HttpAnswer<Value>>;
  /** Requests sent since it was made: repeated ones and sign-ins included. */
  calls(): number;
}

export interface HttpRequest<Value> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True when sending it twice does no more than sending it once. Anything else is repeated only where it was turned away. */
  readonly idempotent: boolean;
  readonly decode: Decode<Value>;
  /** Statuses besides 2xx that are answers to look into, such as a write's 422; none by default. */
  readonly refusals?: readonly number[];
  readonly credentials?: Credentials;
  readonly signal?: AbortSignal;
}

/** What the answer must be, and how its text is read; a throw means that the API cannot have sent it. */
export interface Decode<Value> {
  /** Such as `application/json`; null takes anything. */
  readonly mediaType: string | null;
  read(text: string): Value;
}

export interface HttpAnswer<Value> {
  readonly status: number;
  readonly headers: Headers;
  readonly value: Value;
}

/** Where the `Authorization` header comes from. */
export interface Credentials {
  /** The header's value; signs in first where needed. */
  authorization(): Promise<string>;
  /** After a 401 to `refused`: signs in again unless that has happened since. False when there is nothing to renew. */
  renew(refused: string): Promise<boolean>;
}

/** How many requests we allow ourselves. */
export interface Budget {
  /** Waits until a request may be sent, or refuses it (SourceBudgetError). `path` is without its query. */
  admit(path: string, signal?: AbortSignal): Promise<void>;
  /** Learns the limits from an answer's headers, whatever its status. */
  observe(path: string, headers: Headers): void;
}

export interface Patience {
  /** Milliseconds for one attempt, its body included. */
  readonly timeoutMs: number;
  /** Milliseconds from the first attempt after which none is begun. */
  readonly deadlineMs: number;
  /** Attempts that met a fault. */
  readonly attemptsAtMost: number;
  /** Attempts that met a 429: the system works and says when to come back, so more of them. */
  readonly throttledAtMost: number;
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
}

export interface TransportOptions {
  /** For messages. */
  readonly system: 'Salesforce' | 'Zendesk';
  readonly budget: Budget;
  readonly clock?: Clock;
  readonly patience?: Partial<Patience>;
}

/**
 * Both systems' windows are a minute long at most, so three of them outlast any throttling of theirs; a bulk page of
 * 10,000 rows took seconds, so a minute means that it is not coming.
 */
const PATIENCE: Patience = {
  timeoutMs: 60_000,
  deadlineMs: 180_000,
  attemptsAtMost: 6,
  throttledAtMost: 40,
  firstBackoffMs: 500,
  longestBackoffMs: 30_000,
};

export function createTransport(options: TransportOptions): Transport {
  return new FetchTransport(options);
}

type Outcome<Value> = { readonly answer: HttpAnswer<Value> } | { readonly failure: Failure };

class FetchTransport implements Transport {
  readonly #system: string;
  readonly #budget: Budget;
  readonly #clock: Clock;
  readonly #patience: Patience;
  #calls = 0;

  constructor({ system, budget, clock = systemClock, patience = {} }: TransportOptions) {
    this.#system = system;
    this.#budget = budget;
    this.#clock = clock;
    this.#patience = { ...PATIENCE, ...patience };
  }

  calls(): number {
    return this.#calls;
  }

  async send<Value>(request: HttpRequest<Value>): Promise<HttpAnswer<Value>> {
    const { credentials, signal } = request;
    const { pathname } = new URL(request.url);
    const tries = new Tries(this.#clock, this.#patience);
    let mayRenew = credentials !== undefined;
    for (;;) {
      await this.#budget.admit(pathname, signal);
      const authorization = await credentials?.authorization();
      signal?.throwIfAborted();
      tries.begin();
      const outcome = await this.#attempt(request, pathname, authorization);
      if ('answer' in outcome) return outcome.answer;
      const { failure } = outcome;
      if (failure.kind === 'unauthenticated' && mayRenew && authorization !== undefined) {
        // Once a request: a system that refuses every token would otherwise be asked for ever.
        mayRenew = false;
        if (await credentials?.renew(authorization)) continue;
      }
      const waitMs = request.idempotent || wasTurnedAway(failure) ? tries.waitAfter(failure) : null;
      if (waitMs === null) throw this.#error(request.method, pathname, failure, tries.count);
      await this.#clock.sleep(waitMs, signal);
    }
  }

  async #attempt<Value>(
    request: HttpRequest<Value>,
    pathname: string,
    authorization: string | undefined,
  ): Promise<Outcome<Value>> {
    const { method, url, body, decode, refusals = [], signal } = request;
    const { timeoutMs } = this.#patience;
    const timeout = AbortSignal.timeout(timeoutMs);
    this.#calls += 1;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        body,
        headers: {
          Accept: decode.mediaType ?? '*/*',
          'User-Agent': 'linkproof',
          ...request.headers,
          ...(authorization === undefined ? {} : { Authorization: authorization }),
        },
        // Followed, a redirect would carry the token to wherever it points.
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      text = await response.text();
    } catch (error) {
      signal?.throwIfAborted();
      return { failure: failureOfConnection(error, timeoutMs) };
    }
    const { status, headers } = response;
    this.#budget.observe(pathname, headers);
    if (!response.ok && !refusals.includes(status))
      return { failure: failureOfStatus(status, headers, text, this.#clock.now()) };
    return readAnswer(status, headers, text, decode);
  }

  #error(method: string, pathname: string, failure: Failure, tries: number): LinkproofError {
    return errorOfFailure(this.#system, `${method} ${pathname}`, failure, tries);
  }
}

function readAnswer<Value>(status: number, headers: Headers, text: string, decode: Decode<Value>): Outcome<Value> {
  const { mediaType } = decode;
  if (mediaType !== null && !headers.get('content-type')?.toLowerCase().startsWith(mediaType)) {
    return { failure: failureOfContent(status, headers, mediaType) };
  }
  try {
    return { answer: { status, headers, value: decode.read(text) } };
  } catch (error) {
    return {
      failure: failureOfContent(status, headers, mediaType === null ? 'JSON or nothing' : `whole ${mediaType}`, error),
    };
  }
}

/** How often and how long one request has been tried. */
class Tries {
  readonly #clock: Clock;
  readonly #patience: Patience;
  #startedAt: number | null = null;
  #faults = 0;
  #throttled = 0;
  count = 0;

  constructor(clock: Clock, patience: Patience) {
    this.#clock = clock;
    this.#patience = patience;
  }

  begin(): void {
    this.#startedAt ??= this.#clock.now();
    this.count += 1;
  }

  /** Milliseconds until the next try is due; null when there is to be none. */
  waitAfter(failure: Failure): number | null {
    const { attemptsAtMost, throttledAtMost, firstBackoffMs, longestBackoffMs, deadlineMs } = this.#patience;
    if (failure.kind !== 'throttled' && failure.kind !== 'unavailable') return null;
    const throttled = failure.kind === 'throttled';
    const failed = throttled ? (this.#throttled += 1) : (this.#faults += 1);
    if (failed >= (throttled ? throttledAtMost : attemptsAtMost)) return null;
    const waitMs =
      failure.retryAfterMs === null
        ? backoffMs(failed, firstBackoffMs, longestBackoffMs)
        : Math.max(failure.retryAfterMs, firstBackoffMs);
    const spentMs = this.#clock.now() - (this.#startedAt ?? this.#clock.now());
    return spentMs + waitMs > deadlineMs ? null : waitMs;
  }
}
