import type { Announcement, Publication } from '../../../server/core/notices/Notice.ts';
import type { NoticeStore } from '../../../server/store/Store.ts';
import { systemClock, type SalesforceConnection } from '../../../server/transport.ts';
import { createNoticer } from '../../../server/writeback/notices/createNoticer.ts';
import { linkKey } from '../../../server/writeback/publish/linkRow.ts';
import { accountId } from '../../sources/salesforce/support.ts';
import { exception, links, verdict } from '../publish/support.ts';

const NOTHING: Announcement = {
  contradicted: [],
  criticals: new Map(),
  links: new Map(),
  goneLinks: [],
  openings: new Map(),
  closed: [],
};

/** A noticer that may not reach Salesforce, and what its parts were asked. */
function noticerHeldBy(holder: 'nobody' | 'another process') {
  const asked: { publication: Publication | null; of: unknown } = { publication: null, of: undefined };
  const notices: Pick<NoticeStore, 'announced' | 'keep'> = {
    announced: (of) => {
      asked.of = of;
      return Promise.resolve({ links: new Map(), openings: new Map() });
    },
    keep: () => Promise.resolve(),
  };
  const noticer = createNoticer({
    connection: { clock: systemClock } as SalesforceConnection,
    store: {
      notices: notices as NoticeStore,
      tryHold: () => Promise.resolve(holder === 'nobody' ? () => Promise.resolve() : null),
    },
    policy: { contradictedEvents: true, criticalExceptions: true, weeklyDigest: null },
    announce: (publication) => {
      asked.publication = publication;
      return NOTHING;
    },
    criticalNotices: () => [],
  });
  return { noticer, asked };
}

describe('what is news', () => {
  const published = { ...links([verdict(1), verdict(2)]), exceptions: [exception(1), exception(2)] };
  const failed = [
    {
      objectName: 'Zendesk_Link__c',
      externalKey: linkKey(published.instance, accountId(1)),
      errorCode: 'X',
      message: '',
    },
    { objectName: 'Zendesk_Exception__c', externalKey: exception(2).fingerprint, errorCode: 'X', message: '' },
  ];

  it('is not what Salesforce does not show yet', async () => {
    const { noticer, asked } = noticerHeldBy('nobody');
    await noticer.note(published, { failed, first: false });
    expect(asked.publication?.links.map((link) => link.accountId)).toEqual([accountId(2)]);
    expect(asked.publication?.exceptions.map(({ fingerprint }) => fingerprint)).toEqual([exception(1).fingerprint]);
  });

  it('is looked up for what was published alone, unless that was everything', async () => {
    const { noticer, asked } = noticerHeldBy('nobody');
    await noticer.note({ ...published, whole: false, gone: [accountId(9)] }, { failed: [], first: false });
    expect(asked.of).toEqual({
      accountIds: [accountId(1), accountId(2), accountId(9)],
      fingerprints: [exception(1).fingerprint, exception(2).fingerprint],
    });
    await noticer.note({ ...published, whole: true }, { failed: [], first: false });
    expect(asked.of).toBeNull();
  });
});

it('nothing is sent while another process sends', async () => {
  const { noticer } = noticerHeldBy('another process');
  expect(await noticer.send()).toEqual({ events: 0, notifications: 0, waiting: 0, givenUp: 0, problem: null });
});
