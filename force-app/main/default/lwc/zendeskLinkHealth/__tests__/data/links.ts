export const VERIFIED: LinkView = {
  accountId: '001000000000001AAA',
  status: 'verified',
  storedStatus: 'verified',
  stale: false,
  sentence: 'You may rely on these tickets: both systems name each other.',
  codes: [],
  organizationId: '6164125400602',
  organizationName: 'Acme Corporation',
  organizationUrl: 'https://acme.zendesk.com/agent/organizations/6164125400602',
  verdictSince: '2026-11-01T08:00:00.000Z',
  auditedAt: '2026-11-22T06:00:00.000Z',
  runId: 'run-20261122',
};

export const CONTRADICTED: LinkView = {
  ...VERIFIED,
  status: 'contradicted',
  storedStatus: 'contradicted',
  sentence: 'Do not rely on these tickets: two organizations claim this account.',
  codes: ['duplicate_external_id', 'scope_not_checked'],
};

/** Changed a moment before the audit: nobody can say yet whether the other half is on its way. */
export const SETTLING: LinkView = {
  ...VERIFIED,
  status: 'unknown',
  storedStatus: 'unknown',
  sentence: 'This was changed a moment ago. Check again in a minute before you rely on these tickets.',
};

export const STALE: LinkView = { ...VERIFIED, status: 'unknown', stale: true };

const evidence: VerdictEvidence = { reason: 'both_rungs_agree', steps: [], rejected: [] };
export const WITH_EVIDENCE: LinkView = { ...VERIFIED, evidence: JSON.stringify(evidence) };
