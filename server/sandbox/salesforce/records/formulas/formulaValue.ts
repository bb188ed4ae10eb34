import { formatInstant, parseInstant } from '../fieldValue.ts';
import type { DataType, Literal } from 'formulon';
import type { FieldSchema } from '../../schema/ObjectSchema.ts';
import type { FieldValue } from '../fieldValue.ts';

/** A value inside a formula. Text is never null in a formula: blank text is ''. */
export type FormulaValue =
  | { dataType: 'text' | 'picklist'; value: string }
  | { dataType: 'number'; value: number }
  | { dataType: 'checkbox'; value: boolean }
  | { dataType: 'date' | 'datetime'; value: Date }
  | { dataType: 'null'; value: null };

/** Fields hold a percentage as people write it (50), formulas calculate with the share (0.5). */
const wholePercent = 100;

export const nothing: FormulaValue = { dataType: 'null', value: null };

export const text = (value: string): FormulaValue => ({ dataType: 'text', value });
export const checkbox = (value: boolean): FormulaValue => ({ dataType: 'checkbox', value });
export const number = (value: number): FormulaValue => ({ dataType: 'number', value });
export const datetime = (value: Date): FormulaValue => ({ dataType: 'datetime', value });
export const date = (value: Date): FormulaValue => ({ dataType: 'date', value });

/** A field's stored value as a formula sees it. */
export function fromField(field: FieldSchema, stored: unknown, blanksAsZero: boolean): FormulaValue {
  switch (field.type) {
    case 'boolean':
      return checkbox(stored === true);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      if (typeof stored !== 'number') return blanksAsZero ? number(0) : nothing;
      return number(field.type === 'percent' ? stored / wholePercent : stored);
    }
    case 'date':
      return typeof stored === 'string' ? date(new Date(`${stored}T00:00:00Z`)) : nothing;
    case 'datetime': {
      const instant = typeof stored === 'string' ? parseInstant(stored) : undefined;
      return instant ? datetime(instant) : nothing;
    }
    case 'picklist':
      return { dataType: 'picklist', value: String(stored ?? '') };
    case 'id':
    case 'reference':
      // Formulas see ids with 15 characters; CASESAFEID makes 18 of them.
      return text(String(stored ?? '').slice(0, 15));
    default:
      return text(String(stored ?? ''));
  }
}

/** The formula's result as the field's value. */
export function toField(field: FieldSchema, result: FormulaValue): FieldValue {
  if (result.dataType === 'null' || result.value === '') return field.type === 'boolean' ? false : null;
  if (result.value instanceof Date) {
    return result.dataType === 'date' ? result.value.toISOString().slice(0, 10) : formatInstant(result.value);
  }
  if (typeof result.value !== 'number') return result.value;
  return Number((field.type === 'percent' ? result.value * wholePercent : result.value).toFixed(field.scale));
}

export function toLiteral(value: FormulaValue): Literal {
  return { type: 'literal', dataType: value.dataType, value: value.value, options: literalOptions(value) };
}

/** @throws when the package returns a type that no field has. */
export function fromLiteral(literal: Literal): FormulaValue {
  const known: DataType[] = ['text', 'number', 'checkbox', 'date', 'datetime', 'null'];
  if (!known.includes(literal.dataType)) throw new Error(`a value of type ${literal.dataType} is not supported`);
  return { dataType: literal.dataType, value: literal.value } as FormulaValue;
}

function literalOptions(value: FormulaValue): Record<string, unknown> {
  if (value.dataType === 'text') return { length: value.value.length };
  if (value.dataType === 'picklist') return { values: [value.value] };
  if (value.dataType === 'number') return { length: 18, scale: String(value.value).split('.')[1]?.length ?? 0 };
  return {};
}
