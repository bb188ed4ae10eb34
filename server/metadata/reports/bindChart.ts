import type { ReportColumn } from './bindReportType.ts';
import type { BoundReport, Grouping } from './bindReport.ts';
import type { ChartKind } from './reportFigures.ts';
import type { SummaryFormula } from './summaryFormula.ts';
import type { Aggregate, ChartMetadata, MeasureMetadata } from './reportMetadataTypes.ts';

/** What is told of a group: a column summed up, or a summary formula. The number of rows is neither. */
export type Measure = { column: ReportColumn; aggregate: Aggregate } | { formula: SummaryFormula };

export interface BoundChart {
  kind: ChartKind;
  stacked: boolean;
  title: string;
  /** None for a metric, two for a series for each value of the second. */
  groupings: Grouping[];
  measure: Measure | 'RowCount';
}

/** By the names of reports and of dashboards. */
const kinds: Readonly<Record<string, { kind: ChartKind; stacked: boolean; groupings: number }>> = {
  Metric: { kind: 'metric', stacked: false, groupings: 0 },
  Bar: { kind: 'bar', stacked: false, groupings: 1 },
  HorizontalBar: { kind: 'bar', stacked: false, groupings: 1 },
  BarStacked: { kind: 'bar', stacked: true, groupings: 2 },
  HorizontalBarStacked: { kind: 'bar', stacked: true, groupings: 2 },
  Column: { kind: 'column', stacked: false, groupings: 1 },
  VerticalColumn: { kind: 'column', stacked: false, groupings: 1 },
  ColumnStacked: { kind: 'column', stacked: true, groupings: 2 },
  VerticalColumnStacked: { kind: 'column', stacked: true, groupings: 2 },
  Line: { kind: 'line', stacked: false, groupings: 1 },
  Donut: { kind: 'donut', stacked: false, groupings: 1 },
};

/** @throws what `refuse` makes for a kind, grouping or measure that the report does not have. */
export function bindChart(
  { kind, title, groupings, measures }: ChartMetadata,
  report: Pick<BoundReport, 'down' | 'across' | 'details' | 'formulas' | 'report'>,
  refuse: (problem: string) => Error,
): BoundChart {
  const known = kinds[kind];
  if (!known) throw refuse(`the chart type ${kind} is not supported: expected ${Object.keys(kinds).join(', ')}`);
  if (groupings.length !== known.groupings) {
    throw refuse(`a chart ${kind} shows ${known.groupings} groupings, found ${groupings.length} in "${title}"`);
  }
  const [measure, ...others] = measures;
  if (!measure || others.length > 0) throw refuse(`the chart "${title}" shows one measure, found ${measures.length}`);
  return {
    kind: known.kind,
    stacked: known.stacked,
    title,
    groupings: groupings.map((name) => {
      const grouping = [...report.down, ...report.across].find(({ column }) => column.name === name);
      if (!grouping) throw refuse(`the chart "${title}" is grouped by ${name}, by which the report is not`);
      return grouping;
    }),
    measure: bindMeasure(measure, title, report, refuse),
  };
}

function bindMeasure(
  { column: name, aggregate }: MeasureMetadata,
  title: string,
  { formulas, report, details }: Pick<BoundReport, 'details' | 'formulas' | 'report'>,
  refuse: (problem: string) => Error,
): BoundChart['measure'] {
  if (name === 'RowCount') return 'RowCount';
  const formula = formulas.get(name);
  if (formula) return { formula };
  const summed = report.columns.find(({ column }) => column === name);
  const column = details.find((candidate) => candidate.name === name);
  if (!summed || !column || aggregate === undefined || !summed.aggregates.includes(aggregate)) {
    throw refuse(
      `the chart "${title}" shows ${aggregate ?? 'no aggregate'} of ${name}, which the report does not sum up so`,
    );
  }
  return { column, aggregate };
}
