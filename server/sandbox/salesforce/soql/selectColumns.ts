import { parentRecord, resolveFieldPath, valueAt } from './FieldPath.ts';
import { malformedQuery } from './queryErrors.ts';
import type { FieldType, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { QueryContext } from './QueryContext.ts';
import type { ChildQueryResult, SalesforceRecord } from './resultTypes.ts';

/** Compiles a child sub-query of the queried object; handed in, because it selects columns itself. */
export type CompileChildQuery = (
  parent: ObjectSchema,
  subquery: Subquery,
) => {
  relationshipName: string;
  run: (parentRow: Row) => ChildQueryResult | null;
};

export interface Selection {
  columns: string[];
  toRecord: (row: Row) => SalesforceRecord;
}

interface ParentGroup {
  reference: FieldSchema;
  children: Map<string, Part>;
}
type Part = { read: (row: Row) => unknown } | ParentGroup;

/** FIELDS(ALL) and FIELDS(CUSTOM) must not return more than this many rows. */
const fieldsFunctionLimit = 200;

/**
 * Compiles a SELECT clause without aggregates.
 * @throws SalesforceError for unknown fields, duplicate columns and what the sandbox does not evaluate.
 */
export function selectColumns(
  context: QueryContext,
  object: ObjectSchema,
  fields: FieldType[],
  limit: number | undefined,
  compileChildQuery: CompileChildQuery,
): Selection {
  const columns: string[] = [];
  const root = new Map<string, Part>();
  const seen = new Set<string>();
  for (const field of fields) addField(field);
  return { columns, toRecord: (row) => buildRecord(context, object, row, root, object, row, []) };

  function addField(field: FieldType): void {
    switch (field.type) {
      case 'Field':
      case 'FieldRelationship':
        if ('alias' in field && field.alias) throw malformedQuery('only aggregate expressions use field aliasing');
        addPath(pathOf(field));
        return;
      case 'FieldSubquery': {
        const child = compileChildQuery(object, field.subquery);
        addColumn(child.relationshipName);
        root.set(child.relationshipName, { read: child.run });
        return;
      }
      case 'FieldFunctionExpression':
        addFunction(field);
        return;
      default:
        throw malformedQuery('TYPEOF is not evaluated by the sandbox; select the fields that the parents share');
    }
  }

  function addFunction(field: Extract<FieldType, { type: 'FieldFunctionExpression' }>): void {
    const [argument] = field.parameters;
    const name = field.functionName.toUpperCase();
    if (name === 'FIELDS' && typeof argument === 'string') {
      for (const name of fieldsOf(argument.toUpperCase())) addPath(name);
    } else if (name === 'TOLABEL' && typeof argument === 'string') {
      addLabel(argument, field.alias);
    } else {
      throw malformedQuery(`the sandbox does not evaluate ${field.rawValue ?? field.functionName} in a SELECT clause`);
    }
  }

  function addPath(text: string): void {
    const path = resolveFieldPath(context, object, text);
    addColumn(path.text);
    let parts = root;
    for (const reference of path.references) {
      const key = reference.relationshipName ?? reference.name;
      const group = parts.get(key);
      const known = group && 'children' in group ? group : { reference, children: new Map<string, Part>() };
      parts.set(key, known);
      parts = known.children;
    }
    parts.set(path.field.name, { read: (row) => valueAt(context, object, row, path) });
  }

  function addLabel(text: string, alias: string | undefined): void {
    const path = resolveFieldPath(context, object, text);
    const column = alias ?? path.text;
    addColumn(column);
    const labels = new Map(path.field.picklistValues.map(({ value, label }) => [value, label]));
    root.set(column, {
      read: (row) => {
        const value = valueAt(context, object, row, path);
        return labels.get(String(value)) ?? value;
      },
    });
  }

  function addColumn(column: string): void {
    if (seen.has(column.toLowerCase())) throw malformedQuery(`duplicate field selected: ${column}`);
    seen.add(column.toLowerCase());
    columns.push(column);
  }

  function fieldsOf(group: string): string[] {
    if (group !== 'STANDARD' && (limit === undefined || limit > fieldsFunctionLimit)) {
      throw malformedQuery(`The SOQL FIELDS function must have a LIMIT of at most ${fieldsFunctionLimit}`);
    }
    return object.fields
      .filter((field) => group === 'ALL' || field.custom === (group === 'CUSTOM'))
      .filter((field) => context.access?.mayReadField(object, field) ?? true)
      .map((field) => field.name);
  }
}

/** The path of a plain field as written, its prefix included. */
export function pathOf(field: Extract<FieldType, { type: 'Field' | 'FieldRelationship' }>): string {
  if ('rawValue' in field && field.rawValue) return field.rawValue;
  return field.type === 'FieldRelationship' ? [...field.relationships, field.field].join('.') : field.field;
}

export function recordAttributes(
  context: QueryContext,
  object: ObjectSchema,
  row: Row,
): SalesforceRecord['attributes'] {
  return { type: object.name, url: `/services/data/v${context.apiVersion}/sobjects/${object.name}/${String(row.Id)}` };
}

/** @param row the queried row, from which every path is read; `holder` is the record that this level shows. */
function buildRecord(
  context: QueryContext,
  object: ObjectSchema,
  row: Row,
  parts: Map<string, Part>,
  holderObject: ObjectSchema,
  holderRow: Row,
  references: FieldSchema[],
): SalesforceRecord {
  const record: SalesforceRecord = { attributes: recordAttributes(context, holderObject, holderRow) };
  for (const [name, part] of parts) {
    if ('read' in part) {
      record[name] = part.read(row);
      continue;
    }
    const path = [...references, part.reference];
    const parent = parentRecord(context, object, row, path);
    record[name] = parent ? buildRecord(context, object, row, part.children, parent.object, parent.row, path) : null;
  }
  return record;
}
