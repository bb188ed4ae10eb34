/**
 * What the HTTP API and plan files say of repair, as schemas. Strict as the others: what a plan file holds beyond them is
 * no plan of ours. `docs/schemas` is made from them (`npm run generate`).
 */
import { z } from 'zod';
import { BLOCKED_REASONS, type BlockedReason } from '../../core/plans/blockedReasons.ts';
import { CHANGE_KINDS, type ChangeKind } from '../../core/plans/changeKinds.ts';
import { FACT_OBJECTS } from '../../core/plans/facts.ts';
import {
  PEOPLE_CHOICES,
  PLAN_FORMAT,
  RECEIPT_OUTCOMES,
  type Approval,
  type Change,
  type Plan,
  type PlanGroup,
  type Receipt,
  type Refusal,
  type RepairRequest,
  type UndoTarget,
} from '../../core/plans/Plan.ts';
import { PLAN_STATES, type PlanSummary, type PlanView } from '../../flows/Flows.ts';
import { code, instance, json, moment, named, salesforceId, zendeskId } from './parts.ts';
import { by } from './schemas.ts';

/** An id as a person has it; which record it means is for the flow to say. */
const anyId = z.string().min(1).max(1_000);
const anyIds = z.array(anyId).min(1).nullable();
export const reason = z.string().min(1).max(1_000).describe('Why, in one’s own words');

const blockedReason = z
  .enum(Object.keys(BLOCKED_REASONS) as [BlockedReason, ...BlockedReason[]])
  .describe(meanings(BLOCKED_REASONS));

// ------------------------------------------------------------------------------------------ what is asked for

const relink = z.strictObject({
  kind: z.literal('relink'),
  accountId: anyId,
  organizationId: anyId,
  people: z
    .enum(PEOPLE_CHOICES)
    .describe(
      'What becomes of the account’s people in the organization that it was tied to: they stay; move with their open tickets and keep the old membership; or lose that one at the end',
    ),
});
const unlink = z.strictObject({ kind: z.literal('unlink'), accountId: anyId });
const provision = z.strictObject({
  kind: z.literal('provision'),
  accountId: anyId,
  name: z.string().min(1).max(255).nullable().describe('Of an organization to be made; null: the account’s'),
});
const exceptions = z
  .strictObject({
    kind: z.literal('exceptions'),
    codes: z.array(code).min(1).nullable(),
    fingerprints: anyIds,
    accountIds: anyIds,
  })
  .describe('Each exception’s own remedy; null: not narrowed down by that. All null: the backfill');
const collision = z.strictObject({
  kind: z.literal('collision'),
  fingerprint: anyId,
  keepId: anyId.describe('The account, or the organization, that keeps the other side'),
});

const target = z.strictObject({
  planId: anyId.nullable().default(null),
  groupId: anyId.nullable().default(null),
  changeId: anyId.nullable().default(null),
  applyId: anyId.nullable().default(null),
}) satisfies z.ZodType<UndoTarget>;

export const undoTarget = named(
  'UndoTarget',
  target.refine(({ planId, groupId, changeId, applyId }) => namesOne({ planId, applyId }, groupId ?? changeId), {
    error: 'expected a planId, with a groupId or a changeId of it if not all of it is meant, or else an applyId',
  }),
);

/** What a plan may be made of; `undo` has a route of its own. */
export const repairRequest = named(
  'RepairRequest',
  z.discriminatedUnion('kind', [relink, unlink, provision, exceptions, collision]),
) satisfies z.ZodType<RepairRequest>;

export const planRequest = named('PlanRequest', z.strictObject({ request: repairRequest, reason, by }));
export const undoRequest = named('UndoRequest', z.strictObject({ target: undoTarget, reason, by }));
export const planApproval = named(
  'PlanApproval',
  z.strictObject({ hash: z.string().min(1).max(255).describe('Of the plan that the approver has seen'), by }),
);

// ------------------------------------------------------------------------------------------ the plan

const fieldChange = z.strictObject({
  kind: z.enum(Object.keys(CHANGE_KINDS) as [ChangeKind, ...ChangeKind[]]),
  system: z.enum(['salesforce', 'zendesk']),
  record: z
    .string()
    .describe('Its id; of a membership `<user>:<organization>`; of an organization to be made, its account’s id'),
  field: z.string(),
  before: json,
  after: json.describe('`{"created": "<changeId>"}`: the id of the organization that this change makes'),
});

const change = named(
  'Change',
  fieldChange.extend({
    changeId: z.string().describe('Such as g0001.c01'),
    reason: z.string(),
    inverse: fieldChange.nullable().describe('What takes it back; null: nothing does'),
    dependsOn: z.array(z.string()).describe('Changes of the same group that must be verified first'),
  }),
) satisfies z.ZodType<Change>;

const shownContext = z.strictObject({
  organizationId: zendeskId.nullable(),
  members: z.int().nonnegative(),
  openTickets: z.int().nonnegative(),
});

const blastRadius = z.strictObject({
  gainSight: z.array(zendeskId).describe('End users who will see a ticket that they can’t see now'),
  loseSight: z.array(zendeskId).describe('End users who won’t see a ticket any more that they see now'),
  autoJoined: z.array(zendeskId).describe('Users whom a domain will make members'),
  ticketsMoved: z.record(z.string(), z.int().nonnegative()).describe('Open tickets that move, by status'),
  ticketsLeft: z.int().nonnegative().describe('Closed tickets that stay where they are'),
  shown: z
    .strictObject({ before: shownContext, after: shownContext })
    .nullable()
    .describe('What stands behind the organization that the account shows; null: nothing about it changes'),
  nativeApp: z.string().nullable().describe('What the native Zendesk app will do next'),
  unreadable: z.array(z.string()).describe('What could not be read; each counts as exposure'),
});

const refusal = named(
  'Refusal',
  z.strictObject({
    reason: blockedReason,
    detail: z.string(),
    accountIds: z.array(salesforceId),
    organizationIds: z.array(zendeskId),
    fingerprint: z.string().nullable(),
  }),
) satisfies z.ZodType<Refusal>;

const group = named(
  'PlanGroup',
  z.strictObject({
    groupId: z.string().describe('Such as g0001'),
    title: z.string(),
    accountIds: z.array(salesforceId),
    organizationIds: z.array(zendeskId),
    fingerprints: z.array(z.string()).describe('The exceptions that it answers'),
    codes: z.array(code),
    facts: z
      .array(z.strictObject({ object: z.enum(FACT_OBJECTS), id: z.string(), field: z.string(), value: json }))
      .describe('Read again before the first write; any difference blocks the group whole'),
    changes: z.array(change).describe('In the order in which they are carried out'),
    blastRadius,
  }),
) satisfies z.ZodType<PlanGroup>;

const names = z.array(z.strictObject({ id: z.string(), name: z.string() }));

const mayFire = z.strictObject({
  zendeskTriggers: names,
  zendeskAutomations: names,
  zendeskWebhooks: names,
  accountTriggers: names,
  accountFlows: names,
  unreadable: z.array(z.string()).describe('What could not be read; each counts as exposure'),
});

export const plan = named(
  'Plan',
  z.strictObject({
    format: z.literal(PLAN_FORMAT),
    planId: z.string().describe('UUID'),
    kind: z.enum(['repair', 'undo']),
    createdAt: moment,
    expiresAt: moment.describe('After this it can’t be approved or applied'),
    proposedBy: z.string().describe('A Salesforce user’s id, the name of who sat at the machine, or `automation`'),
    reason: z.string(),
    request: z.discriminatedUnion('kind', [
      ...repairRequest.options,
      z.strictObject({ kind: z.literal('undo'), target }),
    ]),
    instance,
    contractVersion: z.string(),
    groups: z.array(group).describe('Independent of each other'),
    refused: z.array(refusal).describe('What was asked for and is not in the groups'),
    mayFire: mayFire.describe('What the writes may set off'),
    hash: z.string().describe('Of everything else: a plan that was edited is refused'),
  }),
) satisfies z.ZodType<Plan>;

// ------------------------------------------------------------------------------------------ what became of it

const approval = named(
  'Approval',
  z.strictObject({ planId: z.string(), hash: z.string(), by: z.string(), at: moment }),
) satisfies z.ZodType<Approval>;

export const receipt = named(
  'Receipt',
  z.strictObject({
    planId: z.string(),
    groupId: z.string(),
    changeId: z.string(),
    outcome: z
      .enum(RECEIPT_OUTCOMES)
      .describe('failed: it was sent and is not there; applying the plan again tries it again'),
    reason: blockedReason.nullable().describe('Null on `applied` only'),
    detail: z.string(),
    before: json.describe('As read right before it was sent'),
    after: json.describe('As read right after'),
    createdId: zendeskId.nullable().describe('Of an organization that was made'),
    at: moment,
  }),
) satisfies z.ZodType<Receipt>;

const outcome = {
  state: z.enum(PLAN_STATES),
  approvals: z.array(approval),
  waitsFor: z.array(z.string()).describe('What still stands before its application; empty: nothing does'),
  receipts: z.array(receipt).describe('The newest of each change, in the plan’s order'),
  applyIds: z.array(z.string()).describe('Executions, oldest first'),
  problems: z.array(z.string()).describe('What went wrong besides: log rows, the audit afterwards'),
};

export const planView = named('PlanView', z.strictObject({ plan, ...outcome })) satisfies z.ZodType<PlanView>;

/** What `approve`, `apply` and `undo` print with `--json`: all that became of a plan, without the plan. */
export const receiptsDocument = named('Receipts', z.strictObject({ planId: z.string(), ...outcome }));
export type ReceiptsDocument = z.output<typeof receiptsDocument>;

const planSummary = named(
  'PlanSummary',
  z.strictObject({
    planId: z.string(),
    kind: z.enum(['repair', 'undo']),
    createdAt: moment,
    expiresAt: moment,
    proposedBy: z.string(),
    reason: z.string(),
    changes: z.int().nonnegative(),
    applied: z.int().nonnegative(),
  }),
) satisfies z.ZodType<PlanSummary>;

export const planList = named('PlanList', z.strictObject({ plans: z.array(planSummary) }));

export const startedApply = named('StartedApply', z.strictObject({ applyId: z.string() }));

function namesOne({ planId, applyId }: { planId: string | null; applyId: string | null }, part: string | null) {
  return planId === null ? applyId !== null && part === null : applyId === null;
}

function meanings(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, meaning]) => `${name}: ${meaning}`)
    .join('\n');
}
