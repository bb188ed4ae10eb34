/** What a person does about exceptions, and what became of it. */
import { z } from 'zod';
import { DECIDED_STATUSES, RESOLUTIONS } from '../../core/model.ts';
import type { Exception } from '../../core/model.ts';
import { TRIAGE_ACTIONS, type TriageAction } from '../../core/triage/TriageAction.ts';
import {
  DECISION_OUTCOMES,
  DECISIONS_AT_MOST,
  type Activity,
  type DecisionOutcome,
  type ExceptionDetail,
} from '../../flows/Flows.ts';
import { moment, named, salesforceId } from './parts.ts';
import { by, cause, exceptionLine } from './schemas.ts';

const reason = z.string().max(4_000);
const until = moment.nullable().default(null).describe('When it ends by itself; null: when the evidence changes');

export const triageAction = named(
  'TriageAction',
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('assign'), ownerId: z.string().max(255).nullable().describe('Null: the queue') }),
    z.strictObject({ kind: z.literal('note'), note: z.string().max(4_000) }),
    z.strictObject({ kind: z.literal('wait'), reason, until }),
    z.strictObject({ kind: z.literal('accept'), reason: reason.describe('At least 10 characters'), until }),
    z.strictObject({ kind: z.literal('not_same'), reason: reason.describe('At least 10 characters') }),
    z.strictObject({ kind: z.literal('resolve'), reason }),
    z.strictObject({ kind: z.literal('reopen'), reason }),
  ]),
) satisfies z.ZodType<TriageAction>;

export const decisions = named(
  'Decisions',
  z.strictObject({
    action: triageAction,
    exceptions: z
      .array(
        z.strictObject({
          fingerprint: z.string().min(1).max(255),
          revision: z.int().nonnegative().nullable().describe('That the person saw; null: whatever stands'),
        }),
      )
      .min(1)
      .max(DECISIONS_AT_MOST),
    by,
  }),
);

const activity = named(
  'Activity',
  z.strictObject({
    at: moment,
    by: z.string().describe('A Salesforce user’s id, who sat at the machine, or `audit`'),
    action: z.enum([...TRIAGE_ACTIONS, 'plan', 'resolved', 'regressed', 'reopened']),
    text: z.string(),
    until: moment.nullable(),
  }),
) satisfies z.ZodType<Activity>;

const heldDecision = z
  .strictObject({
    status: z.enum(DECIDED_STATUSES),
    reason: z.string(),
    by: z.string(),
    at: moment,
    until: moment.nullable(),
  })
  .nullable()
  .describe('What was decided and holds') satisfies z.ZodType<Exception['decision']>;

const reopening = z
  .strictObject({ at: moment, because: z.array(z.string()).describe('Plain sentences, never none') })
  .nullable()
  .describe('Why the last decision holds no more') satisfies z.ZodType<Exception['reopened']>;

export const exceptionDetail = named(
  'ExceptionDetail',
  exceptionLine.extend({
    openedAt: moment.describe('Since when it has been open, this time'),
    regressions: z.int().nonnegative().describe('How often it came back after it was resolved'),
    ownerId: salesforceId.nullable().describe('Null: it lies in the queue'),
    decision: heldDecision,
    reopened: reopening,
    revision: z.int().nonnegative(),
    cause: cause.nullable(),
    resolvedAt: moment.nullable(),
    resolution: z.enum(RESOLUTIONS).nullable(),
    activity: z.array(activity).describe('Newest first'),
  }),
) satisfies z.ZodType<ExceptionDetail>;

export const decisionOutcomes = named(
  'DecisionOutcomes',
  z.strictObject({
    outcomes: z.array(
      z.strictObject({
        fingerprint: z.string(),
        outcome: z.enum(DECISION_OUTCOMES),
        message: z.string(),
        exception: exceptionDetail.nullable().describe('As it is now'),
      }),
    ) satisfies z.ZodType<DecisionOutcome[]>,
  }),
);
