/** Zendesk ids are positive 64-bit integers. They travel as JSON numbers; here they are decimal text. */

const LARGEST = '9223372036854775807';

/** The id that a text field names, or null where the text is not a Zendesk id. Space around it is no fault. */
export function readZendeskId(text: string): string | null {
  const trimmed = text.trim();
  if (!/^[1-9][0-9]{0,18}$/.test(trimmed)) return null;
  return trimmed.length === LARGEST.length && trimmed > LARGEST ? null : trimmed;
}

/** Order of ids by number: shorter first, then by digit. */
export function compareZendeskIds(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}
