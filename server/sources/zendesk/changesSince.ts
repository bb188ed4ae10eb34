import type { ZendeskConnection } from '../../transport.ts';
import type { ReadChanges } from '../reading.ts';
import { readFeed } from '../readFeed.ts';
import { exportByCursor } from './exportByCursor.ts';
import { exportByTime } from './exportByTime.ts';
import { isRefusedCursor } from './exportPage.ts';
import { readCursor } from './feedCursor.ts';
import type { Keep } from './keptFields.ts';
import type { ZendeskChangeSource } from './ZendeskSource.ts';

const ADVICE = 'What changed since the last run is not known; run a full audit, which makes a new cursor.';

/**
 * What an incremental export tells since the cursor. Zendesk counts nothing there, so its end is proven by the export's
 * own sign, page by page; a full read is the proof of the whole.
 */
export function changesSince(
  connection: ZendeskConnection,
  source: ZendeskChangeSource,
  keep: Keep,
  cursor: string,
): ReadChanges {
  const start = readCursor(cursor);
  return readFeed({
    name: source,
    idField: 'id',
    async pass(take, signal) {
      const refused = { cursor: null, expected: null };
      if (start === null) return { ...refused, cut: `The kept cursor of ${source} is none. ${ADVICE}` };
      if (source === 'zendesk.organizations') {
        if (start.kind !== 'time') return { ...refused, cut: `The kept cursor of ${source} is no time. ${ADVICE}` };
        return exportByTime(connection, 'organizations', keep, start.second, take, signal);
      }
      try {
        const name = source === 'zendesk.users' ? 'users' : 'tickets';
        return await exportByCursor(connection, name, keep, start, take, signal);
      } catch (error) {
        if (start.kind === 'time' || !isRefusedCursor(error)) throw error;
        return { ...refused, cut: `${error.message} Zendesk takes the cursor of ${source} no longer. ${ADVICE}` };
      }
    },
  });
}
