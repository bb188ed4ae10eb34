import type { ZendeskConnection } from '../../transport.ts';
import type { Whole } from '../readWhole.ts';
import { LoopGuard } from '../LoopGuard.ts';
import type { Keep } from './keptFields.ts';

/** Records a page; Zendesk gives no more by cursor. */
const PAGE_SIZE = 100;

/**
 * One pass over a list by cursor. `meta.has_more` alone says whether there is more: `links.next` of a last page leads
 * on to an empty one.
 *
 * @param path of the list, such as `organizations`, which also names the records in the answer
 */
export function listByCursor(connection: ZendeskConnection, path: string, keep: Keep): Whole['pass'] {
  return async (take, _expected, signal) => {
    const loop = new LoopGuard();
    let after: string | null = null;
    for (;;) {
      const page: Record<string, string | number> = { size: PAGE_SIZE, ...(after === null ? {} : { after }) };
      const body = await connection.get([path], { page }, signal);
      const { [path]: records, meta } = body;
      const { has_more: hasMore, after_cursor: cursor } = (meta ?? {}) as Record<string, unknown>;
      if (!Array.isArray(records)) return `Zendesk answered a page without "${path}".`;
      const fresh = await take(records.map(keep));
      if (hasMore === false) return null;
      if (hasMore !== true) return 'Zendesk answered a page that does not say whether more follow.';
      if (typeof cursor !== 'string' || cursor === '') return 'Zendesk said that more pages follow, and not where.';
      if (loop.repeats(cursor, fresh)) return 'Zendesk gave the same pages again and again.';
      after = cursor;
    }
  };
}
