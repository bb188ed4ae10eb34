import type { ZendeskConnection, ZendeskQuery } from '../../transport.ts';
import type { Whole } from '../readWhole.ts';
import { LoopGuard } from '../LoopGuard.ts';
import type { Keep } from './keptFields.ts';

/** Records a page; Zendesk gives no more by cursor. */
const PAGE_SIZE = 100;

/** A list that Zendesk pages. */
export interface ZendeskList {
  /** Below /api/v2. */
  readonly path: readonly string[];
  /** Of its records in the answer. */
  readonly name: string;
  /** Besides what pages it. */
  readonly query?: ZendeskQuery;
}

/**
 * One pass over a list by cursor. `meta.has_more` alone says whether there is more: `links.next` of a last page leads
 * on to an empty one.
 */
export function listByCursor(
  connection: ZendeskConnection,
  { path, name, query = {} }: ZendeskList,
  keep: Keep,
): Whole['pass'] {
  return async (take, _expected, signal) => {
    const loop = new LoopGuard();
    let after: string | null = null;
    for (;;) {
      const page: Record<string, string | number> = { size: PAGE_SIZE, ...(after === null ? {} : { after }) };
      const body = await connection.get(path, { ...query, page }, signal);
      const { [name]: records, meta } = body;
      const { has_more: hasMore, after_cursor: cursor } = (meta ?? {}) as Record<string, unknown>;
      if (!Array.isArray(records)) return `Zendesk answered a page without "${name}".`;
      const fresh = await take(records.map(keep));
      if (hasMore === false) return null;
      if (hasMore !== true) return 'Zendesk answered a page that does not say whether more follow.';
      if (typeof cursor !== 'string' || cursor === '') return 'Zendesk said that more pages follow, and not where.';
      if (loop.repeats(cursor, fresh)) return 'Zendesk gave the same pages again and again.';
      after = cursor;
    }
  };
}
