import type { Plan } from '../../../server/core/plans/Plan.ts';
import type { ComparedSide, Comparison, OrganizationCandidate, PlanView } from '../../../server/flows/Flows.ts';
import { CONTOSO, ORGANIZATION_ID } from './workbenchWorld.ts';

export const FINGERPRINT = 'd'.repeat(64);

export const CANDIDATES: readonly OrganizationCandidate[] = [
  {
    organizationId: '7002',
    name: 'Contoso (old portal)',
    key: CONTOSO,
    domainNames: ['contoso.example'],
    accountId: CONTOSO,
    status: 'contradicted',
  },
  { organizationId: '7003', name: null, key: null, domainNames: [], accountId: null, status: 'orphan' },
];

function side(id: string, name: string, differing: Partial<ComparedSide>): ComparedSide {
  return {
    kind: 'organization',
    id,
    name,
    claim: CONTOSO,
    domainNames: ['contoso.example'],
    sharedTickets: false,
    ownerId: null,
    modifiedAt: '2026-11-20T08:00:00.000Z',
    members: 12,
    openTickets: 4,
    closedTickets: 90,
    verdict: {
      subject: 'organization',
      accountId: CONTOSO,
      organizationId: id,
      status: 'contradicted',
      codes: ['duplicate_external_id'],
      lastKnown: null,
      sentence: 'Two organizations carry the key of one account.',
      since: '2026-11-03T09:30:00.000Z',
      runId: 'run-1',
    },
    history: [
      {
        at: '2026-11-03T09:30:00.000Z',
        runId: 'run-1',
        status: 'contradicted',
        codes: ['duplicate_external_id'],
        sentence: 'Two organizations carry the key of one account.',
        accountId: CONTOSO,
        organizationId: id,
        changes: ['Was verified, is now contradicted.'],
      },
    ],
    ...differing,
  };
}

const left = side('7001', 'Contoso', {});
const right = side('7002', 'Contoso (old portal)', { sharedTickets: true, members: 3, openTickets: null });

/** The account's organization of now beside the one that it might be tied to. */
export const RELINK: Comparison = {
  question: 'relink',
  fingerprint: null,
  shared: { kind: 'account', id: CONTOSO, name: 'Contoso' },
  left,
  right,
  choices: ['keep_left', 'keep_right'],
  mergeAdvice: null,
};

/** Two organizations that carry one key. */
export const COLLISION: Comparison = {
  ...RELINK,
  question: 'two_organizations',
  fingerprint: FINGERPRINT,
  choices: ['keep_left', 'keep_right', 'keep_apart', 'recommend_merge'],
  mergeAdvice: 'If both are Contoso, merge organization 7002 into 7001 in Zendesk.',
};

/** Two keys that change hands; `exposes`: and somebody who will see tickets that he does not see now. */
export function relinkPlan(proposedBy: string, exposes = false): Plan {
  const keyTo = (id: string, before: string | null, after: string | null) => ({
    kind: 'set_organization_key' as const,
    system: 'zendesk' as const,
    record: id,
    field: 'external_id',
    before,
    after,
  });
  return {
    format: 1,
    planId: '3f0c6d1e-0000-4000-8000-000000000001',
    kind: 'repair',
    createdAt: '2026-11-22T08:00:00.000Z',
    expiresAt: '2026-11-23T08:00:00.000Z',
    proposedBy,
    reason: 'The old portal is closed.',
    request: { kind: 'relink', accountId: CONTOSO, organizationId: '7002', people: 'move' },
    instance: { salesforceOrgId: ORGANIZATION_ID, zendeskSubdomain: 'acme' },
    contractVersion: '1',
    groups: [
      {
        groupId: 'g0001',
        title: 'Links Contoso to organization 7002 instead of 7001.',
        accountIds: [CONTOSO],
        organizationIds: ['7001', '7002'],
        fingerprints: [],
        codes: [],
        facts: [],
        changes: [
          {
            ...keyTo('7001', CONTOSO, null),
            changeId: 'g0001.c01',
            reason: 'One key may stand on one organization only.',
            inverse: keyTo('7001', null, CONTOSO),
            dependsOn: [],
          },
          {
            kind: 'set_account_field',
            system: 'salesforce',
            record: CONTOSO,
            field: 'Zendesk_Organization_Id__c',
            before: '7001',
            after: '7002',
            changeId: 'g0001.c02',
            reason: 'The account was asked to be linked to this organization.',
            inverse: {
              kind: 'set_account_field',
              system: 'salesforce',
              record: CONTOSO,
              field: 'Zendesk_Organization_Id__c',
              before: '7002',
              after: '7001',
            },
            dependsOn: ['g0001.c01'],
          },
        ],
        blastRadius: {
          gainSight: exposes ? ['9001', '9002'] : [],
          loseSight: [],
          autoJoined: [],
          ticketsMoved: { open: 3, pending: 1 },
          ticketsLeft: 90,
          shown: {
            before: { organizationId: '7001', members: 12, openTickets: 4 },
            after: { organizationId: '7002', members: 3, openTickets: 4 },
          },
          nativeApp: 'The native app goes on showing organization 7001.',
          unreadable: [],
        },
      },
    ],
    refused: [
      {
        reason: 'ticket_closed',
        detail: 'Ticket 8001 is closed and stays under organization 7001.',
        accountIds: [CONTOSO],
        organizationIds: ['7001'],
        fingerprint: null,
      },
    ],
    mayFire: {
      zendeskTriggers: [{ id: '1', name: 'Tell the <b>owner</b>' }],
      zendeskAutomations: [],
      zendeskWebhooks: [],
      accountTriggers: [],
      accountFlows: [{ id: '3dd', name: 'Sync account to billing' }],
      unreadable: [],
    },
    hash: 'abc',
  };
}

/** A plan that has just been made. */
export function proposed(plan: Plan, waitsFor: readonly string[] = ['Nobody has approved this plan yet.']): PlanView {
  return { plan, state: 'proposed', approvals: [], waitsFor, receipts: [], applyIds: [], problems: [] };
}
