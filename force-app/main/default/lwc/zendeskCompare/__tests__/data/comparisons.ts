const LEFT: ComparedSide = {
  kind: 'organization',
  id: '7001',
  name: 'Acme',
  claim: '001000000000001AAA',
  domainNames: ['acme.example', 'acme.test'],
  sharedTickets: false,
  ownerId: '005000000000001AAA',
  modifiedAt: '2026-11-20T08:00:00.000Z',
  members: 12,
  openTickets: 4,
  closedTickets: 90,
  history: [
    {
      at: '2026-11-03T09:30:00.000Z',
      runId: 'run-1',
      codes: [],
      sentence: 'Two organizations carry the key of one account.',
      changes: ['Was verified, is now contradicted.'],
    },
  ],
};

const RIGHT: ComparedSide = {
  kind: 'organization',
  id: '7002',
  name: 'Acme (old portal)',
  domainNames: [],
  sharedTickets: true,
  modifiedAt: '2026-11-21T08:00:00.000Z',
  members: 0,
  history: [],
};

export const RELINK: Comparison = {
  question: 'relink',
  shared: { kind: 'account', id: '001000000000001AAA', name: 'Acme' },
  left: LEFT,
  right: RIGHT,
  choices: ['keep_left', 'keep_right'],
};

export const COLLISION: Comparison = {
  ...RELINK,
  question: 'two_organizations',
  fingerprint: 'f00d',
  choices: ['keep_left', 'keep_right', 'keep_apart', 'recommend_merge'],
  mergeAdvice: 'If both are Acme, merge organization 7002 into 7001 in Zendesk.',
};
