import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { keepTicket } from './keptFields.ts';
import { wholeList } from './wholeList.ts';

/** Nobody can change these any more. */
const OVER = new Set<unknown>(['closed', 'deleted']);

/**
 * The tickets that some users asked and that are not closed, one list a user: search would lag behind by minutes. A user
 * who is gone has none.
 *
 * @throws SourceUnavailableError when a user's list was cut twice
 */
export async function openTicketsOf(
  connection: ZendeskConnection,
  userIds: readonly string[],
): Promise<readonly RawRecord[]> {
  const found: RawRecord[] = [];
  for (const userId of new Set(userIds)) {
    const list = { path: ['users', userId, 'tickets', 'requested'], name: 'tickets' };
    const requested = (await wholeList(connection, list, keepTicket)) ?? [];
    found.push(...requested.filter(({ status }) => !OVER.has(status)));
  }
  return found;
}
