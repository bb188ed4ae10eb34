import { comparisonKey, formatInstant, isCalendarDate, parseInstant } from '../records/fieldValue.ts';
import { looksLikeId } from '../schema/ids.ts';
import { dateLiteralRange } from './dateRanges.ts';
import { likePattern, quoteForLike, stringValue } from './literals.ts';
import { boundName } from './parseSoql.ts';
import { invalidField, invalidFilter } from './queryErrors.ts';
import type { LiteralType } from '@jetstreamapp/soql-parser-js';
import type { FieldSchema } from '../schema/ObjectSchema.ts';
import type { QueryContext } from './QueryContext.ts';

export type Comparable = ReturnType<typeof comparisonKey>;

/** The right side of a comparison: one value (`from` equals `to`), or the span of a date literal, end exclusive. */
export interface ComparisonValue {
  from: Comparable;
  to: Comparable;
  isRange: boolean;
}

/** A condition's right side as the parser gives it. */
export interface WrittenValue {
  value: string | string[];
  literalType?: LiteralType | LiteralType[];
}

const requiredSpelling: Partial<Record<FieldSchema['type'], string>> = {
  boolean: 'boolean and should not be enclosed in quotes',
  int: 'int and should not be enclosed in quotes',
  double: 'double and should not be enclosed in quotes',
  currency: 'double and should not be enclosed in quotes',
  percent: 'double and should not be enclosed in quotes',
  date: 'date and should not be enclosed in quotes',
  datetime: 'dateTime and should not be enclosed in quotes',
};

/**
 * The values to compare a field with, in the form of `comparisonKey`.
 * @throws SalesforceError INVALID_FIELD when a literal is not of the field's type, INVALID_QUERY_FILTER_OPERATOR for what is no id.
 */
export function comparisonValues(
  context: QueryContext,
  path: string,
  field: FieldSchema,
  written: WrittenValue,
): ComparisonValue[] {
  const texts = Array.isArray(written.value) ? written.value : [written.value];
  return texts.flatMap((text, index) => {
    const type = Array.isArray(written.literalType) ? written.literalType[index] : written.literalType;
    const name = boundName(text);
    if (name !== undefined && context.variables) return boundValues(context, path, field, context.variables[name]);
    return [literalValue(context, path, field, text, type)];
  });
}

/** The pattern of a LIKE. @throws SalesforceError where the field is no text or the right side is not one string. */
export function comparisonPattern(
  context: QueryContext,
  path: string,
  field: FieldSchema,
  written: WrittenValue,
): RegExp {
  if (isIdField(field)) throw invalidFilter(context.soql, path, 'invalid operator on id field');
  const { value, literalType } = written;
  if (!requiredSpelling[field.type] && typeof value === 'string') {
    const name = boundName(value);
    const bound = name === undefined ? undefined : context.variables?.[name];
    if (typeof bound === 'string') return likePattern(quoteForLike(bound));
    if (literalType === 'STRING') return likePattern(value);
  }
  throw wrongType(context, path, field);
}

function literalValue(
  context: QueryContext,
  path: string,
  field: FieldSchema,
  text: string,
  type: LiteralType | undefined,
): ComparisonValue {
  switch (type) {
    case 'NULL':
      return single(null);
    case 'STRING':
      if (!requiredSpelling[field.type]) return textValue(context, path, field, stringValue(text));
      break;
    case 'BOOLEAN':
      if (field.type === 'boolean') return single(text.toUpperCase() === 'TRUE');
      break;
    case 'INTEGER':
    case 'DECIMAL':
      if (isNumeric(field)) return single(Number(text));
      break;
    case 'DATE':
      if (field.type === 'date' && isCalendarDate(text)) return single(text);
      break;
    case 'DATETIME': {
      const instant = parseInstant(text);
      if (field.type === 'datetime' && instant) return single(formatInstant(instant));
      break;
    }
    case 'DATE_LITERAL':
    case 'DATE_N_LITERAL':
      if (field.type === 'date' || field.type === 'datetime') return spanValue(context, field, text);
      break;
  }
  throw wrongType(context, path, field);
}

function boundValues(context: QueryContext, path: string, field: FieldSchema, bound: unknown): ComparisonValue[] {
  if (Array.isArray(bound) || bound instanceof Set)
    return [...bound].flatMap((item) => boundValues(context, path, field, item));
  if (bound === null || bound === undefined) return [single(null)];
  if (bound instanceof Date) {
    const instant = formatInstant(bound);
    return [single(field.type === 'date' ? instant.slice(0, 10) : instant)];
  }
  if (typeof bound === 'string' && !requiredSpelling[field.type]) return [textValue(context, path, field, bound)];
  if (typeof bound === 'boolean' && field.type === 'boolean') return [single(bound)];
  if (typeof bound === 'number' && isNumeric(field)) return [single(bound)];
  throw wrongType(context, path, field);
}

function textValue(context: QueryContext, path: string, field: FieldSchema, text: string): ComparisonValue {
  if (isIdField(field) && text !== '' && !looksLikeId(text)) {
    throw invalidFilter(context.soql, path, `invalid ID field: ${text}`);
  }
  return single(comparisonKey(field, text));
}

function spanValue(context: QueryContext, field: FieldSchema, literal: string): ComparisonValue {
  const range = dateLiteralRange(literal, context.reader.now);
  const form = (instant: Date) => (field.type === 'date' ? instant.toISOString().slice(0, 10) : formatInstant(instant));
  return { from: form(range.from), to: form(range.to), isRange: true };
}

function single(value: Comparable): ComparisonValue {
  return { from: value, to: value, isRange: false };
}

function isIdField(field: FieldSchema): boolean {
  return field.type === 'id' || field.type === 'reference';
}

function isNumeric(field: FieldSchema): boolean {
  return field.type === 'int' || field.type === 'double' || field.type === 'currency' || field.type === 'percent';
}

function wrongType(context: QueryContext, path: string, field: FieldSchema) {
  const spelling = requiredSpelling[field.type] ?? 'string and should be enclosed in quotes';
  return invalidField(
    context.soql,
    path,
    `value of filter criterion for field '${path.split('.').at(-1)}' must be of type ${spelling}`,
  );
}
