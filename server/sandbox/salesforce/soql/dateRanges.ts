import { malformedQuery } from './queryErrors.ts';

/** A span of time, end exclusive. */
export interface DateRange {
  from: Date;
  to: Date;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/**
 * The span of a date literal (`TODAY`, `LAST_N_DAYS:30`), in UTC, the time zone of everybody in the sandbox. Weeks begin on
 * Sunday; the fiscal year is the calendar year.
 */
export function dateLiteralRange(literal: string, now: Date): DateRange {
  const [name = '', count] = literal.toUpperCase().replace('FISCAL_', '').split(':');
  const n = Number(count ?? 0);
  const single = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (single) {
    const shift = { LAST: -1, THIS: 0, NEXT: 1 }[single[1] as 'LAST' | 'THIS' | 'NEXT'];
    return span(now, single[2] as Unit, shift, shift + 1);
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  if (ago) return span(now, ago[1] as Unit, -n, -n + 1);
  const many = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name);
  if (many) {
    const unit = many[2] as Unit;
    // LAST_N_DAYS reaches into today; the longer units end before the current one.
    if (many[1] === 'LAST') return span(now, unit, -n, unit === 'DAY' ? 1 : 0);
    return span(now, unit, 1, n + 1);
  }
  switch (name) {
    case 'YESTERDAY':
      return span(now, 'DAY', -1, 0);
    case 'TODAY':
      return span(now, 'DAY', 0, 1);
    case 'TOMORROW':
      return span(now, 'DAY', 1, 2);
    case 'LAST_90_DAYS':
      return span(now, 'DAY', -90, 1);
    case 'NEXT_90_DAYS':
      return span(now, 'DAY', 1, 91);
    default:
      throw malformedQuery(`the sandbox does not know the date literal ${literal}`);
  }
}

function span(now: Date, unit: Unit, from: number, to: number): DateRange {
  return { from: startOf(now, unit, from), to: startOf(now, unit, to) };
}

/** The start of the unit that `now` lies in, moved by so many units. */
function startOf(now: Date, unit: Unit, shift: number): Date {
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  const day = now.getUTCDate();
  switch (unit) {
    case 'DAY':
      return new Date(Date.UTC(year, month, day + shift));
    case 'WEEK':
      return new Date(Date.UTC(year, month, day - now.getUTCDay() + 7 * shift));
    case 'MONTH':
      return new Date(Date.UTC(year, month + shift, 1));
    case 'QUARTER':
      return new Date(Date.UTC(year, month - (month % 3) + 3 * shift, 1));
    case 'YEAR':
      return new Date(Date.UTC(year + shift, 0, 1));
  }
}
