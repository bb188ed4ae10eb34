/** Changes of plans, for the tests of the log. */
import type { Change, Plan, PlanGroup, Receipt } from '../../../server/core/plans/Plan.ts';
import type { PublishedChange } from '../../../server/writeback/publish/Publisher.ts';
import { accountId } from '../../sources/salesforce/support.ts';

const INSTANCE = { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' };
export const PLAN_ID = '6f1d0c2e-8a54-4d3b-9a71-0f6b8f2f7c11';

export interface ChangeParts {
  readonly change?: Partial<Change>;
  readonly group?: Partial<PlanGroup>;
  readonly plan?: Partial<Plan>;
  readonly receipt?: Partial<Receipt>;
  readonly approvals?: PublishedChange['approvals'];
}

/** A key that was written to organization 7 for the numbered account. */
export function publishedChange(number: number, parts: ChangeParts = {}): PublishedChange {
  const groupId = `g${String(number).padStart(4, '0')}`;
  const change: Change = {
    changeId: `${groupId}.c01`,
    kind: 'set_organization_key',
    system: 'zendesk',
    record: '7',
    field: 'external_id',
    before: 'acme',
    after: accountId(number),
    reason: 'The key is to name the account.',
    inverse: null,
    dependsOn: [],
    ...parts.change,
  };
  const group: PlanGroup = {
    groupId,
    title: 'Ties account and organization to each other.',
    accountIds: [accountId(number)],
    organizationIds: ['7'],
    fingerprints: [],
    codes: [],
    facts: [],
    changes: [change],
    blastRadius: {
      gainSight: [],
      loseSight: [],
      autoJoined: [],
      ticketsMoved: {},
      ticketsLeft: 0,
      shown: null,
      nativeApp: null,
      unreadable: [],
    },
    ...parts.group,
  };
  const plan: Plan = {
    format: 1,
    planId: PLAN_ID,
    kind: 'repair',
    createdAt: '2026-11-22T08:00:00.000Z',
    expiresAt: '2026-11-23T08:00:00.000Z',
    proposedBy: '005000000000003AAA',
    reason: 'The customer called.',
    request: { kind: 'unlink', accountId: accountId(number) },
    instance: INSTANCE,
    contractVersion: 'v1',
    groups: [group],
    refused: [],
    mayFire: {
      zendeskTriggers: [],
      zendeskAutomations: [],
      zendeskWebhooks: [],
      accountTriggers: [],
      accountFlows: [],
      unreadable: [],
    },
    hash: 'h',
    ...parts.plan,
  };
  const receipt: Receipt = {
    planId: PLAN_ID,
    groupId,
    changeId: change.changeId,
    outcome: 'applied',
    reason: null,
    detail: 'Reading it back shows it.',
    before: change.before,
    after: change.after,
    createdId: null,
    at: '2026-11-22T09:00:00.000Z',
    ...parts.receipt,
  };
  const approvals = parts.approvals ?? [
    { planId: PLAN_ID, hash: 'h', by: '005000000000004AAA', at: '2026-11-22T08:30:00.000Z' },
  ];
  return { instance: INSTANCE, plan, group, change, receipt, approvals, applyId: 'apply-1' };
}
