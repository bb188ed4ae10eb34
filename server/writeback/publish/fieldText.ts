/** Makes texts fit the fields that hold them: Salesforce refuses a whole row for one character too many. */
import type { Json, JsonObject, VerdictEvidence } from '../../core/model.ts';

const ELLIPSIS = '…';
const CHARACTERS = new Intl.Segmenter();
/** Fallbacks for JSON that is too long: how many entries of each list stay, and how much of each text. */
const SHORTENINGS = [
  { entries: 100, characters: 1_000 },
  { entries: 25, characters: 500 },
  { entries: 5, characters: 200 },
  { entries: 1, characters: 80 },
] as const;

/** The text, or its beginning with an ellipsis; cut between characters as a reader sees them, never inside one. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = '';
  // Of the beginning only: the segmenter reads all that it is given.
  for (const { segment } of CHARACTERS.segment(text.slice(0, length))) {
    if (cut.length + segment.length + ELLIPSIS.length > length) break;
    cut += segment;
  }
  return cut + ELLIPSIS;
}

/** Ids joined by semicolons; as many as fit, none of them cut. */
export function joinIds(ids: readonly string[], length: number): string {
  const fitting: string[] = [];
  let used = 0;
  for (const id of ids) {
    used += id.length + 1;
    if (used - 1 > length) break;
    fitting.push(id);
  }
  return fitting.join(';');
}

/** A list as JSON; as many of its entries as fit, so that what is stored can always be read back. */
export function fitList(entries: readonly object[], length: number): string {
  const fitting: string[] = [];
  let used = '[]'.length;
  for (const entry of entries) {
    const text = JSON.stringify(entry);
    used += text.length + ','.length;
    if (used - ','.length > length) break;
    fitting.push(text);
  }
  return `[${fitting.join(',')}]`;
}

/** Evidence of an exception as JSON; what does not fit is shortened, and `shortened` says so. */
export function fitJson(content: JsonObject, length: number): string {
  const whole = JSON.stringify(content);
  if (whole.length <= length) return whole;
  for (const limits of SHORTENINGS) {
    const text = JSON.stringify({ ...(shorten(content, limits) as JsonObject), shortened: true });
    if (text.length <= length) return text;
  }
  return JSON.stringify({ shortened: true });
}

/** Evidence of a verdict as JSON. The steps are what explains it: rejected candidates go first, and a last one counts them. */
export function fitEvidence(evidence: VerdictEvidence, length: number): string {
  const whole = JSON.stringify(evidence);
  if (whole.length <= length) return whole;
  for (const limits of SHORTENINGS) {
    const rejected = evidence.rejected.slice(0, limits.entries);
    const omitted = evidence.rejected.length - rejected.length;
    const note = { accountId: null, organizationId: null, name: null, because: `${omitted} more are not shown here` };
    const shown = { ...evidence, rejected: omitted === 0 ? rejected : [...rejected, note] };
    const text = JSON.stringify(shorten(shown as unknown as Json, { ...limits, entries: Infinity }));
    if (text.length <= length) return text;
  }
  return JSON.stringify({ reason: evidence.reason, steps: [], rejected: [] });
}

function shorten(value: Json, limits: { readonly entries: number; readonly characters: number }): Json {
  if (typeof value === 'string') return cutText(value, limits.characters);
  if (Array.isArray(value)) return value.slice(0, limits.entries).map((entry) => shorten(entry as Json, limits));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, shorten(entry, limits)]));
}
