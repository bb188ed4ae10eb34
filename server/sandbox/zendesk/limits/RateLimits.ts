import { ApiError } from '../http/ApiError.ts';
import type { ApiRequest } from '../http/exchange.ts';

export const MINUTE_MS = 60_000;
/** What every window is divided by: with `fast` a minute lasts a second. */
export const PACES = { real: 1, fast: 60 } as const;
/** Windows beyond this number are looked through for ended ones. */
const MANY_WINDOWS = 1_000;

/** A limit of one endpoint, besides the account's. */
export interface EndpointLimit {
  /** Names the limit, and its header where it has one: `tickets-index`. */
  name: string;
  most: number;
  windowMs: number;
  /** Requests with equal answers share a window; default: all of them. */
  per?: (request: ApiRequest) => string;
  /** Whether a header tells how the limit stands. */
  announced: boolean;
  /** The body of the 429. */
  refusal: unknown;
}

/** The account's own limit: bodies as clients have logged them. [issue] */
const ACCOUNT_REFUSAL = {
  error: 'APIRateLimitExceeded',
  description: 'Number of allowed API requests per minute exceeded',
};

interface Standing {
  remaining: number;
  resetsInSeconds: number;
  exceeded: boolean;
}

/** Counts requests in windows that begin with the first request after the last one ended. */
export class RateLimits {
  readonly #perMinute: number;
  readonly #divisor: number;
  readonly #clock: () => Date;
  readonly #windows = new Map<string, { endsAt: number; used: number }>();

  constructor(perMinute: number, pace: keyof typeof PACES, clock: () => Date) {
    this.#perMinute = perMinute;
    this.#divisor = PACES[pace];
    this.#clock = clock;
  }

  /**
   * Counts the request against the account's limit and its endpoint's, and puts how they stand into its headers.
   * @throws ApiError 429 with Retry-After.
   */
  count(request: ApiRequest, limits: readonly EndpointLimit[]): void {
    const account = this.#take('account', this.#perMinute, MINUTE_MS);
    Object.assign(request.headers, accountHeaders(this.#perMinute, account));
    if (account.exceeded) throw refused(ACCOUNT_REFUSAL, account);
    for (const limit of limits) {
      const standing = this.#take(`${limit.name} ${limit.per?.(request) ?? ''}`, limit.most, limit.windowMs);
      if (limit.announced) Object.assign(request.headers, endpointHeaders(limit, standing));
      if (standing.exceeded) throw refused(limit.refusal, standing);
    }
  }

  #take(key: string, most: number, windowMs: number): Standing {
    const now = this.#clock().getTime();
    if (this.#windows.size > MANY_WINDOWS) this.#forgetEnded(now);
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.#windows.set(key, (window = { endsAt: now + windowMs / this.#divisor, used: 0 }));
    }
    const exceeded = window.used >= most;
    if (!exceeded) window.used += 1;
    return { remaining: most - window.used, resetsInSeconds: Math.ceil((window.endsAt - now) / 1000), exceeded };
  }

  #forgetEnded(now: number): void {
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key);
  }
}

const refused = (body: unknown, { resetsInSeconds }: Standing): ApiError =>
  new ApiError(429, body, { 'retry-after': String(resetsInSeconds) });

/** In today's spelling and in that of 2023, which clients still read. [doc, rec] */
function accountHeaders(most: number, { remaining, resetsInSeconds }: Standing): Record<string, string> {
  const headers: Record<string, string> = { 'x-rate-limit': String(most), 'x-rate-limit-remaining': String(remaining) };
  for (const [prefix, limit] of [
    ['ratelimit', 'ratelimit-limit'],
    ['rate-limit', 'rate-limit'],
  ] as const) {
    headers[limit] = String(most);
    headers[`${prefix}-remaining`] = String(remaining);
    headers[`${prefix}-reset`] = String(resetsInSeconds);
  }
  return headers;
}

function endpointHeaders(
  { name, most }: EndpointLimit,
  { remaining, resetsInSeconds }: Standing,
): Record<string, string> {
  const value = `total=${most}; remaining=${remaining}; resets=${resetsInSeconds}`;
  return { [`zendesk-ratelimit-${name}`]: value, [`zendesk-rate-limit-${name}`]: value };
}
