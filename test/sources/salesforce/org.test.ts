import { generateKeyPairSync } from 'node:crypto';
import { SourceAuthError } from '../../../server/errors.ts';
import { accounts, closeSalesforce, startSalesforce } from './support.ts';

afterEach(closeSalesforce);

describe('the connected org', () => {
  it('is named by its 18-character id', async () => {
    const { source, sandbox } = await startSalesforce();
    expect(await source.orgId()).toBe(sandbox.engine.organizationId);
  });

  it('shows everything to the integration user', async () => {
    const { source } = await startSalesforce();
    expect(await source.rights()).toEqual({ complete: true, problem: null });
  });

  it('shows less to a user without View All, who is told what to grant', async () => {
    const { source } = await startSalesforce({ options: { restrictedReader: true } });
    const { complete, problem } = await source.rights();
    expect(complete).toBe(false);
    expect(problem).toContain('lacks View All on Account and Contact. Assign the permission set Linkproof_Integration');
  });

  it('whose permission objects cannot be read proves nothing', async () => {
    const { source, fault } = await startSalesforce();
    await fault('PermissionSetAssignment', 9, { status: 400, body: [{ errorCode: 'INVALID_TYPE', message: 'no' }] });
    const { complete, problem } = await source.rights();
    expect(complete).toBe(false);
    expect(problem).toContain('cannot be looked up (INVALID_TYPE)');
  });

  it('is probed for what it has', async () => {
    const plain = await startSalesforce({ rows: { Account: accounts(1) } });
    expect(await plain.source.probe(['Type', 'Tier__c'])).toEqual({
      features: { person_accounts: false, account_contact_relations: expect.any(Boolean), native_app: false },
      readableAccountFields: ['Type'],
    });
    const rich = await startSalesforce({
      packages: {
        AccountContactRelation: {},
        Account: {
          IsPersonAccount: { type: 'boolean' },
          Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 },
        },
      },
    });
    expect((await rich.source.probe([])).features).toEqual({
      person_accounts: true,
      account_contact_relations: true,
      native_app: true,
    });
  });
});

describe('custom permissions', () => {
  const ADA = '005000000000011AAA';
  const EVE = '005000000000012AAA';
  const BOB = '005000000000013AAA';
  const user = (Id: string, IsActive = true) => ({ Id, Username: `${Id}@a.example`, LastName: 'x', IsActive });
  const rows = {
    User: [user(ADA), user(EVE), user(BOB, false)],
    PermissionSetAssignment: [ADA, BOB].map((AssigneeId) => ({
      AssigneeId,
      PermissionSet: { Name: 'Linkproof_Admin' },
    })),
  };

  it.each([
    ['a holder', ADA, ['Linkproof_Admin', 'Linkproof_Operate', 'Linkproof_View']],
    ['a user without', EVE, []],
    ['a user who may no longer sign in', BOB, []],
    ['nobody', '005000000000099AAA', []],
    ['no user', '001000000000001AAA', []],
    ['a text that would break out of the query', "005' OR Name != '", []],
  ])('of %s are told', async (_whom, userId, expected) => {
    const { source } = await startSalesforce({ rows });
    expect([...(await source.customPermissionsOf(userId))].sort()).toEqual(expected);
  });
});

describe('signing in to Salesforce', () => {
  it('with a wrong secret is refused, and says what to check without telling it', async () => {
    const { source } = await startSalesforce({ credential: { kind: 'client_secret', clientSecret: 'wrong-secret' } });
    const refused = source.orgId();
    await expect(refused).rejects.toThrow(SourceAuthError);
    await expect(refused).rejects.toThrow('SALESFORCE_CLIENT_SECRET');
    await expect(refused).rejects.not.toThrow('wrong-secret');
  });

  it('works by an assertion signed with the private key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { source } = await startSalesforce({
      rows: { User: [{ Id: '005000000000021AAA', Username: 'linkproof@a.example', IsActive: true }] },
      options: { jwtBearerPublicKeyPem: String(publicKey.export({ type: 'spki', format: 'pem' })) },
      credential: {
        kind: 'private_key',
        privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
        username: 'linkproof@a.example',
      },
    });
    expect(await source.orgId()).toMatch(/^00D/);
  });

  it('by an assertion of another key is refused', async () => {
    const [ours, theirs] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const { source } = await startSalesforce({
      options: { jwtBearerPublicKeyPem: String(theirs!.publicKey.export({ type: 'spki', format: 'pem' })) },
      credential: {
        kind: 'private_key',
        privateKey: String(ours!.privateKey.export({ type: 'pkcs8', format: 'pem' })),
        username: 'linkproof@a.example',
      },
    });
    await expect(source.orgId()).rejects.toThrow('SALESFORCE_USERNAME');
  });

  it('happens once for requests that come together', async () => {
    const { source, journal } = await startSalesforce();
    await Promise.all([source.orgId(), source.rights(), source.probe([])]);
    expect((await journal()).filter((request) => request.includes('/oauth2/token'))).toHaveLength(1);
    expect(source.calls()).toBe((await journal()).length);
  });

  it('reads and writes nothing: every request of a whole audit’s reading is a read', async () => {
    const { source, journal } = await startSalesforce({ rows: { Account: accounts(2_100) } });
    await source.rights();
    expect(await source.accounts({ account: [] })(async () => {})).toMatchObject({ complete: true });
    const writes = (await journal()).filter((request) => !request.startsWith('GET '));
    expect(writes).toEqual(['POST /services/oauth2/token', 'POST /services/data/v66.0/jobs/query']);
  });
});
