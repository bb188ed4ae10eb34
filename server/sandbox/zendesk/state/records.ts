import { writeJson } from '../../world/losslessJson.ts';
import type { Row } from '../../world/World.ts';
import { WorldError } from '../../world/WorldError.ts';
import { toId, type Id } from './ids.ts';

// Rows as the world or a write left them. Only their ids are settled: worlds load unchecked, so any other field may be
// missing or of another type, and is read as such. What a client sees is made by present/.

export interface Organization extends Row {
  id: Id;
}

export interface User extends Row {
  id: Id;
  organization_id?: Id | null;
}

export interface Membership extends Row {
  id: Id;
  user_id: Id;
  organization_id: Id;
}

export interface Ticket extends Row {
  id: Id;
  requester_id?: Id | null;
  organization_id?: Id | null;
}

/** A trigger or an automation. */
export interface Rule extends Row {
  id: Id;
}

export interface Webhook extends Row {
  id: string;
}

export interface Merge extends Row {
  id: string;
  loser_id: Id;
  winner_id: Id;
}

/** A fixed old date for records whose world row gives none. */
export const LONG_AGO = '2020-01-01T00:00:00Z';

export const isLiveOrganization = (row: Organization): boolean =>
  row.deleted_at === undefined || row.deleted_at === null;
export const isActiveUser = (row: User): boolean => row.active !== false;
export const isDeletedTicket = (row: Ticket): boolean => row.status === 'deleted';
export const isArchivedTicket = (row: Ticket): boolean =>
  row.archived === true || (row.archived_at !== undefined && row.archived_at !== null);
/** In lists and counts: archived tickets are left out of both. */
export const isListedTicket = (row: Ticket): boolean => !isDeletedTicket(row) && !isArchivedTicket(row);

/** A value as the API compares names and external ids: without regard to case. Undefined for null and empty text. */
export function fold(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value).trim().toLowerCase();
}

export const createdAt = (row: Row): string => (typeof row.created_at === 'string' ? row.created_at : LONG_AGO);
export const updatedAt = (row: Row): string => (typeof row.updated_at === 'string' ? row.updated_at : createdAt(row));

/** Epoch second by which the incremental exports sort a row. */
export function exportSecond(row: Row): number {
  if (typeof row.generated_timestamp === 'number') return row.generated_timestamp;
  const milliseconds = Date.parse(updatedAt(row));
  return Math.floor((Number.isNaN(milliseconds) ? Date.parse(LONG_AGO) : milliseconds) / 1000);
}

/**
 * The row with its ids settled: digits become ids, so that `"12"` and `12` are one record.
 *
 * @throws WorldError when one of the required ids is missing.
 */
export function settleIds<R>(file: string, row: Row, required: readonly string[], optional: readonly string[] = []): R {
  let settled = row;
  for (const field of [...required, ...optional]) {
    const id = toId(row[field]);
    if (id === undefined && required.includes(field)) {
      throw new WorldError(
        `zendesk/${file}.ndjson: found ${field} ${row[field] === undefined ? 'missing' : writeJson(row[field])} in ${writeJson(row).slice(0, 120)}. ` +
          'Expected digits; mend the row.',
      );
    }
    if (id !== undefined && id !== row[field]) settled = { ...settled, [field]: id };
  }
  return settled as R;
}
