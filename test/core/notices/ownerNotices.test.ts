import { composeDigest } from '../../../server/core/notices/composeDigest.ts';
import { criticalNotices, digestNotice } from '../../../server/core/notices/ownerNotices.ts';
import { CATALOGUE, CODES } from '../../../server/core/catalogue.ts';
import type { Exception, VerdictStatus } from '../../../server/core/model.ts';

const OWNER = '005000000000007AAA';
const owners = (name: string, ownerId: string | null = OWNER) => new Map([['A', { accountId: 'A', name, ownerId }]]);
const found = (...codes: readonly Exception['code'][]) =>
  new Map([['A', codes.map((code) => ({ code }) as Exception)]]);

describe('the notice of critical exceptions', () => {
  it('names the account, says what is wrong, and opens the account', () => {
    expect(criticalNotices(found('shared_organization', 'shared_organization'), owners('Acme'), 'run-2')).toEqual([
      {
        kind: 'critical',
        noticeId: 'critical:A:run-2',
        recipientId: OWNER,
        title: 'Don’t rely on the Zendesk tickets of Acme',
        body: expect.stringContaining(CATALOGUE.shared_organization.meaning),
        target: { kind: 'record', recordId: 'A' },
      },
    ]);
  });

  it('goes to nobody where the account has no active owner, or is not known', () => {
    expect(criticalNotices(found('shared_organization'), owners('Acme', null), 'run-2')).toEqual([]);
    expect(criticalNotices(found('shared_organization'), new Map(), 'run-2')).toEqual([]);
  });

  it('fits into what Salesforce takes, whatever the account is called and however many codes there are', () => {
    const [notice] = criticalNotices(found(...CODES), owners('🙂'.repeat(200)), 'run-2');
    expect(notice?.title.length).toBeLessThanOrEqual(250);
    expect(notice?.title).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    expect(notice?.body.length).toBeLessThanOrEqual(750);
    expect(notice?.body).toContain(`And ${CODES.length - 3} more.`);
  });
});

describe('the digest', () => {
  const account = (accountId: string, status: VerdictStatus, turnedAt: string | null = null, ownerId = OWNER) => ({
    accountId,
    name: `Customer ${accountId}`,
    ownerId,
    status,
    turnedAt,
  });
  const SINCE = '2026-11-16T08:00:00.000Z';

  it('counts an owner’s accounts, those that can’t be relied on, and those that turned so within the week', () => {
    const accounts = [
      account('A', 'verified'),
      account('B', 'verified_with_notes', '2026-11-20T08:00:00.000Z'),
      account('C', 'contradicted', '2026-11-20T08:00:00.000Z'),
      account('D', 'review', '2026-11-10T08:00:00.000Z'),
      account('E', 'unlinked'),
      account('F', 'verified', null, '005000000000008AAA'),
    ];
    expect(composeDigest(accounts, SINCE)).toEqual([
      {
        ownerId: OWNER,
        accounts: 5,
        untrusted: [
          { accountId: 'C', name: 'Customer C', isNew: true },
          { accountId: 'D', name: 'Customer D', isNew: false },
          { accountId: 'E', name: 'Customer E', isNew: false },
        ],
      },
    ]);
  });

  it('says it in words, and opens the list of what can’t be relied on', () => {
    const [figures] = composeDigest(
      [account('A', 'review', '2026-11-20T08:00:00.000Z'), account('B', 'unlinked'), account('C', 'verified')],
      SINCE,
    );
    expect(figures && digestNotice(figures, '2026-11-23')).toEqual({
      kind: 'digest',
      noticeId: `digest:${OWNER}:2026-11-23`,
      recipientId: OWNER,
      title: '2 of your 3 accounts can’t be relied on for Zendesk tickets',
      body: 'New since last week: Customer A. Still: Customer B. Open the list to see why, and each account to see what to do.',
      target: { kind: 'page', page: expect.objectContaining({ type: 'standard__objectPage' }) },
    });
  });

  it('fits, and counts the names that it does not tell', () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ ...account(`${n}`, 'review'), name: 'N'.repeat(255) }));
    const [figures] = composeDigest(many, SINCE);
    const notice = figures && digestNotice(figures, '2026-11-23');
    expect(notice?.body.length).toBeLessThanOrEqual(750);
    expect(notice?.body).toContain('Nothing new since last week.');
    expect(notice?.body).toContain('and 46 more.');
  });
});
