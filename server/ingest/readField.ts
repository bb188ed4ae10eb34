/** Reading a raw record's fields without trusting it: what has another type than expected is read as absent. */
import type { RawRecord } from '../sources/reading.ts';

/** The text of a field; null when it is absent, null, empty, or not text. Numbers that are ids become text. */
export function textField(record: RawRecord, field: string): string | null {
  const value = record[field];
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
}

/** The text of a field that every record of its kind carries; empty where it does not. */
export function requiredText(record: RawRecord, field: string): string {
  return textField(record, field) ?? '';
}

/** True only where the field is the boolean true: Zendesk writes false as null here and there. */
export function flagField(record: RawRecord, field: string): boolean {
  return record[field] === true || record[field] === 'true';
}

/** The texts of a list field; what is not text in it is left out. */
export function listField(record: RawRecord, field: string): readonly string[] {
  const value = record[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A value that the contract's scope conditions may compare. */
export function scalarField(record: RawRecord, field: string): string | number | boolean | null {
  const value = record[field];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const OLDEST = '1970-01-01T00:00:00.000Z';

/**
 * A time as ISO 8601 with a colonless offset or none: Salesforce writes `+0000`, which not every parser takes.
 * A record without one counts as never modified.
 */
export function timeField(record: RawRecord, field: string): string {
  const text = textField(record, field);
  if (text === null) return OLDEST;
  return text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
}
