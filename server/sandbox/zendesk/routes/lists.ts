import type { Row } from '../../world/World.ts';
import { ok, type Answer, type ApiRequest } from '../http/exchange.ts';
import { queryList } from '../http/parameters.ts';
import { invalidAttribute } from '../http/errors.ts';
import type { Page } from '../paging/cursorPage.ts';
import { toId, type Id } from '../state/ids.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';

/** A page of records under their name, then what was sideloaded, then how to go on. */
export function listAnswer<R>(name: string, page: Page<R>, present: (row: R) => Row, sideloaded: Row = {}): Answer {
  return ok({ [name]: page.rows.map(present), ...sideloaded, ...page.envelope });
}

/** `{count: {value, refreshed_at}}`: here always exact and fresh. */
export function countAnswer(state: ZendeskState, value: number): Answer {
  return ok({ count: { value, refreshed_at: state.stamp() } });
}

/** All the records of a short answer, as one offset page. */
export function wholePage<R>(rows: readonly R[]): Page<R> {
  return { rows: [...rows], envelope: { next_page: null, previous_page: null, count: rows.length } };
}

/**
 * The records that `ids` or `external_ids` name, by id and each once; those that are not there are just absent.
 * @throws ApiError 400 when neither is given or more than 100 are named.
 */
export function namedRows<R extends { id: Id }>(
  request: ApiRequest,
  byId: (id: Id) => R | undefined,
  byExternalId?: (externalId: string) => readonly R[],
): R[] {
  const ids = queryList(request, 'ids');
  const externalIds = byExternalId && queryList(request, 'external_ids');
  if (ids === undefined && externalIds === undefined) throw invalidAttribute('Parameter ids is required');
  const found = [
    ...(ids ?? []).map((text) => {
      const id = toId(text);
      return id === undefined ? undefined : byId(id);
    }),
    ...(byExternalId === undefined ? [] : (externalIds ?? []).flatMap(byExternalId)),
  ].filter((row) => row !== undefined);
  return [...new Set(found)].sort((left, right) => (left.id < right.id ? -1 : 1));
}
