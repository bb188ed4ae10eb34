import { MetadataError } from '../MetadataError.ts';
import { bindChart } from './bindChart.ts';
import { bindFilters } from './bindFilters.ts';
import { ReportAccessError } from './ReportAccessError.ts';
import { bindFormula } from './summaryFormula.ts';
import type { BoundChart, Measure } from './bindChart.ts';
import type { BoundFilters } from './bindFilters.ts';
import type { BoundReportType, ReportColumn } from './bindReportType.ts';
import type { SummaryFormula } from './summaryFormula.ts';
import type { Aggregate, Granularity, ReportMetadata } from './reportMetadataTypes.ts';

/** A report whose every column, grouping, filter, formula and chart fits its report type. */
export interface BoundReport {
  report: ReportMetadata;
  from: string;
  /** What details show, in order. */
  details: ReportColumn[];
  down: Grouping[];
  across: Grouping[];
  /** What is told of every group besides its number of rows, in order. */
  measures: Measure[];
  formulas: Map<string, SummaryFormula>;
  filters: BoundFilters;
  sort: { column: ReportColumn; descending: boolean } | undefined;
  chart: BoundChart | undefined;
}

export interface Grouping {
  column: ReportColumn;
  granularity: Granularity;
  descending: boolean;
}

const numeric = new Set(['int', 'double', 'currency', 'percent']);

/**
 * Finds what a report names in its report type.
 * @throws MetadataError for whatever the report type does not have, or what cannot be done with it.
 */
export function bindReport(report: ReportMetadata, reportType: BoundReportType): BoundReport {
  const refuse = (problem: string) => new MetadataError(report.file, problem);
  const find = (name: string): ReportColumn => {
    const column = reportType.column(name);
    if (column) return column;
    throw refuse(`the report type ${report.reportType} has no column ${name}${nearest(name, reportType)}`);
  };
  refuseWrongShape(report, refuse);

  const groupings = [...report.down, ...report.across];
  const bindGrouping = ({ column: name, ...rest }: (typeof groupings)[number]): Grouping => {
    const column = find(name);
    if (!column.field.filterable) throw refuse(`${name} is a long text, by which nothing is grouped`);
    return { column, ...rest };
  };
  const details = report.columns.flatMap(({ column: name, aggregates }) => {
    if (groupings.some(({ column }) => column === name)) {
      throw refuse(`${name} is a grouping, and cannot be a column too`);
    }
    const column = unlessHidden(() => find(name));
    if (!column) return [];
    for (const aggregate of aggregates) assertAggregable(column, aggregate, refuse);
    return [{ column, aggregates }];
  });
  const formulas = new Map(
    report.formulas.map((formula) => [formula.name, bindFormula(formula, reportType, refuse)] as const),
  );
  const down = report.down.map(bindGrouping);
  const across = report.across.map(bindGrouping);
  const bound: BoundReport = {
    report,
    from: reportType.from,
    details: details.map(({ column }) => column),
    down,
    across,
    measures: [
      ...details.flatMap(({ column, aggregates }) => aggregates.map((aggregate) => ({ column, aggregate }))),
      ...[...formulas.values()].map((formula) => ({ formula })),
    ],
    formulas,
    filters: bindFilters(report, find, refuse),
    sort: report.sort && { column: find(report.sort.column), descending: report.sort.descending },
    chart: undefined,
  };
  if (!report.chart) return bound;
  return { ...bound, chart: bindChart(report.chart, bound, refuse) };
}

/** Whoever may not read a field sees the report without its column; a grouping or a filter it cannot do without. */
function unlessHidden(find: () => ReportColumn): ReportColumn | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof ReportAccessError) return undefined;
    throw error;
  }
}

/** @throws what `refuse` makes where this column cannot be summed up so. */
function assertAggregable({ name, field }: ReportColumn, aggregate: Aggregate, refuse: (problem: string) => Error) {
  const countable =
    aggregate === 'Unique' || numeric.has(field.type) || (aggregate === 'Sum' && field.type === 'boolean');
  if (!countable) throw refuse(`${name} is of type ${field.type}, which has no ${aggregate}`);
}

function refuseWrongShape({ format, down, across, showDetails }: ReportMetadata, refuse: (problem: string) => Error) {
  const shapes = {
    Tabular: { down: [0, 0], across: [0, 0] },
    Summary: { down: [1, 3], across: [0, 0] },
    Matrix: { down: [1, 2], across: [1, 2] },
  } as const;
  for (const [side, groupings] of Object.entries({ down, across })) {
    const [least, most] = shapes[format][side as 'down' | 'across'];
    if (groupings.length < least || groupings.length > most) {
      throw refuse(`a ${format} report groups ${side} by ${least} to ${most} columns, found ${groupings.length}`);
    }
  }
  if (format === 'Tabular' && !showDetails) throw refuse('a Tabular report without details shows nothing');
}

/** Another column of the same field, where the table was mistaken. */
function nearest(name: string, { columnNames }: BoundReportType): string {
  const field = name.split(/[$.]/).at(-1);
  const near = columnNames.find((candidate) => candidate.endsWith(`$${field}`));
  return near === undefined ? '' : `; it has ${near}`;
}
