/** What a report comes to: plain data that pages draw. */

export type ReportValue = string | number | boolean | null;

/** How a value is to be shown. */
export type ValueKind = 'text' | 'number' | 'percent' | 'date' | 'datetime' | 'checkbox';

export interface ReportTable {
  /** Labels of the groupings down, outermost first. */
  groupings: readonly string[];
  /** Labels of the groups across, left to right; a matrix of two of them has a label for every pair. */
  across: readonly string[];
  /** What is told of each group, its number of rows aside. */
  measures: readonly { readonly label: string; readonly kind: ValueKind }[];
  details: readonly { readonly label: string; readonly kind: ValueKind }[];
  groups: readonly TableGroup[];
  total: TableSummary;
}

export interface TableSummary {
  rowCount: number;
  /** In the order of the measures; null: no value. */
  measures: readonly (number | null)[];
  /** The same for each of the groups across. */
  across: readonly { readonly rowCount: number; readonly measures: readonly (number | null)[] }[];
}

export interface TableGroup extends TableSummary {
  label: string;
  groups: readonly TableGroup[];
  /** Rows of the innermost groups of a report that shows them. */
  details: readonly (readonly TableCell[])[];
}

export interface TableCell {
  value: ReportValue;
  /** The record that the value is the name of. */
  recordId: string | null;
}

export type ChartKind = 'metric' | 'bar' | 'column' | 'line' | 'donut';

/** What a chart shows, whatever draws it. */
export interface ReportChart {
  kind: ChartKind;
  stacked: boolean;
  title: string;
  /** Of what is shown: “Record count”, “Average of Days To Resolve”. */
  measure: string;
  unit: 'number' | 'percent';
  /** What it is grouped by; '' for a metric. */
  grouping: string;
  labels: readonly string[];
  /** One value for each label; null: no value. A metric is one series of one value. */
  series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
}
