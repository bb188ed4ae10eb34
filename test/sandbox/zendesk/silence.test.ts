import { zendeskCredentials } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { closeAll, NOON, numbered, start, type TestSandbox } from './support.ts';

afterEach(closeAll);

const T = Math.floor(NOON / 1000);
const ROWS = {
  organizations: numbered(3),
  users: numbered(2, (number) => ({ id: 50 + number, role: 'end-user' })),
  organization_memberships: [
    { id: 71, user_id: 51, organization_id: 1, default: true },
    { id: 72, user_id: 52, organization_id: 2, default: true },
    { id: 73, user_id: 52, organization_id: 1 },
  ],
};
const ids = (rows: { id: number }[]): number[] => rows.map((row) => row.id).sort();

describe('the export of users', () => {
  const CHANGES: [string, 'post' | 'put' | 'delete', string, object | undefined, number[]][] = [
    [
      'joins',
      'post',
      'organization_memberships',
      { organization_membership: { user_id: 51, organization_id: 3 } },
      [51],
    ],
    ['leaves', 'delete', 'organization_memberships/73', undefined, [52]],
    ['gets another default', 'put', 'users/52/organization_memberships/73/make_default', {}, [52]],
    ['loses an organization that is deleted', 'delete', 'organizations/1', undefined, [51, 52]],
    ['is moved by a merge', 'post', 'organizations/1/merge', { organization_merge: { winner_id: 3 } }, [51, 52]],
  ];

  it.each(CHANGES)('announces a user who %s', async (_what, method, path, body, expected) => {
    const sandbox = await start(ROWS);
    await sandbox[method](path, body);
    sandbox.tick(120_000);
    // A merge is carried out while requests come.
    await sandbox.get('organizations');
    sandbox.tick(120_000);
    expect(ids((await sandbox.get(`incremental/users/cursor?start_time=${T - 60}`)).body.users)).toEqual(expected);
  });

  it.each(CHANGES)('keeps silent about a user who %s, where it is to', async (_what, method, path, body) => {
    const sandbox = await start(ROWS, { silentMemberships: true });
    await sandbox[method](path, body);
    sandbox.tick(120_000);
    await sandbox.get('organizations');
    sandbox.tick(120_000);
    expect((await sandbox.get(`incremental/users/cursor?start_time=${T - 60}`)).body.users).toEqual([]);
  });
});

describe('the export of organizations', () => {
  it.each([
    [false, [3]],
    [true, []],
  ])('names a deleted one unless deletions are hard (%s)', async (hardDeletes, expected) => {
    const sandbox = await start(ROWS, { hardDeletes });
    await sandbox.delete('organizations/3');
    sandbox.tick(120_000);
    const { body } = await sandbox.get(`incremental/organizations?start_time=${T - 60}`);
    expect(ids(body.organizations)).toEqual(expected);
  });
});

describe('the minute that exports hold back', () => {
  it.each([
    ['real', 59, 60],
    ['fast', 0, 1],
  ] as const)('lasts as every minute does at %s rate limits', async (rateLimits, hidden, shown) => {
    const sandbox = await start(ROWS, { rateLimits });
    await sandbox.put('organizations/3', { organization: { name: 'Renamed' } });
    const changed = async () =>
      ids((await sandbox.get(`incremental/organizations?start_time=${T - 60}`)).body.organizations);
    sandbox.tick(hidden * 1_000);
    expect(await changed()).toEqual([]);
    sandbox.tick((shown - hidden) * 1_000);
    expect(await changed()).toEqual([3]);
  });

  it('is how new a start may be', async () => {
    const sandbox = await start(ROWS, { rateLimits: 'fast' });
    expect((await sandbox.get(`incremental/organizations?start_time=${T - 1}`)).status).toBe(200);
    const { status, body } = await sandbox.get(`incremental/organizations?start_time=${T}`);
    expect([status, body.error]).toEqual([400, 'StartTimeTooRecent']);
  });
});

describe('faults of lists and sessions', () => {
  it('a page comes again', async () => {
    const sandbox = await start(ROWS);
    const first = await sandbox.get('organizations?page[size]=1');
    await sandbox.post('/__faults', { match: { path: 'after' }, times: 1, fault: { repeatPage: true } });
    const path = first.body.links.next.replace(sandbox.url, '');
    expect((await sandbox.get(path)).body).toEqual(first.body);
    expect((await sandbox.get(path)).body.organizations[0].id).toBe(2);
  });

  it('every token ends at once', async () => {
    const sandbox = await start(ROWS);
    await sandbox.post('/__faults', { match: { path: 'brands' }, times: 1, fault: { expireSessions: true } });
    const authorization = `Bearer ${(await token(sandbox)).access_token}`;
    expect((await sandbox.get('users/me', { authorization })).status).toBe(200);
    expect((await sandbox.get('brands', { authorization })).status).toBe(401);
    expect((await sandbox.get('users/me', { authorization })).status).toBe(401);
  });

  it('the reader is an administrator no more', async () => {
    const sandbox = await start(ROWS);
    expect((await sandbox.post('/__reader', { role: 'agent' })).status).toBe(204);
    expect((await sandbox.get('users/me')).body.user.role).toBe('agent');
    expect((await sandbox.get('incremental/organizations?start_time=0')).status).toBe(403);
    expect((await sandbox.post('/__reader', { role: 'king' })).status).toBe(400);
    sandbox.reset();
    expect((await sandbox.get('users/me')).body.user.role).toBe('admin');
  });
});

async function token(sandbox: TestSandbox): Promise<{ access_token: string }> {
  const { clientId: client_id, clientSecret: client_secret } = zendeskCredentials;
  const grant = { grant_type: 'client_credentials', client_id, client_secret, scope: 'read' };
  return (await sandbox.post('/oauth/tokens', grant)).body;
}
