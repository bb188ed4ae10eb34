import type { TriageAction } from '../../core/triage/TriageAction.ts';
import { BadRequestError } from '../../errors.ts';

/** What silences an exception asks for more than a word: somebody will read it. */
const LEAST_REASON: Readonly<Record<string, number>> = { accept: 10, not_same: 10 };
/** As long as Salesforce keeps it. */
const LONGEST_REASON = 255;
const LONGEST_NOTE = 1_000;

/** @throws BadRequestError for a reason that says too little or does not fit, and for a date that is none or is over */
export function checkWords(action: TriageAction, now: string): void {
  if (action.kind === 'note') checkLength('note', action.note, 1, LONGEST_NOTE);
  if ('reason' in action) checkLength('reason', action.reason, LEAST_REASON[action.kind] ?? 1, LONGEST_REASON);
  if (!('until' in action) || action.until === null) return;
  const until = Date.parse(action.until);
  if (Number.isNaN(until) || new Date(until).toISOString() !== action.until) {
    throw new BadRequestError(
      `Found the date ${JSON.stringify(action.until)}. Expected ISO 8601 in UTC, such as 2026-12-01T00:00:00.000Z.`,
    );
  }
  if (action.until <= now) {
    throw new BadRequestError(`Found ${action.until}, which is over. Expected a moment that is still to come.`);
  }
}

function checkLength(name: string, text: string, least: number, most: number): void {
  const { length } = text.trim();
  if (length >= least && length <= most) return;
  throw new BadRequestError(
    `Found a ${name} of ${String(length)} characters. Expected ${String(least)} to ${String(most)}: somebody will read it.`,
  );
}
