import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection, ZendeskQuery } from '../../transport.ts';
import { getIfThere } from './getIfThere.ts';

/** A merge takes an administrator's hand each; a chain beyond this is a loop in disguise. */
const LONGEST_CHAIN = 20;
const PAGE_SIZE = 100;

/**
 * Follows complete merges from an organization to where its content is now; null when it was never merged away, or when
 * the merges lead back to one of their own. Merges still under way, or failed, move nothing yet.
 */
export async function mergeWinnerOf(connection: ZendeskConnection, organizationId: string): Promise<string | null> {
  const visited = new Set([organizationId]);
  let winner: string | null = null;
  for (let hop = 0; hop < LONGEST_CHAIN; hop += 1) {
    const next = await winnerOfOneMerge(connection, winner ?? organizationId);
    if (next === null) return winner;
    if (visited.has(next)) return null;
    visited.add(next);
    winner = next;
  }
  return null;
}

async function winnerOfOneMerge(connection: ZendeskConnection, loserId: string): Promise<string | null> {
  let after: string | null = null;
  for (let page = 0; page < LONGEST_CHAIN; page += 1) {
    const query: ZendeskQuery = { page: { size: PAGE_SIZE, ...(after === null ? {} : { after }) } };
    const body = await getIfThere(connection, ['organizations', loserId, 'merges'], query);
    // Nobody has ever heard of it: then it was not merged either.
    if (body === null) return null;
    const { organization_merges: merges, meta } = body;
    if (!Array.isArray(merges)) {
      throw new SourceUnavailableError(
        `Zendesk: GET /api/v2/organizations/${loserId}/merges answered no list. Expected "organization_merges".`,
      );
    }
    // The list also holds the merges that it won.
    const lost = merges.find(({ loser_id: loser, status }) => String(loser) === loserId && status === 'complete') as
      Record<string, unknown> | undefined;
    if (lost !== undefined) return String(lost.winner_id);
    const { has_more: hasMore, after_cursor: cursor } = (meta ?? {}) as Record<string, unknown>;
    if (hasMore !== true || typeof cursor !== 'string') return null;
    after = cursor;
  }
  return null;
}
