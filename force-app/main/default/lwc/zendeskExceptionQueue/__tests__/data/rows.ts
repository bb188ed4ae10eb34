export const ME = '005000000000003AAA';

export const DUPLICATE: QueueRowView = {
  id: 'a01000000000001AAA',
  name: 'EX-000001',
  fingerprint: 'f1',
  revision: 4,
  code: 'duplicate_external_id',
  severity: 'critical',
  status: 'new',
  meaning: 'Two or more Zendesk organizations carry the key of the same account.',
  recommendedAction: 'Decide which organization is the customer’s.',
  accountId: '001000000000001AAA',
  accountName: 'Northwind',
  accountOwnerName: 'Maya Lindqvist',
  organizationId: '7001',
  openedAt: '2026-11-20T08:00:00.000Z',
  firstSeenAt: '2026-11-01T08:00:00.000Z',
  regressions: 2,
};

export const ONE_SIDED: QueueRowView = {
  id: 'a01000000000002AAA',
  name: 'EX-000002',
  fingerprint: 'f2',
  revision: 1,
  code: 'one_sided_link',
  severity: 'medium',
  status: 'accepted',
  meaning: 'Only one of the two systems says so.',
  organizationId: '7002',
  ownerId: ME,
  ownerName: 'Tomas Okafor',
  until: '2026-12-01T00:00:00.000Z',
  openedAt: '2026-11-21T08:00:00.000Z',
};

export const COUNTS: QueueCountsView = {
  total: 2,
  codes: [
    { value: 'one_sided_link', total: 1 },
    { value: 'duplicate_external_id', total: 1 },
  ],
  severities: [{ value: 'critical', total: 1 }],
  statuses: [{ value: 'accepted', total: 1 }],
};

export const CHOICES: QueueChoicesView = {
  operators: [{ id: ME, name: 'Tomas Okafor' }],
  accountOwners: [{ id: '005000000000002AAA', name: 'Maya Lindqvist' }],
};

/** As the server answers a decision. */
export function decided(row: QueueRowView, change: Partial<DecidedException>): DecidedException {
  return {
    status: row.status,
    revision: (row.revision ?? 0) + 1,
    ownerId: row.ownerId ?? null,
    decision: null,
    openedAt: row.openedAt ?? '2026-11-20T08:00:00.000Z',
    regressions: row.regressions ?? 0,
    reopened: null,
    resolvedAt: null,
    resolution: null,
    ...change,
  };
}
