import { parseInstant } from '../records/fieldValue.ts';

const millisecondsPerDay = 86_400_000;

/** SOQL's date functions, in UTC; the fiscal year is the calendar year. */
const dateFunctions: Record<string, (instant: Date) => number | string> = {
  CALENDAR_YEAR: (instant) => instant.getUTCFullYear(),
  CALENDAR_QUARTER: (instant) => Math.floor(instant.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: (instant) => instant.getUTCMonth() + 1,
  FISCAL_YEAR: (instant) => instant.getUTCFullYear(),
  FISCAL_QUARTER: (instant) => Math.floor(instant.getUTCMonth() / 3) + 1,
  FISCAL_MONTH: (instant) => instant.getUTCMonth() + 1,
  DAY_IN_MONTH: (instant) => instant.getUTCDate(),
  DAY_IN_WEEK: (instant) => instant.getUTCDay() + 1,
  DAY_IN_YEAR: (instant) => dayOfYear(instant),
  DAY_ONLY: (instant) => instant.toISOString().slice(0, 10),
  HOUR_IN_DAY: (instant) => instant.getUTCHours(),
  WEEK_IN_MONTH: (instant) => Math.ceil(instant.getUTCDate() / 7),
  WEEK_IN_YEAR: (instant) => Math.ceil(dayOfYear(instant) / 7),
};

export function isDateFunction(name: string): boolean {
  return name.toUpperCase() in dateFunctions;
}

/** The function's value for a stored date or instant; null for an empty one. */
export function applyDateFunction(name: string, stored: unknown): number | string | null {
  if (typeof stored !== 'string') return null;
  const instant = parseInstant(stored) ?? new Date(`${stored}T00:00:00Z`);
  return dateFunctions[name.toUpperCase()]?.(instant) ?? null;
}

function dayOfYear(instant: Date): number {
  const newYear = Date.UTC(instant.getUTCFullYear(), 0, 1);
  return Math.floor((instant.getTime() - newYear) / millisecondsPerDay) + 1;
}
