import type { Row } from '../../world/World.ts';
import { invalidAttribute } from '../http/errors.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { linkTo } from '../http/links.ts';
import { queryText } from '../http/parameters.ts';
import { toId, type Id } from '../state/ids.ts';
import type { SortedList } from '../state/SortedList.ts';
import { pageLimit, startTime, type ExportHorizon, type ExportPage } from './timeBasedExport.ts';

/** `1695062724.0||1571|` in base64: second and id of the last row. [rec] */
const CURSOR = /^(\d+)\.0\|\|(\d+)\|$/;

/**
 * Rows changed since `start_time`, or after a `cursor`, oldest change first. A row changed while someone reads comes
 * again further on; otherwise nothing comes twice.
 *
 * @param rows by second of change, then id.
 */
export function cursorExport<R extends Row & { id: Id }>(
  request: ApiRequest,
  rows: SortedList<R>,
  horizon: ExportHorizon,
): ExportPage<R> {
  const cursor = queryText(request, 'cursor');
  const from = cursor === undefined ? rows.position(startTime(request, horizon)) : after(cursor, rows);
  const end = rows.position(horizon.newestSecond + 1);
  const to = Math.min(from + pageLimit(request), end);
  const page = rows.slice(from, Math.max(from, to));
  const last = page.at(-1);
  const afterCursor = last === undefined ? (cursor ?? null) : encode(Number(rows.rankAt(to - 1)), last.id);
  return {
    rows: page,
    envelope: {
      after_url: afterCursor && linkTo(request, { start_time: undefined, cursor: afterCursor }),
      before_url: null,
      after_cursor: afterCursor,
      before_cursor: null,
      end_of_stream: to >= end,
    },
  };
}

const encode = (second: number, id: Id): string => Buffer.from(`${second}.0||${id}|`).toString('base64');

function after<R extends { id: Id }>(cursor: string, rows: SortedList<R>): number {
  const [, second, digits] = CURSOR.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  const id = toId(digits);
  if (id === undefined) throw invalidAttribute('cursor is not valid');
  const position = rows.position(Number(second), id);
  return rows.rankAt(position) === Number(second) && rows.at(position)?.id === id ? position + 1 : position;
}
