/**
 * What the HTTP API sends, as schemas: the API's document is made from them, and the client that speaks to another
 * Linkproof process reads with them. Strict, so that a field that is sent and not described fails the tests.
 */
import { z } from 'zod';
import { CODES } from '../../core/catalogue.ts';
import { RUNG_NAMES } from '../../core/contract.ts';
import {
  EVIDENCE_RUNGS,
  EXCEPTION_STATUSES,
  RUN_MODES,
  RUN_STATUSES,
  SOURCE_NAMES,
  VERDICT_STATUSES,
} from '../../core/model.ts';
import type { Json, JsonObject, Run } from '../../core/model.ts';
import type { AuditProgress, DoctorReport, ExceptionLine, Explanation, VerdictLine } from '../../flows/Flows.ts';

/** The schemas that the API's document lists by name. */
export const namedSchemas = z.registry<{ id: string }>();

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedSchemas.add(schema, { id });
  return schema;
}

const moment = z.iso.datetime().describe('ISO 8601, UTC');
const salesforceId = z.string().describe('Canonical 18-character Salesforce id');
const zendeskId = z.string().describe('Zendesk id in decimal digits');
const status = z.enum(VERDICT_STATUSES);
const code = z.enum(CODES);
const verdictCode = z.enum([...CODES, 'scope_not_checked']);
const callsBySystem = z.strictObject({ salesforce: z.int().nonnegative(), zendesk: z.int().nonnegative() });

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
namedSchemas.add(json, { id: 'Json' });

const lastKnown = z.strictObject({ status, codes: z.array(verdictCode), auditedAt: moment });

const reason = z.enum([
  ...CODES,
  'scope_not_checked',
  'both_rungs_agree',
  'inherited_from_parent',
  'outside_contract',
  'source_incomplete',
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
    evidence: z.strictObject({ reason, steps: z.array(resolutionStep), rejected: z.array(rejectedCandidate) }),
    judgedAt: moment,
    exceptions: z.array(exceptionLine),
  }),
) satisfies z.ZodType<Explanation>;

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
    instance: z.strictObject({ salesforceOrgId: salesforceId, zendeskSubdomain: z.string() }).nullable(),
    problems: z.array(z.string()),
  }),
) satisfies z.ZodType<Run>;

const shareLeft = z.number().min(0).max(1).nullable();

export const auditProgress = named(
  'AuditProgress',
  z.strictObject({
    runId: z.string(),
    stage: z.enum(['read', 'prove', 'judge', 'raise', 'publish', 'done']),
    source: z.enum(SOURCE_NAMES).nullable(),
    done: z.int().nonnegative(),
    expected: z.int().nonnegative().nullable(),
    apiCalls: callsBySystem,
    allowanceLeft: z.strictObject({ salesforce: shareLeft, zendesk: shareLeft }),
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

export const errorBody = named(
  'Error',
  z.strictObject({
    error: z.strictObject({
      code: z.string().describe('Stable: clients may branch on it'),
      message: z.string().describe('What was found, what was expected, what to do'),
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
    })
    .refine(({ mode, accountId }) => (mode === 'account') === (accountId !== undefined), {
      error: 'accountId belongs to mode "account", and only to it',
    }),
);
