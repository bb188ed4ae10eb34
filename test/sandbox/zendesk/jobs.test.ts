import { closeAll, numbered, start } from './support.ts';

afterEach(closeAll);

describe('background jobs', () => {
  it('are queued, then working with a count, then completed', async () => {
    const sandbox = await start();
    const organizations = numbered(100, (number) => ({ id: undefined, name: `New ${number}` }));
    const queued = await sandbox.post('organizations/create_many.json', { organizations });
    const { id } = queued.body.job_status;
    expect(id).toMatch(/^V3-[0-9a-f]{32}$/);
    const url = `${sandbox.url}/api/v2/job_statuses/${id}.json`;
    expect(queued.text).toBe(
      `{"job_status":{"id":"${id}","job_type":"Bulk Create Organization","url":"${url}","total":100,"progress":null,` +
        '"status":"queued","message":null,"results":null}}',
    );
    expect(queued.headers.get('zendesk-ratelimit-inflight-jobs')).toBe('total=30; remaining=29; resets=60');
    const show = async () => (await sandbox.get(`job_statuses/${id}.json`)).body.job_status;
    expect((await show()).status).toBe('queued');
    expect((await sandbox.get('organizations/count')).body.count.value).toBe(0);
    sandbox.tick(305);
    expect(await show()).toMatchObject({
      status: 'working',
      progress: 31,
      message: 'Creating organization #31',
      results: null,
    });
    expect((await sandbox.get('organizations/count')).body.count.value).toBe(31);
    sandbox.tick(10_000);
    const done = await show();
    expect(done).toMatchObject({
      status: 'completed',
      progress: 100,
      message: 'Completed at 2026-11-22 12:00:10 +0000',
    });
    expect(done.results).toHaveLength(100);
    expect(done.results[0]).toEqual({ status: 'Created', id: expect.any(Number) });
  });

  it('complete although single records fail, without a success key and with two spaces in the details', async () => {
    const sandbox = await start({ organizations: numbered(3) });
    const job = await sandbox.finish(
      sandbox.put('organizations/update_many.json', {
        organizations: [
          { id: 1, name: 'Taken' },
          { id: 2, name: 'Taken' },
          { id: 77, name: 'Nobody' },
        ],
      }),
    );
    expect(job).toMatchObject({ job_type: 'Bulk Update Organization', status: 'completed' });
    expect(job.results).toEqual([
      { action: 'update', id: 1, status: 'Updated', success: true },
      { index: 1, error: 'OrganizationUpdateFailed', id: 2, details: 'Name:  Taken has already been taken' },
      { index: 2, error: 'RecordNotFound', id: 77, details: 'Not found' },
    ]);
  });

  it('do one change to many, by ids or external ids', async () => {
    const sandbox = await start({ organizations: numbered(3, (number) => ({ external_id: `K${number}` })) });
    await sandbox.finish(sandbox.put('organizations/update_many?ids=1,2', { organization: { notes: 'a' } }));
    await sandbox.finish(sandbox.put('organizations/update_many?external_ids=k3', { organization: { notes: 'b' } }));
    const { organizations } = (await sandbox.get('organizations?page[size]=9')).body;
    expect(organizations.map((row: { notes: string }) => row.notes)).toEqual(['a', 'a', 'b']);
  });

  it('delete many', async () => {
    const sandbox = await start({
      organizations: numbered(3, (number) => ({ external_id: `K${number}` })),
      users: numbered(2),
    });
    const job = await sandbox.finish(sandbox.delete('organizations/destroy_many.json?ids=1,77'));
    expect(job.results).toEqual([
      { action: 'delete', id: 1, status: 'Deleted', success: true },
      { index: 1, error: 'RecordNotFound', id: 77, details: 'Not found' },
    ]);
    await sandbox.finish(sandbox.delete('organizations/destroy_many.json?external_ids=k2'));
    expect((await sandbox.get('organizations')).body.organizations).toMatchObject([{ id: 3 }]);
    await sandbox.finish(sandbox.delete('users/destroy_many.json?ids=2'));
    expect((await sandbox.get('users')).body.users).toMatchObject([{ id: 1 }]);
    await sandbox.finish(sandbox.delete('users/destroy_many?ids=1'));
  });

  it('warn of a body beside destroy_many', async () => {
    const sandbox = await start({ organizations: numbered(1) });
    const reply = await sandbox.delete('organizations/destroy_many?ids=1', { organizations: [{ id: 1 }] });
    expect(reply.headers.get('x-zendesk-api-warn')).toContain(':unpermitted_keys=>["organizations"]');
  });

  it('take memberships, and refuse the ones that are there', async () => {
    const sandbox = await start({
      organizations: numbered(2),
      users: numbered(1),
      organization_memberships: [{ id: 5, user_id: 1, organization_id: 1, default: true }],
    });
    const job = await sandbox.finish(
      sandbox.post('organization_memberships/create_many', {
        organization_memberships: [
          { user_id: 1, organization_id: 1 },
          { user_id: 1, organization_id: 2 },
        ],
      }),
    );
    expect(job.results).toMatchObject([
      { index: 0, error: 'OrganizationMembershipCreateFailed' },
      { action: 'create', status: 'Created', success: true, id: expect.any(Number) },
    ]);
    await sandbox.finish(sandbox.delete('organization_memberships/destroy_many?ids=5'));
    expect((await sandbox.get('organization_memberships')).body.count).toBe(1);
  });

  it('take users, new ones and known ones', async () => {
    const sandbox = await start({ users: numbered(1, () => ({ external_id: 'K1' })) });
    const created = await sandbox.finish(sandbox.post('users/create_many', { users: [{ name: 'A' }, { name: '' }] }));
    expect(created.results).toMatchObject([{ status: 'Created' }, { index: 1, error: 'UserCreateFailed' }]);
    const both = await sandbox.finish(
      sandbox.post('users/create_or_update_many', { users: [{ external_id: 'k1', notes: 'x' }, { name: 'B' }] }),
    );
    expect(both.results).toMatchObject([{ status: 'Updated', id: 1 }, { status: 'Created' }]);
    const updated = await sandbox.finish(
      sandbox.put('users/update_many', { users: [{ external_id: 'k1', notes: 'y' }] }),
    );
    expect(updated.results).toMatchObject([{ id: 1, success: true }]);
  });

  it('give created tickets ids out of order', async () => {
    const sandbox = await start({ users: numbered(1) });
    const tickets = numbered(6, () => ({ id: undefined, name: undefined, requester_id: 1 }));
    const job = await sandbox.finish(sandbox.post('tickets/create_many.json', { tickets }));
    expect(job.results.map((result: { index: number }) => result.index)).toEqual([0, 1, 2, 3, 4, 5]);
    const ids: number[] = job.results.map((result: { id: number }) => result.id);
    expect([...ids].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(ids).not.toEqual([1, 2, 3, 4, 5, 6]);
    expect(job.results[0]).toEqual({ index: 0, id: expect.any(Number), account_id: expect.any(Number) });
  });

  it('more than 100 records are refused, with the two spaces of the real message', async () => {
    const sandbox = await start();
    const reply = await sandbox.post('organizations/create_many.json', { organizations: numbered(101) });
    expect([reply.status, reply.text]).toEqual([
      400,
      '{"error":"TooManyValues","description":"Parameter  cannot specify more than 100 values","max_count":100}',
    ]);
  });

  it('at most 30 are queued or working at a time', async () => {
    const sandbox = await start({ organizations: numbered(1) });
    const startOne = () => sandbox.put('organizations/update_many?ids=1', { organization: { notes: 'x' } });
    for (let count = 0; count < 30; count += 1) expect((await startOne()).status).toBe(200);
    const refused = await startOne();
    expect([refused.status, refused.body.error]).toEqual([429, 'TooManyJobs']);
    sandbox.tick(10_000);
    expect((await startOne()).status).toBe(200);
  });

  it('can be listed and shown together', async () => {
    const sandbox = await start({ organizations: numbered(1) });
    const startOne = async (): Promise<string> =>
      (await sandbox.put('organizations/update_many?ids=1', { organization: {} })).body.job_status.id;
    const [first, second] = [await startOne(), await startOne()];
    const all = (await sandbox.get('job_statuses?page[size]=1')).body;
    expect(all.job_statuses).toMatchObject([{ id: second }]);
    const next = await sandbox.get(all.links.next.replace(sandbox.url, ''));
    expect(next.body.job_statuses).toMatchObject([{ id: first }]);
    expect((await sandbox.get(`job_statuses/show_many?ids=${first},none`)).body.job_statuses).toMatchObject([
      { id: first },
    ]);
  });
});
