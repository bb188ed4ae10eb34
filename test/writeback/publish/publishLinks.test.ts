import { accountId, closeSalesforce } from '../../sources/salesforce/support.ts';
import { exception, links, startPublisher, useLedger, verdict } from './support.ts';

useLedger();
afterEach(closeSalesforce);

const OPERATOR = '005000000000O01AAA';
const NOTHING_FAILED: unknown[] = [];
const LINK_UPSERT = 'PATCH /composite/sobjects/Zendesk_Link__c/Link_Key__c';
const EXCEPTION_UPSERT = 'PATCH /composite/sobjects/Zendesk_Exception__c/Fingerprint__c';

describe('publishing verdicts', () => {
  it('writes one link for each account in scope or claimed, under its account', async () => {
    const { publisher, stored } = await startPublisher(3);
    const report = await publisher.publishLinks(
      links(
        [verdict(1), verdict(2, { status: 'unlinked', organizationId: null }), verdict(3, { status: 'out_of_scope' })],
        {
          organizationNames: new Map([['1', 'Acme Inc.']]),
        },
      ),
    );
    expect(report).toEqual({ written: 2, unchanged: 0, removed: 0, failed: NOTHING_FAILED });
    expect(
      await stored('Zendesk_Link__c', 'Account__c, Link_Key__c, Status__c, Organization_Name__c, Organization_Url__c'),
    ).toEqual([
      expect.objectContaining({
        Account__c: accountId(1),
        Link_Key__c: `acme:${accountId(1)}`,
        Status__c: 'verified',
        Organization_Name__c: 'Acme Inc.',
        Organization_Url__c: 'https://acme.zendesk.com/agent/organizations/1',
      }),
      expect.objectContaining({ Account__c: accountId(2), Status__c: 'unlinked', Organization_Url__c: null }),
    ]);
  });

  it('writes nothing when nothing changed, in another run too', async () => {
    const { publisher, writes } = await startPublisher(3);
    const world = [verdict(1), verdict(2), verdict(3)];
    const exceptions = [exception(2)];
    await publisher.publishLinks(links(world, { exceptions }));
    await writes();
    const report = await publisher.publishLinks(links(world, { exceptions, runId: 'run-2' }));
    expect(report).toEqual({ written: 0, unchanged: 4, removed: 0, failed: NOTHING_FAILED });
    expect(await writes()).toEqual([]);
  });

  it('writes only the links that changed, and says which run did', async () => {
    const { publisher, stored } = await startPublisher(3);
    await publisher.publishLinks(links([verdict(1), verdict(2), verdict(3)]));
    const changed = verdict(2, { status: 'review', codes: ['one_sided_link'], organizationId: null });
    const report = await publisher.publishLinks(links([verdict(1), changed, verdict(3)], { runId: 'run-2' }));
    expect(report).toMatchObject({ written: 1, unchanged: 2 });
    expect(await stored('Zendesk_Link__c', 'Status__c, Codes__c, Organization_Id__c, Run_Id__c')).toMatchObject([
      { Status__c: 'verified', Run_Id__c: 'run-1' },
      { Status__c: 'review', Codes__c: 'one_sided_link', Organization_Id__c: null, Run_Id__c: 'run-2' },
      { Status__c: 'verified', Run_Id__c: 'run-1' },
    ]);
  });

  it('takes over the links that are there when the ledger knows of none', async () => {
    const { publisher, forgetEverything, stored } = await startPublisher(3);
    await publisher.publishLinks(links([verdict(1), verdict(2)]));
    await forgetEverything();
    const report = await publisher.publishLinks(links([verdict(1, { status: 'review' }), verdict(2), verdict(3)]));
    expect(report).toEqual({ written: 3, unchanged: 0, removed: 0, failed: NOTHING_FAILED });
    expect((await stored('Zendesk_Link__c', 'Status__c')).map(({ Status__c }) => Status__c)).toEqual([
      'review',
      'verified',
      'verified',
    ]);
  });

  it('makes a link anew that somebody deleted by hand', async () => {
    const { publisher, stored, sandbox } = await startPublisher(1);
    await publisher.publishLinks(links([verdict(1)]));
    const [row] = await stored('Zendesk_Link__c', 'Id');
    sandbox.engine.remove('Zendesk_Link__c', String(row!.Id), { actingUserId: sandbox.engine.apiUserId });
    const report = await publisher.publishLinks(links([verdict(1, { status: 'review' })]));
    expect(report).toMatchObject({ written: 1, failed: NOTHING_FAILED });
    expect(await stored('Zendesk_Link__c', 'Account__c')).toMatchObject([{ Account__c: accountId(1) }]);
  });

  it('goes in requests of 200', async () => {
    const { publisher, writes } = await startPublisher(450);
    const world = Array.from({ length: 450 }, (_none, index) => verdict(index + 1));
    expect(await publisher.publishLinks(links(world))).toMatchObject({ written: 450, failed: NOTHING_FAILED });
    expect(await writes()).toEqual([LINK_UPSERT, LINK_UPSERT, LINK_UPSERT]);
  });

  it('goes by a bulk job above 2,000 rows, changes and failures included', async () => {
    const { publisher, writes, stored } = await startPublisher(2_100);
    const world = Array.from({ length: 2_101 }, (_none, index) => verdict(index + 1));
    const first = await publisher.publishLinks(links(world));
    expect(first.written).toBe(2_100);
    expect(first.failed).toMatchObject([{ externalKey: `acme:${accountId(2_101)}` }]);
    expect((await writes()).filter((request) => request.includes('/jobs/ingest'))).toHaveLength(3);

    const text = 'He said "no",\nand #N/A; twice';
    const again = world.map((one) => ({ ...one, status: 'unlinked' as const, organizationId: null, sentence: text }));
    const second = await publisher.publishLinks(links(again));
    expect(second).toMatchObject({ written: 2_100, unchanged: 0 });
    const [row] = await stored('Zendesk_Link__c', 'Status__c, Organization_Id__c, Sentence__c, Account__c');
    expect(row).toMatchObject({
      Status__c: 'unlinked',
      Organization_Id__c: null,
      Sentence__c: text,
      Account__c: accountId(1),
    });
  });
});

describe('removing links', () => {
  it('takes away those that no verdict asks for any more', async () => {
    const { publisher, stored } = await startPublisher(3);
    await publisher.publishLinks(links([verdict(1), verdict(2), verdict(3)]));
    const report = await publisher.publishLinks(links([verdict(1), verdict(2, { status: 'out_of_scope' })]));
    expect(report).toEqual({ written: 0, unchanged: 1, removed: 2, failed: NOTHING_FAILED });
    expect(await stored('Zendesk_Link__c', 'Account__c')).toMatchObject([{ Account__c: accountId(1) }]);
    expect(await publisher.publishLinks(links([verdict(1)]))).toMatchObject({ removed: 0 });
  });

  it('leaves the others alone when only one account was audited', async () => {
    const { publisher, stored } = await startPublisher(2);
    await publisher.publishLinks(links([verdict(1), verdict(2)]));
    const report = await publisher.publishLinks(links([verdict(2, { status: 'review' })], { whole: false }));
    expect(report).toEqual({ written: 1, unchanged: 0, removed: 0, failed: NOTHING_FAILED });
    expect(await stored('Zendesk_Link__c', 'Id')).toHaveLength(2);
  });

  it('forgets one that went with its account', async () => {
    const { publisher, sandbox, stored } = await startPublisher(2);
    await publisher.publishLinks(links([verdict(1), verdict(2)]));
    for (const row of await stored('Zendesk_Link__c', 'Id, Account__c')) {
      if (row.Account__c !== accountId(2)) continue;
      sandbox.engine.remove('Zendesk_Link__c', String(row.Id), { actingUserId: sandbox.engine.apiUserId });
    }
    expect(await publisher.publishLinks(links([verdict(1)]))).toMatchObject({ removed: 1, failed: NOTHING_FAILED });
  });

  it('never touches a row that Linkproof did not publish', async () => {
    const { publisher, forgetEverything, stored } = await startPublisher(2);
    await publisher.publishLinks(links([verdict(1)]));
    await forgetEverything();
    expect(await publisher.publishLinks(links([verdict(2)]))).toMatchObject({ written: 1, removed: 0 });
    expect(await stored('Zendesk_Link__c', 'Id')).toHaveLength(2);
  });

  it('that fails is tried again by the next run', async () => {
    const { publisher, fault, stored } = await startPublisher(2);
    await publisher.publishLinks(links([verdict(1), verdict(2)]));
    await fault(
      'composite/sobjects\\?ids',
      99,
      { status: 400, body: [{ errorCode: 'INVALID_TYPE', message: 'no' }] },
      'DELETE',
    );
    const report = await publisher.publishLinks(links([verdict(1)]));
    expect(report).toMatchObject({ removed: 0, failed: [{ externalKey: `acme:${accountId(2)}` }] });
    expect(await stored('Zendesk_Link__c', 'Id')).toHaveLength(2);
  });
});

describe('exceptions', () => {
  it('are written with their account, and resolved ones stay as resolved', async () => {
    const { publisher, stored } = await startPublisher(2);
    await publisher.publishLinks(links([verdict(1)], { exceptions: [exception(1)] }));
    const resolved = exception(1, { status: 'resolved', resolvedAt: '2026-11-23T00:00:00.000Z', resolution: 'facts' });
    await publisher.publishLinks(links([verdict(1)], { exceptions: [resolved] }));
    expect(await stored('Zendesk_Exception__c', 'Code__c, Status__c, Account__c, Resolution__c, Evidence__c')).toEqual([
      expect.objectContaining({
        Code__c: 'one_sided_link',
        Status__c: 'resolved',
        Account__c: accountId(1),
        Resolution__c: 'facts',
        Evidence__c: '{"said":"a"}',
      }),
    ]);
  });

  it('are the queue’s until somebody works on them, and again when he gives them back', async () => {
    const users = [{ Id: OPERATOR, Username: 'operator@example.com', IsActive: true }];
    const PermissionSetAssignment = [{ AssigneeId: OPERATOR, PermissionSetName: 'Linkproof_Operator' }];
    const { publisher, stored, writes } = await startPublisher(1, { rows: { User: users, PermissionSetAssignment } });
    const owners = async () =>
      (await stored('Zendesk_Exception__c', 'Owner.Name, OwnerId')).map(({ OwnerId }) => String(OwnerId));
    await publisher.publishLinks(links([verdict(1)], { exceptions: [exception(1)] }));
    const [queue] = await stored('Group', 'Id, DeveloperName');
    expect(queue).toMatchObject({ DeveloperName: 'Zendesk_Exceptions' });
    expect(await owners()).toEqual([queue?.Id]);
    const assigned = exception(1, { status: 'assigned', ownerId: OPERATOR, revision: 2 });
    await publisher.publishLinks(links([verdict(1)], { exceptions: [assigned] }));
    expect(await owners()).toEqual([OPERATOR]);
    await publisher.publishLinks(links([verdict(1)], { exceptions: [exception(1, { revision: 3 })] }));
    expect(await owners()).toEqual([queue?.Id]);
    await writes();
    const report = await publisher.publishLinks(links([verdict(1)], { exceptions: [exception(1, { revision: 3 })] }));
    expect(report).toMatchObject({ written: 0, failed: NOTHING_FAILED });
  });

  it.each([
    ['has left', false, 'Linkproof_Operator'],
    ['may work the queue no more', true, null],
  ])('of an owner who %s are the queue’s', async (_, IsActive, PermissionSetName) => {
    const User = [{ Id: OPERATOR, Username: 'operator@example.com', IsActive }];
    const PermissionSetAssignment = PermissionSetName === null ? [] : [{ AssigneeId: OPERATOR, PermissionSetName }];
    const { publisher, stored } = await startPublisher(1, { rows: { User, PermissionSetAssignment } });
    const assigned = exception(1, { status: 'assigned', ownerId: OPERATOR });
    const report = await publisher.publishLinks(links([verdict(1)], { exceptions: [assigned] }));
    expect(report).toMatchObject({ written: 2, failed: NOTHING_FAILED });
    const [queue] = await stored('Group', 'Id');
    expect(await stored('Zendesk_Exception__c', 'OwnerId, Status__c')).toMatchObject([
      { OwnerId: queue?.Id, Status__c: 'assigned' },
    ]);
  });

  it('leave Salesforce when they were resolved long ago, and come back with what they tell of', async () => {
    const { publisher, stored } = await startPublisher(2);
    const longAgo = { status: 'resolved', resolution: 'facts', resolvedAt: '2026-05-01T00:00:00.000Z' } as const;
    const exceptions = [exception(1), exception(2, { ...longAgo, resolvedAt: '2026-11-01T00:00:00.000Z' })];
    await publisher.publishLinks(links([], { exceptions }));
    const purged = [exception(1, longAgo), exception(2, longAgo)];
    expect(await publisher.publishLinks(links([], { exceptions: purged }))).toMatchObject({ written: 0, removed: 2 });
    expect(await stored('Zendesk_Exception__c', 'Id')).toEqual([]);
    expect(await publisher.publishLinks(links([], { exceptions: purged }))).toMatchObject({ written: 0, removed: 0 });
    await publisher.publishLinks(links([], { exceptions: [exception(1, { status: 'regressed', regressions: 1 })] }));
    expect(await stored('Zendesk_Exception__c', 'Status__c')).toMatchObject([{ Status__c: 'regressed' }]);
  });

  it('of an account that is gone are written without it', async () => {
    const { publisher, stored } = await startPublisher(1);
    const report = await publisher.publishLinks(links([], { exceptions: [exception(99)] }));
    expect(report).toMatchObject({ written: 1, failed: NOTHING_FAILED });
    expect(await stored('Zendesk_Exception__c', 'Account__c, Account_Ids__c')).toMatchObject([
      { Account__c: null, Account_Ids__c: accountId(99) },
    ]);
  });

  it('show on the links of their accounts: counted, summed up, gravest first', async () => {
    const { publisher, stored } = await startPublisher(1);
    const exceptions = [
      exception(1, { severity: 'low' }),
      exception(2, { accountIds: [accountId(1), accountId(2)], severity: 'critical', code: 'shared_organization' }),
      exception(3, { accountIds: [accountId(1)], status: 'accepted' }),
      exception(4, { accountIds: [accountId(1)], status: 'resolved' }),
      exception(5, { accountIds: [], organizationIds: ['1'], code: 'domain_shared' }),
      exception(6, { accountIds: [], organizationIds: ['1'], code: 'domain_free_mail' }),
    ];
    await publisher.publishLinks(
      links([verdict(1, { codes: ['domain_shared', 'one_sided_link', 'shared_organization'] })], { exceptions }),
    );
    const [row] = await stored('Zendesk_Link__c', 'Open_Exceptions__c, Critical_Exceptions__c, Exception_Summary__c');
    expect(row).toMatchObject({ Open_Exceptions__c: 3, Critical_Exceptions__c: 1 });
    const summary = JSON.parse(String(row!.Exception_Summary__c)) as { code: string; status: string }[];
    expect(summary.map(({ code, status }) => `${code} ${status}`)).toEqual([
      'shared_organization new',
      'domain_shared new',
      'one_sided_link accepted',
      'one_sided_link new',
    ]);
  });
});

describe('trouble', () => {
  it('of a locked account passes by itself', async () => {
    const { publisher, fault, clock, stored } = await startPublisher(3);
    await fault('Zendesk_Link__c/Link_Key__c', 2, { lockedAccounts: [accountId(2)] }, 'PATCH');
    const report = await publisher.publishLinks(links([verdict(1), verdict(2), verdict(3)]));
    expect(report).toMatchObject({ written: 3, failed: NOTHING_FAILED });
    expect(clock.slept).toEqual([1_000, 2_000]);
    expect(await stored('Zendesk_Link__c', 'Id')).toHaveLength(3);
  });

  it('of an account that stays locked fails that row only, and the next run tries it again', async () => {
    const { publisher, fault } = await startPublisher(3);
    await fault('Zendesk_Link__c/Link_Key__c', 6, { lockedAccounts: [accountId(2)] }, 'PATCH');
    const world = links([verdict(1), verdict(2), verdict(3)]);
    const report = await publisher.publishLinks(world);
    expect(report.written).toBe(2);
    expect(report.failed).toMatchObject([
      { objectName: 'Zendesk_Link__c', externalKey: `acme:${accountId(2)}`, errorCode: 'UNABLE_TO_LOCK_ROW' },
    ]);
    expect(await publisher.publishLinks(world)).toMatchObject({ written: 1, unchanged: 2, failed: NOTHING_FAILED });
  });

  it('of one row does not keep the others from being written', async () => {
    const { publisher } = await startPublisher(2);
    const report = await publisher.publishLinks(links([verdict(1), verdict(77), verdict(2)]));
    expect(report.written).toBe(2);
    expect(report.failed).toMatchObject([{ externalKey: `acme:${accountId(77)}` }]);
  });

  it('on the way is overcome: the same rows are sent again, and none twice', async () => {
    const { publisher, fault, stored } = await startPublisher(3);
    await fault('Zendesk_Link__c/Link_Key__c', 2, { status: 502, html: '<html>Bad Gateway</html>' }, 'PATCH');
    expect(await publisher.publishLinks(links([verdict(1), verdict(2), verdict(3)]))).toMatchObject({ written: 3 });
    expect(await stored('Zendesk_Link__c', 'Id')).toHaveLength(3);
  });

  it('that lasts is reported for every row, which then counts as unpublished', async () => {
    const { publisher, fault, writes } = await startPublisher(450);
    const world = links(Array.from({ length: 450 }, (_none, index) => verdict(index + 1)));
    await fault('composite', 9_999, { status: 503 }, 'PATCH');
    const report = await publisher.publishLinks(world);
    expect(report).toMatchObject({ written: 0, failed: { length: 450 } });
    expect(report.failed[449]).toMatchObject({ errorCode: 'source_unavailable' });
    // The first batch was tried as often as patience allows; the other two were not even sent.
    expect(await writes()).toHaveLength(6);
  });

  it('of an answer that is shorter than the request makes none of its rows count', async () => {
    const { publisher, fault, ledger } = await startPublisher(3);
    await fault(
      'Zendesk_Link__c/Link_Key__c',
      1,
      { status: 200, body: [{ success: true, id: 'x', errors: [] }] },
      'PATCH',
    );
    expect(await publisher.publishLinks(links([verdict(1), verdict(2), verdict(3)]))).toMatchObject({ written: 0 });
    expect((await ledger.published('Zendesk_Link__c')).size).toBe(0);
  });
});

it('touches nothing but Linkproof’s own objects', async () => {
  const { publisher, writes } = await startPublisher(2);
  await publisher.publishLinks(links([verdict(1), verdict(2)], { exceptions: [exception(1)] }));
  await publisher.publishLinks(links([verdict(1)], { exceptions: [exception(1)] }));
  expect(await writes()).toEqual([
    LINK_UPSERT,
    EXCEPTION_UPSERT,
    expect.stringMatching(/^DELETE \/composite\/sobjects\?ids=a0\w{16}&allOrNone=false$/),
  ]);
});
