import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeEach(async () => {
  // Long enough for a second request to arrive meanwhile.
  org = await TestOrg.start({ world: testWorld({ Account: accounts(2), Contact: contacts(2) }), rowLockHoldMs: 200 });
});
afterEach(() => org.close());

const upsertLink = (key: string, account: number): ReturnType<TestOrg['call']> =>
  org.call('PATCH', `/sobjects/Zendesk_Link__c/Link_Key__c/${key}`, {
    body: { Account__c: accountId(account), Status__c: 'verified' },
  });

const rename = (contact: number): ReturnType<TestOrg['call']> =>
  org.call('PATCH', `/sobjects/Contact/${contactId(contact)}`, { body: { LastName: 'Renamed' } });

describe('UNABLE_TO_LOCK_ROW', () => {
  it('meets one of two parallel writes below one Account', async () => {
    const answers = await Promise.all([upsertLink('acme:1', 1), upsertLink('acme:2', 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    const refused = answers.find(({ status }) => status === 400);
    expect(refused?.body).toMatchObject([
      { errorCode: 'UNABLE_TO_LOCK_ROW', message: expect.stringContaining(accountId(1)) },
    ]);
  });

  it('meets an update that only the stored record ties to the Account', async () => {
    const answers = await Promise.all([rename(1), rename(2)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  it('meets a change of the Account itself', async () => {
    const change = org.call('PATCH', `/sobjects/Account/${accountId(1)}`, { body: { Name: 'Renamed' } });
    const statuses = (await Promise.all([change, rename(1)])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(1);
  });

  it('spares parallel writes below different Accounts', async () => {
    const answers = await Promise.all([upsertLink('acme:1', 1), upsertLink('acme:2', 2)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('spares writes one after the other, and rows of one request among themselves', async () => {
    const records = ['acme:1', 'acme:2'].map((key) => ({
      attributes: { type: 'Zendesk_Link__c' },
      Link_Key__c: key,
      Account__c: accountId(1),
      Status__c: 'verified',
    }));
    const { body } = await org.call('PATCH', '/composite/sobjects/Zendesk_Link__c/Link_Key__c', { body: { records } });
    expect(body.map(({ success }: { success: boolean }) => success)).toEqual([true, true]);
    expect((await upsertLink('acme:3', 1)).status).toBe(201);
  });

  it('can be ordered for single Accounts, and then meets single rows of a collection', async () => {
    await org.order({ path: '/composite/sobjects' }, { lockedAccounts: [accountId(2)] });
    const records = [1, 2].map((n) => ({
      attributes: { type: 'Zendesk_Exception__c' },
      Fingerprint__c: `print ${n}`,
      Account__c: accountId(n),
      Code__c: 'domain_shared',
    }));
    const path = '/composite/sobjects/Zendesk_Exception__c/Fingerprint__c';
    const { body } = await org.call('PATCH', path, { body: { records } });
    expect(body).toMatchObject([{ success: true }, { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] }]);
    expect((await org.call('PATCH', path, { body: { records } })).body).toMatchObject([
      { success: true },
      { success: true },
    ]);
  });

  it('can be ordered for every Account', async () => {
    await org.order({ path: '/sobjects/' }, { lockedAccounts: [] });
    expect((await rename(1)).body).toMatchObject([{ errorCode: 'UNABLE_TO_LOCK_ROW' }]);
  });
});
