import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { Count } from '../readWhole.ts';

/** From here on Zendesk refreshes a count once a day, and while it does, says exactly this. */
const ROUGH_FROM = 100_000;
/** What a day of deletions may take from a count of that size. A cut list misses far more. */
const ROUGH_SHARE = 0.99;

/** Zendesk's own count of a list, such as `organizations`: `{count: {value, refreshed_at}}`. */
export async function countOf(connection: ZendeskConnection, list: string, signal?: AbortSignal): Promise<Count> {
  const { count } = await connection.get([list, 'count'], {}, signal);
  const value = (count as Record<string, unknown> | null | undefined)?.value;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new SourceUnavailableError(
      `Zendesk: GET /api/v2/${list}/count gave no count. Expected {"count": {"value": n}}.`,
    );
  }
  return { value, atLeast: value < ROUGH_FROM ? value : Math.floor(value * ROUGH_SHARE) };
}

/**
 * The count of a list that has no `/count` of its own, from the envelope of its pages by offset. The OpenAPI text
 * promises none for memberships, so an answer without one is no fault: null.
 */
export async function countInEnvelope(
  connection: ZendeskConnection,
  list: string,
  signal?: AbortSignal,
): Promise<Count | null> {
  const { count } = await connection.get([list], { per_page: 1, page: 1 }, signal);
  return typeof count === 'number' && Number.isSafeInteger(count) ? { value: count, atLeast: count } : null;
}
