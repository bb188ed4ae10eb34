import type { ApiRequest } from '../http/exchange.ts';
import type { Key } from '../state/ids.ts';
import { asksForCursor, cursorPage, type Page } from './cursorPage.ts';
import type { Listing } from './Listing.ts';
import { offsetPage, type Sliceable } from './offsetPage.ts';

/** A page as the query asks for it: by cursor when it says page[size], page[after] or page[before], by number otherwise. */
export function paginate<R extends { id: Key }>(
  request: ApiRequest,
  byCursor: Listing<R>,
  byNumber: Sliceable<R> = byCursor,
): Page<R> {
  return asksForCursor(request) ? cursorPage(request, byCursor) : offsetPage(request, byNumber);
}
