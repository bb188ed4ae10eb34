import { groupRows } from './groupRows.ts';
import { measureRows } from './measureRows.ts';
import { kindOf, labelOf } from './tabulate.ts';
import type { BoundChart } from './bindChart.ts';
import type { DashboardTileMetadata } from './reportMetadataTypes.ts';
import type { ReportRow } from './groupRows.ts';
import type { ReportChart } from './reportFigures.ts';

export interface ChartOrder {
  sortBy: DashboardTileMetadata['sortBy'];
  most: number | undefined;
}

const asGrouped: ChartOrder = { sortBy: undefined, most: undefined };

/** Draws a chart over a report's rows. Where no order is given, groups come as the report has them. */
export function drawChart(chart: BoundChart, rows: readonly ReportRow[], order: ChartOrder = asGrouped): ReportChart {
  const [first, second] = chart.groupings;
  const drawn = {
    kind: chart.kind,
    stacked: chart.stacked,
    title: chart.title,
    measure: labelOf(chart.measure),
    unit: kindOf(chart.measure),
    grouping: first?.column.label ?? '',
  };
  if (!first) {
    return { ...drawn, labels: [''], series: [{ label: drawn.measure, values: [measureRows(rows, chart.measure)] }] };
  }
  const groups = inOrder(
    groupRows(rows, first).map((group) => ({ ...group, value: measureRows(group.rows, chart.measure) })),
    order,
  );
  const labels = groups.map(({ label }) => label);
  if (!second)
    return { ...drawn, labels, series: [{ label: drawn.measure, values: groups.map(({ value }) => value) }] };
  const shown = groups.flatMap((group) => group.rows);
  const series = groupRows(shown, second).map(({ label, rows: members }) => {
    const own = new Set(members);
    const values = groups.map((group) => {
      const both = group.rows.filter((row) => own.has(row));
      return both.length === 0 ? null : measureRows(both, chart.measure);
    });
    return { label, values };
  });
  return { ...drawn, labels, series };
}

function inOrder<Group extends { value: number | null }>(groups: Group[], { sortBy, most }: ChartOrder): Group[] {
  const byValue = (group: Group) => group.value ?? Number.NEGATIVE_INFINITY;
  const ordered = [...groups];
  // Labels come in the grouping's own order: picklists by their values, dates by time.
  if (sortBy === 'RowLabelDescending') ordered.reverse();
  if (sortBy === 'RowValueAscending') ordered.sort((left, right) => byValue(left) - byValue(right));
  if (sortBy === 'RowValueDescending') ordered.sort((left, right) => byValue(right) - byValue(left));
  return ordered.slice(0, most);
}
