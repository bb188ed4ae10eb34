import { comparisonKey } from '../records/fieldValue.ts';
import { conditionsOf, conditionTree } from './conditionTree.ts';
import { resolveFieldPath } from './FieldPath.ts';
import { malformedQuery } from './queryErrors.ts';
import { queriedObject } from './QueryContext.ts';
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Comparable } from './comparisonValues.ts';
import type { FieldPath } from './FieldPath.ts';
import type { QueryContext } from './QueryContext.ts';

/** Finds the rows of a sub-query in a WHERE clause; handed in, because a filter is part of what it runs. */
export type RunSubquery = (object: ObjectSchema, query: Query) => Row[];

/**
 * The ids that `IN (SELECT ...)` compares with.
 * @throws SalesforceError MALFORMED_QUERY for the sub-queries that Salesforce refuses.
 */
export function semiJoinValues(
  context: QueryContext,
  outer: ObjectSchema,
  path: FieldPath,
  subquery: Query,
  atTopLevel: boolean,
  runSubquery: RunSubquery,
): Comparable[] {
  if (!atTopLevel) {
    throw malformedQuery(
      'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions',
    );
  }
  if (!isIdentifier(path)) {
    throw malformedQuery(
      `The left operand '${path.text}' in the where expression for query on ${outer.name} should be of type id or reference`,
    );
  }
  const [selected, ...more] = subquery.fields ?? [];
  if (!selected || more.length > 0 || (selected.type !== 'Field' && selected.type !== 'FieldRelationship')) {
    throw malformedQuery('Only one field may be selected in a semi join sub-select');
  }
  const object = queriedObject(context, subquery.sObject ?? '');
  const inner = resolveFieldPath(
    context,
    object,
    'rawValue' in selected && selected.rawValue ? selected.rawValue : selected.field,
  );
  if (inner.references.length > 0 || !isIdentifier(inner)) {
    throw malformedQuery(`The selected column in the subquery must be an id or reference field: ${inner.text}`);
  }
  if (hasSubquery(subquery)) throw malformedQuery('Nesting of semi join sub-selects is not supported');
  return runSubquery(object, subquery).map((row) => comparisonKey(inner.field, row[inner.field.name]));
}

function isIdentifier(path: FieldPath): boolean {
  return path.field.type === 'id' || path.field.type === 'reference';
}

function hasSubquery(query: Query): boolean {
  return (
    query.where !== undefined && conditionsOf(conditionTree(query.where)).some((condition) => 'valueQuery' in condition)
  );
}
