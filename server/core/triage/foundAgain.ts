import type { Exception } from '../model.ts';
import { withoutDecision } from './decide.ts';
import { evidenceChanges, type Evidence } from './evidenceChanges.ts';
import { whenOf } from './whenOf.ts';

/** What people and audits have made of an exception, apart from what was found. */
export type Life = Pick<
  Exception,
  'status' | 'openedAt' | 'regressions' | 'ownerId' | 'decision' | 'reopened' | 'resolvedAt' | 'resolution'
>;

export interface Found extends Evidence {
  readonly evidenceFingerprint: string;
}

/** Where nothing tells them apart in words: the fingerprint is of more than one version of Linkproof. */
const OTHERWISE = 'Its evidence is no longer what was decided on.';

/** The life of an exception that is found for the first time. */
export function raised(now: string): Life {
  return {
    status: 'new',
    openedAt: now,
    regressions: 0,
    ownerId: null,
    decision: null,
    reopened: null,
    resolvedAt: null,
    resolution: null,
  };
}

/**
 * How an exception goes on that is found again, at `now` (ISO 8601). One that was resolved, by whomever, has regressed; a
 * decision on other evidence than today's holds no more, nor does one whose date has passed. Its owner keeps it.
 */
export function foundAgain(before: Exception, found: Found, now: string): Life {
  if (before.status === 'resolved') {
    return { ...lifeOf(before), ...regressed(before, now) };
  }
  if (before.decision === null) return lifeOf(before);
  const past = dateThatPassed(before, now);
  const because = [
    ...(past === null ? [] : [past]),
    ...(before.evidenceFingerprint === found.evidenceFingerprint ? [] : changesOf(before, found)),
  ];
  return because.length === 0 ? lifeOf(before) : reopened(before, because, now);
}

/** The same for one about which the run could find out nothing: only its date can end a decision. */
export function notLookedFor(before: Exception, now: string): Life {
  const past = dateThatPassed(before, now);
  return past === null ? lifeOf(before) : reopened(before, [past], now);
}

/** Whether the decision that holds was made for a time that is over at `now`. */
export function isPast({ decision }: Pick<Exception, 'decision'>, now: string): boolean {
  return decision !== null && decision.until !== null && decision.until <= now;
}

function lifeOf(exception: Exception): Life {
  const { status, openedAt, regressions, ownerId, decision, reopened: reopening, resolvedAt, resolution } = exception;
  return { status, openedAt, regressions, ownerId, decision, reopened: reopening, resolvedAt, resolution };
}

function regressed(before: Exception, now: string): Partial<Life> {
  return {
    ...{ status: 'regressed', openedAt: now, regressions: before.regressions + 1 },
    ...{ decision: null, reopened: null, resolvedAt: null, resolution: null },
  };
}

function reopened(before: Exception, because: readonly string[], now: string): Life {
  return { ...lifeOf(before), ...withoutDecision(before), reopened: { at: now, because } };
}

function changesOf(before: Exception, found: Found): readonly string[] {
  const changes = evidenceChanges(before, found);
  return changes.length > 0 ? changes : [OTHERWISE];
}

function dateThatPassed({ decision }: Exception, now: string): string | null {
  if (decision === null || !isPast({ decision }, now)) return null;
  const when = whenOf(decision.until ?? now);
  switch (decision.status) {
    case 'planned':
      return `The plan that would answer it expired on ${when}, and it is still found.`;
    case 'waiting':
      return `The date it waited for, ${when}, has passed.`;
    default:
      return `The date it was accepted until, ${when}, has passed.`;
  }
}
