import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
// As the product takes it; the whole library, whose imports go in a circle, only for the APIs that it registers.
import { Connection } from 'jsforce/lib/connection.js';
import 'jsforce';
import {
  SANDBOX_CLIENT_ID,
  salesforceCredentials,
} from '../../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, ADMIN, contacts, NOW, SELLER, testWorld } from '../support/testWorld.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({
    world: testWorld({ Account: accounts(5), Contact: contacts(2) }),
    batchSize: 2,
    bulkPageSize: 2,
    accessTokenLifetimeMs: 60_000,
    jwtBearerPublicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  });
});
afterAll(() => org.close());

async function connect(): Promise<Connection> {
  const connection = newConnection();
  await connection.authorize({ grant_type: 'client_credentials' });
  return connection;
}

function newConnection(): Connection {
  const credentials = salesforceCredentials(org.sandbox);
  return new Connection({
    version: '66.0',
    loginUrl: credentials.SALESFORCE_LOGIN_URL,
    oauth2: {
      loginUrl: credentials.SALESFORCE_LOGIN_URL,
      clientId: credentials.SALESFORCE_CLIENT_ID,
      clientSecret: credentials.SALESFORCE_CLIENT_SECRET,
    },
    refreshFn: (refreshed, callback) => {
      refreshed.authorize({ grant_type: 'client_credentials' }).then(
        () => callback(null, refreshed.accessToken ?? ''),
        (error: Error) => callback(error),
      );
    },
  });
}

const link = (key: string): { Link_Key__c: string; Account__c: string; Status__c: string } => ({
  Link_Key__c: key,
  Account__c: accountId(1),
  Status__c: 'verified',
});

describe('jsforce', () => {
  it('logs in with client credentials and knows who it is', async () => {
    const connection = await connect();
    expect(connection.instanceUrl).toBe(org.url);
    expect(connection.userInfo).toMatchObject({ id: ADMIN, organizationId: org.sandbox.engine.organizationId });
    expect(await connection.identity()).toMatchObject({ user_id: ADMIN });
  });

  it('logs in with a signed assertion', async () => {
    const assertion = await new SignJWT({ iss: SANDBOX_CLIENT_ID, sub: 'seller@acme.example', aud: org.url })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime(Math.floor(NOW.getTime() / 1000) + 120)
      .sign(privateKey);
    const connection = newConnection();
    await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
    expect(connection.userInfo?.id).toBe(SELLER);
  });

  it('reads a query page by page and counts its API usage', async () => {
    const connection = await connect();
    let page = await connection.query('SELECT Id FROM Account ORDER BY Id');
    const usedByFirst = connection.limitInfo.apiUsage?.used ?? NaN;
    const ids = page.records.map(({ Id }) => Id);
    while (!page.done) {
      page = await connection.queryMore(page.nextRecordsUrl ?? '');
      ids.push(...page.records.map(({ Id }) => Id));
    }
    expect(ids).toEqual([1, 2, 3, 4, 5].map(accountId));
    expect(connection.limitInfo.apiUsage).toEqual({ used: usedByFirst + 2, limit: 100_000 });
  });

  it('sees deleted records with scanAll', async () => {
    const connection = await connect();
    const { id = '' } = await connection.sobject('Account').create({ Name: 'Gone' });
    await connection.sobject('Account').destroy(id);
    const { records } = await connection.query('SELECT Id FROM Account WHERE IsDeleted = true', { scanAll: true });
    expect(records).toMatchObject([{ Id: id }]);
  });

  it('describes an object and the org', async () => {
    const connection = await connect();
    const { fields } = await connection.describe('Account');
    expect(fields.map(({ name }) => name)).toContain('Zendesk_Organization_Id__c');
    expect((await connection.describeGlobal()).sobjects.length).toBeGreaterThan(3);
  });

  it('creates, retrieves, updates and deletes a record', async () => {
    const connection = await connect();
    const saved = await connection.sobject('Contact').create({ LastName: 'New', AccountId: accountId(1) });
    expect(saved).toMatchObject({ success: true });
    const id = saved.id ?? '';
    await connection.sobject('Contact').update({ Id: id, LastName: 'Newer' });
    expect(await connection.sobject('Contact').retrieve(id)).toMatchObject({ LastName: 'Newer' });
    expect(await connection.sobject('Contact').destroy(id)).toMatchObject({ success: true });
  });

  it('upserts by external id', async () => {
    const connection = await connect();
    const run = { Run_Key__c: 'run-1', Mode__c: 'full', Status__c: 'complete' };
    const first = await connection.sobject('Zendesk_Audit_Run__c').upsert(run, 'Run_Key__c');
    expect(first).toMatchObject({ success: true, created: true });
    const second = await connection.sobject('Zendesk_Audit_Run__c').upsert(run, 'Run_Key__c');
    expect(second).toMatchObject({ success: true, created: false });
  });

  it('upserts a collection, and finds the failed row among the good ones', async () => {
    const connection = await connect();
    const rows = [link('acme:1'), { ...link('acme:2'), Status__c: 'no such status' }];
    const results = await connection.sobject('Zendesk_Link__c').upsert(rows, 'Link_Key__c');
    expect(results).toMatchObject([
      { success: true, created: true },
      { success: false, errors: [{ statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }] },
    ]);
  });

  it('gets a fresh token when the session has expired, and goes on', async () => {
    const connection = await connect();
    org.advance(60_000);
    const { totalSize } = await connection.query('SELECT Id FROM Account');
    expect(totalSize).toBe(5);
  });

  it('throws an error with the code of the error array', async () => {
    const connection = await connect();
    await expect(connection.query('SELECT Nope FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
  });

  it('finds 412 behind If-Unmodified-Since', async () => {
    const connection = await connect();
    const update = connection
      .sobject('Contact')
      .update(
        { Id: '003000000000001AAA', LastName: 'Late' },
        { headers: { 'If-Unmodified-Since': 'Tue, 01 Jan 2019 00:00:00 GMT' } },
      );
    await expect(update).rejects.toMatchObject({ errorCode: 'PRECONDITION_FAILED' });
  });

  it('loads by a Bulk 2.0 job, step by step', async () => {
    const connection = await connect();
    const job = connection.bulk2.createJob({
      object: 'Zendesk_Link__c',
      operation: 'upsert',
      externalIdFieldName: 'Link_Key__c',
    });
    await job.open();
    await job.uploadData([link('acme:3'), { ...link('acme:4'), Account__c: '001000000000099AAA' }]);
    await job.close();
    await job.poll(5, 10_000);
    expect(job.getInfo()).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1 });
    expect(await job.getSuccessfulResults()).toMatchObject([{ sf__Created: 'true', Link_Key__c: 'acme:3' }]);
    expect(await job.getFailedResults()).toMatchObject([{ Link_Key__c: 'acme:4' }]);
    expect(await job.getUnprocessedRecords()).toEqual([]);
  });

  it('reads a Bulk 2.0 query over several pages, by the locator', async () => {
    const connection = await connect();
    const created = await connection.request<{ id: string }>({
      method: 'POST',
      url: '/jobs/query',
      body: JSON.stringify({ operation: 'query', query: 'SELECT Id FROM Account ORDER BY Id' }),
      headers: { 'Content-Type': 'application/json' },
    });
    await connection.bulk2.job('query', { id: created.id }).poll(5, 10_000);
    const ids = [];
    let locator = '';
    do {
      const url = `${org.url}/services/data/v66.0/jobs/query/${created.id}/results?locator=${locator}`;
      const response = await fetch(url, { headers: { Authorization: `Bearer ${connection.accessToken ?? ''}` } });
      ids.push(...(await response.text()).trim().split('\n').slice(1));
      locator = response.headers.get('sforce-locator') ?? '';
    } while (locator !== 'null');
    expect(ids).toEqual([1, 2, 3, 4, 5].map((n) => `"${accountId(n)}"`));
  });
});
