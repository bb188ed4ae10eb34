const RELINK_CHANGE: PlannedChange = {
  changeId: 'g0001.c01',
  kind: 'set_account_field',
  system: 'salesforce',
  record: '001000000000001AAA',
  field: 'Zendesk_Organization_Id__c',
  before: '7001',
  after: '7002',
  reason: 'The account was asked to be linked to this organization.',
  inverse: {
    kind: 'set_account_field',
    system: 'salesforce',
    record: '001000000000001AAA',
    field: 'Zendesk_Organization_Id__c',
    before: '7002',
    after: '7001',
  },
  dependsOn: [],
};

export const KEY_CHANGE: PlannedChange = {
  ...RELINK_CHANGE,
  changeId: 'g0001.c02',
  kind: 'set_organization_key',
  system: 'zendesk',
  record: '7002',
  field: 'external_id',
  before: undefined,
  after: '001000000000001AAA',
};

const GROUP: PlanGroup = {
  groupId: 'g0001',
  title: 'Links Acme to organization 7002 instead of 7001.',
  accountIds: ['001000000000001AAA'],
  organizationIds: ['7001', '7002'],
  fingerprints: [],
  codes: [],
  facts: [],
  changes: [RELINK_CHANGE, KEY_CHANGE],
  blastRadius: {
    gainSight: [],
    loseSight: [],
    autoJoined: [],
    ticketsMoved: { open: 3, pending: 1, solved: 0 },
    ticketsLeft: 90,
    shown: {
      before: { organizationId: '7001', members: 12, openTickets: 4 },
      after: { members: 0, openTickets: 0 },
    },
    nativeApp: 'The native app goes on showing organization 7001.',
    unreadable: [],
  },
};

export const PROPOSER = '005000000000003AAA';

/** Just made by PROPOSER; nobody is exposed, and all of it can be undone. */
export const PROPOSED: PlanView = {
  state: 'proposed',
  approvals: [],
  waitsFor: ['Nobody has approved this plan yet.'],
  receipts: [],
  applyIds: [],
  problems: [],
  userNames: { [PROPOSER]: 'Priya Raman' },
  plan: {
    format: 1,
    planId: 'plan-1',
    kind: 'repair',
    createdAt: '2026-11-22T08:00:00.000Z',
    expiresAt: '2026-11-23T08:00:00.000Z',
    proposedBy: PROPOSER,
    reason: 'The old portal is closed.',
    request: { kind: 'relink', accountId: '001000000000001AAA', organizationId: '7002', people: 'stay' },
    instance: { salesforceOrgId: '00D000000000001EAA', zendeskSubdomain: 'acme' },
    contractVersion: '1',
    groups: [GROUP],
    refused: [],
    mayFire: {
      zendeskTriggers: [],
      zendeskAutomations: [],
      zendeskWebhooks: [],
      accountTriggers: [],
      accountFlows: [],
      unreadable: [],
    },
    hash: 'abc',
  },
};

/** The same plan with another group; `blastRadius` is what differs of its own. */
export function withGroup(
  view: PlanView,
  changes: Partial<PlanGroup>,
  blastRadius: Partial<PlanGroup['blastRadius']> = {},
) {
  const group = { ...GROUP, ...changes, blastRadius: { ...GROUP.blastRadius, ...blastRadius } };
  return { ...view, plan: { ...view.plan, groups: [group] } };
}

/** What became of the plan's changes, in their order. */
export function receiptsOf(...outcomes: readonly Receipt['outcome'][]): readonly Receipt[] {
  return outcomes.map((outcome, index) => ({
    planId: 'plan-1',
    groupId: 'g0001',
    changeId: `g0001.c0${index + 1}`,
    outcome,
    detail: `Detail of ${outcome}.`,
    at: '2026-11-22T08:01:00.000Z',
  }));
}
