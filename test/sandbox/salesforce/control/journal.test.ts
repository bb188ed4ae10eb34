import type { JournalEntry } from '../../../../server/sandbox/salesforce/control/RequestJournal.ts';
import { SANDBOX_CLIENT_SECRET } from '../../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, ADMIN, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(2) }) });
});
beforeEach(async () => {
  await org.logIn();
  await org.fetch('DELETE', '/__journal');
});
afterAll(() => org.close());

const journal = async (): Promise<JournalEntry[]> => (await org.fetch('GET', '/__journal')).body;
const operations = async (): Promise<JournalEntry['operations']> =>
  (await journal()).flatMap((entry) => entry.operations);

const link = (key: string): object => ({
  attributes: { type: 'Zendesk_Link__c' },
  Link_Key__c: key,
  Account__c: accountId(1),
  Status__c: 'verified',
});

describe('the journal', () => {
  it('tells of each request when, what, by whom and with which outcome', async () => {
    await org.query('SELECT Id FROM Account');
    expect(await journal()).toEqual([
      {
        time: '2026-11-22T08:00:00.000Z',
        method: 'GET',
        path: `/services/data/v66.0/query?q=${encodeURIComponent('SELECT Id FROM Account')}`,
        status: 200,
        actingUserId: ADMIN,
        object: 'Account',
        operations: [{ object: 'Account', operation: 'query', records: 2 }],
      },
    ]);
  });

  it('keeps refused requests, and names nobody where nobody was logged in', async () => {
    await org.call('GET', '/limits', { token: 'wrong' });
    expect(await journal()).toMatchObject([{ status: 401, actingUserId: null, object: null, operations: [] }]);
  });

  it('keeps a request whose connection was cut', async () => {
    await org.order({ path: '/limits' }, { closeSocket: true });
    await org.call('GET', '/limits').catch(() => undefined);
    expect(await journal()).toMatchObject([{ path: '/services/data/v66.0/limits', status: 0 }]);
  });

  it('names the objects and operations inside a collection', async () => {
    const path = '/composite/sobjects/Zendesk_Link__c/Link_Key__c';
    await org.call('PATCH', path, { body: { records: [link('acme:1'), link('acme:2')] } });
    expect(await operations()).toEqual([{ object: 'Zendesk_Link__c', operation: 'upsert', records: 2 }]);
  });

  it('names the objects and operations inside a composite', async () => {
    const compositeRequest = [
      { method: 'GET', url: '/services/data/v66.0/query?q=SELECT+Id+FROM+Account', referenceId: 'a' },
      { method: 'POST', url: '/services/data/v66.0/sobjects/Contact', referenceId: 'b', body: { LastName: 'New' } },
    ];
    await org.call('POST', '/composite', { body: { compositeRequest } });
    expect(await operations()).toEqual([
      { object: 'Account', operation: 'query', records: 2 },
      { object: 'Contact', operation: 'insert', records: 1 },
    ]);
  });

  it('names the object and operation of every request of a Bulk job', async () => {
    const created = await org.call('POST', '/jobs/ingest', { body: { object: 'Contact', operation: 'insert' } });
    const path = `/jobs/ingest/${created.body.id}`;
    const headers = { 'Content-Type': 'text/csv' };
    await org.call('PUT', `${path}/batches`, { body: 'LastName\nNew\nNewer\n', headers });
    await org.call('PATCH', path, { body: { state: 'UploadComplete' } });
    await org.call('GET', path);
    await org.call('GET', path);
    const entries = await journal();
    expect(entries.map(({ object }) => object)).toEqual(entries.map(() => 'Contact'));
    expect(entries.map((entry) => entry.operations[0]?.records)).toEqual([0, 2, 0, 0, 2]);
  });

  it('never holds bodies, authorizations or secrets', async () => {
    await org.logIn();
    await org.fetch('POST', `/services/oauth2/revoke?token=${encodeURIComponent(org.token)}`);
    const text = JSON.stringify(await journal());
    expect(text).not.toContain(SANDBOX_CLIENT_SECRET);
    expect(text).not.toContain(org.token);
    expect(text).toContain('/services/oauth2/revoke?token=***');
  });

  it('does not list the requests to the journal and the faults', async () => {
    await org.fetch('GET', '/__journal');
    await org.fetch('GET', '/__faults');
    expect(await journal()).toEqual([]);
  });
});
