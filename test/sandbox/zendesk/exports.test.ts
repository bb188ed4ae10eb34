import { closeAll, NOON, numbered, start, type TestSandbox } from './support.ts';

afterEach(closeAll);

const T = 1695052663;
const at = (second: number): string => new Date(second * 1000).toISOString().replace('.000', '');
const tickets = (...seconds: number[]) => seconds.map((second, index) => ({ id: index + 1, updated_at: at(second) }));
const ids = (rows: { id: number }[]): number[] => rows.map((row) => row.id);
const follow = (sandbox: TestSandbox, url: string): ReturnType<TestSandbox['get']> =>
  sandbox.get(url.replace(sandbox.url, ''));

describe('incremental export by time', () => {
  it('a page grows past per_page when all of it shares one second, as recorded', async () => {
    const sandbox = await start({
      tickets: tickets(T, T, T, T, T, T, T, T + 1, T + 1, T + 1, T + 1, T + 1, T + 1, T + 9),
    });
    const first = (await sandbox.get('incremental/tickets.json?per_page=1&start_time=0')).body;
    expect(first).toMatchObject({
      count: 7,
      end_of_stream: false,
      end_time: T + 1,
      next_page: `${sandbox.url}/api/v2/incremental/tickets.json?per_page=1&start_time=${T + 1}`,
    });
    expect(first.tickets).toHaveLength(7);
    const second = (await follow(sandbox, first.next_page)).body;
    expect([second.count, second.end_time, second.end_of_stream]).toEqual([6, T + 2, false]);
  });

  it('rows come twice when a page ends among rows of one second', async () => {
    const sandbox = await start({ tickets: tickets(T, T + 5, T + 5, T + 5, T + 9) });
    const first = (await sandbox.get('incremental/tickets?per_page=3&start_time=0')).body;
    expect([ids(first.tickets), first.end_time]).toEqual([[1, 2, 3], T + 5]);
    const second = (await follow(sandbox, first.next_page)).body;
    expect([ids(second.tickets), second.end_time]).toEqual([[2, 3, 4], T + 6]);
    const third = (await follow(sandbox, second.next_page)).body;
    expect([ids(third.tickets), third.end_of_stream]).toEqual([[5], true]);
  });

  it('next_page is non-null at the end of the stream, and following it gives an empty end again', async () => {
    const sandbox = await start({ organizations: numbered(2, () => ({ updated_at: at(T) })) });
    const last = (await sandbox.get('incremental/organizations.json?start_time=0')).body;
    expect([last.end_of_stream, last.count, last.end_time]).toEqual([true, 2, T + 1]);
    expect(last.next_page).toBe(`${sandbox.url}/api/v2/incremental/organizations.json?start_time=${T + 1}`);
    const beyond = (await follow(sandbox, last.next_page)).body;
    expect(beyond).toEqual({
      organizations: [],
      next_page: last.next_page,
      count: 0,
      end_of_stream: true,
      end_time: T + 1,
    });
  });

  it('holds 1000 rows a page if nothing less is asked, and never more', async () => {
    const sandbox = await start({ users: numbered(1200, (number) => ({ updated_at: at(T + number) })) });
    const first = (await sandbox.get('incremental/users?start_time=0&per_page=5000')).body;
    expect([first.count, first.end_of_stream]).toEqual([1000, false]);
    const second = (await follow(sandbox, first.next_page)).body;
    expect([second.count, second.end_of_stream]).toEqual([200, true]);
  });

  it('a start_time less than a minute ago is 400 StartTimeTooRecent, a missing one 400', async () => {
    const sandbox = await start();
    const now = NOON / 1000;
    const recent = await sandbox.get(`incremental/tickets?start_time=${now - 59}`);
    expect([recent.status, recent.body.error]).toEqual([400, 'StartTimeTooRecent']);
    expect((await sandbox.get(`incremental/tickets?start_time=${now - 60}`)).status).toBe(200);
    expect((await sandbox.get(`incremental/tickets/cursor?start_time=${now}`)).body.error).toBe('StartTimeTooRecent');
    expect((await sandbox.get('incremental/users')).status).toBe(400);
    expect((await sandbox.get('incremental/users/cursor')).status).toBe(400);
  });

  it('changes of the last minute are held back', async () => {
    const now = NOON / 1000;
    const sandbox = await start({ tickets: tickets(now - 61, now - 60, now - 59, now) });
    const page = (await sandbox.get('incremental/tickets?start_time=0')).body;
    expect([ids(page.tickets), page.end_of_stream]).toEqual([[1, 2], true]);
    const byCursor = (await sandbox.get('incremental/tickets/cursor?start_time=0')).body;
    expect([ids(byCursor.tickets), byCursor.end_of_stream]).toEqual([[1, 2], true]);
    sandbox.tick(1_000);
    const later = (await follow(sandbox, byCursor.after_url)).body;
    expect(ids(later.tickets)).toEqual([3]);
  });

  it('a changed row comes again', async () => {
    const sandbox = await start({ organizations: numbered(3, (number) => ({ updated_at: at(T + number) })) });
    const first = (await sandbox.get('incremental/organizations?start_time=0')).body;
    await sandbox.put('organizations/2', { organization: { notes: 'x' } });
    sandbox.tick(61_000);
    const again = (await follow(sandbox, first.next_page)).body;
    expect(again.organizations).toMatchObject([{ id: 2, notes: 'x', updated_at: '2026-11-22T12:00:00Z' }]);
  });

  it('tickets come by generated_timestamp, which may be later than updated_at', async () => {
    const rows = [
      { id: 1, updated_at: at(T), generated_timestamp: T + 100 },
      { id: 2, updated_at: at(T + 50) },
    ];
    const sandbox = await start({ tickets: rows });
    const page = (await sandbox.get(`incremental/tickets?start_time=${T + 10}`)).body;
    expect(
      page.tickets.map((row: { id: number; generated_timestamp: number }) => [row.id, row.generated_timestamp]),
    ).toEqual([
      [2, T + 50],
      [1, T + 100],
    ]);
    expect((await sandbox.get('tickets/1')).body.ticket).not.toHaveProperty('generated_timestamp');
  });

  it('deleted users come with active false, and deleted organizations with deleted_at', async () => {
    const sandbox = await start({
      users: [{ id: 1, name: 'Gone', active: false }],
      organizations: [{ id: 1, name: 'Gone', deleted_at: '2026-01-01T00:00:00Z' }],
    });
    expect((await sandbox.get('incremental/users?start_time=0')).body.users).toMatchObject([{ active: false }]);
    expect((await sandbox.get('incremental/organizations?start_time=0')).body.organizations).toMatchObject([
      { deleted_at: '2026-01-01T00:00:00Z' },
    ]);
  });
});

describe('incremental export by cursor', () => {
  it('never exceeds per_page, repeats nothing, and its cursors read as recorded', async () => {
    const sandbox = await start({ tickets: [...tickets(T, T, T), { id: 9, updated_at: at(T + 1) }] });
    const first = (await sandbox.get('incremental/tickets/cursor.json?per_page=2&start_time=0')).body;
    const cursor = Buffer.from(`${T}.0||2|`).toString('base64');
    expect(Object.keys(first)).toEqual([
      'tickets',
      'after_url',
      'before_url',
      'after_cursor',
      'before_cursor',
      'end_of_stream',
    ]);
    expect(first).toMatchObject({
      after_cursor: cursor,
      before_cursor: null,
      before_url: null,
      end_of_stream: false,
      after_url: `${sandbox.url}/api/v2/incremental/tickets/cursor.json?cursor=${encodeURIComponent(cursor)}&per_page=2`,
    });
    const second = (await follow(sandbox, first.after_url)).body;
    expect([ids(first.tickets), ids(second.tickets), second.end_of_stream]).toEqual([[1, 2], [3, 9], true]);
    const beyond = (await follow(sandbox, second.after_url)).body;
    expect([beyond.tickets, beyond.after_cursor, beyond.end_of_stream]).toEqual([[], second.after_cursor, true]);
  });

  it('users have one, a nonsense cursor is refused, and an empty account ends at once', async () => {
    const sandbox = await start({ users: numbered(3) });
    expect(ids((await sandbox.get('incremental/users/cursor?start_time=0')).body.users)).toEqual([1, 2, 3]);
    expect((await sandbox.get('incremental/users/cursor?cursor=nonsense')).status).toBe(400);
    const empty = (await sandbox.get('incremental/tickets/cursor?start_time=0')).body;
    expect([empty.tickets, empty.after_cursor, empty.after_url, empty.end_of_stream]).toEqual([[], null, null, true]);
  });
});
