import type { Row } from '../../world/World.ts';
import { invalidAttribute, startTimeTooRecent } from '../http/errors.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { linkTo } from '../http/links.ts';
import { queryText } from '../http/parameters.ts';
import type { Id } from '../state/ids.ts';
import type { SortedList } from '../state/SortedList.ts';

export const LARGEST_EXPORT_PAGE = 1000;
/** The export's clock: changes after `newestSecond` are not exported yet, and nobody may ask from later than that. [doc] */
export interface ExportHorizon {
  /** Epoch seconds. */
  newestSecond: number;
  /** How far back that is. */
  lagSeconds: number;
}

export function horizonOf(now: Date, lagSeconds: number): ExportHorizon {
  return { newestSecond: Math.floor(now.getTime() / 1000) - lagSeconds, lagSeconds };
}

export interface ExportPage<R> {
  rows: R[];
  envelope: Record<string, unknown>;
}

/**
 * Rows changed at or after `start_time`, oldest change first, at most `per_page` of them (1000 if not given). [rec]
 *
 * Where a page would end among rows of one second, the next page starts with that second again, so that some rows come
 * twice; where a whole page is of one second, it grows to hold all of that second, or it would never be passed.
 * `next_page` is there even at the end of the stream.
 *
 * @param rows by second of change, then id.
 */
export function timeBasedExport<R extends Row & { id: Id }>(
  request: ApiRequest,
  rows: SortedList<R>,
  horizon: ExportHorizon,
): ExportPage<R> {
  const start = startTime(request, horizon);
  const from = rows.position(start);
  const end = rows.position(horizon.newestSecond + 1);
  let to = Math.min(from + pageLimit(request), end);

  const lastSecond = rows.rankAt(to - 1);
  const cutsSecond = to < end && rows.rankAt(to) === lastSecond;
  if (cutsSecond && rows.rankAt(from) === lastSecond) to = Math.min(rows.position(Number(lastSecond) + 1), end);
  const repeats = cutsSecond && rows.rankAt(from) !== lastSecond;
  const endTime = to <= from ? start : Number(lastSecond) + (repeats ? 0 : 1);

  const page = rows.slice(from, to);
  return {
    rows: page,
    envelope: {
      next_page: linkTo(request, { start_time: String(endTime) }),
      count: page.length,
      end_of_stream: to >= end,
      end_time: endTime,
    },
  };
}

/**
 * `start_time` as epoch seconds.
 * @throws ApiError 400 when missing, no number, or later than the horizon.
 */
export function startTime(request: ApiRequest, { newestSecond, lagSeconds }: ExportHorizon): number {
  const text = queryText(request, 'start_time');
  const start = Number(text);
  if (text === undefined || !Number.isInteger(start)) throw invalidAttribute('start_time must be an integer');
  if (start > newestSecond) throw startTimeTooRecent(lagSeconds);
  return start;
}

/** `per_page`, at most 1000. */
export function pageLimit(request: ApiRequest): number {
  const asked = Number(queryText(request, 'per_page'));
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, LARGEST_EXPORT_PAGE) : LARGEST_EXPORT_PAGE;
}
