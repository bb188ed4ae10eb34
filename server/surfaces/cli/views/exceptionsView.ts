import type { CauseGroup, DecisionOutcome, ExceptionDetail, ExceptionLine } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';
import { count } from '../output/print.ts';

/** Exceptions for people, each with what to do. */
export function exceptionsText(exceptions: readonly ExceptionLine[]): string {
  if (exceptions.length === 0) return 'No open exceptions.';
  return exceptions.flatMap(exceptionLines).join('\n');
}

/** The cause first, then what it brought about. */
export function causesText(causes: readonly CauseGroup[]): string {
  if (causes.length === 0) return 'No open exceptions.';
  return causes
    .map(({ cause, count: all, exceptions }) => {
      const title = cause === null ? 'No common cause' : plainText(cause.label);
      const hidden = all - exceptions.length;
      return [
        `${title}: ${count(all)} ${all === 1 ? 'exception' : 'exceptions'}`,
        ...exceptions.flatMap(exceptionLines).map((line) => `  ${line}`),
        ...(hidden > 0 ? [`  ... and ${count(hidden)} more`] : []),
      ].join('\n');
    })
    .join('\n\n');
}

function exceptionLines(exception: ExceptionLine): string[] {
  const { code, severity, status, accountIds, organizationIds, userIds, ticketIds } = exception;
  const subjects = [
    ...accountIds.map((id) => `account ${id}`),
    ...organizationIds.map((id) => `organization ${id}`),
    ...(userIds.length > 0 ? [`${count(userIds.length)} users`] : []),
    ...(ticketIds.length > 0 ? [`${count(ticketIds.length)} tickets`] : []),
  ];
  return [
    `${code} (${severity}, ${status}): ${subjects.join(', ')}`,
    `  ${plainText(exception.recommendedAction)} First seen ${exception.firstSeenAt}.`,
    `  ${exception.fingerprint}`,
  ];
}

/** One exception with all that is known of it. */
export function exceptionText(exception: ExceptionDetail): string {
  const { decision, reopened, ownerId, openedAt, regressions, resolvedAt, resolution, activity, evidence } = exception;
  const until = decision?.until ?? null;
  return [
    ...exceptionLines(exception),
    `  Open since ${openedAt}${regressions === 0 ? '' : `, back ${count(regressions)} ${regressions === 1 ? 'time' : 'times'}`}. ${ownerId === null ? 'Nobody works on it.' : `${ownerId} works on it.`}`,
    ...(resolvedAt === null ? [] : [`  Resolved ${resolvedAt} (${resolution ?? ''}).`]),
    ...(decision === null
      ? []
      : [
          `  ${decision.status.replaceAll('_', ' ')} by ${plainText(decision.by)} at ${decision.at}${until === null ? '' : `, until ${until}`}: ${plainText(decision.reason)}`,
        ]),
    ...(reopened === null
      ? []
      : [`  Reopened ${reopened.at}:`, ...reopened.because.map((sentence) => `    - ${plainText(sentence)}`)]),
    `  Evidence: ${plainText(JSON.stringify(evidence))}`,
    ...(activity.length === 0 ? [] : ['  What was done:']),
    ...activity.map(({ at, by, action, text }) =>
      `    ${at}  ${plainText(by)}  ${action.replaceAll('_', ' ')}  ${plainText(text)}`.trimEnd(),
    ),
  ].join('\n');
}

/** What became of each decision. */
export function outcomesText(outcomes: readonly DecisionOutcome[]): string {
  return outcomes
    .map(({ fingerprint, outcome, message }) => {
      const word = outcome === 'done' ? '' : `${outcome.replaceAll('_', ' ')}: `;
      return `${plainText(fingerprint)}  ${word}${plainText(message)}`;
    })
    .join('\n');
}
