import type { ReportColumn } from './bindReportType.ts';
import type { FilterOperator, ReportMetadata } from './reportMetadataTypes.ts';

export interface BoundFilters {
  criteria: { column: ReportColumn; operator: FilterOperator; values: FilterValue[] }[];
  /** `1 AND (2 OR 3)`, where numbers are criteria; undefined: all of them. */
  logic: string | undefined;
  timeFrame: { column: ReportColumn; range: string } | undefined;
}

/** Null is no value at all. */
export type FilterValue = string | number | boolean | null;

/** The time frames in use, as SOQL says them; undefined is all of the time. */
const intervals: ReadonlyMap<string, string | undefined> = new Map([
  ['INTERVAL_CUSTOM', undefined],
  ['INTERVAL_TODAY', 'TODAY'],
  ['INTERVAL_YESTERDAY', 'YESTERDAY'],
  ['INTERVAL_THISWEEK', 'THIS_WEEK'],
  ['INTERVAL_LASTWEEK', 'LAST_WEEK'],
  ['INTERVAL_THISMONTH', 'THIS_MONTH'],
  ['INTERVAL_LASTMONTH', 'LAST_MONTH'],
  ['INTERVAL_LAST7', 'LAST_N_DAYS:7'],
  ['INTERVAL_LAST30', 'LAST_N_DAYS:30'],
  ['INTERVAL_LAST60', 'LAST_N_DAYS:60'],
  ['INTERVAL_LAST90', 'LAST_N_DAYS:90'],
  ['INTERVAL_LAST120', 'LAST_N_DAYS:120'],
]);

const ordered: ReadonlySet<FilterOperator> = new Set(['lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual']);
const textual: ReadonlySet<FilterOperator> = new Set(['contains', 'notContain', 'startsWith']);
const numericTypes = new Set(['int', 'double', 'currency', 'percent']);

/** @throws what `refuse` makes for a filter that can never hold, or on what cannot be filtered. */
export function bindFilters(
  { filters, filterLogic, timeFrame }: ReportMetadata,
  find: (name: string) => ReportColumn,
  refuse: (problem: string) => Error,
): BoundFilters {
  const criteria = filters.map(({ column: name, operator, value }) => {
    const column = find(name);
    if (!column.field.filterable) throw refuse(`${name} is a long text, by which nothing is filtered`);
    refuseWrongOperator(column, operator, refuse);
    // Several values are one filter: any of them will do.
    const values = value.split(',').map((text) => valueOf(column, text.trim(), textual.has(operator), refuse));
    if (values.length > 1 && ordered.has(operator)) throw refuse(`${name} is ${operator} one value, found "${value}"`);
    return { column, operator, values };
  });
  if (filterLogic !== undefined) refuseWrongLogic(filterLogic, criteria.length, refuse);
  return { criteria, logic: filterLogic, timeFrame: timeFrame && bindTimeFrame(timeFrame, find, refuse) };
}

function bindTimeFrame(
  { column: name, interval }: NonNullable<ReportMetadata['timeFrame']>,
  find: (name: string) => ReportColumn,
  refuse: (problem: string) => Error,
): BoundFilters['timeFrame'] {
  const column = find(name);
  if (column.field.type !== 'datetime' && column.field.type !== 'date') {
    throw refuse(`the time frame is of ${name}, which is no date but of type ${column.field.type}`);
  }
  if (!intervals.has(interval)) {
    throw refuse(`the time frame ${interval} is not supported: expected ${[...intervals.keys()].join(', ')}`);
  }
  const range = intervals.get(interval);
  return range === undefined ? undefined : { column, range };
}

function refuseWrongOperator(
  { name, field }: ReportColumn,
  operator: FilterOperator,
  refuse: (problem: string) => Error,
): void {
  const isNumber = numericTypes.has(field.type);
  const isWrong =
    (textual.has(operator) && (isNumber || ['boolean', 'date', 'datetime'].includes(field.type))) ||
    (ordered.has(operator) && !isNumber);
  if (isWrong) throw refuse(`${name} is of type ${field.type}, which no filter ${operator} fits`);
}

function valueOf(
  { name, field }: ReportColumn,
  text: string,
  isPart: boolean,
  refuse: (problem: string) => Error,
): FilterValue {
  if (text === '') return null;
  if (numericTypes.has(field.type)) {
    if (Number.isFinite(Number(text))) return Number(text);
    throw refuse(`${name} is compared with "${text}", which is no number`);
  }
  switch (field.type) {
    case 'boolean':
      if (text === '1' || text === '0') return text === '1';
      throw refuse(`${name} is a checkbox: expected 1 or 0, found "${text}"`);
    case 'date':
    case 'datetime':
      throw refuse(`comparing ${name} with dates is not supported: use the time frame`);
    case 'picklist':
      if (isPart || field.picklistValues.some(({ value }) => value === text)) return text;
      throw refuse(`${name} is never "${text}": expected ${field.picklistValues.map(({ value }) => value).join(', ')}`);
    default:
      return text;
  }
}

/** Numbers of criteria, AND, OR, NOT and parentheses, all criteria among them. */
function refuseWrongLogic(logic: string, count: number, refuse: (problem: string) => Error): void {
  const named = new Set((logic.match(/\d+/g) ?? []).map(Number));
  const hasAll = named.size === count && [...named].every((number) => number >= 1 && number <= count);
  const isWellFormed = /^(?:\s|\(|\)|\d+|AND|OR|NOT)+$/i.test(logic) && isBalanced(logic);
  if (!hasAll || !isWellFormed) {
    throw refuse(`the filter logic "${logic}" does not combine the filters 1 to ${count}, each at least once`);
  }
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
