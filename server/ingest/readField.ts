/** Reading a raw record's fields without trusting it: what has another type than expected is read as absent. */
import type { Scalar } from '../core/model.ts';
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

/** A value that the contract may compare. */
export function scalarField(record: RawRecord, field: string): Scalar {
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

/** Beyond it no date exists (ECMAScript, time values). Seconds. */
const LAST_SECOND = 8_640_000_000_000;

/** The later of an ISO 8601 time and a number of seconds since 1970; what is no such number is not considered. */
export function laterOf(time: string, epochSeconds: unknown): string {
  if (typeof epochSeconds !== 'number' || !Number.isInteger(epochSeconds)) return time;
  if (epochSeconds < 0 || epochSeconds > LAST_SECOND) return time;
  // eslint-disable-next-line no-restricted-globals -- reads and writes times that were handed in; asks no clock
  const Time = Date;
  return Time.parse(time) >= epochSeconds * 1000 ? time : new Time(epochSeconds * 1000).toISOString();
}
