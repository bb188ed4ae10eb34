import { SandboxPortError } from '../../../server/sandbox/listen.ts';
import { salesforceCredentials } from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { startSalesforceSandbox } from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import { FORCE_APP, TestOrg } from './support/TestOrg.ts';
import { accountId, accounts, testWorld } from './support/testWorld.ts';

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(1) }) });
});
afterEach(() => org.close());

describe('startSalesforceSandbox', () => {
  it('listens on a free port of this machine unless told otherwise', () => {
    expect(org.url).toBe(`http://127.0.0.1:${org.sandbox.port}`);
    expect(org.sandbox.port).toBeGreaterThan(0);
  });

  it('says of a port in use what it found, expected, and what to do', async () => {
    const second = startSalesforceSandbox({ world: testWorld(), forceAppFolder: FORCE_APP, port: org.sandbox.port });
    await expect(second).rejects.toThrow(SandboxPortError);
    await expect(second).rejects.toThrow(
      `Found port ${org.sandbox.port} on 127.0.0.1 in use, expected it to be free for the Salesforce sandbox. Stop`,
    );
  });

  it('starts from the world again after reset', async () => {
    await org.call('PATCH', `/sobjects/Account/${accountId(1)}`, { body: { Name: 'Renamed' } });
    await org.order({ path: '/limits' }, { status: 503 });
    org.sandbox.reset();
    expect((await org.call('GET', '/limits')).status).toBe(401);
    await org.logIn();
    const { body, headers } = await org.call('GET', `/sobjects/Account/${accountId(1)}`);
    expect(body.Name).toBe('Account 1');
    expect(headers.get('sforce-limit-info')).toBe('api-usage=1/100000');
    expect((await org.call('GET', '/limits')).status).toBe(200);
  });

  it('shows less to a restricted reader, without an error', async () => {
    const rows = [...accounts(1), { ...accounts(2)[1], OwnerId: '005000000000002AAA' }];
    const restricted = await TestOrg.start({ world: testWorldWithoutLogin(rows), restrictedReader: true });
    try {
      expect((await restricted.query('SELECT Id FROM Account')).body).toMatchObject({ totalSize: 0, done: true });
    } finally {
      await restricted.close();
    }
  });
});

describe('salesforceCredentials', () => {
  it('log in to the sandbox', async () => {
    const { SALESFORCE_LOGIN_URL, SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET } = salesforceCredentials(org.sandbox);
    const response = await fetch(`${SALESFORCE_LOGIN_URL}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: SALESFORCE_CLIENT_ID,
        client_secret: SALESFORCE_CLIENT_SECRET,
      }),
    });
    expect(response.status).toBe(200);
  });
});

/** A world in which nobody holds the integration's permission set, so that the sandbox brings its own API user. */
function testWorldWithoutLogin(rows: Record<string, unknown>[]): ReturnType<typeof testWorld> {
  const world = testWorld({ Account: rows });
  world.salesforce.delete('PermissionSetAssignment');
  return world;
}
