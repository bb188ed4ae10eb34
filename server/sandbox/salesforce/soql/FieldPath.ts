import { readField } from '../records/Org.ts';
import { describeField } from '../schema/describeField.ts';
import { noSuchColumn, noSuchRelationship } from './queryErrors.ts';
import { isVisible } from './QueryContext.ts';
import type { Row } from '../records/fieldValue.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { QueryContext } from './QueryContext.ts';

/** A field as a statement names it, from the queried object through parents: `Account.Owner.Name`. */
export interface FieldPath {
  /** In the org's own spelling. */
  text: string;
  /** The references on the way, first to last. */
  references: FieldSchema[];
  field: FieldSchema;
  /** The object that the field is of; of several possible parents (`Owner`) the first that has it. */
  object: ObjectSchema;
}

/** Reached through a reference to several objects, `Type` says which of them the parent is. */
const parentType = describeField('Type', 'picklist', { permissionable: false });

/**
 * Finds the field behind a path.
 * @throws SalesforceError INVALID_FIELD when it does not exist or the user may not read it: the two look alike from outside.
 */
export function resolveFieldPath(context: QueryContext, from: ObjectSchema, path: string): FieldPath {
  const names = withoutObjectPrefix(context, from, path.split('.'));
  const fieldName = names.pop() ?? '';
  let objects = [from];
  const references: FieldSchema[] = [];
  for (const name of names) {
    const holder = objects.find((object) => object.parentField(name));
    const reference = holder?.parentField(name);
    if (!holder || !reference || !mayRead(context, holder, reference))
      throw noSuchRelationship(context.soql, path, name);
    references.push(reference);
    objects = reference.referenceTo
      .map((parentName) => context.org.schema.find(parentName))
      .filter((object) => object !== undefined);
  }
  const object = objects.find((candidate) => candidate.field(fieldName)) ?? objects[0] ?? from;
  const field = objects.length > 1 && fieldName.toLowerCase() === 'type' ? parentType : object.field(fieldName);
  if (!field || !mayRead(context, object, field)) throw noSuchColumn(context.soql, path, object.name);
  const relationships = references.map((reference) => `${reference.relationshipName}.`).join('');
  return { text: relationships + field.name, references, field, object };
}

/** The record that the path's references lead to; undefined where one is empty or hidden. */
export function parentRecord(
  context: QueryContext,
  from: ObjectSchema,
  row: Row,
  references: FieldSchema[],
): { object: ObjectSchema; row: Row } | undefined {
  let current = { object: from, row };
  for (const reference of references) {
    const parent = context.org.database.referenced(reference.referenceTo, current.row[reference.name]);
    if (!parent || !isVisible(context, parent.object, parent.row)) return undefined;
    current = parent;
  }
  return current;
}

/** The path's value for a row of the queried object; null where a parent is missing. */
export function valueAt(context: QueryContext, from: ObjectSchema, row: Row, path: FieldPath): unknown {
  const holder =
    path.references.length === 0 ? { object: from, row } : parentRecord(context, from, row, path.references);
  if (!holder) return null;
  // A group says of which kind it is: `Owner.Type` of a queue is Queue.
  if (path.field === parentType) return holder.object.name === 'Group' ? holder.row.Type : holder.object.name;
  const field = holder.object === path.object ? path.field : holder.object.field(path.field.name);
  return field ? readField(context.org, holder.object, field, holder.row, context.reader) : null;
}

/** A path may begin with the queried object's name or alias, unless that is the name of a relationship. */
function withoutObjectPrefix(context: QueryContext, from: ObjectSchema, names: string[]): string[] {
  const [first = '', ...rest] = names;
  const prefixes = [from.name.toLowerCase(), context.alias?.toLowerCase()];
  const isPrefix = rest.length > 0 && prefixes.includes(first.toLowerCase()) && !from.parentField(first);
  return isPrefix ? rest : names;
}

function mayRead(context: QueryContext, object: ObjectSchema, field: FieldSchema): boolean {
  const { access } = context;
  if (!access) return true;
  return access.mayOnObject('Read', object) && access.mayReadField(object, field);
}
