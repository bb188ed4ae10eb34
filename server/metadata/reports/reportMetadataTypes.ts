/** Report types, reports and dashboards as force-app deploys them, as plain data; `file` is for messages. */

export interface ReportTypeMetadata {
  file: string;
  name: string;
  label: string;
  description: string | undefined;
  baseObject: string;
  /** Child relationships from the base object down, nearest first. */
  joins: { relationship: string; outer: boolean }[];
  columns: ReportTypeColumnMetadata[];
}

export interface ReportTypeColumnMetadata {
  /** Object names and relationships from the base object: `Account.Zendesk_Links__r`. */
  table: string;
  /** `Status__c`, or through lookups: `Account__c.Owner.Name`. A lookup itself stands for the name of what it names. */
  field: string;
  displayName: string | undefined;
}

export const REPORT_FORMATS = ['Tabular', 'Summary', 'Matrix'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const AGGREGATES = ['Sum', 'Average', 'Maximum', 'Minimum', 'Unique'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export const GRANULARITIES = ['Day', 'Week', 'Month', 'Quarter', 'Year'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export const FILTER_OPERATORS = [
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** A report. Its columns are named as reports name them: the report type's table, `$`, the field. */
export interface ReportMetadata {
  file: string;
  /** `Folder/Developer_Name`, as dashboards refer to it. */
  name: string;
  label: string;
  description: string | undefined;
  format: ReportFormat;
  /** Of a custom report type, without the `__c` by which reports refer to it. */
  reportType: string;
  columns: { column: string; aggregates: Aggregate[] }[];
  down: GroupingMetadata[];
  across: GroupingMetadata[];
  filters: { column: string; operator: FilterOperator; value: string }[];
  /** `1 AND (2 OR 3)`; all of them where it is left out. */
  filterLogic: string | undefined;
  timeFrame: { column: string; interval: string } | undefined;
  formulas: SummaryFormulaMetadata[];
  chart: ChartMetadata | undefined;
  showDetails: boolean;
  sort: { column: string; descending: boolean } | undefined;
}

export interface GroupingMetadata {
  column: string;
  granularity: Granularity;
  descending: boolean;
}

/** A custom summary formula: over the sums of a group, not over rows. */
export interface SummaryFormulaMetadata {
  name: string;
  label: string;
  /** Names columns with a dot where all else has `$`: `Zendesk_Link__c.Trusted__c:SUM/RowCount`. */
  formula: string;
  dataType: 'number' | 'percent' | 'currency';
}

/** `RowCount`, the name of a summary formula, or a column with how to sum it up. */
export interface MeasureMetadata {
  column: string;
  aggregate: Aggregate | undefined;
}

export interface ChartMetadata {
  /** As the Metadata API spells it: `HorizontalBarStacked` in a report, `BarStacked` on a dashboard. */
  kind: string;
  title: string;
  /** One, or two for a chart with a series for each value of the second. */
  groupings: string[];
  measures: MeasureMetadata[];
}

export interface DashboardMetadata {
  file: string;
  /** `Folder/Developer_Name`. */
  name: string;
  title: string;
  description: string | undefined;
  /** Of the grid. */
  columns: number;
  tiles: DashboardTileMetadata[];
}

export interface DashboardTileMetadata {
  header: string;
  footer: string | undefined;
  /** `Folder/Developer_Name`. */
  report: string;
  /** A metric has no groupings. */
  chart: ChartMetadata;
  /** How many values it shows at most; the sort says which. */
  most: number | undefined;
  sortBy: 'RowLabelAscending' | 'RowLabelDescending' | 'RowValueAscending' | 'RowValueDescending' | undefined;
  place: { column: number; row: number; width: number; height: number };
}
