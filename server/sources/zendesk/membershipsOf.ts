import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { keepMembership } from './keptFields.ts';
import { wholeList } from './wholeList.ts';

const LIST = 'organization_memberships';

/**
 * The memberships of some users, one call each: there is neither a feed of memberships nor a list of several users'. A
 * user who is gone has none.
 *
 * @throws SourceUnavailableError when a user's list was cut twice
 */
export async function membershipsOf(
  connection: ZendeskConnection,
  userIds: readonly string[],
): Promise<readonly RawRecord[]> {
  const found: RawRecord[] = [];
  for (const userId of new Set(userIds)) {
    found.push(...((await wholeList(connection, { path: ['users', userId, LIST], name: LIST }, keepMembership)) ?? []));
  }
  return found;
}

/** All memberships of one organization; null where there is no such organization. Throws as above. */
export function membershipsIn(
  connection: ZendeskConnection,
  organizationId: string,
): Promise<readonly RawRecord[] | null> {
  return wholeList(connection, { path: ['organizations', organizationId, LIST], name: LIST }, keepMembership);
}
