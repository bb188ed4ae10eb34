import { zendeskCredentials } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { closeAll, start, type Reply, type TestSandbox } from './support.ts';

afterEach(closeAll);

const ASK = {
  grant_type: 'client_credentials',
  client_id: zendeskCredentials.clientId,
  client_secret: zendeskCredentials.clientSecret,
};
const ROWS = { organizations: [{ id: 1, name: 'Acme' }] };

/** All that a repair could change. */
async function everything(sandbox: TestSandbox): Promise<unknown[]> {
  const lists = ['organizations', 'users', 'organization_memberships', 'tickets'];
  return Promise.all(lists.map(async (list) => (await sandbox.get(list)).body[list]));
}

const token = (sandbox: TestSandbox, more: object = {}): Promise<Reply> =>
  sandbox.post('/oauth/tokens', { ...ASK, ...more }, { authorization: '' });
const bearer = async (sandbox: TestSandbox, more: object = {}): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${(await token(sandbox, more)).body.access_token}`,
});

describe('credentials', () => {
  it('client credentials give a bearer token that lives half an hour if nothing else is asked', async () => {
    const sandbox = await start(ROWS);
    const reply = await token(sandbox, { scope: 'read' });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
      token_type: 'bearer',
      scope: 'read',
      expires_in: 1800,
    });
    const headers = { authorization: `Bearer ${reply.body.access_token}` };
    expect((await sandbox.get('organizations', headers)).status).toBe(200);
  });

  it('a form is taken as well as JSON', async () => {
    const sandbox = await start(ROWS);
    const form = new URLSearchParams({ ...ASK, scope: 'read' }).toString();
    const reply = await sandbox.post('/oauth/tokens', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(reply.status).toBe(201);
  });

  it.each([
    ['another client', { client_id: 'x' }, 401, 'invalid_client'],
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['too short a life', { expires_in: 299 }, 400, 'invalid_request'],
    ['too long a life', { expires_in: 172_801 }, 400, 'invalid_request'],
  ])('%s is refused', async (_case, more, status, error) => {
    const sandbox = await start();
    const reply = await token(sandbox, { scope: 'read', ...more });
    expect([reply.status, reply.body.error]).toEqual([status, error]);
    expect(reply.text).not.toContain(zendeskCredentials.clientSecret);
  });

  it('a token expires and is then 401', async () => {
    const sandbox = await start(ROWS);
    const headers = await bearer(sandbox, { scope: 'read', expires_in: 300 });
    sandbox.tick(299_000);
    expect((await sandbox.get('organizations', headers)).status).toBe(200);
    sandbox.tick(1_000);
    const expired = await sandbox.get('organizations', headers);
    expect([expired.status, expired.body.error]).toEqual([401, 'invalid_token']);
    expect(expired.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('scope read is 403 on every write, and nothing is written', async () => {
    const sandbox = await start(ROWS);
    const headers = await bearer(sandbox, { scope: 'read' });
    for (const reply of [
      await sandbox.post('organizations', { organization: { name: 'New' } }, headers),
      await sandbox.put('organizations/1', { organization: { name: 'New' } }, headers),
      await sandbox.delete('organizations/1', undefined, headers),
      await sandbox.post('organizations/1/merge', { organization_merge: { winner_id: 2 } }, headers),
    ]) {
      expect([reply.status, reply.body]).toEqual([
        403,
        { error: 'Forbidden', description: 'You are missing the following required scopes: write' },
      ]);
    }
    expect((await sandbox.get('organizations')).body.organizations).toHaveLength(1);
  });

  const REPAIRS: readonly (readonly ['post' | 'put' | 'delete', string, object | undefined])[] = [
    ['put', 'organizations/1', { organization: { external_id: 'key' } }],
    ['put', 'organizations/update_many', { organizations: [{ id: 1, external_id: 'key' }] }],
    ['post', 'organizations', { organization: { name: 'New', external_id: 'new' } }],
    ['put', 'users/101', { user: { external_id: 'person' } }],
    ['put', 'users/update_many', { users: [{ id: 101, external_id: 'person' }] }],
    ['post', 'organization_memberships', { organization_membership: { user_id: 101, organization_id: 2 } }],
    [
      'post',
      'organization_memberships/create_many',
      { organization_memberships: [{ user_id: 101, organization_id: 2 }] },
    ],
    ['put', 'users/101/organizations/1/make_default', undefined],
    ['put', 'users/101/organization_memberships/501/make_default', undefined],
    ['put', 'tickets/1', { ticket: { organization_id: 1 } }],
    ['put', 'tickets/update_many', { tickets: [{ id: 1, organization_id: 1 }] }],
    ['delete', 'organization_memberships/501', undefined],
    ['delete', 'organization_memberships/destroy_many?ids=501', undefined],
    ['delete', 'users/101/organizations/1', undefined],
  ];
  const REPAIRED = {
    organizations: [
      { id: 1, name: 'Acme' },
      { id: 2, name: 'Beta' },
    ],
    users: [{ id: 101, name: 'Ada' }],
    organization_memberships: [{ id: 501, user_id: 101, organization_id: 1, default: true }],
    tickets: [{ id: 1, status: 'open', requester_id: 101 }],
  };

  it.each(REPAIRS)('%s %s takes the scopes of a repair, and never that of an audit', async (method, path, body) => {
    const sandbox = await start(REPAIRED);
    const before = JSON.stringify(await everything(sandbox));
    const reading = await bearer(sandbox, { scope: 'read' });
    expect((await sandbox[method](path, body, reading)).status).toBe(403);
    sandbox.tick(10_000);
    expect(JSON.stringify(await everything(sandbox))).toBe(before);
    const repairing = await bearer(sandbox, { scope: 'read organizations:write users:write tickets:write' });
    expect([200, 201, 204]).toContain((await sandbox[method](path, body, repairing)).status);
  });

  it('an array of scopes gives a token that is always 403', async () => {
    const sandbox = await start(ROWS);
    const reply = await token(sandbox, { scope: ['read', 'write'] });
    expect(reply.status).toBe(201);
    const headers = { authorization: `Bearer ${reply.body.access_token}` };
    expect((await sandbox.get('organizations', headers)).status).toBe(403);
    expect((await sandbox.post('organizations', { organization: { name: 'New' } }, headers)).status).toBe(403);
  });

  it('scopes may name a resource', async () => {
    const sandbox = await start(ROWS);
    const headers = await bearer(sandbox, { scope: 'read organizations:write' });
    expect((await sandbox.put('organizations/1', { organization: { notes: 'x' } }, headers)).status).toBe(200);
    expect((await sandbox.post('organization_memberships', {}, headers)).status).not.toBe(403);
    expect((await sandbox.post('users', { user: { name: 'New' } }, headers)).status).toBe(403);
    const users = await bearer(sandbox, { scope: 'users:read' });
    expect((await sandbox.get('users', users)).status).toBe(200);
    expect((await sandbox.get('incremental/users/cursor?start_time=0', users)).status).toBe(200);
    expect((await sandbox.get('organizations', users)).status).toBe(403);
  });

  it.each([
    ['no credentials', ''],
    ['a wrong API token', `Basic ${Buffer.from(`${zendeskCredentials.email}/token:wrong`).toString('base64')}`],
    [
      'a password',
      `Basic ${Buffer.from(`${zendeskCredentials.email}:${zendeskCredentials.apiToken}`).toString('base64')}`,
    ],
    ['an unknown token', 'Bearer 0123'],
  ])('%s: 401', async (_case, authorization) => {
    const sandbox = await start(ROWS);
    expect((await sandbox.get('organizations', { authorization })).status).toBe(401);
  });

  it('an agent reads, yet exports, merges and deleting organizations are for admins', async () => {
    const sandbox = await start(ROWS, { reader: { role: 'agent' } });
    expect((await sandbox.get('users/me')).body.user.role).toBe('agent');
    expect((await sandbox.get('organizations')).status).toBe(200);
    for (const path of ['incremental/organizations?start_time=0', 'organizations/1/merges']) {
      const reply = await sandbox.get(path);
      expect([reply.status, reply.body.error]).toEqual([403, 'Forbidden']);
    }
    expect((await sandbox.delete('organizations/1')).status).toBe(403);
  });
});
