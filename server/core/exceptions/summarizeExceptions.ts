import { CODES, catalogueEntry } from '../catalogue.ts';
import type { Exception, ExceptionSummary } from '../model.ts';

/** True while somebody still has to look at it, or has accepted it for now. */
export function isOpen(exception: Pick<Exception, 'status'>): boolean {
  return exception.status !== 'resolved';
}

/** The open exceptions of one Account, most severe first, as its link row stores them. */
export function summarizeExceptions(exceptions: readonly Exception[]): readonly ExceptionSummary[] {
  const order = ['critical', 'high', 'medium', 'low'];
  return exceptions
    .filter(isOpen)
    .sort(
      (left, right) =>
        order.indexOf(left.severity) - order.indexOf(right.severity) ||
        CODES.indexOf(left.code) - CODES.indexOf(right.code) ||
        (left.fingerprint < right.fingerprint ? -1 : 1),
    )
    .map(({ fingerprint, code, severity, status, recommendedAction, firstSeenAt, organizationIds }) => ({
      fingerprint,
      code,
      severity,
      status,
      meaning: catalogueEntry(code).meaning,
      recommendedAction,
      firstSeenAt,
      organizationIds,
    }));
}
