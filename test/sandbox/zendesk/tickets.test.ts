import { closeAll, start } from './support.ts';

afterEach(closeAll);

const ROWS = {
  organizations: [
    { id: 10, name: 'Acme' },
    { id: 11, name: 'Beta' },
    { id: 12, name: 'Foreign' },
  ],
  users: [
    { id: 1, name: 'Ann', organization_id: 10 },
    { id: 2, name: 'Bob' },
  ],
  organization_memberships: [
    { id: 1, user_id: 1, organization_id: 10, default: true },
    { id: 2, user_id: 1, organization_id: 11 },
    { id: 3, user_id: 2, organization_id: 12, default: true },
  ],
  tickets: [
    { id: 28, requester_id: 1, organization_id: 10, status: 'open', tags: ['old'], updated_at: '2026-11-01T10:00:00Z' },
    { id: 29, requester_id: 1, organization_id: 10, status: 'closed', updated_at: '2025-01-01T00:00:00Z' },
    { id: 30, requester_id: 1, organization_id: 10, status: 'closed', archived_at: '2025-06-01T00:00:00Z' },
    { id: 31, requester_id: 1, organization_id: 10, status: 'closed', archived: true },
    { id: 32, requester_id: 1, organization_id: null, status: 'deleted', external_id: 'E' },
  ],
};
const ids = (rows: { id: number }[]): number[] => rows.map((row) => row.id);

describe('reading tickets', () => {
  it('archived tickets are hidden from lists and counts, yet shown by id and present in exports', async () => {
    const sandbox = await start(ROWS);
    expect(ids((await sandbox.get('tickets')).body.tickets)).toEqual([28, 29]);
    expect(ids((await sandbox.get('tickets?page[size]=10')).body.tickets)).toEqual([28, 29]);
    expect(ids((await sandbox.get('organizations/10/tickets?page[size]=10')).body.tickets)).toEqual([28, 29]);
    expect(ids((await sandbox.get('users/1/tickets/requested')).body.tickets)).toEqual([28, 29]);
    expect((await sandbox.get('tickets/count')).body.count.value).toBe(2);
    expect((await sandbox.get('organizations/10/tickets/count')).body.count.value).toBe(2);
    const shown = (await sandbox.get('tickets/30')).body.ticket;
    expect(shown.status).toBe('closed');
    expect(shown).not.toHaveProperty('archived_at');
    const exported = (await sandbox.get('incremental/tickets/cursor?start_time=0')).body.tickets;
    expect(ids(exported).sort()).toEqual([28, 29, 30, 31, 32]);
  });

  it('deleted tickets are 404 when shown and have the status deleted in exports', async () => {
    const sandbox = await start(ROWS);
    expect((await sandbox.get('tickets/32')).status).toBe(404);
    expect(ids((await sandbox.get('tickets/show_many?ids=28,31,32')).body.tickets)).toEqual([28, 31]);
    const exported = (await sandbox.get('incremental/tickets?start_time=0')).body.tickets;
    expect(exported.find((ticket: { id: number }) => ticket.id === 32).status).toBe('deleted');
  });

  it('external ids need not be unique, and requesters and organizations are sideloaded', async () => {
    const sandbox = await start({
      ...ROWS,
      tickets: [
        { id: 1, external_id: 'e', requester_id: 1, organization_id: 10 },
        { id: 2, external_id: 'E' },
      ],
    });
    const { body } = await sandbox.get('tickets?external_id=E&include=users,organizations');
    expect(ids(body.tickets)).toEqual([1, 2]);
    expect([ids(body.users), ids(body.organizations)]).toEqual([[1], [10]]);
  });
});

describe('updating tickets', () => {
  it('the answer holds the ticket and an audit of what changed', async () => {
    const sandbox = await start(ROWS);
    const { status, body } = await sandbox.put('tickets/28.json', {
      ticket: { organization_id: 11, tags: ['Linkproof', 'x'] },
    });
    expect(status).toBe(200);
    expect(body.ticket).toMatchObject({
      organization_id: 11,
      tags: ['linkproof', 'x'],
      updated_at: '2026-11-22T12:00:00Z',
    });
    expect(body.audit).toMatchObject({
      ticket_id: 28,
      created_at: '2026-11-22T12:00:00Z',
      events: [
        { type: 'Change', field_name: 'organization_id', value: '11', previous_value: '10' },
        { type: 'Change', field_name: 'tags', value: ['linkproof', 'x'], previous_value: ['old'] },
      ],
    });
  });

  it('an update that changes nothing leaves updated_at and an audit without events; a comment counts', async () => {
    const sandbox = await start(ROWS);
    const same = await sandbox.put('tickets/28', { ticket: { organization_id: 10 } });
    expect([same.body.ticket.updated_at, same.body.audit.events]).toEqual(['2026-11-01T10:00:00Z', []]);
    const commented = await sandbox.put('tickets/28', { ticket: { comment: { body: 'Hello', public: false } } });
    expect(commented.body.ticket.updated_at).toBe('2026-11-22T12:00:00Z');
    expect(commented.body.audit.events).toMatchObject([{ type: 'Comment', body: 'Hello', public: false }]);
  });

  it('the organization must be a membership of the requester, or none', async () => {
    const sandbox = await start(ROWS);
    const refused = await sandbox.put('tickets/28', { ticket: { organization_id: 12 } });
    expect([refused.status, refused.body.error, Object.keys(refused.body.details)]).toEqual([
      422,
      'RecordInvalid',
      ['organization'],
    ]);
    const none = await sandbox.put('tickets/28', { ticket: { organization_id: null } });
    expect([none.status, none.body.ticket.organization_id]).toEqual([200, null]);
  });

  it('a new requester brings one of his organizations', async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.put('tickets/28', { ticket: { requester_id: 2 } });
    expect(body.ticket).toMatchObject({ requester_id: 2, organization_id: 12 });
  });

  it('a closed ticket is immutable', async () => {
    const sandbox = await start(ROWS);
    for (const ticket of [{ organization_id: 11 }, { tags: ['x'] }, { status: 'open' }]) {
      const reply = await sandbox.put('tickets/29', { ticket });
      expect(reply.status).toBe(422);
      expect(reply.body.details).toEqual({ status: [{ description: 'Status: closed prevents ticket update' }] });
    }
  });

  it.each([true, false])(
    'safe_update %s with an old updated_stamp is 409, with the right one 200',
    async (safe_update) => {
      const sandbox = await start(ROWS);
      const update = (updated_stamp: string) =>
        sandbox.put('tickets/28', { ticket: { tags: ['x'], safe_update, updated_stamp } });
      const conflict = await update('2026-11-01T09:59:59Z');
      expect([conflict.status, conflict.body.error]).toEqual([409, 'UpdateConflict']);
      expect((await sandbox.get('tickets/28')).body.ticket.tags).toEqual(['old']);
      expect((await update('2026-11-01T10:00:00Z')).status).toBe(200);
    },
  );

  it('an updated_stamp without safe_update protects nothing', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.put('tickets/28', { ticket: { tags: ['x'], updated_stamp: '2000-01-01T00:00:00Z' } });
    expect(reply.status).toBe(200);
  });

  it('a description is ignored, an unknown status refused', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.put('tickets/28', { ticket: { description: 'x' } });
    expect([reply.status, reply.body.ticket.description]).toEqual([200, '']);
    expect((await sandbox.put('tickets/28', { ticket: { status: 'deleted' } })).status).toBe(422);
  });

  it('update_many adds and removes tags without overwriting', async () => {
    const sandbox = await start(ROWS);
    const job = await sandbox.finish(
      sandbox.put('tickets/update_many.json?ids=28', {
        ticket: { additional_tags: ['linkproof'], remove_tags: ['none'] },
      }),
    );
    expect(job.results).toEqual([{ action: 'update', id: 28, status: 'Updated', success: true }]);
    expect((await sandbox.get('tickets/28')).body.ticket.tags).toEqual(['old', 'linkproof']);
  });

  it('update_many fails single tickets: changed since it was queued, closed, foreign organization, not there', async () => {
    const sandbox = await start({ ...ROWS, tickets: [...ROWS.tickets, { id: 40, requester_id: 1, status: 'open' }] });
    const request = sandbox.put('tickets/update_many.json', {
      tickets: [
        { id: 28, tags: ['x'] },
        { id: 29, tags: ['x'] },
        { id: 40, organization_id: 12 },
        { id: 77, tags: ['x'] },
        { id: 40, tags: ['y'], safe_update: true, updated_stamp: '2000-01-01T00:00:00Z' },
      ],
    });
    const queued = await request;
    await sandbox.put('tickets/28', { ticket: { priority: 'high' } });
    const job = await sandbox.finish(Promise.resolve(queued));
    expect(job.status).toBe('completed');
    expect(job.results).toMatchObject([
      { index: 0, id: 28, error: 'UpdateConflict' },
      { index: 1, id: 29, error: 'TicketUpdateFailed', details: 'Status:  closed prevents ticket update' },
      { index: 2, id: 40, error: 'TicketUpdateFailed' },
      { index: 3, id: 77, error: 'RecordNotFound' },
      { index: 4, id: 40, error: 'UpdateConflict' },
    ]);
    expect(job.results.some((result: object) => 'success' in result)).toBe(false);
  });
});

describe('creating and deleting tickets', () => {
  it("a new ticket gets the requester's default organization and counts its id up", async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.post('tickets', {
      ticket: { subject: 'Help', comment: { body: 'Now' }, requester_id: 1 },
    });
    expect(reply.status).toBe(201);
    expect(reply.body.ticket).toMatchObject({ id: 33, organization_id: 10, description: 'Now', raw_subject: 'Help' });
    expect((await sandbox.post('tickets', { ticket: { requester_id: 1, organization_id: 12 } })).status).toBe(422);
    expect((await sandbox.post('tickets', { ticket: { requester_id: 77 } })).status).toBe(422);
  });

  it('a deleted ticket leaves the lists and comes deleted in the export', async () => {
    const sandbox = await start(ROWS);
    expect((await sandbox.delete('tickets/28')).status).toBe(204);
    expect((await sandbox.get('tickets/28')).status).toBe(404);
    expect((await sandbox.get('organizations/10/tickets/count')).body.count.value).toBe(1);
    sandbox.tick(120_000);
    const start_time = Math.floor(Date.parse('2026-11-22T12:00:00Z') / 1000);
    const { tickets } = (await sandbox.get(`incremental/tickets?start_time=${start_time}`)).body;
    expect(tickets).toMatchObject([{ id: 28, status: 'deleted' }]);
  });
});
