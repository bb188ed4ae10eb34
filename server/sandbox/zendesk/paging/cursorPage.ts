import { invalidPagination } from '../http/errors.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { linkTo } from '../http/links.ts';
import { queryText } from '../http/parameters.ts';
import { toId, type Key } from '../state/ids.ts';
import type { Listing } from './Listing.ts';

const LARGEST_PAGE = 100;

export interface Page<R> {
  rows: R[];
  /** The members that follow the rows in the body. */
  envelope: Record<string, unknown>;
}

export function asksForCursor(request: ApiRequest): boolean {
  return ['page[size]', 'page[after]', 'page[before]'].some((name) => request.url.searchParams.has(name));
}

/**
 * A page by cursor, by id ascending (`sort=-id`: descending). Two quirks of the real ones [rec]: the first page has a
 * `prev`, and a last page has a `next` with `has_more` false, which leads to an empty page without cursors.
 *
 * @throws ApiError 400 for a cursor or an order that is not ours.
 */
export function cursorPage<R extends { id: Key }>(request: ApiRequest, listing: Listing<R>): Page<R> {
  const size = pageSize(request);
  const after = decode(queryText(request, 'page[after]'));
  const before = decode(queryText(request, 'page[before]'));
  const descending = isDescending(request);

  // Positions count from the low end of the listing; a descending page is an ascending one turned round.
  let from: number;
  let to: number;
  if ((after !== undefined && !descending) || (before !== undefined && descending)) {
    const id = (descending ? before : after) as Key;
    from = listing.position(id);
    if (listing.slice(from, from + 1)[0]?.id === id) from += 1;
    to = Math.min(from + size, listing.length);
  } else if (after !== undefined || before !== undefined) {
    to = listing.position((descending ? after : before) as Key);
    from = Math.max(to - size, 0);
  } else if (descending) {
    to = listing.length;
    from = Math.max(to - size, 0);
  } else {
    from = 0;
    to = Math.min(size, listing.length);
  }
  const rows = listing.slice(from, to);
  if (descending) rows.reverse();

  const towardsEnd = (before === undefined) !== descending;
  const hasMore = towardsEnd ? to < listing.length : from > 0;
  return { rows, envelope: envelopeOf(request, rows, hasMore) };
}

function envelopeOf<R extends { id: Key }>(
  request: ApiRequest,
  rows: readonly R[],
  hasMore: boolean,
): Record<string, unknown> {
  const [first, last] = [rows[0], rows.at(-1)];
  const afterCursor = last === undefined ? null : encode(last.id);
  const beforeCursor = first === undefined ? null : encode(first.id);
  return {
    meta: { has_more: hasMore, after_cursor: afterCursor, before_cursor: beforeCursor },
    links: {
      prev: beforeCursor && linkTo(request, { 'page[after]': undefined, 'page[before]': beforeCursor }),
      next: afterCursor && linkTo(request, { 'page[after]': afterCursor, 'page[before]': undefined }),
    },
  };
}

/** Larger sizes get the largest page. [unconfirmed: offset pages do so] */
function pageSize(request: ApiRequest): number {
  const text = queryText(request, 'page[size]');
  if (text === undefined) return LARGEST_PAGE;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) throw invalidPagination('page[size] must be a positive integer');
  return Math.min(size, LARGEST_PAGE);
}

function isDescending(request: ApiRequest): boolean {
  const sort = queryText(request, 'sort') ?? 'id';
  if (sort !== 'id' && sort !== '-id') throw invalidPagination(`sort=${sort} is not supported here; use id or -id`);
  return sort === '-id';
}

/** `{"o":"id","v":…}` in base64; v is the letter i and the id as eight bytes, the lowest first. [rec, decoded] */
function encode(id: Key): string {
  if (typeof id === 'string') return base64(JSON.stringify({ o: 'id', v: base64(`s${id}`) }));
  const bytes = Buffer.alloc(9);
  bytes.write('i');
  bytes.writeBigInt64LE(BigInt(id), 1);
  return base64(JSON.stringify({ o: 'id', v: bytes.toString('base64') }));
}

function decode(cursor: string | undefined): Key | undefined {
  if (cursor === undefined) return undefined;
  const id = idIn(Buffer.from(cursor, 'base64').toString());
  if (id === undefined) throw invalidPagination('The cursor is invalid');
  return id;
}

function idIn(json: string): Key | undefined {
  let value: unknown;
  try {
    value = (JSON.parse(json) as { v?: unknown } | null)?.v;
  } catch {
    // Not one of our cursors: the caller says so.
    return undefined;
  }
  const bytes = Buffer.from(String(value), 'base64');
  if (bytes[0] === 's'.charCodeAt(0)) return bytes.subarray(1).toString();
  return bytes.length === 9 ? toId(bytes.readBigInt64LE(1)) : undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
