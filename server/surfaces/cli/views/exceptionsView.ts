import type { CauseGroup, ExceptionLine } from '../../../flows/Flows.ts';
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
  ];
}
