import { SalesforceError } from '../SalesforceError.ts';
import { comparisonKey } from '../records/fieldValue.ts';
import { conditionTree } from './conditionTree.ts';
import { applyDateFunction, isDateFunction } from './dateFunctions.ts';
import { resolveFieldPath, valueAt } from './FieldPath.ts';
import { boundName } from './parseSoql.ts';
import { malformedQuery } from './queryErrors.ts';
import { pathOf } from './selectColumns.ts';
import { direction, sortBy } from './sortRows.ts';
import type {
  FieldType,
  FunctionExp,
  GroupByClause,
  HavingClause,
  OrderByClause,
  Query,
} from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Comparable } from './comparisonValues.ts';
import type { ConditionNode } from './conditionTree.ts';
import type { FieldPath } from './FieldPath.ts';
import type { QueryContext } from './QueryContext.ts';
import type { QueryResult, SalesforceRecord } from './resultTypes.ts';

const aggregateFunctions = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** More groups than this would need a second batch, which aggregate queries do not have. */
const mostGroups = 2000;

interface Group {
  rows: Row[];
}

/** An expression over a group of rows. `key` tells equal expressions apart from others. */
interface Expression {
  key: string;
  aggregate: boolean;
  /** Column name when the statement gives none; aggregates are numbered instead. */
  name: string;
  read: (group: Group) => unknown;
}

export function isAggregateQuery(query: Query): boolean {
  return (
    query.groupBy !== undefined ||
    (query.fields ?? []).some(
      (field) => field.type === 'FieldFunctionExpression' && aggregateFunctions.has(field.functionName.toUpperCase()),
    )
  );
}

/**
 * Evaluates an aggregate query over the rows that its WHERE clause left.
 * @throws SalesforceError MALFORMED_QUERY for columns that are neither grouped nor aggregated.
 */
export function aggregate(context: QueryContext, object: ObjectSchema, query: Query, rows: Row[]): QueryResult {
  const groupings = asArray<GroupByClause>(query.groupBy).map((clause) =>
    'field' in clause ? fieldExpression(clause.field) : functionExpression(clause.fn),
  );
  const columns = namedColumns();
  const having = query.having && compileHaving(conditionTree(query.having as HavingClause));
  const sortKeys = asArray<OrderByClause>(query.orderBy).map((clause) => {
    const expression = 'field' in clause ? orderedColumn(clause.field) : functionExpression(clause.fn);
    return { ...direction(clause), read: (group: Group) => sortable(expression.read(group)) };
  });

  let groups = groupRows();
  if (having) groups = groups.filter(having);
  groups = sortBy(groups, sortKeys).slice(query.offset ?? 0);
  if (query.limit !== undefined) groups = groups.slice(0, query.limit);
  if (groups.length > mostGroups) {
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  }
  const records = groups.map((group): SalesforceRecord => {
    const values = columns.map(({ name, expression }) => [name, expression.read(group)] as const);
    return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries(values) };
  });
  return { totalSize: records.length, records, columns: columns.map(({ name }) => name) };

  function namedColumns(): { name: string; expression: Expression }[] {
    let unnamed = 0;
    const names = new Set<string>();
    return (query.fields ?? []).map((field) => {
      const { expression, alias } = selected(field);
      if (!expression.aggregate) assertGrouped(expression);
      const name = alias ?? (expression.name === '' ? `expr${unnamed++}` : expression.name);
      if (names.has(name.toLowerCase())) throw malformedQuery(`duplicate alias: ${name}`);
      names.add(name.toLowerCase());
      return { name, expression };
    });
  }

  function selected(field: FieldType): { expression: Expression; alias: string | undefined } {
    if (field.type === 'Field' || field.type === 'FieldRelationship') {
      return { expression: fieldExpression(pathOf(field)), alias: (field as { alias?: string }).alias };
    }
    if (field.type === 'FieldFunctionExpression') return { expression: functionExpression(field), alias: field.alias };
    throw malformedQuery('Aggregate queries hold no sub-queries');
  }

  function orderedColumn(name: string): Expression {
    const alias = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (alias) return alias.expression;
    const expression = fieldExpression(name);
    assertGrouped(expression);
    return expression;
  }

  function assertGrouped(expression: Expression): void {
    if (groupings.some((grouping) => grouping.key === expression.key)) return;
    throw malformedQuery(`Field must be grouped or aggregated: ${expression.name || expression.key}`);
  }

  function fieldExpression(text: string): Expression {
    const path = resolveFieldPath(context, object, text);
    if (!path.field.groupable) throw malformedQuery(`field '${path.field.name}' can not be grouped in a query call`);
    return { key: path.text, aggregate: false, name: path.field.name, read: (group) => firstValue(group, path) };
  }

  function functionExpression(fn: FunctionExp): Expression {
    const name = (fn.functionName ?? '').toUpperCase();
    const [argument] = fn.parameters ?? [];
    const written = fn.rawValue ?? name;
    if (argument !== undefined && typeof argument !== 'string')
      throw malformedQuery(`the sandbox does not evaluate ${written}`);
    if (isDateFunction(name) && argument) {
      const path = resolveFieldPath(context, object, argument);
      const read = (group: Group) => applyDateFunction(name, firstValue(group, path));
      return { key: `${name}(${path.text})`, aggregate: false, name: '', read };
    }
    if (!aggregateFunctions.has(name))
      throw malformedQuery(`the sandbox does not evaluate ${written} in an aggregate query`);
    if (!argument) return { key: 'COUNT()', aggregate: true, name: '', read: (group) => group.rows.length };
    const path = resolveFieldPath(context, object, argument);
    assertAggregable(name, path);
    return {
      key: `${name}(${path.text})`,
      aggregate: true,
      name: '',
      read: (group) =>
        aggregateValue(
          name,
          path,
          group.rows.map((row) => valueAt(context, object, row, path)),
        ),
    };
  }

  function firstValue(group: Group, path: FieldPath): unknown {
    const [row] = group.rows;
    return row ? valueAt(context, object, row, path) : null;
  }

  function groupRows(): Group[] {
    if (groupings.length === 0) return [{ rows }];
    const groups = new Map<string, Group>();
    for (const row of rows) {
      // Text groups without regard to case, as the database compares it.
      const key = JSON.stringify(groupings.map((grouping) => sortable(grouping.read({ rows: [row] }))));
      const group = groups.get(key);
      if (group) group.rows.push(row);
      else groups.set(key, { rows: [row] });
    }
    return [...groups.values()];
  }

  function compileHaving(node: ConditionNode): (group: Group) => boolean {
    if (node.kind === 'not') {
      const test = compileHaving(node.part);
      return (group) => !test(group);
    }
    if (node.kind !== 'condition') {
      const tests = node.parts.map(compileHaving);
      return node.kind === 'and'
        ? (group) => tests.every((test) => test(group))
        : (group) => tests.some((test) => test(group));
    }
    const { condition } = node;
    if (!('operator' in condition) || 'valueQuery' in condition)
      throw malformedQuery('HAVING compares aggregates with values');
    const expression = 'fn' in condition ? functionExpression(condition.fn) : fieldExpression(condition.field);
    if (!expression.aggregate) assertGrouped(expression);
    const compare = havingComparison(
      condition.operator,
      asArray(condition.value).map((text) => writtenValue(context, text)),
    );
    return (group) => compare(sortable(expression.read(group)));
  }
}

function assertAggregable(name: string, path: FieldPath): void {
  const numeric = ['int', 'double', 'currency', 'percent'].includes(path.field.type);
  if ((name === 'SUM' || name === 'AVG') && !numeric) {
    throw malformedQuery(`field ${path.field.name} does not support aggregate operator ${name}`);
  }
  if (!path.field.aggregatable) {
    throw malformedQuery(`field ${path.field.name} does not support aggregate operator ${name}`);
  }
}

function aggregateValue(name: string, path: FieldPath, all: unknown[]): unknown {
  const values = all.filter((value) => value !== null);
  const numbers = () => values as number[];
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => comparisonKey(path.field, value))).size;
    case 'SUM':
      return values.length === 0 ? null : numbers().reduce((sum, value) => sum + value, 0);
    case 'AVG':
      return values.length === 0 ? null : numbers().reduce((sum, value) => sum + value, 0) / values.length;
    default:
      return extreme(values, name === 'MIN');
  }
}

function extreme(values: unknown[], smallest: boolean): unknown {
  let best: unknown = null;
  for (const value of values) {
    if (best === null || isLess(sortable(value), sortable(best)) === smallest) best = value;
  }
  return best;
}

/** Both are of one field, hence of one type. */
function isLess(left: Comparable, right: Comparable): boolean {
  return left !== null && right !== null && left < right;
}

function sortable(value: unknown): Comparable {
  if (typeof value === 'string') return value.toLowerCase();
  return (value ?? null) as Comparable;
}

function writtenValue(context: QueryContext, text: string): Comparable {
  const name = boundName(text);
  if (name !== undefined && context.variables) return sortable(context.variables[name]);
  if (text.startsWith("'")) return text.slice(1, -1).toLowerCase();
  if (/^null$/i.test(text)) return null;
  return Number.isNaN(Number(text)) ? text.toLowerCase() : Number(text);
}

function havingComparison(operator: string, wanted: Comparable[]): (value: Comparable) => boolean {
  const [first = null] = wanted;
  const ordered =
    (test: (value: NonNullable<Comparable>, bound: NonNullable<Comparable>) => boolean) => (value: Comparable) =>
      value !== null && first !== null && test(value, first);
  switch (operator) {
    case '=':
    case 'IN':
      return (value) => wanted.includes(value);
    case '!=':
    case 'NOT IN':
      return (value) => !wanted.includes(value);
    case '<':
      return ordered((value, bound) => value < bound);
    case '<=':
      return ordered((value, bound) => value <= bound);
    case '>':
      return ordered((value, bound) => value > bound);
    case '>=':
      return ordered((value, bound) => value >= bound);
    default:
      throw malformedQuery(`unexpected token: '${operator}'`);
  }
}

function asArray<Item>(value: Item | Item[] | undefined): Item[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
