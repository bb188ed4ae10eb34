/**
 * "Today" in the demo world. Fixed, so that the same seed gives the same bytes, and long past: both APIs hold back what
 * seems to have changed in the last minute, so a world from the future could not be read to its end.
 */
const TODAY = Date.UTC(2025, 5, 2, 8);
const DAY_MS = 86_400_000;

export function daysAgo(days: number): Date {
  return new Date(TODAY - days * DAY_MS);
}

/** As Salesforce writes times: milliseconds and an offset without a colon. */
export function salesforceTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

/** As Zendesk writes times: no milliseconds. */
export function zendeskTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
