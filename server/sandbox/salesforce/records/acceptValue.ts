import { SalesforceError } from '../SalesforceError.ts';
import { looksLikeId, toId18 } from '../schema/ids.ts';
import { formatInstant, isCalendarDate, parseInstant } from './fieldValue.ts';
import { malformedId, notDeserializable } from './writeErrors.ts';
import type { FieldSchema } from '../schema/ObjectSchema.ts';
import type { FieldValue } from './fieldValue.ts';

/**
 * A written value in the form in which it is stored: text without surrounding white space, ids with 18 characters, numbers
 * rounded to their scale, instants to the second. Numbers, flags and dates may come as text, as Bulk sends them.
 * @throws SalesforceError when the field cannot hold it.
 */
export function acceptValue(field: FieldSchema, value: unknown): FieldValue {
  if (value === null || value === undefined || value === '') return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      return acceptFlag(value);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return acceptNumber(field, value);
    case 'date':
      if (
        typeof value === 'string' &&
        isCalendarDate(value.slice(0, 10)) &&
        (value.length === 10 || parseInstant(value))
      ) {
        return value.slice(0, 10);
      }
      throw notDeserializable('date', value);
    case 'datetime':
      return acceptInstant(value);
    case 'id':
    case 'reference':
      if (typeof value === 'string' && looksLikeId(value)) return toId18(value);
      throw malformedId(field, value);
    default:
      return acceptText(field, value);
  }
}

function acceptFlag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw notDeserializable('boolean', value);
}

function acceptNumber(field: FieldSchema, value: unknown): number {
  const parsed =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  if (!Number.isFinite(parsed)) throw notDeserializable('double', value);
  const rounded = Number(parsed.toFixed(field.scale));
  // Field precision counts all digits; 0 stands for a standard field without a limit of its own.
  const limit = field.precision > 0 ? 10 ** (field.precision - field.scale) : Infinity;
  if (Math.abs(rounded) >= limit) {
    throw new SalesforceError(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${String(value)}`,
      [field.name],
    );
  }
  return rounded;
}

/** Salesforce keeps whole seconds, so that what is read back differs from what was written to the millisecond. */
function acceptInstant(value: unknown): string {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  if (!instant) throw notDeserializable('datetime', value);
  return formatInstant(new Date(Math.floor(instant.getTime() / 1000) * 1000));
}

function acceptText(field: FieldSchema, value: unknown): string | null {
  if (typeof value !== 'string') throw notDeserializable('string', value);
  const text = value.trim();
  if (text === '') return null;
  assertPicklistValue(field, text);
  if (field.length > 0 && text.length > field.length) {
    throw new SalesforceError(
      400,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
      [field.name],
    );
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    throw new SalesforceError(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [
      field.name,
    ]);
  }
  return text;
}

function assertPicklistValue(field: FieldSchema, text: string): void {
  if (!field.restrictedPicklist) return;
  const chosen = field.type === 'multipicklist' ? text.split(';') : [text];
  for (const value of chosen) {
    if (field.picklistValues.some((known) => known.active && known.value === value)) continue;
    throw new SalesforceError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${value}`,
      [field.name],
    );
  }
}
