import type { Grouping } from './bindReport.ts';
import type { OrgField } from './OrgObject.ts';
import type { ReportValue } from './reportFigures.ts';
import type { Granularity } from './reportMetadataTypes.ts';

/** A row as a report reads it: values by column name; of a record's name its id too, under `idOf(column)`. */
export type ReportRow = ReadonlyMap<string, ReportValue>;

export interface RowGroup {
  /** Tells the group from others of the same grouping; null: rows without a value. */
  key: string | number | boolean | null;
  label: string;
  rows: readonly ReportRow[];
}

/** What stands for no value, in reports as in Salesforce's. */
export const NO_VALUE = '-';

/** Rows by the value of a grouping, in the order that it gives; without a value first, as Salesforce has it. */
export function groupRows(rows: readonly ReportRow[], { column, granularity, descending }: Grouping): RowGroup[] {
  const groups = new Map<RowGroup['key'], ReportRow[]>();
  for (const row of rows) {
    const key = keyOf(row.get(column.name) ?? null, column.field, granularity);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const ordered = [...groups].sort(([left], [right]) => compareKeys(left, right, column.field));
  if (descending) ordered.reverse();
  return ordered.map(([key, members]) => ({
    key,
    label: key === null ? NO_VALUE : labelOf(key, column.field),
    rows: members,
  }));
}

/** The first day of the span of time that a moment lies in; everything else is itself. */
function keyOf(value: ReportValue, field: OrgField, granularity: Granularity): RowGroup['key'] {
  if (value === null || value === '') return null;
  if ((field.type !== 'datetime' && field.type !== 'date') || typeof value !== 'string') return value;
  return firstDayOf(granularity, value.slice(0, 10));
}

/** In UTC, with weeks from Monday: an org has the user's time zone and his locale's weeks, which no file says. */
function firstDayOf(granularity: Granularity, day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const month = date.getUTCMonth();
  switch (granularity) {
    case 'Day':
      return day;
    case 'Week':
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      break;
    case 'Month':
      date.setUTCDate(1);
      break;
    case 'Quarter':
      date.setUTCMonth(month - (month % 3), 1);
      break;
    case 'Year':
      date.setUTCMonth(0, 1);
      break;
  }
  return date.toISOString().slice(0, 10);
}

function labelOf(key: NonNullable<RowGroup['key']>, { picklistValues }: OrgField): string {
  if (typeof key === 'boolean') return key ? 'Yes' : 'No';
  return picklistValues.find(({ value }) => value === key)?.label ?? String(key);
}

/** Picklists in the order of their values, all else by value; no value before every value. */
function compareKeys(left: RowGroup['key'], right: RowGroup['key'], { picklistValues }: OrgField): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  const position = (key: RowGroup['key']) => picklistValues.findIndex(({ value }) => value === key);
  const byPosition = position(left) - position(right);
  if (byPosition !== 0) return byPosition;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { sensitivity: 'base' });
}
