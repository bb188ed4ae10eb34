import { nodesAt, textOf } from '../MetadataNode.ts';
import { followPath } from '../PackageIndex.ts';
import { reportTables } from './reportType.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { KnownField, PackageIndex } from '../PackageIndex.ts';

/** The report type that a report is made on, if it is the package's. */
function reportTypeOf(report: MetadataNode, index: PackageIndex): MetadataNode | undefined {
  return index.components.get('ReportType')?.get((textOf(report, 'reportType') ?? '').replace(/__c$/, ''))?.root;
}

/** The columns that a report may name (`Table$Field`): those of its report type. Undefined where that is not known. */
export function reportColumns(report: MetadataNode, index: PackageIndex): readonly string[] | undefined {
  const type = reportTypeOf(report, index);
  return (
    type && nodesAt(type, 'sections/columns').map((column) => `${textOf(column, 'table')}$${textOf(column, 'field')}`)
  );
}

/** The field behind a report's column, where it is one with a value to compare or sum up. */
export function fieldOfColumn(column: string, report: MetadataNode, index: PackageIndex): KnownField | undefined {
  const type = reportTypeOf(report, index);
  const [table = '', path = ''] = column.split('$');
  const object = type && reportTables(type, index).get(table);
  if (object === undefined) return undefined;
  // Report types go through a lookup by its field, `Account__c.Type`; elsewhere by its relationship.
  const field = followPath(index, object, path.replace(/__c[.]/g, '__r.'));
  return 'lost' in field ? undefined : field;
}

export function isSummable(field: KnownField): boolean {
  return ['Number', 'Percent', 'Currency', 'Checkbox'].includes(field.type);
}
