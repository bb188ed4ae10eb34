import { SandboxPortError } from '../../../server/sandbox/listen.ts';
import { WorldError } from '../../../server/sandbox/world/WorldError.ts';
import type { FaultOrder } from '../../../server/sandbox/zendesk/control/FaultPlan.ts';
import { startZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { closeAll, numbered, start, world } from './support.ts';

afterEach(closeAll);

describe('the journal', () => {
  it('lists the requests served, with query and status, without bodies and credentials', async () => {
    const sandbox = await start({ organizations: numbered(1) });
    await sandbox.get('organizations.json?page[size]=1');
    await sandbox.post('organizations', { organization: { name: 'Very Secret' } });
    await sandbox.get('organizations/77', { authorization: 'Bearer wrong' });
    const journal = await sandbox.get('/__journal', { authorization: '' });
    expect(journal.body).toEqual([
      { time: '2026-11-22T12:00:00.000Z', method: 'GET', path: '/api/v2/organizations.json?page[size]=1', status: 200 },
      { time: '2026-11-22T12:00:00.000Z', method: 'POST', path: '/api/v2/organizations', status: 201 },
      { time: '2026-11-22T12:00:00.000Z', method: 'GET', path: '/api/v2/organizations/77', status: 401 },
    ]);
    expect(journal.text).not.toMatch(/Secret|Bearer|Basic/);
    expect((await sandbox.delete('/__journal', undefined, { authorization: '' })).status).toBe(204);
    expect((await sandbox.get('/__journal')).body).toEqual([]);
  });

  it('counts against no rate limit', async () => {
    const sandbox = await start({}, { plan: 'team' });
    for (let count = 0; count < 210; count += 1) await sandbox.get('/__journal');
    expect((await sandbox.get('users/me')).headers.get('x-rate-limit-remaining')).toBe('199');
  });
});

describe('faults', () => {
  const fault = (fault: FaultOrder['fault'], times = 1): FaultOrder => ({
    match: { path: '/organizations' },
    times,
    fault,
  });

  it('a status comes instead of the answer, as often as ordered, and nothing is written', async () => {
    const sandbox = await start({ organizations: numbered(1) });
    const order = fault({ status: 503, body: { error: 'busy' }, headers: { 'retry-after': '7' } }, 2);
    expect((await sandbox.post('/__faults', order, { authorization: '' })).status).toBe(201);
    expect((await sandbox.get('/__faults')).body).toEqual([order]);
    expect((await sandbox.get('users')).status).toBe(200);
    const first = await sandbox.delete('organizations/1');
    expect([first.status, first.headers.get('retry-after'), first.body]).toEqual([503, '7', { error: 'busy' }]);
    expect((await sandbox.get('organizations/1')).status).toBe(503);
    expect((await sandbox.get('organizations/1')).status).toBe(200);
    expect((await sandbox.get('/__journal')).body.map((entry: { status: number }) => entry.status)).toEqual([
      200, 503, 503, 200,
    ]);
  });

  it('a 502 comes as HTML', async () => {
    const sandbox = await start({}, { faults: [fault({ status: 502, html: '<h1>Bad Gateway</h1>' })] });
    const reply = await sandbox.get('organizations');
    expect([reply.status, reply.headers.get('content-type'), reply.text]).toEqual([
      502,
      'text/html; charset=utf-8',
      '<h1>Bad Gateway</h1>',
    ]);
  });

  it('match method and query too', async () => {
    const sandbox = await start({ organizations: numbered(3) });
    await sandbox.post('/__faults', {
      match: { method: 'GET', path: 'page%5Bafter%5D|page\\[after\\]' },
      times: 9,
      fault: { status: 500 },
    });
    const first = await sandbox.get('organizations?page[size]=1');
    expect(first.status).toBe(200);
    expect((await sandbox.get(first.body.links.next.replace(sandbox.url, ''))).status).toBe(500);
    await sandbox.delete('/__faults');
    expect((await sandbox.get(first.body.links.next.replace(sandbox.url, ''))).status).toBe(200);
  });

  it('an answer of 200 is truncated, and may claim to be the end or not', async () => {
    const sandbox = await start({ organizations: numbered(5) });
    await sandbox.post('/__faults', fault({ truncate: 2 }));
    const cut = (await sandbox.get('organizations?page[size]=3')).body;
    expect([cut.organizations.length, cut.meta.has_more]).toEqual([2, true]);
    await sandbox.post('/__faults', fault({ truncate: 2, endStream: true }));
    const ended = (await sandbox.get('organizations?page[size]=3')).body;
    expect([ended.organizations.length, ended.meta.has_more]).toEqual([2, false]);
    await sandbox.post('/__faults', fault({ truncate: 0, endStream: false }));
    const exported = (await sandbox.get('incremental/organizations?start_time=0')).body;
    expect([exported.organizations, exported.end_of_stream]).toEqual([[], false]);
    await sandbox.post('/__faults', fault({ truncate: 1, endStream: true }));
    expect((await sandbox.get('organizations?per_page=2')).body.next_page).toBeNull();
  });

  it('the connection is closed before anything is done', async () => {
    const sandbox = await start({ organizations: numbered(1) }, { faults: [fault({ closeSocket: true })] });
    await expect(sandbox.delete('organizations/1')).rejects.toThrow();
    expect((await sandbox.get('organizations/1')).status).toBe(200);
    expect((await sandbox.get('/__journal')).body[0].status).toBe(0);
  });

  it('the connection is closed after the write', async () => {
    const sandbox = await start({ organizations: numbered(1) }, { faults: [fault({ afterWrite: 'closeSocket' })] });
    await expect(sandbox.delete('organizations/1')).rejects.toThrow();
    expect((await sandbox.get('organizations/1')).status).toBe(404);
  });

  it('an answer is delayed', async () => {
    const sandbox = await start({ organizations: numbered(1) }, { faults: [fault({ delayMs: 30 })] });
    expect((await sandbox.get('organizations')).status).toBe(200);
  });

  it('of a 401 the client meets the next answer normally', async () => {
    const sandbox = await start({}, { faults: [fault({ status: 401, body: { error: 'invalid_token' } })] });
    expect((await sandbox.get('organizations')).status).toBe(401);
    expect((await sandbox.get('organizations')).status).toBe(200);
  });

  it.each([
    ['no fault', { match: { path: 'x' }, times: 1 }],
    ['a misspelt one', { match: { path: 'x' }, times: 1, fault: { stauts: 500 } }],
    ['a pattern that is none', { match: { path: '(' }, times: 1, fault: { status: 500 } }],
    ['no JSON', 'x'],
  ])('an order with %s is refused', async (_case, order) => {
    const sandbox = await start();
    const reply = await sandbox.post('/__faults', order);
    expect([reply.status, reply.body.error]).toEqual([400, 'InvalidFault']);
  });
});

describe('starting and stopping', () => {
  it('a port in use is said to be so', async () => {
    const sandbox = await start();
    const second = startZendeskSandbox({ world: world(), rateLimits: 'real', port: sandbox.port });
    await expect(second).rejects.toThrow(SandboxPortError);
    await expect(second).rejects.toThrow(`Found port ${sandbox.port} on 127.0.0.1 in use`);
  });

  it('reset takes everything back to the world, which is never changed', async () => {
    const organizations = [{ id: 1, name: 'Acme' }];
    const sandbox = await start({ organizations }, { plan: 'team' });
    await sandbox.put('organizations/1', { organization: { name: 'Changed' } });
    await sandbox.delete('organizations/1');
    expect(organizations).toEqual([{ id: 1, name: 'Acme' }]);
    sandbox.reset();
    const reply = await sandbox.get('organizations/1');
    expect([reply.body.organization.name, reply.headers.get('x-rate-limit-remaining')]).toEqual(['Acme', '199']);
    expect((await sandbox.get('/__journal')).body).toHaveLength(1);
  });

  it('the state shows tests what is due by now', async () => {
    const sandbox = await start({
      organizations: numbered(1),
      users: numbered(1),
      organization_memberships: [{ id: 1, user_id: 1, organization_id: 1 }],
      tickets: [{ id: 1, requester_id: 1, organization_id: 1, status: 'open' }],
    });
    await sandbox.delete('organization_memberships/1');
    expect(sandbox.state.tickets.get(1)?.organization_id).toBe(1);
    sandbox.tick(10_000);
    expect(sandbox.state.tickets.get(1)?.organization_id).toBeNull();
  });

  it('a row without a usable id names file and row', async () => {
    const starting = startZendeskSandbox({
      world: world({ organization_memberships: [{ id: 1, user_id: 'x', organization_id: 2 }] }),
      rateLimits: 'real',
    });
    await expect(starting).rejects.toThrow(WorldError);
    await expect(starting).rejects.toThrow('zendesk/organization_memberships.ndjson: found user_id "x"');
  });

  it('close cuts connections that are kept alive', async () => {
    const sandbox = await start();
    await sandbox.get('users/me');
    await sandbox.close();
    await expect(sandbox.get('users/me')).rejects.toThrow();
  });
});
