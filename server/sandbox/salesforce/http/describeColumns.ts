import type { Engine, FieldDescribe, ObjectDescribe } from '../engine.ts';

const TEXT_TYPES = new Set([
  'string',
  'textarea',
  'email',
  'phone',
  'url',
  'picklist',
  'multipicklist',
  'id',
  'reference',
]);
const NUMBER_TYPES = new Set(['int', 'double', 'currency', 'percent']);

/** The answer to `query?columns=true`: what each column is, without rows. The Salesforce CLI asks for it. */
export function describeColumns(engine: Engine, objectName: string | null, columns: readonly string[]): object {
  const root = objectName === null ? undefined : engine.describe(objectName);
  return {
    columnMetadata: columns.map((column) => describeColumn(engine, root, column)),
    entityName: root?.name ?? null,
    groupBy: columns.some((column) => findField(engine, root, column.split('.')) === undefined),
    idSelected: columns.includes('Id'),
    keyPrefix: root?.keyPrefix ?? null,
  };
}

function describeColumn(engine: Engine, root: ObjectDescribe | undefined, column: string): object {
  const field = findField(engine, root, column.split('.'));
  const [first = column, ...rest] = column.split('.').reverse();
  return {
    // A column that is no field is an expression: COUNT(Id), or its alias.
    aggregate: field === undefined,
    apexType: field === undefined ? 'Object' : apexType(field),
    booleanType: field?.type === 'boolean',
    columnName: first,
    custom: field?.custom ?? false,
    displayName: column,
    foreignKeyName: rest.length > 0 ? rest.reverse().join('.') : null,
    insertable: field?.createable ?? false,
    joinColumns: [],
    numberType: field !== undefined && NUMBER_TYPES.has(field.type),
    textType: field !== undefined && TEXT_TYPES.has(field.type),
    updatable: field?.updateable ?? false,
  };
}

/** Follows `Account.Owner.Name` through the describes; undefined for an expression. */
function findField(engine: Engine, object: ObjectDescribe | undefined, path: string[]): FieldDescribe | undefined {
  const [head = '', ...tail] = path;
  if (tail.length === 0) return object?.fields.find(({ name }) => name === head);
  const parent = object?.fields.find(({ relationshipName }) => relationshipName === head)?.referenceTo[0];
  return parent === undefined ? undefined : findField(engine, engine.describe(parent), tail);
}

function apexType(field: FieldDescribe): string {
  if (field.type === 'id' || field.type === 'reference') return 'Id';
  if (field.type === 'boolean') return 'Boolean';
  if (field.type === 'int') return 'Integer';
  if (NUMBER_TYPES.has(field.type)) return 'Decimal';
  if (field.type === 'date') return 'Date';
  if (field.type === 'datetime') return 'Datetime';
  return 'String';
}
