import { comparisonKey } from '../records/fieldValue.ts';
import { resolveFieldPath, valueAt } from './FieldPath.ts';
import { malformedQuery } from './queryErrors.ts';
import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../records/fieldValue.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Comparable } from './comparisonValues.ts';
import type { QueryContext } from './QueryContext.ts';

export interface SortKey<Item> {
  read: (item: Item) => Comparable;
  descending: boolean;
  nullsLast: boolean;
}

/** The keys of an ORDER BY clause over records. @throws SalesforceError for fields that cannot be sorted. */
export function recordSortKeys(context: QueryContext, object: ObjectSchema, clauses: OrderByClause[]): SortKey<Row>[] {
  return clauses.map((clause) => {
    if (!('field' in clause)) throw malformedQuery('Ordered field must be grouped or aggregated');
    const path = resolveFieldPath(context, object, clause.field);
    if (!path.field.sortable) throw malformedQuery(`field '${path.field.name}' can not be sorted in a query call`);
    return { ...direction(clause), read: (row) => comparisonKey(path.field, valueAt(context, object, row, path)) };
  });
}

/** Ascending and empty values first, unless the clause says otherwise. */
export function direction(clause: OrderByClause): { descending: boolean; nullsLast: boolean } {
  return { descending: clause.order === 'DESC', nullsLast: clause.nulls === 'LAST' };
}

/** A sorted copy; items that compare equal keep their order. */
export function sortBy<Item>(items: Item[], keys: SortKey<Item>[]): Item[] {
  if (keys.length === 0) return items;
  return items
    .map((item) => ({ item, values: keys.map((key) => key.read(item)) }))
    .sort((left, right) => {
      for (const [index, key] of keys.entries()) {
        const order = compare(left.values[index] ?? null, right.values[index] ?? null, key);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ item }) => item);
}

function compare(left: Comparable, right: Comparable, key: SortKey<never>): number {
  if (left === right) return 0;
  if (left === null) return key.nullsLast ? 1 : -1;
  if (right === null) return key.nullsLast ? -1 : 1;
  return left < right === key.descending ? 1 : -1;
}
