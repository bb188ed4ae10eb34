import type { RawRecord } from '../reading.ts';
import type { FieldKind, FieldKinds } from './objects.ts';

/** A record with the selected fields only, its values alike whether REST or the Bulk API sent it. */
export function normalForm(record: RawRecord, kinds: FieldKinds): RawRecord {
  return Object.fromEntries([...kinds].map(([name, kind]) => [name, normalValue(record[name] ?? null, kind)]));
}

function normalValue(value: unknown, kind: FieldKind): unknown {
  // CSV has no null: Salesforce stores no empty text, so an empty cell is always one.
  if (value === null || value === '') return null;
  if (typeof value !== 'string') return value;
  switch (kind) {
    case 'boolean':
      return value.toLowerCase() === 'true';
    case 'number':
      return Number(value);
    case 'datetime':
      return isoTime(value);
    default:
      return value;
  }
}

/** `2026-11-22T08:00:00.000+0000` (REST) and `...000Z` (CSV) as `2026-11-22T08:00:00.000Z`. */
function isoTime(text: string): string {
  const time = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
