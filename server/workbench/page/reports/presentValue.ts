import type { ReportChart, ReportValue, ValueKind } from '../../../metadata/reports/reportFigures.ts';
import type { ReportView } from '../../reports/views.ts';

/** What stands for a measure without a value: nothing to average, nothing to divide by. */
export const NOTHING = '–';

const wholeOrTenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A value as people read it; nothing for no value. */
export function presentValue(value: ReportValue, kind: ValueKind): string {
  if (value === null || value === '') return '';
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? wholeOrTenth.format(value) : String(value);
    case 'percent':
      return typeof value === 'number' ? `${wholeOrTenth.format(value)} %` : String(value);
    case 'date':
      return dates.format(new Date(String(value)));
    case 'datetime':
      return moments.format(new Date(String(value).replace(/\+0000$/, 'Z')));
    case 'checkbox':
      return value === true ? 'Yes' : 'No';
    case 'text':
      return String(value);
  }
}

/** A figure of a group; a dash where there is none. */
export function presentFigure(value: number | null, kind: ValueKind): string {
  return value === null ? NOTHING : presentValue(value, kind);
}

/** A chart in words, for who cannot see it: the first of what it shows. */
export function describeChart({ title, measure, unit, labels, series }: ReportChart): string {
  const shown = labels.slice(0, 5).map((label, index) => {
    const values = series.map((one) => one.values[index] ?? null);
    const total = values.reduce<number | null>((sum, value) => (value === null ? sum : (sum ?? 0) + value), null);
    return `${label} ${presentFigure(total, unit)}`;
  });
  const more = labels.length > shown.length ? `; ${labels.length - shown.length} more in the table` : '';
  return `${title}. ${measure}: ${shown.join(', ')}${more}.`;
}

/** What a page says of a report that shows nothing. */
export function refusalText(refusal: NonNullable<ReportView['refusal']>): string {
  return refusal.kind === 'access' ? `You may not see this report. ${refusal.message}` : refusal.message;
}
