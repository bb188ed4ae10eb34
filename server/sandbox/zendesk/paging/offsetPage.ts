import { paginationTooDeep } from '../http/errors.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { linkTo } from '../http/links.ts';
import { queryText } from '../http/parameters.ts';
import type { Page } from './cursorPage.ts';

const LARGEST_PAGE = 100;
const DEEPEST_RECORD = 10_000;

/** What an offset page cuts from. */
export interface Sliceable<R> {
  readonly length: number;
  slice(from: number, to: number): R[];
}

/**
 * A page by number. Beyond record 10,000 there is none, although the last page before it still names a next one.
 * @throws ApiError 400 InvalidPaginationDepth.
 */
export function offsetPage<R>(request: ApiRequest, rows: Sliceable<R>): Page<R> {
  const size = Math.min(positive(queryText(request, 'per_page')) ?? LARGEST_PAGE, LARGEST_PAGE);
  const number = positive(queryText(request, 'page')) ?? 1;
  if (number * size > DEEPEST_RECORD) throw paginationTooDeep();
  const to = number * size;
  return {
    rows: rows.slice(to - size, to),
    envelope: {
      next_page: to < rows.length ? linkTo(request, { page: String(number + 1) }) : null,
      previous_page: number > 1 ? linkTo(request, { page: String(number - 1) }) : null,
      count: rows.length,
    },
  };
}

/** Anything else than a positive whole number counts as absent, as in the API. [unconfirmed] */
function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
