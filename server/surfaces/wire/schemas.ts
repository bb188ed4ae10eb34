/**
 * What the HTTP API sends, as schemas: the API's document is made from them, and the client that speaks to another
 * Linkproof process reads with them. Strict, so that a field that is sent and not described fails the tests.
 */
import { z } from 'zod';
import { CODES } from '../../core/catalogue.ts';
import { BLOCKED_REASONS } from '../../core/plans/blockedReasons.ts';
import { RUNG_NAMES } from '../../core/contract.ts';
import {
  EVIDENCE_RUNGS,
  EXCEPTION_STATUSES,
  RUN_MODES,
  RUN_STATUSES,
  SOURCE_NAMES,
  CAUSE_KINDS,
} from '../../core/model.ts';
import type { Cause, Run } from '../../core/model.ts';
import type {
  AuditProgress,
  CauseGroup,
  DoctorReport,
  ExceptionLine,
  Explanation,
  HistoryEntry,
  PastExplanation,
  VerdictLine,
} from '../../flows/Flows.ts';
import { code, instance, jsonObject, moment, named, salesforceId, status, verdictCode, zendeskId } from './parts.ts';

const callsBySystem = z.strictObject({ salesforce: z.int().nonnegative(), zendesk: z.int().nonnegative() });

const lastKnown = z.strictObject({ status, codes: z.array(verdictCode), auditedAt: moment });

const reason = z.enum([
  ...CODES,
  'scope_not_checked',
  'both_rungs_agree',
  'inherited_from_parent',
  'outside_contract',
  'source_incomplete',
  'settling',
]);

const resolutionStep = z.strictObject({
  rung: z.enum([...RUNG_NAMES, ...EVIDENCE_RUNGS, 'scope', 'inherited']),
  system: z.enum(['salesforce', 'zendesk', 'contract']),
  field: z.string(),
  said: z.string().nullable().describe('The text exactly as read; null when the field is empty'),
  outcome: z.enum(['agrees', 'names', 'silent', 'broken', 'disagrees', 'testifies', 'info']),
  meaning: z.string(),
});

const rejectedCandidate = z.strictObject({
  accountId: salesforceId.nullable(),
  organizationId: zendeskId.nullable(),
  name: z.string().nullable(),
  because: z.string(),
});

const evidence = z.strictObject({ reason, steps: z.array(resolutionStep), rejected: z.array(rejectedCandidate) });

export const verdictLine = named(
  'Verdict',
  z.strictObject({
    subject: z.enum(['account', 'organization']),
    accountId: salesforceId.nullable(),
    organizationId: zendeskId.nullable(),
    status,
    codes: z.array(verdictCode).describe('Every open code that concerns the subject, sorted'),
    lastKnown: lastKnown.nullable(),
    sentence: z.string(),
    since: moment,
    runId: z.string(),
  }),
) satisfies z.ZodType<VerdictLine>;

export const exceptionLine = named(
  'Exception',
  z.strictObject({
    fingerprint: z.string(),
    code,
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    status: z.enum(EXCEPTION_STATUSES),
    accountIds: z.array(salesforceId),
    organizationIds: z.array(zendeskId),
    userIds: z.array(zendeskId),
    ticketIds: z.array(zendeskId),
    evidence: jsonObject,
    recommendedAction: z.string(),
    firstSeenAt: moment,
  }),
) satisfies z.ZodType<ExceptionLine>;

export const explanation = named(
  'Explanation',
  z.strictObject({
    verdict: verdictLine,
    evidence,
    judgedAt: moment,
    exceptions: z.array(exceptionLine),
  }),
) satisfies z.ZodType<Explanation>;

export const historyEntry = named(
  'HistoryEntry',
  z.strictObject({
    at: moment.describe('Since when'),
    runId: z.string(),
    status: status.nullable().describe('Null: the record was gone'),
    codes: z.array(verdictCode),
    sentence: z.string(),
    accountId: salesforceId.nullable(),
    organizationId: zendeskId.nullable(),
    changes: z.array(z.string()).describe('Each difference to the verdict before, in words'),
  }),
) satisfies z.ZodType<HistoryEntry>;

export const historyList = named('HistoryList', z.strictObject({ entries: z.array(historyEntry) }));

export const pastExplanation = named(
  'PastExplanation',
  z.strictObject({
    asked: moment,
    entry: historyEntry,
    until: moment.nullable().describe('When the next change came; null: it stands to this day'),
    evidence: evidence.nullable(),
  }),
) satisfies z.ZodType<PastExplanation>;

export const cause = named(
  'Cause',
  z.strictObject({
    kind: z.enum(CAUSE_KINDS),
    key: z.string().describe('Exceptions with equal kind and key share a root cause'),
    label: z.string(),
  }),
) satisfies z.ZodType<Cause>;

export const causeList = named(
  'CauseList',
  z.strictObject({
    causes: z.array(
      z.strictObject({
        cause: cause.nullable().describe('Null: these share none'),
        count: z.int().positive(),
        exceptions: z.array(exceptionLine),
      }),
    ) satisfies z.ZodType<CauseGroup[]>,
  }),
);

const shareLeft = z.number().min(0).max(1).nullable();
const allowanceLeft = z
  .strictObject({ salesforce: shareLeft, zendesk: shareLeft })
  .describe('Share of each API’s allowance that is left; null before it is known');

export const run = named(
  'Run',
  z.strictObject({
    runId: z.string(),
    mode: z.enum(RUN_MODES),
    status: z.enum(RUN_STATUSES),
    startedAt: moment,
    finishedAt: moment.nullable(),
    judgedAt: moment,
    counts: z.partialRecord(status, z.int().nonnegative()),
    sources: z.array(
      z.strictObject({
        name: z.enum(SOURCE_NAMES),
        expected: z.int().nonnegative().nullable(),
        read: z.int().nonnegative(),
        complete: z.boolean(),
        problem: z.string().nullable(),
      }),
    ),
    apiCalls: callsBySystem,
    elapsedMs: z.number().nonnegative(),
    contractVersion: z.string(),
    instance: instance.nullable(),
    problems: z.array(z.string()),
    hold: z
      .strictObject({
        kind: z.enum(['baseline', 'mass_change']),
        flips: z.int().nonnegative(),
        allowed: z.int().nonnegative(),
        byCode: z.array(z.strictObject({ code: z.string(), count: z.int().positive() })),
        cause: cause.nullable(),
        releasedAt: moment.nullable(),
        releasedBy: z.string().nullable(),
      })
      .nullable()
      .describe('What stands, or stood, between the run and its publication'),
    allowanceLeft,
    quality: z
      .strictObject({
        accountsInScope: z.int().nonnegative(),
        accountsVerified: z.int().nonnegative(),
        openTickets: z.int().nonnegative(),
        openTicketsVerified: z.int().nonnegative(),
      })
      .nullable()
      .describe('How much of the customers can be relied on; null where it cannot be told, or for one account'),
  }),
) satisfies z.ZodType<Run>;

export const auditProgress = named(
  'AuditProgress',
  z.strictObject({
    runId: z.string(),
    stage: z.enum(['read', 'prove', 'judge', 'raise', 'publish', 'done']),
    source: z.enum(SOURCE_NAMES).nullable(),
    done: z.int().nonnegative(),
    expected: z.int().nonnegative().nullable(),
    apiCalls: callsBySystem,
    allowanceLeft,
    elapsedMs: z.number().nonnegative(),
    message: z.string(),
  }),
) satisfies z.ZodType<AuditProgress>;

export const doctorReport = named(
  'DoctorReport',
  z.strictObject({
    ok: z.boolean(),
    checks: z.array(
      z.strictObject({ name: z.string(), ok: z.boolean(), found: z.string(), advice: z.string().nullable() }),
    ),
  }),
) satisfies z.ZodType<DoctorReport>;

export const startedRun = named('StartedRun', z.strictObject({ runId: z.string() }));

export const recheckedLink = named(
  'RecheckedLink',
  z.strictObject({ runId: z.string(), status: z.enum(RUN_STATUSES), link: verdictLine }),
);

export const runList = named('RunList', z.strictObject({ runs: z.array(run) }));

export const exceptionList = named('ExceptionList', z.strictObject({ exceptions: z.array(exceptionLine) }));

/** What one address answers, by what it is asked. */
export const explanationNowOrThen = named('ExplanationNowOrThen', z.union([explanation, pastExplanation]));
export const exceptionsOrCauses = named('ExceptionsOrCauses', z.union([exceptionList, causeList]));

export const errorBody = named(
  'Error',
  z.strictObject({
    error: z.strictObject({
      code: z.string().describe('Stable: clients may branch on it'),
      message: z.string().describe('What was found, what was expected, what to do'),
      reason: z
        .string()
        .optional()
        .describe(`With plan_blocked, one of: ${Object.keys(BLOCKED_REASONS).join(', ')}`),
      requestId: z.string().describe('Names this request in the log of the server'),
    }),
  }),
);

export const health = named(
  'Health',
  z.strictObject({ service: z.literal('linkproof'), status: z.enum(['ok', 'starting']) }),
);

/** How an audit is asked for. */
export const auditRequest = named(
  'AuditRequest',
  z
    .strictObject({
      mode: z.enum(RUN_MODES),
      accountId: z.string().min(1).max(255).optional().describe('Only with mode account'),
      now: z.iso.datetime({ offset: true }).optional().describe('The clock of judgement; the real one by default'),
      refetch: z.boolean().optional().describe('Only with mode full: as if nothing had been read before'),
    })
    .refine(({ mode, refetch }) => mode === 'full' || refetch !== true, {
      error: 'refetch belongs to mode "full", and only to it',
    })
    .refine(({ mode, accountId }) => (mode === 'account') === (accountId !== undefined), {
      error: 'accountId belongs to mode "account", and only to it',
    }),
);

/** How an operator says who he is, where nobody else does. */
export const by = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe('Taken with the local token only; a Salesforce token says who it is');

export const decision = named('Decision', z.strictObject({ by }));

/** Text in events, unlike elsewhere in Zendesk; and a number too large to be held exactly is none that we can use. */
const eventRecordId = z.union([z.string().max(32), z.int()]).nullable();

/** An event of a Zendesk webhook, as far as it is read. */
export const webhookEvent = named(
  'ZendeskEvent',
  z.looseObject({
    id: z.string().min(1).max(255),
    type: z.string().max(255),
    subject: z.string().max(255),
    detail: z.looseObject({ organization_id: eventRecordId.optional() }).optional(),
    event: z.looseObject({ organization: z.looseObject({ id: eventRecordId.optional() }).optional() }).optional(),
  }),
);
export type WebhookEvent = z.output<typeof webhookEvent>;

export const queuedAudits = named(
  'QueuedAudits',
  z.strictObject({ queued: z.array(z.string()).describe('Such as `audit.account 001…`, or `audit.incremental`') }),
);
