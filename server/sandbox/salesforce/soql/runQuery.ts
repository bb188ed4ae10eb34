import { SalesforceError } from '../SalesforceError.ts';
import { aggregate, isAggregateQuery } from './aggregate.ts';
import { compileFilter } from './compileFilter.ts';
import { malformedQuery, noSuchChildRelationship } from './queryErrors.ts';
import { isVisible, queriedObject } from './QueryContext.ts';
import { selectColumns } from './selectColumns.ts';
import { recordSortKeys, sortBy } from './sortRows.ts';
import type { OrderByClause, Query, QueryBase, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Filter } from './compileFilter.ts';
import type { QueryContext } from './QueryContext.ts';
import type { CompileChildQuery } from './selectColumns.ts';
import type { QueryResult } from './resultTypes.ts';

const greatestOffset = 2000;

/** Runs a parsed statement. Rows come in the order that ORDER BY gives; without one the order says nothing. */
export function runQuery(context: QueryContext, query: Query): QueryResult {
  const object = queriedObject(context, query.sObject ?? '');
  refuseUnsupported(query);
  if (isCountQuery(query)) {
    const rows = page(query, findRows(context, object, query));
    return { totalSize: rows.length, records: [], columns: [] };
  }
  if (isAggregateQuery(query)) return aggregate(context, object, query, findRows(context, object, query));

  const selection = selectColumns(context, object, query.fields ?? [], query.limit, childQueries(context));
  const sortKeys = recordSortKeys(context, object, orderOf(query));
  const rows = page(query, sortBy(findRows(context, object, query), sortKeys));
  return { totalSize: rows.length, records: rows.map(selection.toRecord), columns: selection.columns };
}

function childQueries(context: QueryContext): CompileChildQuery {
  return (parent, subquery: Subquery) => {
    const relationship = context.org.schema.childRelationship(parent, subquery.relationshipName);
    if (!relationship?.relationshipName) throw noSuchChildRelationship(context.soql, subquery.relationshipName);
    const child = queriedObject(context, relationship.childSObject);
    const reference = child.field(relationship.field) as FieldSchema;
    refuseUnsupported(subquery);
    if (isAggregateQuery(subquery as Query)) throw malformedQuery('Only root queries support aggregate expressions');
    const selection = selectColumns(context, child, subquery.fields ?? [], subquery.limit, childQueries(context));
    const sortKeys = recordSortKeys(context, child, orderOf(subquery));
    const filter = filterOf(context, child, subquery);
    return {
      relationshipName: relationship.relationshipName,
      run: (parentRow) => {
        const children = context.org.database
          .table(child)
          .findBy(reference, [parentRow.Id])
          .filter((row) => isVisible(context, child, row) && (filter?.matches(row) ?? true));
        const rows = page(subquery, sortBy(children, sortKeys));
        if (rows.length === 0) return null;
        return { totalSize: rows.length, done: true, records: rows.map(selection.toRecord) };
      },
    };
  };
}

/** The rows that the WHERE clause leaves, through an index where there is one. */
function findRows(context: QueryContext, object: ObjectSchema, query: QueryBase): Row[] {
  const filter = filterOf(context, object, query);
  const found: Row[] = [];
  for (const row of filter?.candidates?.() ?? context.org.database.table(object).all()) {
    if (isVisible(context, object, row) && (filter?.matches(row) ?? true)) found.push(row);
  }
  return found;
}

function filterOf(context: QueryContext, object: ObjectSchema, query: QueryBase): Filter | undefined {
  if (!query.where) return undefined;
  return compileFilter(context, object, query.where, (subObject, subquery) => findRows(context, subObject, subquery));
}

function page(query: QueryBase, rows: Row[]): Row[] {
  const offset = query.offset ?? 0;
  if (offset > greatestOffset) {
    throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${greatestOffset}`);
  }
  return rows.slice(offset, query.limit === undefined ? undefined : offset + query.limit);
}

function orderOf(query: QueryBase): OrderByClause[] {
  if (!query.orderBy) return [];
  return Array.isArray(query.orderBy) ? query.orderBy : [query.orderBy];
}

/** `SELECT COUNT() FROM ...`, answered by totalSize alone. */
function isCountQuery(query: Query): boolean {
  const [field, ...more] = query.fields ?? [];
  return (
    more.length === 0 &&
    field?.type === 'FieldFunctionExpression' &&
    field.functionName.toUpperCase() === 'COUNT' &&
    field.parameters.length === 0
  );
}

function refuseUnsupported(query: QueryBase): void {
  if (query.usingScope && query.usingScope.toLowerCase() !== 'everything') {
    throw malformedQuery(`the sandbox does not evaluate USING SCOPE ${query.usingScope}`);
  }
  if (query.withDataCategory) throw malformedQuery('the sandbox does not evaluate WITH DATA CATEGORY');
}
