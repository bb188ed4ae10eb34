import type { Notice, OwnerNotice } from '../../server/core/notices/Notice.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { SqlNoticeStore } from '../../server/store/notices/SqlNoticeStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountRow, EARLY, LATER, LATEST } from './samples.ts';

const NOTHING = { links: new Map(), goneLinks: [], openings: new Map(), closed: [] };
const notice = (noticeId: string, more: Partial<OwnerNotice> = {}): Notice => ({
  kind: 'critical',
  noticeId,
  recipientId: '005000000000001AAA',
  title: 'A ‘title’',
  body: 'A body.',
  target: { kind: 'record', recordId: '001000000000001AAA' },
  ...more,
});

describeOnBothEngines('The ledger of notices', (engine) => {
  let notices: SqlNoticeStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    notices = new SqlNoticeStore(engine().database);
  });

  const pendingIds = async () => (await notices.pending(10)).map((waiting) => waiting.notice.noticeId);

  it('keeps what was announced together with the notices of it, and a notice that is there as it is', async () => {
    const links = new Map([
      ['A', { status: 'contradicted', turnedAt: EARLY } as const],
      ['B', { status: 'verified', turnedAt: null } as const],
    ]);
    await notices.keep({ ...NOTHING, links, openings: new Map([['f', EARLY]]) }, [notice('1'), notice('2')], EARLY);
    expect(await notices.announced({ accountIds: ['B', 'X'], fingerprints: ['f'] })).toEqual({
      links: new Map([['B', { status: 'verified', turnedAt: null }]]),
      openings: new Map([['f', EARLY]]),
    });
    await notices.keep({ ...NOTHING, goneLinks: ['B'], closed: ['f'] }, [notice('2', { title: 'Another' })], LATER);
    expect(await notices.announced(null)).toEqual({
      links: new Map([['A', { status: 'contradicted', turnedAt: EARLY }]]),
      openings: new Map(),
    });
    expect(await notices.pending(10)).toEqual([
      { notice: notice('1'), createdAt: EARLY },
      { notice: notice('2'), createdAt: EARLY },
    ]);
    expect(await notices.pending(1)).toHaveLength(1);
  });

  it('knows what was sent, what waits and why, and what was given up', async () => {
    await notices.add([notice('1'), notice('2'), notice('3')], EARLY);
    expect(await notices.waiting()).toEqual({ count: 3, since: EARLY, problem: null });
    await notices.settle(
      [
        { noticeId: '1', result: 'sent', problem: null },
        { noticeId: '2', result: 'later', problem: 'no answer' },
        { noticeId: '3', result: 'given_up', problem: 'refused' },
      ],
      LATER,
    );
    expect(await pendingIds()).toEqual(['2']);
    expect(await notices.waiting()).toEqual({ count: 1, since: EARLY, problem: 'no answer' });
    expect(await notices.outcomes(['1', '2', '3', 'none'])).toEqual(
      new Map([
        ['1', true],
        ['2', null],
        ['3', false],
      ]),
    );
    // What is over stays over.
    await notices.settle([{ noticeId: '1', result: 'later', problem: 'too late' }], LATEST);
    await notices.add([notice('1')], LATEST);
    expect(await pendingIds()).toEqual(['2']);
    expect(await notices.waiting()).toMatchObject({ count: 1 });
  });

  it('finds active owners of live accounts, and the accounts as they were announced', async () => {
    const mirror = new SqlMirrorStore(engine().database);
    const [active, gone] = ['005000000000001AAA', '005000000000002AAA'];
    await mirror.keepSalesforceUsers(
      [
        { id: active, active: true, modifiedAt: EARLY },
        { id: gone, active: false, modifiedAt: EARLY },
      ],
      EARLY,
    );
    await mirror.keepAccounts(
      [
        accountRow('A', { name: 'Acme', ownerId: active }),
        accountRow('B', { name: 'Bolt', ownerId: gone }),
        accountRow('C', { name: 'Core', ownerId: active }),
        accountRow('D', { name: 'Dust', ownerId: active, state: 'deleted' }),
      ],
      EARLY,
    );
    expect(await notices.owners(['A', 'B', 'X'])).toEqual(
      new Map([
        ['A', { accountId: 'A', name: 'Acme', ownerId: active }],
        ['B', { accountId: 'B', name: 'Bolt', ownerId: null }],
      ]),
    );
    const announced = { status: 'review', turnedAt: EARLY } as const;
    const links = new Map<string, typeof announced | { status: 'out_of_scope'; turnedAt: null }>(
      ['A', 'B', 'D'].map((id) => [id, announced]),
    ).set('C', { status: 'out_of_scope', turnedAt: null });
    await notices.keep({ ...NOTHING, links }, [], LATER);
    expect(await notices.announcedAccounts()).toEqual([
      { accountId: 'A', name: 'Acme', ownerId: active, ...announced },
    ]);
  });
});
