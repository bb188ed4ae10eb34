const SECOND_MS = 1_000;

/**
 * Milliseconds that a `Retry-After` asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3). Null when there is none
 * or it is neither.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * SECOND_MS);
  // A bare number would pass as a year, hence the letter: every HTTP date begins with its weekday.
  const at = /^[A-Za-z]/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Milliseconds before the next try after the `tries`-th failed one: doubling, up to a longest. */
export function backoffMs(tries: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (tries - 1));
}
