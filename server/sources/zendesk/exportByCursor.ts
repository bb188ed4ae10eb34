import type { Envelope, ZendeskConnection } from '../../transport.ts';
import { LoopGuard } from '../LoopGuard.ts';
import type { FeedEnd } from '../readFeed.ts';
import type { Take } from '../readWhole.ts';
import { PAGE_SIZE, pageFromTime } from './exportPage.ts';
import { writeCursor, type FeedCursor } from './feedCursor.ts';
import type { Keep } from './keptFields.ts';

/**
 * One pass over an incremental export by cursor. `end_of_stream` alone says whether there is more; duplicates across
 * pages are normal, and so is an empty page before the end. The cursor is sent rather than `after_url` followed: that
 * URL may name a host that we were not told to trust.
 */
export async function exportByCursor(
  connection: ZendeskConnection,
  name: 'tickets' | 'users',
  keep: Keep,
  start: FeedCursor,
  take: Take,
  signal?: AbortSignal,
): Promise<FeedEnd> {
  const loop = new LoopGuard();
  const cut = (why: string): FeedEnd => ({ cut: why, cursor: null, expected: null });
  let from = start;
  for (;;) {
    const body = await wholePage(connection, name, from, signal);
    if (body === null) return cut('Zendesk gave a page of its export with fewer records than its cursor passes over.');
    const { [name]: records, end_of_stream: ended, after_cursor: next } = body;
    if (!Array.isArray(records)) return cut(`Zendesk answered a page without "${name}".`);
    const fresh = await take(records.map(keep));
    const cursor = typeof next === 'string' && next !== '' ? next : null;
    if (ended === true) {
      // An export without a single record has no cursor yet: it begins again where this one began.
      const end: FeedCursor = cursor === null ? from : { kind: 'export', cursor };
      return { cut: null, cursor: writeCursor(end), expected: null };
    }
    if (ended !== false) return cut('Zendesk answered a page that does not say whether more follow.');
    if (cursor === null) return cut('Zendesk said that more pages follow, and not where.');
    if (loop.repeats(cursor, fresh)) return cut('Zendesk gave the same pages again and again.');
    from = { kind: 'export', cursor };
  }
}

/** One page, asked for a second time when it was cut; null when it is again. */
async function wholePage(
  connection: ZendeskConnection,
  name: string,
  from: FeedCursor,
  signal?: AbortSignal,
): Promise<Envelope | null> {
  const path = `${name}/cursor`;
  for (let tries = 0; tries < 2; tries += 1) {
    const body =
      from.kind === 'time'
        ? await pageFromTime(connection, path, from.second, signal)
        : await connection.getExport(path, { cursor: from.cursor, per_page: PAGE_SIZE }, signal);
    if (!isCut(body[name], body.after_cursor)) return body;
  }
  return null;
}

/**
 * Whether a page ends before the record that its cursor names. No envelope of a cursor export counts its records; yet
 * the cursor, decoded, reads `1695062724.0||1571|`: second and id of the page's last record (recorded traffic). A cursor
 * of another form, or an empty page, says nothing.
 */
function isCut(records: unknown, cursor: unknown): boolean {
  if (!Array.isArray(records) || typeof cursor !== 'string') return false;
  const lastId = /^\d+(?:\.\d+)?\|\|(\d+)\|$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  const last = records.at(-1) as { readonly id?: unknown } | undefined;
  return lastId !== undefined && last !== undefined && String(last.id) !== lastId;
}
