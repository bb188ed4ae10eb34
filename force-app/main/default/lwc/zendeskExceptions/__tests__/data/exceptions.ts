export const NOTE: ExceptionView = {
  code: 'ineligible_linked',
  severity: 'low',
  status: 'accepted',
  meaning: 'This account is linked although the contract does not expect it to be.',
  recommendedAction: 'Nothing is wrong with the link.',
  firstSeenAt: '2026-09-01T08:00:00.000Z',
  organizationIds: [],
};

export const DUPLICATE: ExceptionView = {
  fingerprint: 'f00d',
  code: 'duplicate_external_id',
  severity: 'critical',
  status: 'new',
  meaning: 'Two or more Zendesk organizations carry the key of the same account.',
  recommendedAction: 'Decide which organization is the customer’s.',
  firstSeenAt: '2026-11-02T08:00:00.000Z',
  organizationIds: ['6164125400602', '6164125400777'],
};

export const OLDER_CRITICAL: ExceptionView = {
  ...DUPLICATE,
  code: 'shared_organization',
  status: 'regressed',
  meaning: 'Two or more accounts claim the same Zendesk organization.',
  firstSeenAt: '2026-10-02T08:00:00.000Z',
};
