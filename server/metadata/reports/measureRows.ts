import type { Measure } from './bindChart.ts';
import type { Aggregate } from './reportMetadataTypes.ts';
import type { ReportColumn } from './bindReportType.ts';
import type { ReportRow } from './groupRows.ts';

/** What a measure comes to for these rows; null where it has no value: nothing to average, nothing to divide by. */
export function measureRows(rows: readonly ReportRow[], measure: Measure | 'RowCount'): number | null {
  if (measure === 'RowCount') return rows.length;
  if ('column' in measure) return sumUp(rows, measure.column, measure.aggregate);
  const values = measure.formula.terms.map(({ column, aggregate }) => sumUp(rows, column, aggregate));
  return measure.formula.evaluate(rows.length, values);
}

/** Empty values count for nothing, checkboxes for 1 and 0. The sum of nothing is 0. */
function sumUp(rows: readonly ReportRow[], { name }: ReportColumn, aggregate: Aggregate): number | null {
  const values = rows.map((row) => row.get(name) ?? null).filter((value) => value !== null);
  if (aggregate === 'Unique') return new Set(values).size;
  const numbers = values.map(Number);
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (aggregate === 'Sum') return sum;
  if (numbers.length === 0) return null;
  switch (aggregate) {
    case 'Average':
      return sum / numbers.length;
    case 'Maximum':
      return numbers.reduce((greatest, value) => Math.max(greatest, value));
    case 'Minimum':
      return numbers.reduce((least, value) => Math.min(least, value));
  }
}
