/** Rows and records to keep, complete but for what a test is about. */
import type { Exception, Run, Verdict } from '../../server/core/model.ts';
import type { AccountRow, ContactRow, OrganizationRow, TicketRow, ZendeskUserRow } from '../../server/ingest/rows.ts';

export const EARLY = '2026-01-01T00:00:00.000Z';
export const LATER = '2026-02-01T00:00:00.000Z';
export const LATEST = '2026-03-01T00:00:00.000Z';

export function accountRow(id: string, values: Partial<AccountRow> = {}): AccountRow {
  return {
    id,
    state: 'live',
    masterId: null,
    name: `Account ${id}`,
    isPersonAccount: false,
    parentId: null,
    ownerId: null,
    storedId: null,
    nativeId: null,
    keyText: null,
    attributes: {},
    modifiedById: null,
    modifiedAt: EARLY,
    keys: [{ rung: 'external_id', key: id }],
    ...values,
  };
}

export function organizationRow(id: string, values: Partial<OrganizationRow> = {}): OrganizationRow {
  return {
    id,
    state: 'live',
    mergedInto: null,
    name: `Organization ${id}`,
    keyText: null,
    domainNames: [],
    domains: [],
    tags: [],
    sharedTickets: false,
    mirrored: {},
    modifiedAt: EARLY,
    keys: [{ rung: 'stored_id', key: id }],
    ...values,
  };
}

export function ticketRow(id: string, values: Partial<TicketRow> = {}): TicketRow {
  return {
    id,
    requesterId: '1',
    organizationId: '2',
    status: 'open',
    createdAt: EARLY,
    modifiedAt: EARLY,
    ...values,
  };
}

export function sampleRun(runId: string, values: Partial<Run> = {}): Run {
  return {
    runId,
    mode: 'full',
    status: 'running',
    startedAt: EARLY,
    finishedAt: null,
    judgedAt: EARLY,
    counts: {},
    sources: [],
    apiCalls: { salesforce: 0, zendesk: 0 },
    elapsedMs: 0,
    contractVersion: 'c1',
    instance: null,
    problems: [],
    hold: null,
    allowanceLeft: { salesforce: null, zendesk: null },
    quality: null,
    ...values,
  };
}

export function accountVerdict(accountId: string, values: Partial<Verdict> = {}): Verdict {
  return {
    subject: 'account',
    accountId,
    organizationId: null,
    status: 'unlinked',
    reason: 'account_missing_org',
    codes: ['account_missing_org'],
    sentence: 'Nothing claims this account.',
    evidence: { reason: 'account_missing_org', steps: [], rejected: [] },
    lastKnown: null,
    ...values,
  };
}

export function organizationVerdict(organizationId: string, values: Partial<Verdict> = {}): Verdict {
  return {
    ...accountVerdict(organizationId),
    subject: 'organization',
    accountId: null,
    organizationId,
    status: 'orphan',
    reason: 'org_orphaned',
    codes: ['org_orphaned'],
    ...values,
  };
}

export function sampleException(fingerprint: string, values: Partial<Exception> = {}): Exception {
  return {
    fingerprint,
    evidenceFingerprint: `evidence of ${fingerprint}`,
    code: 'one_sided_link',
    severity: 'medium',
    status: 'new',
    accountIds: ['001000000000001AAA'],
    organizationIds: ['1'],
    userIds: [],
    ticketIds: [],
    evidence: { side: 'salesforce' },
    recommendedAction: 'Set the missing side.',
    cause: null,
    firstSeenAt: EARLY,
    openedAt: EARLY,
    regressions: 0,
    ownerId: null,
    decision: null,
    reopened: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
    ...values,
  };
}

export function contactRow(id: string, values: Partial<ContactRow> = {}): ContactRow {
  return {
    id,
    accountId: null,
    deleted: false,
    masterId: null,
    fold: `fold of ${id}`,
    emailHash: null,
    modifiedAt: EARLY,
    ...values,
  };
}

export function userRow(id: string, values: Partial<ZendeskUserRow> = {}): ZendeskUserRow {
  return {
    id,
    contactKey: null,
    contactKeyForm: 'none',
    role: 'end-user',
    active: true,
    suspended: false,
    verified: true,
    defaultOrganizationId: null,
    emailHash: null,
    emailDomain: null,
    modifiedAt: EARLY,
    ...values,
  };
}
