import { announce } from '../../../server/core/notices/announce.ts';
import type { Announced, AnnouncedLink, Publication, PublishedLink } from '../../../server/core/notices/Notice.ts';
import type { Exception, VerdictStatus } from '../../../server/core/model.ts';

const AT = '2026-11-23T08:00:00.000Z';
const EARLIER = '2026-11-01T08:00:00.000Z';
const instance = { salesforceOrgId: '00D000000000001EAA', zendeskSubdomain: 'acme' };

const link = (accountId: string, status: VerdictStatus, more: Partial<PublishedLink> = {}): PublishedLink => ({
  accountId,
  organizationId: '1',
  status,
  codes: [],
  sentence: 'Said.',
  ...more,
});
const known = (links: Record<string, VerdictStatus>, openings: Record<string, string> = {}): Announced => ({
  links: new Map(
    Object.entries(links).map(([id, status]): [string, AnnouncedLink] => [id, { status, turnedAt: EARLIER }]),
  ),
  openings: new Map(Object.entries(openings)),
});
const publication = (more: Partial<Publication>): Publication => ({
  instance,
  runId: 'run-2',
  at: AT,
  links: [],
  exceptions: [],
  whole: false,
  gone: [],
  first: false,
  policy: { contradictedEvents: true, criticalExceptions: true, weeklyDigest: null },
  ...more,
});
const exception = (fingerprint: string, more: Partial<Exception> = {}): Exception => ({
  fingerprint,
  evidenceFingerprint: 'e',
  code: 'shared_organization',
  severity: 'critical',
  status: 'new',
  accountIds: ['A', 'B'],
  organizationIds: ['1'],
  userIds: [],
  ticketIds: [],
  evidence: {},
  recommendedAction: 'Do.',
  cause: null,
  firstSeenAt: EARLIER,
  openedAt: EARLIER,
  regressions: 0,
  ownerId: null,
  decision: null,
  reopened: null,
  resolvedAt: null,
  resolution: null,
  revision: 1,
  ...more,
});

describe('an event', () => {
  const events = (links: readonly PublishedLink[], before: Announced, more: Partial<Publication> = {}) =>
    announce(publication({ links, ...more }), before).contradicted;

  it('is for each account whose published status was another, or that had none, and for no other', () => {
    const links = [
      link('A', 'contradicted', { codes: ['shared_organization'] }),
      link('B', 'contradicted'),
      link('C', 'contradicted'),
      link('D', 'review'),
    ];
    expect(events(links, known({ A: 'verified', B: 'contradicted', D: 'verified' }))).toEqual([
      {
        kind: 'contradicted',
        noticeId: 'contradicted:A:run-2',
        accountId: 'A',
        instance,
        organizationId: '1',
        statusBefore: 'verified',
        codes: ['shared_organization'],
        sentence: 'Said.',
        runId: 'run-2',
      },
      expect.objectContaining({ accountId: 'C', statusBefore: null }),
    ]);
  });

  it('is none of the first publication, and none where the contract wants none; what was published is known all the same', () => {
    const off = { contradictedEvents: false, criticalExceptions: false, weeklyDigest: null };
    for (const more of [{ first: true }, { policy: off }]) {
      const { contradicted, links } = announce(publication({ links: [link('A', 'contradicted')], ...more }), known({}));
      expect(contradicted).toEqual([]);
      expect(links.get('A')?.status).toBe('contradicted');
    }
  });

  it('is none where nobody knew in between, or people were not read', () => {
    const unknown = announce(publication({ links: [link('A', 'unknown')] }), known({ A: 'contradicted' }));
    expect([...unknown.links]).toEqual([]);
    const unread = link('A', 'verified_with_notes', { codes: ['scope_not_checked'] });
    expect([...announce(publication({ links: [unread] }), known({ A: 'contradicted' })).links]).toEqual([]);
  });

  it('comes again when the link was right in between', () => {
    const { links } = announce(publication({ links: [link('A', 'verified')] }), known({ A: 'contradicted' }));
    const before: Announced = { links, openings: new Map() };
    expect(events([link('A', 'contradicted')], before)).toMatchObject([{ statusBefore: 'verified' }]);
  });
});

describe('what is announced of a link', () => {
  it('remembers when it turned from right to not, or back', () => {
    const before = known({ A: 'verified', B: 'review', C: 'contradicted' });
    const { links } = announce(
      publication({
        links: [link('A', 'review'), link('B', 'contradicted'), link('C', 'verified'), link('N', 'review')],
      }),
      before,
    );
    expect(Object.fromEntries(links)).toEqual({
      A: { status: 'review', turnedAt: AT },
      B: { status: 'contradicted', turnedAt: EARLIER },
      C: { status: 'verified', turnedAt: AT },
      N: { status: 'review', turnedAt: AT },
    });
    const first = announce(publication({ links: [link('A', 'review')], first: true }), known({}));
    expect(first.links.get('A')?.turnedAt).toBeNull();
  });

  it('goes with its account', () => {
    const before = known({ A: 'verified', B: 'review' });
    expect(announce(publication({ gone: ['B', 'X'] }), before).goneLinks).toEqual(['B']);
    expect(announce(publication({ links: [link('A', 'verified')], whole: true }), before).goneLinks).toEqual(['B']);
  });
});

describe('a critical exception', () => {
  const criticals = (exceptions: readonly Exception[], before: Announced) =>
    Object.fromEntries(
      [...announce(publication({ exceptions }), before).criticals].map(([accountId, found]) => [
        accountId,
        found.map(({ fingerprint }) => fingerprint),
      ]),
    );

  it('is told of each of its accounts, once', () => {
    const raised = [exception('f'), exception('g', { accountIds: ['B'] })];
    expect(criticals(raised, known({}))).toEqual({ A: ['f'], B: ['f', 'g'] });
    expect(criticals(raised, known({}, { f: EARLIER, g: EARLIER }))).toEqual({});
  });

  it.each([
    ['came back', { openedAt: AT, status: 'regressed' }],
    ['was reopened', { reopened: { at: AT, because: ['It changed.'] } }],
    [
      'was reopened at a moment written without milliseconds',
      { reopened: { at: '2026-11-23T08:00:00Z', because: ['.'] } },
    ],
  ] as const)('is told again when it %s', (_, more) => {
    expect(criticals([exception('f', more)], known({}, { f: EARLIER }))).toEqual({ A: ['f'], B: ['f'] });
    expect(criticals([exception('f', more)], known({}, { f: AT }))).toEqual({});
  });

  it.each([
    ['not critical', { severity: 'high' }],
    ['accepted', { status: 'accepted' }],
    ['not the same', { status: 'not_same' }],
    ['resolved', { status: 'resolved' }],
  ] as const)('that is %s is told to nobody, and is news when it is open and critical again', (_, more) => {
    expect(criticals([exception('f', more)], known({}))).toEqual({});
    expect(announce(publication({ exceptions: [exception('f', more)] }), known({}, { f: EARLIER })).closed).toEqual([
      'f',
    ]);
  });

  it('of the first publication is told to nobody', () => {
    const { criticals: told, openings } = announce(
      publication({ exceptions: [exception('f')], first: true }),
      known({}),
    );
    expect(told.size).toBe(0);
    expect(openings.get('f')).toBe(EARLIER);
  });
});
