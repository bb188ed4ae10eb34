import type { Envelope, ZendeskConnection } from '../../transport.ts';
import { LoopGuard } from '../LoopGuard.ts';
import type { FeedEnd } from '../readFeed.ts';
import type { Take } from '../readWhole.ts';
import { pageFromTime } from './exportPage.ts';
import { writeCursor } from './feedCursor.ts';
import type { Keep } from './keptFields.ts';

/**
 * One pass over an incremental export by time, the only one that organizations have. `end_of_stream` alone ends it:
 * `next_page` is there even then. A page ends within a second that the next one begins with, so records come twice, and
 * where all of a page shares a second it is longer than asked.
 */
export async function exportByTime(
  connection: ZendeskConnection,
  name: 'organizations',
  keep: Keep,
  start: number,
  take: Take,
  signal?: AbortSignal,
): Promise<FeedEnd> {
  const loop = new LoopGuard();
  const cut = (why: string): FeedEnd => ({ cut: why, cursor: null, expected: null });
  let second = start;
  for (;;) {
    const body = await wholePage(connection, name, second, signal);
    if (body === null) return cut('Zendesk gave a page of its export with fewer records than it counts.');
    const { [name]: records, end_of_stream: ended, end_time: next } = body;
    if (!Array.isArray(records)) return cut(`Zendesk answered a page without "${name}".`);
    const fresh = await take(records.map(keep));
    const endTime = typeof next === 'number' && Number.isSafeInteger(next) ? next : null;
    if (ended === true) {
      // Never back: an empty page answers with the time that it was asked from.
      return {
        cut: null,
        cursor: writeCursor({ kind: 'time', second: Math.max(start, endTime ?? 0) }),
        expected: null,
      };
    }
    if (ended !== false) return cut('Zendesk answered a page that does not say whether more follow.');
    if (endTime === null) return cut('Zendesk said that more pages follow, and not from when.');
    if (loop.repeats(String(endTime), fresh)) return cut('Zendesk gave the same pages again and again.');
    second = endTime;
  }
}

/** One page, asked for a second time when it counts more records than it has; null when it does again. */
async function wholePage(
  connection: ZendeskConnection,
  name: string,
  second: number,
  signal?: AbortSignal,
): Promise<Envelope | null> {
  for (let tries = 0; tries < 2; tries += 1) {
    const body = await pageFromTime(connection, name, second, signal);
    const { [name]: records, count } = body;
    if (!Array.isArray(records) || typeof count !== 'number' || count === records.length) return body;
  }
  return null;
}
