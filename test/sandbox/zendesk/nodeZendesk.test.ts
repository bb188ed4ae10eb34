import zendesk from 'node-zendesk';
import type { ZendeskWorld } from '../../../server/sandbox/world/World.ts';
import { zendeskCredentials } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { closeAll, numbered, start, type TestSandbox } from './support.ts';

afterEach(closeAll);

const client = (sandbox: TestSandbox, more: object = {}): ReturnType<typeof zendesk.createClient> =>
  zendesk.createClient({
    username: zendeskCredentials.email,
    token: zendeskCredentials.apiToken,
    subdomain: 'not-used',
    endpointUri: `${sandbox.url}/api/v2`,
    throwOriginalException: true,
    ...more,
  } as Parameters<typeof zendesk.createClient>[0]);

const ROWS: Partial<ZendeskWorld> = {
  organizations: numbered(230, (number) => ({ external_id: `K${number}` })),
  users: numbered(3),
  organization_memberships: [{ id: 1, user_id: 1, organization_id: 1, default: true }],
  tickets: [{ id: 1, requester_id: 1, organization_id: 1, status: 'open' }],
};

// Types of node-zendesk are mostly `object`: answers are taken as what the test says of them.
/* eslint-disable @typescript-eslint/no-explicit-any */
describe('the real client, node-zendesk', () => {
  it('walks all organizations by cursor, one wasted call at the end', async () => {
    const sandbox = await start(ROWS);
    const organizations = (await client(sandbox).organizations.list()) as any[];
    expect(organizations.map((row) => row.id)).toEqual(Array.from({ length: 230 }, (_row, index) => index + 1));
    const journal = (await sandbox.get('/__journal')).body;
    expect(journal.map((entry: { path: string }) => entry.path.replace(/=ey.*?&/, '=…&'))).toEqual([
      '/api/v2/organizations.json?page%5Bsize%5D=100',
      '/api/v2/organizations.json?page%5Bafter%5D=…&page%5Bsize%5D=100',
      '/api/v2/organizations.json?page%5Bafter%5D=…&page%5Bsize%5D=100',
      '/api/v2/organizations.json?page%5Bafter%5D=…&page%5Bsize%5D=100',
    ]);
  });

  it('reads with an OAuth token', async () => {
    const sandbox = await start(ROWS);
    const { access_token } = (
      await sandbox.post('/oauth/tokens', {
        grant_type: 'client_credentials',
        client_id: zendeskCredentials.clientId,
        client_secret: zendeskCredentials.clientSecret,
        scope: 'read',
      })
    ).body;
    const reader = client(sandbox, { token: access_token, username: undefined, useOAuth: true });
    const me = (await reader.users.me()) as any;
    expect(me.result.role).toBe('admin');
    await expect(reader.organizations.create({ organization: { name: 'New' } } as any)).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  it('creates, updates, shows and deletes an organization', async () => {
    const sandbox = await start();
    const { organizations } = client(sandbox);
    const created = (await organizations.create({ organization: { name: 'Acme', external_id: 'K' } } as any)) as any;
    const { id } = created.result;
    await organizations.update(id, { organization: { notes: 'x' } } as any);
    expect(((await organizations.show(id)) as any).result).toMatchObject({ name: 'Acme', notes: 'x' });
    expect(((await organizations.search('k' as any)) as any)[0]).toMatchObject({ id });
    await organizations.delete(id);
    await expect(organizations.show(id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('meets a duplicate as an error that tells the status', async () => {
    const sandbox = await start(ROWS);
    const creating = client(sandbox).organizations.create({ organization: { name: 'Record 1' } } as any);
    await expect(creating).rejects.toMatchObject({ statusCode: 422 });
  });

  it('moves a member: join, make default, move the ticket, leave', async () => {
    const sandbox = await start(ROWS);
    const { organizationmemberships, tickets, users } = client(sandbox);
    const joined = (await organizationmemberships.create({ user_id: 1, organization_id: 2 } as any)) as any;
    await organizationmemberships.makeDefault(1, joined.result.id);
    const moved = (await tickets.update(1, { ticket: { organization_id: 2 } } as any)) as any;
    expect(moved.result.organization_id).toBe(2);
    await organizationmemberships.delete(1);
    sandbox.tick(10_000);
    expect(((await users.show(1)) as any).result.organization_id).toBe(2);
    expect(((await tickets.show(1)) as any).result.organization_id).toBe(2);
  });

  it('starts a job and reads its status', async () => {
    const sandbox = await start(ROWS);
    const { tickets, jobstatuses } = client(sandbox);
    const started = (await tickets.updateMany([1], { ticket: { tags: ['linkproof'] } } as any)) as any;
    sandbox.tick(10_000);
    const status = (await jobstatuses.show(started.result.job_status.id)) as any;
    expect(status.result.job_status).toMatchObject({ status: 'completed', results: [{ id: 1, success: true }] });
  });

  it('reads an export when handed the full address', async () => {
    const sandbox = await start(ROWS);
    const address = `${sandbox.url}/api/v2/incremental/users/cursor.json?start_time=0&per_page=2`;
    const page = (await client(sandbox).users.get(address)) as any;
    expect(page.result.map((user: { name: string }) => user.name)).toEqual(['Record 1', 'Record 2']);
  });

  it('gets a 429 with Retry-After as a result instead of an error, as with the real API', async () => {
    const sandbox = await start(ROWS, {
      faults: [
        {
          match: { path: 'page%5Bafter%5D' },
          times: 1,
          fault: { status: 429, headers: { 'retry-after': '1' }, body: {} },
        },
      ],
    });
    const organizations = (await client(sandbox).organizations.list()) as any[];
    expect(organizations.at(-1)).toBeInstanceOf(Error);
    expect(organizations.length).toBeLessThan(230);
  });
});
