import type { ZendeskConnection } from '../../transport.ts';
import { LoopGuard } from '../LoopGuard.ts';
import type { Whole } from '../readWhole.ts';
import type { Keep } from './keptFields.ts';

/** Records a page; a page may hold a few more, where several records share a second. */
const PAGE_SIZE = '1000';
/** Since the beginning. */
const START_TIME = '0';

/**
 * One pass over an incremental export by cursor. `end_of_stream` alone says whether there is more; duplicates across
 * pages are normal, and so is an empty page before the end. The cursor is sent rather than `after_url` followed: that
 * URL may name a host that we were not told to trust.
 */
export function exportByCursor(connection: ZendeskConnection, name: 'tickets', keep: Keep): Whole['pass'] {
  return async (take, _expected, signal) => {
    const loop = new LoopGuard();
    let from: Record<string, string> = { start_time: START_TIME };
    for (;;) {
      const body = await connection.getExport(`${name}/cursor`, { ...from, per_page: PAGE_SIZE }, signal);
      const { [name]: records, end_of_stream: ended, after_cursor: cursor } = body;
      if (!Array.isArray(records)) return `Zendesk answered a page without "${name}".`;
      const fresh = await take(records.map(keep));
      if (ended === true) return null;
      if (ended !== false) return 'Zendesk answered a page that does not say whether more follow.';
      if (typeof cursor !== 'string' || cursor === '') return 'Zendesk said that more pages follow, and not where.';
      if (loop.repeats(cursor, fresh)) return 'Zendesk gave the same pages again and again.';
      from = { cursor };
    }
  };
}
