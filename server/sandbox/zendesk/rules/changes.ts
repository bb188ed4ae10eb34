import { writeJson } from '../../world/losslessJson.ts';
import type { Row } from '../../world/World.ts';
import type { Problem } from '../http/ApiError.ts';

/** The row with the changes in it and a new `updated_at`; the row itself when nothing would change. */
export function changed<R extends Row>(row: R, changes: Row, stamp: string): R {
  const differs = Object.entries(changes).some(([field, value]) => !isSame(row[field], value));
  return differs ? { ...row, ...changes, updated_at: stamp } : row;
}

/** Whether two values of a field are the same; a world's missing field is null. */
export function isSame(left: unknown, right: unknown): boolean {
  return writeJson(left ?? null) === writeJson(right ?? null);
}

/** Tags as an array: requests may send them separated by spaces or commas. */
export function tagList(value: unknown): string[] {
  const tags = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[\s,]+/);
  return [...new Set(tags.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== ''))];
}

/** Text or null: what the API makes of an empty external id. */
export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

// The wording of `taken` is recorded for a name; for other fields it follows the same pattern. [rec, unconfirmed]
export const taken = (field: string, label: string, value: unknown): Problem => ({
  field,
  label,
  message: `${String(value)} has already been taken`,
  error: 'DuplicateValue',
});

export const blank = (field: string, label: string): Problem => ({
  field,
  label,
  message: 'cannot be blank',
  error: 'BlankValue',
});
