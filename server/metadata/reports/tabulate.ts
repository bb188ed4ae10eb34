import { groupRows } from './groupRows.ts';
import { measureRows } from './measureRows.ts';
import type { BoundReport, Grouping } from './bindReport.ts';
import type { Measure } from './bindChart.ts';
import type { ReportColumn } from './bindReportType.ts';
import type { ReportRow } from './groupRows.ts';
import type { ReportTable, TableCell, TableGroup, TableSummary, ValueKind } from './reportFigures.ts';

/** The column of a row under which the id of the record that a name names is kept. */
export function idOf(column: ReportColumn): string {
  return `${column.name}:id`;
}

/** As many rows as Salesforce shows of a report; its figures are of all of them. */
const MOST_DETAILS = 2000;

/** A report as a table. A tabular one has one group, without a label, of all its rows. */
export function tabulate(bound: BoundReport, rows: readonly ReportRow[]): ReportTable {
  const acrossGroups = groupAcross(rows, bound.across);
  const summarize = (members: readonly ReportRow[]): TableSummary => {
    const own = new Set(members);
    return {
      ...summaryOf(members, bound.measures),
      across: acrossGroups.map((group) =>
        summaryOf(
          group.rows.filter((row) => own.has(row)),
          bound.measures,
        ),
      ),
    };
  };
  let detailsLeft = bound.report.showDetails ? MOST_DETAILS : 0;
  const detailsOf = (members: readonly ReportRow[]) => {
    const shown = members.slice(0, detailsLeft);
    detailsLeft -= shown.length;
    return shown.map((row) => bound.details.map((column) => cellOf(row, column)));
  };
  const groupsOf = (members: readonly ReportRow[], [grouping, ...inner]: readonly Grouping[]): TableGroup[] =>
    grouping === undefined
      ? []
      : groupRows(members, grouping).map(({ label, rows: grouped }) => ({
          label,
          ...summarize(grouped),
          groups: groupsOf(grouped, inner),
          details: inner.length === 0 ? detailsOf(grouped) : [],
        }));
  const total = summarize(rows);
  return {
    groupings: bound.down.map(({ column }) => column.label),
    across: acrossGroups.map(({ label }) => label),
    measures: bound.measures.map((measure) => ({ label: labelOf(measure), kind: kindOf(measure) })),
    details: bound.report.showDetails
      ? bound.details.map(({ label, field }) => ({ label, kind: kindOfField(field.type) }))
      : [],
    groups:
      bound.down.length === 0
        ? [{ label: '', ...total, groups: [], details: detailsOf(rows) }]
        : groupsOf(rows, bound.down),
    total,
  };
}

export function labelOf(measure: Measure | 'RowCount'): string {
  if (measure === 'RowCount') return 'Record count';
  if ('formula' in measure) return measure.formula.label;
  return `${measure.aggregate} of ${measure.column.label}`;
}

export function kindOf(measure: Measure | 'RowCount'): 'number' | 'percent' {
  if (measure === 'RowCount') return 'number';
  const isPercent = 'formula' in measure ? measure.formula.isPercent : measure.column.field.type === 'percent';
  return isPercent ? 'percent' : 'number';
}

function groupAcross(rows: readonly ReportRow[], [grouping, ...inner]: readonly Grouping[]) {
  if (grouping === undefined) return [];
  const groups = groupRows(rows, grouping);
  const [second] = inner;
  if (second === undefined) return groups;
  return groups.flatMap((group) =>
    groupRows(group.rows, second).map((part) => ({ ...part, label: `${group.label}, ${part.label}` })),
  );
}

function summaryOf(rows: readonly ReportRow[], measures: readonly Measure[]) {
  return { rowCount: rows.length, measures: measures.map((measure) => measureRows(rows, measure)) };
}

function cellOf(row: ReportRow, column: ReportColumn): TableCell {
  const value = row.get(column.name) ?? null;
  const label = column.field.picklistValues.find((candidate) => candidate.value === value)?.label;
  const recordId = column.idPath === undefined ? null : (row.get(idOf(column)) ?? null);
  return { value: label ?? value, recordId: typeof recordId === 'string' ? recordId : null };
}

function kindOfField(type: string): ValueKind {
  switch (type) {
    case 'int':
    case 'double':
    case 'currency':
      return 'number';
    case 'percent':
    case 'date':
    case 'datetime':
      return type;
    case 'boolean':
      return 'checkbox';
    default:
      return 'text';
  }
}
