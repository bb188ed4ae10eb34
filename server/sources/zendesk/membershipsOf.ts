import { SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import type { Keep } from './keptFields.ts';

const LIST = 'organization_memberships';
const PAGE_SIZE = 100;
/** A user has 300 organizations at most; more pages than these are a list that turns in circles. */
const PAGES_AT_MOST = 10;

/**
 * The memberships of some users, one call each: there is neither a feed of memberships nor a list of several users'. By
 * offset, because such pages tell how many records there are in all: a list that was cut is noticed and asked for again.
 * A user who is gone has none.
 *
 * @throws SourceUnavailableError when a user's list was cut twice
 */
export async function membershipsOf(
  connection: ZendeskConnection,
  userIds: readonly string[],
  keep: Keep,
): Promise<readonly RawRecord[]> {
  const found: RawRecord[] = [];
  for (const userId of new Set(userIds)) {
    const memberships = (await wholeList(connection, userId, keep)) ?? (await wholeList(connection, userId, keep));
    if (memberships === null) {
      throw new SourceUnavailableError(
        `Zendesk: GET /api/v2/users/${userId}/${LIST} answered fewer memberships than it counts, twice. Expected all of them; run again.`,
      );
    }
    found.push(...memberships);
  }
  return found;
}

/** Null for a list that was cut. */
async function wholeList(
  connection: ZendeskConnection,
  userId: string,
  keep: Keep,
): Promise<readonly RawRecord[] | null> {
  const found = new Map<unknown, RawRecord>();
  for (let page = 1; page <= PAGES_AT_MOST; page += 1) {
    const body = await pageOf(connection, userId, page);
    if (body === null) return [];
    const { [LIST]: records, next_page: next = null, count } = body;
    if (!Array.isArray(records)) return null;
    for (const record of records.map(keep)) found.set(record.id, record);
    // The OpenAPI text promises no count here.
    if (next === null) return typeof count === 'number' && count !== found.size ? null : [...found.values()];
  }
  return null;
}

async function pageOf(connection: ZendeskConnection, userId: string, page: number) {
  try {
    return await connection.get(['users', userId, LIST], { per_page: PAGE_SIZE, page });
  } catch (error) {
    if (error instanceof SourceRejectedError && error.status === 404) return null;
    throw error;
  }
}
