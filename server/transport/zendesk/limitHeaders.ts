import type { LimitNotice } from './RateWindow.ts';

/** The account's limit per minute. Recordings of 2023 and today's documentation spell the headers differently. */
export function accountNotice(headers: Headers): LimitNotice | null {
  const limit = numberIn(headers, 'x-rate-limit', 'ratelimit-limit', 'rate-limit');
  const remaining = numberIn(headers, 'x-rate-limit-remaining', 'ratelimit-remaining', 'rate-limit-remaining');
  if (limit === null || remaining === null) return null;
  return { limit, remaining, resetsInSeconds: numberIn(headers, 'ratelimit-reset', 'rate-limit-reset') };
}

/** How many jobs may be under way at once: no requests in a window, though its header looks the same. */
const JOBS_UNDER_WAY = 'inflight-jobs';

/** Limits of single endpoints by name: `zendesk-ratelimit-tickets-index: total=100; remaining=99; resets=43`. */
export function endpointNotices(headers: Headers): ReadonlyMap<string, LimitNotice> {
  const notices = new Map<string, LimitNotice>();
  for (const [header, text] of headers) {
    const name = /^zendesk-rate-?limit-(.+)$/.exec(header)?.[1];
    const part = (key: string) => new RegExp(`\\b${key}\\s*=\\s*(\\d+)`).exec(text)?.[1];
    const [total, remaining, resets] = [part('total'), part('remaining'), part('resets')];
    if (name === undefined || name === JOBS_UNDER_WAY || total === undefined || remaining === undefined) continue;
    notices.set(name, {
      limit: Number(total),
      remaining: Number(remaining),
      resetsInSeconds: resets === undefined ? null : Number(resets),
    });
  }
  return notices;
}

function numberIn(headers: Headers, ...names: readonly string[]): number | null {
  for (const name of names) {
    const text = headers.get(name)?.trim() ?? '';
    if (/^\d+$/.test(text)) return Number(text);
  }
  return null;
}
