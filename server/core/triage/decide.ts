import type { Code } from '../catalogue.ts';
import type { DecidedStatus, Exception, ExceptionStatus } from '../model.ts';
import type { PlanAction, TriageAction } from './TriageAction.ts';

/** Who decides, and when (ISO 8601). */
export interface Decider {
  readonly by: string;
  readonly at: string;
}

export type DecideResult =
  | { readonly exception: Exception; readonly refusal: null }
  /** What was found, what was expected, what to do. */
  | { readonly exception: null; readonly refusal: string };

/** Codes that set two records against each other: who looks may find that they only look alike. */
export const COLLISIONS: readonly Code[] = [
  'shared_organization',
  'duplicate_external_id',
  'conflicting_rungs',
  'domain_shared',
];

/** What a plan may take over: not what somebody has settled. */
const MAY_BE_PLANNED: readonly ExceptionStatus[] = ['new', 'assigned', 'waiting', 'regressed', 'planned'];

/** The exception after the action, one revision further; or why it can't be done in the state that it is in. Pure. */
export function decide(exception: Exception, action: TriageAction | PlanAction, decider: Decider): DecideResult {
  const refusal = refusalOf(exception, action);
  if (refusal !== null) return { exception: null, refusal };
  return {
    exception: { ...exception, ...changesBy(exception, action, decider), revision: exception.revision + 1 },
    refusal: null,
  };
}

/** Whether something stands in the way of it: which status it would have to have, and what to do instead. */
function refusalOf(exception: Exception, action: TriageAction | PlanAction): string | null {
  const { status, code } = exception;
  if (action.kind === 'note') return null;
  if (action.kind === 'reopen') return refusalToReopen(exception);
  if (status === 'resolved') {
    const advice =
      exception.decision !== null
        ? 'Reopen it first, if it is not over.'
        : 'An audit raises it again by itself if it comes back.';
    return `Found it resolved, expected it open. ${advice}`;
  }
  if (action.kind === 'not_same' && !COLLISIONS.includes(code)) {
    return `Found ${code}, expected one of ${COLLISIONS.join(', ')}: only two that collide can be told apart. Accept it instead, with a reason.`;
  }
  if (action.kind === 'plan' && !MAY_BE_PLANNED.includes(status)) {
    return `Found it ${nameOf(status)}, expected it open. Reopen it first, if it is to be repaired.`;
  }
  return null;
}

function refusalToReopen({ status, decision }: Exception): string | null {
  if (decision !== null) return null;
  if (status === 'resolved') {
    return 'Found it resolved, and an audit has not found it since; expected a decision that holds. An audit raises it again by itself if it comes back.';
  }
  return `Found it ${nameOf(status)}, expected it waiting, planned, accepted, not the same, or resolved by a person. It is open already.`;
}

function changesBy(exception: Exception, action: TriageAction | PlanAction, decider: Decider): Partial<Exception> {
  switch (action.kind) {
    case 'note':
      return {};
    case 'assign':
      return assigned(exception, action.ownerId);
    case 'wait':
      return held('waiting', action.reason, action.until, decider);
    case 'accept':
      return held('accepted', action.reason, action.until, decider);
    case 'not_same':
      return held('not_same', action.reason, null, decider);
    case 'plan':
      return held('planned', `Plan ${action.planId} would answer it.`, action.until, decider);
    case 'resolve':
      return {
        ...held('resolved', action.reason, null, decider),
        resolvedAt: decider.at,
        resolution: 'person',
      };
    case 'reopen':
      return {
        ...withoutDecision(exception),
        reopened: { at: decider.at, because: [`A person reopened it: ${action.reason.trim()}`] },
      };
  }
}

/** Who owns it works on it; what was decided before is taken back by that. */
function assigned(exception: Exception, ownerId: string | null): Partial<Exception> {
  return { ownerId, status: ownerId === null ? 'new' : 'assigned', decision: null, reopened: exception.reopened };
}

function held(status: DecidedStatus, reason: string, until: string | null, { by, at }: Decider): Partial<Exception> {
  return { status, decision: { status, reason: reason.trim(), by, at, until }, reopened: null };
}

/** Without a decision: with its owner, or in the queue. */
export function withoutDecision({ ownerId }: Exception): Partial<Exception> {
  return {
    status: ownerId === null ? 'new' : 'assigned',
    decision: null,
    resolvedAt: null,
    resolution: null,
  };
}

function nameOf(status: ExceptionStatus): string {
  return status === 'not_same' ? 'not the same' : status;
}
