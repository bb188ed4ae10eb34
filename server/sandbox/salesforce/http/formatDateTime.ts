/** REST's date-time text: `2026-11-22T08:00:00.000+0000`, no colon in the offset. */
export function formatDateTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
