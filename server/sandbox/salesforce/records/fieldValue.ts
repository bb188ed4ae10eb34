import { idKey } from '../schema/ids.ts';
import type { FieldSchema } from '../schema/ObjectSchema.ts';

/** A stored value: text, number, boolean, or null. Instants are stored as the API prints them, so that they compare as text. */
export type FieldValue = string | number | boolean | null;

/** A record's stored fields by name; formulas and addresses are computed when read. Unknown world fields stay in it unread. */
export type Row = Record<string, unknown>;

/** `2026-11-22T08:00:00.000+0000` */
export function formatInstant(instant: Date): string {
  return instant.toISOString().replace('Z', '+0000');
}

/** An API instant in any ISO 8601 spelling; undefined when it is none. Two-digit offsets without colon included. */
export function parseInstant(text: string): Date | undefined {
  const match = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i.exec(text);
  if (!match) return undefined;
  const instant = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/**
 * The form in which two values of a field are equal: ids by their first 15 characters, text without case unless the field is
 * case-sensitive, empty text like null.
 */
export function comparisonKey(field: FieldSchema, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return value as number | boolean;
  if (field.type === 'id' || field.type === 'reference') return idKey(value);
  if (field.type === 'datetime' || field.type === 'date') return value;
  return field.caseSensitive ? value : value.toLowerCase();
}

/** The Name of a person's record. */
export function fullName(row: Row): string {
  return [row.FirstName, row.LastName].filter(Boolean).join(' ');
}
