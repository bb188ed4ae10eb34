import { parse } from 'formulon';
import type { Literal } from 'formulon';
import type { BoundReportType, ReportColumn } from './bindReportType.ts';
import type { Aggregate, SummaryFormulaMetadata } from './reportMetadataTypes.ts';

export interface SummaryFormula {
  name: string;
  label: string;
  isPercent: boolean;
  /** The columns that it sums up, and how. */
  terms: { column: ReportColumn; aggregate: Aggregate }[];
  /**
   * What it comes to for a group, in percent where it is one: from its number of rows and the values of the terms in
   * order, null for no value. Null where it has none: nothing to divide by, nothing to average.
   */
  evaluate: (rowCount: number, values: readonly (number | null)[]) => number | null;
}

const aggregates: Readonly<Record<string, Aggregate>> = {
  SUM: 'Sum',
  AVG: 'Average',
  MAX: 'Maximum',
  MIN: 'Minimum',
  UNIQUE: 'Unique',
};

const termPattern = /([A-Za-z][\w.]*):([A-Z]+)/g;

/** @throws what `refuse` makes for a column the report type does not have, and for what is no formula. */
export function bindFormula(
  { name, label, formula, dataType }: SummaryFormulaMetadata,
  reportType: BoundReportType,
  refuse: (problem: string) => Error,
): SummaryFormula {
  const terms: SummaryFormula['terms'] = [];
  const text = formula
    .replace(termPattern, (_term, path: string, suffix: string) => {
      const aggregate = aggregates[suffix];
      if (aggregate === undefined) throw refuse(`the formula ${name} has no ${suffix} of ${path}`);
      terms.push({ column: formulaColumn(path, name, reportType, refuse), aggregate });
      return `v${terms.length - 1}`;
    })
    // Names are told apart by case nowhere in formulas.
    .replace(/\bRowCount\b/gi, 'rows');
  const evaluate: SummaryFormula['evaluate'] = (rowCount, values) => {
    if (values.some((value) => value === null)) return null;
    const substitutions = Object.fromEntries(values.map((value, index) => [`v${index}`, numberLiteral(value)]));
    const result = parse(text, { ...substitutions, rows: numberLiteral(rowCount) });
    if (result.type === 'error') throw refuse(`the formula ${name} is wrong: ${result.message}`);
    // Divided by zero.
    if (result.value === null || Number.isNaN(result.value)) return null;
    if (typeof result.value !== 'number') throw refuse(`the formula ${name} gives no number`);
    return dataType === 'percent' ? result.value * 100 : result.value;
  };
  evaluate(
    1,
    terms.map(() => 1),
  );
  return { name, label, isPercent: dataType === 'percent', terms, evaluate };
}

/** `Zendesk_Link__c.Trusted__c` is the column that all else calls `Zendesk_Link__c$Trusted__c`. */
function formulaColumn(
  path: string,
  formula: string,
  { columnNames, column: find }: BoundReportType,
  refuse: (problem: string) => Error,
): ReportColumn {
  const name = columnNames.find((candidate) => candidate.replace('$', '.') === path);
  const column = name === undefined ? undefined : find(name);
  if (!column) throw refuse(`the formula ${formula} names ${path}, which is no column of the report type`);
  if (!['int', 'double', 'currency', 'percent', 'boolean'].includes(column.field.type)) {
    throw refuse(`the formula ${formula} sums up ${path}, which is of type ${column.field.type}`);
  }
  return column;
}

function numberLiteral(value: number | null): Literal {
  return { type: 'literal', dataType: 'number', value, options: { length: 18, scale: 9 } };
}
