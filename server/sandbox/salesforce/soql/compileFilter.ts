import { comparisonKey } from '../records/fieldValue.ts';
import { comparisonPattern, comparisonValues } from './comparisonValues.ts';
import { conditionTree } from './conditionTree.ts';
import { applyDateFunction, isDateFunction } from './dateFunctions.ts';
import { resolveFieldPath, valueAt } from './FieldPath.ts';
import { invalidField, invalidFilter, malformedQuery } from './queryErrors.ts';
import { semiJoinValues } from './semiJoin.ts';
import type { Operator, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Comparable, ComparisonValue, WrittenValue } from './comparisonValues.ts';
import type { ConditionNode } from './conditionTree.ts';
import type { FieldPath } from './FieldPath.ts';
import type { QueryContext } from './QueryContext.ts';
import type { RunSubquery } from './semiJoin.ts';

export interface Filter {
  matches: (row: Row) => boolean;
  /** A superset of the matching rows taken from an index; absent when only a look at every row tells. */
  candidates?: () => Row[];
}

type Condition = Extract<ConditionNode, { kind: 'condition' }>['condition'];

/**
 * Compiles a WHERE clause. Two-valued, as SOQL is: a comparison with an empty field is false, its negation true.
 * @throws SalesforceError for unknown or unfilterable fields and values of the wrong type.
 */
export function compileFilter(
  context: QueryContext,
  object: ObjectSchema,
  where: WhereClause,
  runSubquery: RunSubquery,
): Filter {
  return compileNode(conditionTree(where), true);

  function compileNode(node: ConditionNode, atTopLevel: boolean): Filter {
    switch (node.kind) {
      case 'and':
        return allOf(node.parts.map((part) => compileNode(part, atTopLevel)));
      case 'or':
        return anyOf(node.parts.map((part) => compileNode(part, false)));
      case 'not': {
        const { matches } = compileNode(node.part, false);
        return { matches: (row) => !matches(row) };
      }
      case 'condition':
        return compileCondition(node.condition, atTopLevel);
    }
  }

  function compileCondition(condition: Condition, atTopLevel: boolean): Filter {
    if (!('operator' in condition)) throw malformedQuery('unexpected token: NOT');
    if ('fn' in condition) return compileFunctionCondition(condition);
    const path = resolveFieldPath(context, object, condition.field);
    if (!path.field.filterable) {
      throw invalidField(
        context.soql,
        condition.field,
        `field '${path.field.name}' can not be filtered in a query call`,
      );
    }
    if ('valueQuery' in condition) {
      const values = semiJoinValues(context, object, path, condition.valueQuery, atTopLevel, runSubquery);
      return compileMembership(path, values, condition.operator === 'NOT IN', false);
    }
    return compileComparison(path, condition.operator, condition as WrittenValue);
  }

  function compileComparison(path: FieldPath, operator: Operator, written: WrittenValue): Filter {
    if (operator === 'LIKE') {
      const pattern = comparisonPattern(context, path.text, path.field, written);
      return { matches: (row) => pattern.test(String(read(row, path) ?? '')) && read(row, path) !== null };
    }
    const values = comparisonValues(context, path.text, path.field, written);
    if (operator === 'INCLUDES' || operator === 'EXCLUDES') return compileSelection(path, operator, values);
    if (
      path.field.type === 'multipicklist' &&
      operator !== '=' &&
      operator !== '!=' &&
      operator !== 'IN' &&
      operator !== 'NOT IN'
    ) {
      throw invalidFilter(context.soql, path.text, `invalid operator on multipicklist field`);
    }
    const ranged = values.some((value) => value.isRange);
    switch (operator) {
      case '=':
      case 'IN':
        return ranged
          ? matchesAny(path, values)
          : compileMembership(
              path,
              values.map(({ from }) => from),
              false,
              true,
            );
      case '!=':
      case 'NOT IN':
        return ranged
          ? not(matchesAny(path, values))
          : compileMembership(
              path,
              values.map(({ from }) => from),
              true,
              true,
            );
      default:
        return compileOrder(path, operator, values[0] as ComparisonValue);
    }
  }

  function compileMembership(path: FieldPath, values: Comparable[], negated: boolean, nullCounts: boolean): Filter {
    // A sub-query's empty values match nothing, unlike a null that is written out.
    const wanted = new Set(nullCounts ? values : values.filter((value) => value !== null));
    const matches = (row: Row) => wanted.has(comparisonKey(path.field, read(row, path))) !== negated;
    if (negated || !isIndexed(path, wanted)) return { matches };
    return { matches, candidates: () => indexedRows(path, [...wanted]) };
  }

  function compileSelection(path: FieldPath, operator: 'INCLUDES' | 'EXCLUDES', values: ComparisonValue[]): Filter {
    if (path.field.type !== 'multipicklist') {
      throw invalidFilter(
        context.soql,
        path.text,
        `invalid operator ${operator.toLowerCase()} on a field that is no multi-select picklist`,
      );
    }
    const combinations = values.map(({ from }) => String(from ?? '').split(';'));
    const includes = (row: Row) => {
      const chosen = String(read(row, path) ?? '')
        .toLowerCase()
        .split(';');
      return combinations.some((combination) => combination.every((value) => chosen.includes(value)));
    };
    return { matches: (row) => includes(row) === (operator === 'INCLUDES') };
  }

  function matchesAny(path: FieldPath, values: ComparisonValue[]): Filter {
    return {
      matches: (row) => {
        const key = comparisonKey(path.field, read(row, path));
        return values.some(({ from, to, isRange }) => (isRange ? isWithin(key, from, to) : key === from));
      },
    };
  }

  function compileOrder(path: FieldPath, operator: Operator, { from, to, isRange }: ComparisonValue): Filter {
    if (path.field.type === 'boolean')
      throw invalidFilter(context.soql, path.text, `invalid operator on boolean field`);
    const test: Partial<Record<Operator, (key: NonNullable<Comparable>) => boolean>> = {
      '<': (key) => from !== null && key < from,
      '>=': (key) => from !== null && key >= from,
      '<=': (key) => to !== null && (isRange ? key < to : key <= to),
      '>': (key) => to !== null && (isRange ? key >= to : key > to),
    };
    const compare = test[operator];
    if (!compare) throw malformedQuery(`unexpected token: '${operator}'`);
    return {
      matches: (row) => {
        const key = comparisonKey(path.field, read(row, path));
        return key !== null && compare(key);
      },
    };
  }

  function compileFunctionCondition(condition: Extract<Condition, { fn: unknown }>): Filter {
    const name = condition.fn.functionName ?? '';
    const argument = condition.fn.parameters?.[0];
    if (!isDateFunction(name) || typeof argument !== 'string') {
      throw malformedQuery(`the sandbox does not evaluate ${condition.fn.rawValue ?? name} in a WHERE clause`);
    }
    const path = resolveFieldPath(context, object, argument);
    const written = Array.isArray(condition.value) ? condition.value : [condition.value];
    const wanted = written.map((value) => (name.toUpperCase() === 'DAY_ONLY' ? value : Number(value)));
    const compare = functionComparison(condition.operator, wanted);
    return {
      matches: (row) => {
        const value = applyDateFunction(name, read(row, path));
        return value !== null && compare(value);
      },
    };
  }

  function read(row: Row, path: FieldPath): unknown {
    return valueAt(context, object, row, path);
  }

  /** Flags split rows in two halves: looking at every row is as quick as an index of them. */
  function isIndexed(path: FieldPath, wanted: Set<Comparable>): boolean {
    if (path.field.calculated || path.field.components || path.field.type === 'boolean') return false;
    const throughParents = path.references.length > 0;
    return (
      !throughParents || (!wanted.has(null) && path.references.every((reference) => reference.referenceTo.length === 1))
    );
  }

  /** Rows whose path has one of the values: from the last parent's index down to the queried object. */
  function indexedRows(path: FieldPath, values: Comparable[]): Row[] {
    const { database, schema } = context.org;
    let rows = database.table(path.object).findBy(path.field, values);
    for (let index = path.references.length - 1; index >= 0; index -= 1) {
      const reference = path.references[index] as FieldPath['field'];
      const holder = index === 0 ? object : schema.get(path.references[index - 1]?.referenceTo[0] ?? '');
      rows = database.table(holder).findBy(
        reference,
        rows.map((row) => row.Id),
      );
    }
    return rows;
  }
}

function allOf(filters: Filter[]): Filter {
  const indexed = filters.flatMap((filter) => filter.candidates ?? []);
  const matches = (row: Row) => filters.every((filter) => filter.matches(row));
  if (indexed.length === 0) return { matches };
  const candidates = () =>
    indexed.map((candidatesOf) => candidatesOf()).reduce((best, rows) => (rows.length < best.length ? rows : best));
  return { matches, candidates };
}

function anyOf(filters: Filter[]): Filter {
  const indexed = filters.flatMap((filter) => filter.candidates ?? []);
  const matches = (row: Row) => filters.some((filter) => filter.matches(row));
  if (indexed.length < filters.length) return { matches };
  return { matches, candidates: () => [...new Set(indexed.flatMap((candidatesOf) => candidatesOf()))] };
}

function not(filter: Filter): Filter {
  return { matches: (row) => !filter.matches(row) };
}

function isWithin(key: Comparable, from: Comparable, to: Comparable): boolean {
  return key !== null && from !== null && to !== null && key >= from && key < to;
}

function functionComparison(operator: Operator, wanted: (number | string)[]): (value: number | string) => boolean {
  const [first = NaN] = wanted;
  switch (operator) {
    case '=':
    case 'IN':
      return (value) => wanted.includes(value);
    case '!=':
    case 'NOT IN':
      return (value) => !wanted.includes(value);
    case '<':
      return (value) => value < first;
    case '<=':
      return (value) => value <= first;
    case '>':
      return (value) => value > first;
    case '>=':
      return (value) => value >= first;
    default:
      throw malformedQuery(`unexpected token: '${operator}'`);
  }
}
