import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Schema } from '../schema/Schema.ts';
import type { Database } from './Database.ts';
import type { Row } from './fieldValue.ts';
import type { FormulaReader, Formulas } from './formulas/Formulas.ts';

/** What the org consists of: shared by queries and writes. */
export interface Org {
  schema: Schema;
  database: Database;
  formulas: Formulas;
  organizationId: string;
}

/** A field's value as the API gives it: stored, computed by its formula, or gathered from an address's parts. */
export function readField(
  org: Org,
  object: ObjectSchema,
  field: FieldSchema,
  row: Row,
  reader: FormulaReader,
): unknown {
  if (field.components) return gather(field.components, row);
  if (field.calculated) return org.formulas.evaluate(object, field, row, reader);
  return row[field.name] ?? null;
}

function gather(components: Record<string, string>, row: Row): Record<string, unknown> | null {
  const parts = Object.entries(components).map(([name, fieldName]) => [name, row[fieldName] ?? null] as const);
  return parts.some(([, value]) => value !== null) ? Object.fromEntries(parts) : null;
}
