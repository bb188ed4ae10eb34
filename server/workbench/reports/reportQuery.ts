import type { BoundFilters, FilterValue } from '../../metadata/reports/bindFilters.ts';
import type { BoundReport } from '../../metadata/reports/bindReport.ts';
import type { ReportColumn } from '../../metadata/reports/bindReportType.ts';
import type { ReportRow } from '../../metadata/reports/groupRows.ts';
import type { ReportValue } from '../../metadata/reports/reportFigures.ts';
import { idOf } from '../../metadata/reports/tabulate.ts';
import { soqlContains, soqlText } from '../org/soqlText.ts';

type Criterion = BoundFilters['criteria'][number];

/** The rows that a report is made of, as SOQL: filtered and sorted, neither grouped nor summed up. */
export function reportQuery(bound: BoundReport): string {
  const conditions = conditionsOf(bound.filters);
  const { sort } = bound;
  return [
    `SELECT ${[...columnPaths(bound).keys()].join(', ')}`,
    `FROM ${bound.from}`,
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join(' AND ')}`]),
    `ORDER BY ${sort ? `${sort.column.path} ${sort.descending ? 'DESC' : 'ASC'}, ` : ''}Id`,
  ].join(' ');
}

/** A record of that query as the report reads it. */
export function reportRow(bound: BoundReport, record: Readonly<Record<string, unknown>>): ReportRow {
  return new Map([...columnPaths(bound)].map(([path, name]) => [name, valueAt(record, path)] as const));
}

/** What must be read, by path: the name under which a row has it. */
function columnPaths({ details, down, across, measures }: BoundReport): Map<string, string> {
  const summed = measures.flatMap((measure) =>
    'column' in measure ? [measure.column] : measure.formula.terms.map(({ column }) => column),
  );
  const columns: ReportColumn[] = [...details, ...[...down, ...across].map(({ column }) => column), ...summed];
  const paths = new Map<string, string>();
  for (const column of columns) {
    paths.set(column.path, column.name);
    if (column.idPath !== undefined) paths.set(column.idPath, idOf(column));
  }
  return paths;
}

function valueAt(record: Readonly<Record<string, unknown>>, path: string): ReportValue {
  let value: unknown = record;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null)?.[name] ?? null;
  return value as ReportValue;
}

function conditionsOf({ criteria, logic, timeFrame }: BoundFilters): string[] {
  const texts = criteria.map(conditionOf);
  const combined =
    logic === undefined ? texts : [`(${logic.replace(/\d+/g, (number) => `(${texts[Number(number) - 1] ?? ''})`)})`];
  return timeFrame === undefined ? combined : [...combined, `${timeFrame.column.path} = ${timeFrame.range}`];
}

function conditionOf({ column: { path }, operator, values }: Criterion): string {
  const literals = values.map(literalOf);
  const [first = 'null'] = literals;
  const any = (form: (value: FilterValue) => string) => `(${values.map(form).join(' OR ')})`;
  switch (operator) {
    case 'equals':
      return literals.length === 1 ? `${path} = ${first}` : `${path} IN (${literals.join(', ')})`;
    case 'notEqual':
      return literals.length === 1 ? `${path} != ${first}` : `${path} NOT IN (${literals.join(', ')})`;
    case 'lessThan':
      return `${path} < ${first}`;
    case 'greaterThan':
      return `${path} > ${first}`;
    case 'lessOrEqual':
      return `${path} <= ${first}`;
    case 'greaterOrEqual':
      return `${path} >= ${first}`;
    case 'contains':
      return any((value) => `${path} LIKE ${soqlContains(String(value ?? ''))}`);
    case 'notContain':
      return `(NOT ${any((value) => `${path} LIKE ${soqlContains(String(value ?? ''))}`)})`;
    case 'startsWith':
      return any((value) => `${path} LIKE '${soqlContains(String(value ?? '')).slice(2)}`);
  }
}

function literalOf(value: FilterValue): string {
  return typeof value === 'string' ? soqlText(value) : String(value);
}
