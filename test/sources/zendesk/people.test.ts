import { closeSources, nothingKnown, numbered, readAll, startSource } from './support.ts';

afterEach(closeSources);

const END_USER = { role: 'end-user', active: true, suspended: false, verified: true };

describe('a read of all users', () => {
  it('is held against the count of the same list', async () => {
    const { source } = await startSource({ users: numbered(230, () => END_USER) });
    const { report } = await readAll(source.users());
    expect(report).toMatchObject({ name: 'zendesk.users', complete: true });
    expect(report.read).toBe(report.expected);
    expect(report.read).toBeGreaterThanOrEqual(230);
  });

  it('hands over no name and no phone', async () => {
    const users = numbered(1, () => ({
      ...END_USER,
      email: 'ada@a.example',
      phone: '+1',
      notes: 'n',
      external_id: '003X',
      organization_id: 7,
    }));
    const { source } = await startSource({ users });
    const record = (await readAll(source.users())).records.find(({ id }) => id === '1')!;
    expect(record).toMatchObject({ email: 'ada@a.example', external_id: '003X', role: 'end-user' });
    for (const field of ['name', 'phone', 'notes', 'details', 'photo', 'alias', 'signature'])
      expect(record).not.toHaveProperty(field);
  });

  it('that was cut ends incomplete', async () => {
    const { source, fault } = await startSource({ users: numbered(230, () => END_USER) });
    await fault('/users\\.json\\?', 99, { truncate: 10, endStream: true });
    expect((await readAll(source.users())).report).toMatchObject({ read: 10, complete: false });
  });
});

describe('a read of all memberships', () => {
  const world = {
    organizations: numbered(3),
    users: numbered(150, (number) => ({ id: 1_000 + number, ...END_USER })),
    organization_memberships: numbered(150, (number) => ({
      user_id: 1_000 + number,
      organization_id: 1 + (number % 3),
      default: true,
    })),
  };

  it('is held against the count in the list’s pages by offset', async () => {
    const { source } = await startSource(world);
    const { report, records } = await readAll(source.memberships());
    expect(report).toMatchObject({
      name: 'zendesk.organization_memberships',
      expected: 150,
      read: 150,
      complete: true,
    });
    expect(records[0]).toMatchObject({ id: '1', user_id: '1001', organization_id: '2', default: true });
    expect(records[0]).not.toHaveProperty('organization_name');
  });

  it('that was cut ends incomplete', async () => {
    const { source, fault } = await startSource(world);
    await fault('/organization_memberships\\.json\\?page%5Bsize', 99, { truncate: 100, endStream: true });
    expect((await readAll(source.memberships())).report).toMatchObject({ expected: 150, read: 100, complete: false });
  });

  it('rests on the end of the cursor alone where Zendesk tells no count', async () => {
    const { source, fault } = await startSource(world);
    await fault('per_page=1', 1, { status: 200, body: { organization_memberships: [] } });
    expect((await readAll(source.memberships())).report).toMatchObject({ expected: null, read: 150, complete: true });
  });
});

describe('a read of all tickets', () => {
  const ticket = {
    status: 'open',
    requester_id: 5,
    created_at: '2026-01-01T00:00:00Z',
    subject: 'secret',
    description: 'secret',
  };
  const EXPORT = '/incremental/tickets/cursor';

  it('comes by the export, so that archived ones are there, and counts no deleted ones', async () => {
    const tickets = numbered(1_300, (number) => ({
      ...ticket,
      status: number <= 10 ? 'deleted' : number <= 40 ? 'closed' : 'open',
    }));
    const { source, journal } = await startSource({ tickets });
    const { report, records } = await readAll(source.tickets(null, nothingKnown));
    expect(report).toMatchObject({ name: 'zendesk.tickets', complete: true, read: 1_290 });
    expect(records).toHaveLength(1_300);
    expect((await journal()).filter((request) => request.includes(EXPORT))).toEqual([
      'GET /api/v2/incremental/tickets/cursor.json?start_time=0&per_page=1000',
      expect.stringMatching(/^GET \/api\/v2\/incremental\/tickets\/cursor\.json\?cursor=[^&]+&per_page=1000$/),
    ]);
  });

  it('hands over no text', async () => {
    const { source } = await startSource({ tickets: numbered(1, () => ticket) });
    const { records } = await readAll(source.tickets(null, nothingKnown));
    expect(JSON.stringify(records)).not.toContain('secret');
    expect(records[0]).toMatchObject({ id: '1', status: 'open', requester_id: '5' });
  });

  it('counts a ticket once that comes twice, by its newest status', async () => {
    const { source, fault } = await startSource({ tickets: numbered(3, () => ticket) });
    const page = (status: string, cursor: string, ended: boolean) => ({
      tickets: [1, 2, 3].map((id) => ({ id, status: id === 1 ? status : 'open' })),
      after_cursor: cursor,
      end_of_stream: ended,
    });
    await fault(`${EXPORT}.*start_time`, 1, { status: 200, body: page('open', 'a', false) });
    await fault(`${EXPORT}.*cursor=a`, 1, { status: 200, body: page('deleted', 'b', true) });
    await fault('/tickets/count', 1, { status: 200, body: { count: { value: 2 } } });
    expect((await readAll(source.tickets(null, nothingKnown))).report).toMatchObject({
      expected: 2,
      read: 2,
      complete: true,
    });
  });

  it('goes on over an empty page before the end', async () => {
    const { source, fault } = await startSource({ tickets: numbered(3, () => ticket) });
    await fault(`${EXPORT}.*start_time`, 1, {
      status: 200,
      body: { tickets: [], after_cursor: Buffer.from('0.0||0|').toString('base64'), end_of_stream: false },
    });
    expect((await readAll(source.tickets(null, nothingKnown))).report).toMatchObject({ read: 3, complete: true });
  });

  it('asks again for a page that ends before the record its cursor names', async () => {
    const { source, fault, clock } = await startSource({ tickets: numbered(30, () => ticket) });
    await fault(EXPORT, 1, { truncate: 28, endStream: true });
    expect((await readAll(source.tickets(null, nothingKnown))).report).toMatchObject({ read: 30, complete: true });
    expect(clock.slept.filter((milliseconds) => milliseconds >= 1_000)).toEqual([]);
  });

  it('that was cut ends incomplete', async () => {
    const { source, fault } = await startSource({ tickets: numbered(30, () => ticket) });
    await fault(EXPORT, 99, { truncate: 10, endStream: true });
    expect((await readAll(source.tickets(null, nothingKnown))).report).toMatchObject({ complete: false, cursor: null });
  });
});
