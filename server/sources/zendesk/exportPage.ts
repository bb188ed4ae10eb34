import { SourceRejectedError } from '../../errors.ts';
import type { Envelope, ZendeskConnection } from '../../transport.ts';

/** Records a page; a page holds more where they share a second. */
export const PAGE_SIZE = '1000';

/** Exports begin at least a minute back; twice that, since our clock may be ahead of Zendesk's. */
const YOUNGEST_START_SECONDS = 120;
/** How much further back to begin where that was still too recent: then our clock is that wrong. */
const STEP_BACK_SECONDS = 600;

/** One page of an export from a time on, never from a time that Zendesk would call too recent. */
export async function pageFromTime(
  connection: ZendeskConnection,
  path: string,
  second: number,
  signal?: AbortSignal,
): Promise<Envelope> {
  const latest = Math.floor(connection.clock.now() / 1_000) - YOUNGEST_START_SECONDS;
  const start = Math.max(0, Math.min(second, latest));
  const ask = (from: number) => connection.getExport(path, { start_time: String(from), per_page: PAGE_SIZE }, signal);
  try {
    return await ask(start);
  } catch (error) {
    if (!(error instanceof SourceRejectedError && error.apiCode === 'StartTimeTooRecent')) throw error;
    return ask(Math.max(0, start - STEP_BACK_SECONDS));
  }
}

/** Whether Zendesk refused to go on from a cursor: it is damaged, or older than Zendesk remembers. */
export function isRefusedCursor(error: unknown): error is SourceRejectedError {
  return error instanceof SourceRejectedError && [400, 404, 410, 422].includes(error.status ?? 0);
}
