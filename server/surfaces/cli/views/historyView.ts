import type { HistoryEntry, PastExplanation } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';
import { evidenceLines } from './explanationView.ts';

/** What changed about a verdict, for people. */
export function historyText(history: readonly HistoryEntry[]): string {
  return history.flatMap(entryLines).join('\n');
}

/** A verdict as it was, for people. */
export function pastExplanationText({ asked, entry, until, evidence }: PastExplanation): string {
  return [
    `As of ${asked}:`,
    ...entryLines(entry),
    until === null ? 'It stands to this day.' : `It stood until ${until}.`,
    ...(evidence === null ? [] : evidenceLines(evidence)),
  ].join('\n');
}

function entryLines({ at, runId, status, codes, sentence, changes }: HistoryEntry): string[] {
  const named = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  return [
    `${at}  ${status ?? 'gone'}${named}, run ${runId}`,
    ...(sentence === '' ? [] : [`  ${plainText(sentence)}`]),
    ...changes.map((change) => `  - ${plainText(change)}`),
  ];
}
