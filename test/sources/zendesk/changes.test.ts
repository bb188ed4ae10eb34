import type { ZendeskChangeSource } from '../../../server/sources/zendesk/ZendeskSource.ts';
import { SourceAuthError, SourceUnavailableError } from '../../../server/errors.ts';
import type { Row, ZendeskWorld } from '../../../server/sandbox/world/World.ts';
import type { ZendeskSandboxOptions } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { BASIC } from '../../sandbox/zendesk/support.ts';
import { closeSources, numbered, oauthClient, readAll, startSource } from './support.ts';

afterEach(closeSources);

const MINUTE_MS = 60_000;
const HTML = { status: 502, html: '<html>Bad Gateway</html>' };
const STORM = { status: 429, headers: { 'retry-after': '7' }, body: { error: 'APIRateLimitExceeded' } };

const END_USER = { role: 'end-user', active: true, verified: true };
const WORLD: Partial<ZendeskWorld> = {
  organizations: numbered(4),
  users: numbered(6, (number) => ({ id: 100 + number, ...END_USER })),
  organization_memberships: numbered(6, (number) => ({
    user_id: 100 + number,
    organization_id: 1 + (number % 3),
    default: true,
  })),
};

/** A world of long ago, a first cursor of an hour ago, and an account to change meanwhile; both live by one clock. */
async function startFeed(rows: Partial<ZendeskWorld> = WORLD, options: Partial<ZendeskSandboxOptions> = {}) {
  const feed = await startSource(rows, { rateLimits: 'real', ...options }, oauthClient, { sameClock: true });
  const cursor = feed.source.cursorAt(new Date(feed.clock.now()).toISOString());
  feed.clock.advance(60 * MINUTE_MS);
  const write = async (method: string, path: string, body?: object): Promise<Row> => {
    const response = await fetch(`${feed.sandbox.url}/api/v2/${path}`, {
      method,
      headers: { authorization: BASIC, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return response.status === 204 ? {} : ((await response.json()) as Row);
  };
  return {
    ...feed,
    cursor,
    write,
    /** Until the exports show what has just changed. */
    settle: () => feed.clock.advance(2 * MINUTE_MS),
    follow: (source: ZendeskChangeSource, from = cursor) => readAll(feed.source.changes(source, from)),
  };
}

const idsOf = (records: readonly Readonly<Record<string, unknown>>[]) => records.map(({ id }) => id).sort();

describe('what changed in Zendesk since a cursor', () => {
  it('is told of organizations, deleted ones included, and goes on from there', async () => {
    const feed = await startFeed();
    await feed.write('PUT', 'organizations/2', { organization: { external_id: 'K2' } });
    await feed.write('DELETE', 'organizations/4');
    feed.settle();
    const { report, records } = await feed.follow('zendesk.organizations');
    expect(report).toMatchObject({ name: 'zendesk.organizations', expected: null, read: 2, complete: true });
    expect(records.find(({ id }) => id === '2')).toMatchObject({ external_id: 'K2' });
    expect(records.find(({ id }) => id === '4')).toMatchObject({ deleted_at: expect.any(String) });
    feed.settle();
    expect((await feed.follow('zendesk.organizations', report.cursor!)).records).toEqual([]);
    await feed.write('PUT', 'organizations/3', { organization: { external_id: 'K3' } });
    feed.settle();
    expect(idsOf((await feed.follow('zendesk.organizations', report.cursor!)).records)).toEqual(['3']);
  });

  it('says nothing of organizations that were deleted without a trace', async () => {
    const feed = await startFeed(WORLD, { hardDeletes: true });
    await feed.write('DELETE', 'organizations/4');
    feed.settle();
    expect((await feed.follow('zendesk.organizations')).records).toEqual([]);
  });

  it('is told of users, deleted ones included', async () => {
    const feed = await startFeed();
    await feed.write('DELETE', 'users/101');
    await feed.write('PUT', 'users/102', { user: { external_id: '003X' } });
    feed.settle();
    const { report, records } = await feed.follow('zendesk.users');
    expect(report).toMatchObject({ name: 'zendesk.users', read: 2, complete: true });
    expect(records.find(({ id }) => id === '101')).toMatchObject({ active: false });
    feed.settle();
    expect((await feed.follow('zendesk.users', report.cursor!)).report).toMatchObject({ read: 0, complete: true });
  });

  it('is told of a user whose memberships changed, unless Zendesk keeps silent about that', async () => {
    for (const silentMemberships of [false, true]) {
      const feed = await startFeed(WORLD, { silentMemberships });
      const membership = { organization_membership: { user_id: 103, organization_id: 4 } };
      await feed.write('POST', 'organization_memberships', membership);
      feed.settle();
      expect(idsOf((await feed.follow('zendesk.users')).records)).toEqual(silentMemberships ? [] : ['103']);
    }
  });

  it('is never asked for from less than a minute ago, however new the cursor', async () => {
    const feed = await startFeed();
    const cursor = feed.source.cursorAt(new Date(feed.clock.now() + 10 * MINUTE_MS).toISOString());
    for (const source of ['zendesk.organizations', 'zendesk.users', 'zendesk.tickets'] as const) {
      expect((await feed.follow(source, cursor)).report).toMatchObject({ complete: true });
    }
  });

  it('is asked for from further back when our clock is minutes ahead of Zendesk’s', async () => {
    const feed = await startFeed();
    await feed.fault('start_time', 1, { status: 400, body: { error: 'StartTimeTooRecent', description: 'x' } });
    expect((await feed.follow('zendesk.organizations')).report).toMatchObject({ complete: true });
  });

  it('comes whole where pages are longer than asked and records come twice', async () => {
    const second = Math.floor(Date.now() / 1_000) - 3_600;
    const at = (number: number) => new Date((second + Math.floor(number / 1_400)) * 1_000).toISOString();
    const feed = await startFeed({ organizations: numbered(3_000, (number) => ({ updated_at: at(number) })) });
    const cursor = feed.source.cursorAt(new Date((second - 60) * 1_000).toISOString());
    const { report, records, pages } = await feed.follow('zendesk.organizations', cursor);
    expect(report).toMatchObject({ read: 3_000, complete: true });
    expect(records).toHaveLength(3_000);
    expect(Math.max(...pages)).toBeGreaterThan(1_000);
  });
});

describe('a change feed of Zendesk that does not come as it should', () => {
  const at = new Date(Date.now() + 10 * MINUTE_MS).toISOString();
  const rows = {
    organizations: numbered(1_500, (number) => ({
      updated_at: new Date(Date.parse(at) + number * 1_000).toISOString(),
    })),
    users: numbered(1_500, (number) => ({
      id: 10_000 + number,
      ...END_USER,
      updated_at: new Date(Date.parse(at) + number * 1_000).toISOString(),
    })),
  };
  const SOURCES = ['zendesk.organizations', 'zendesk.users'] as const;
  const TRANSIENT: [string, object][] = [
    ['a page that is cut', { truncate: 700 }],
    ['a page that is cut and says that it is the last', { truncate: 700, endStream: true }],
    ['a page that comes again', { repeatPage: true }],
    ['a gateway’s page', HTML],
    ['a refusal for the rate', STORM],
    ['a token that ended', { expireSessions: true }],
    ['a connection that broke', { closeSocket: true }],
  ];

  it.each(SOURCES.flatMap((source) => TRANSIENT.map(([what, fault]) => [source, what, fault] as const)))(
    'is complete after another try: %s, %s',
    async (source, _what, fault) => {
      const feed = await startFeed(rows);
      // The second page meets it: the first one may be given again.
      await feed.fault('/incremental/', 1, { delayMs: 0 });
      await feed.fault('/incremental/', 1, fault);
      const { report, records } = await feed.follow(source);
      expect(report).toMatchObject({ complete: true, problem: null });
      expect(records.length).toBeGreaterThanOrEqual(1_500);
    },
  );

  it.each(
    SOURCES.flatMap((source) => [
      [source, 'is cut every time', { truncate: 3 }, 'fewer records than'] as const,
      [source, 'is a gateway’s page only', HTML, 'answered 502'] as const,
      [source, 'is a refusal for the rate only', STORM, 'answered 429'] as const,
    ]),
  )('is reported, and keeps its old cursor: %s %s', async (source, _what, fault, problem) => {
    const feed = await startFeed(rows);
    await feed.fault('/incremental/', 999, fault);
    const { report } = await feed.follow(source);
    expect(report).toMatchObject({ complete: false, cursor: null, problem: expect.stringContaining(problem) });
  });

  it('is reported when it turns in circles', async () => {
    const feed = await startFeed(rows);
    const page = { users: [{ id: 1 }], end_of_stream: false, after_cursor: Buffer.from('5.0||1|').toString('base64') };
    await feed.fault('/incremental/users', 999, { status: 200, body: page });
    const { report } = await feed.follow('zendesk.users');
    expect(report).toMatchObject({ complete: false, problem: expect.stringContaining('again and again') });
  });

  it.each([400, 404, 410, 422])('asks for a full read when Zendesk refuses the cursor with %d', async (status) => {
    const feed = await startFeed(rows);
    const { report } = await feed.follow('zendesk.users');
    await feed.fault('/incremental/users/cursor.json\\?cursor', 9, { status, body: { error: 'InvalidCursor' } });
    const refused = await feed.follow('zendesk.users', report.cursor!);
    expect(refused.report).toMatchObject({ complete: false, problem: expect.stringContaining('full audit') });
  });

  it.each(SOURCES)('asks for a full read when the kept cursor is none: %s', async (source) => {
    const feed = await startFeed(rows);
    const { report } = await feed.follow(source, 'nonsense');
    expect(report).toMatchObject({ complete: false, problem: expect.stringContaining('full audit') });
  });

  it('is thrown when the reader is no administrator any more', async () => {
    const feed = await startFeed(rows);
    await feed.source.rights();
    await fetch(`${feed.sandbox.url}/__reader`, { method: 'POST', body: '{"role": "agent"}' });
    expect(await feed.source.rights()).toMatchObject({ complete: false });
    await expect(feed.follow('zendesk.users')).rejects.toThrow(SourceAuthError);
  });
});

describe('the tickets since a cursor', () => {
  const TICKET = { status: 'open', requester_id: 101 };
  const tickets = numbered(1_300, () => TICKET);
  const EXPORT = '/incremental/tickets/cursor';

  /** A reader who keeps what he is handed, as the mirror does. */
  async function startReader(count = 1_300, options: Partial<ZendeskSandboxOptions> = {}) {
    const feed = await startFeed({ ...WORLD, tickets: tickets.slice(0, count) }, options);
    const kept = new Map<unknown, unknown>();
    const known = async () => [...kept.values()].filter((status) => status !== 'deleted').length;
    const read = (cursor: string | null) =>
      feed.source.tickets(
        cursor,
        known,
      )(async (records) => {
        for (const { id, status } of records) kept.set(id, status);
      });
    const exports = async () => (await feed.journal()).filter((request) => request.includes(EXPORT)).length;
    return { ...feed, kept, read, exports };
  }

  it('come alone, and are held against the count together with what is there', async () => {
    const { read, write, settle, exports, kept } = await startReader();
    const first = await read(null);
    expect(first).toMatchObject({ read: 1_300, expected: 1_300, complete: true, restarted: null });
    const before = await exports();
    await write('POST', 'tickets', { ticket: { requester_id: 101, subject: 'New', comment: { body: 'x' } } });
    await write('DELETE', 'tickets/7');
    settle();
    const second = await read(first.cursor);
    expect(second).toMatchObject({ read: 1_300, expected: 1_300, complete: true, restarted: null });
    expect((await exports()) - before).toBe(1);
    expect(kept.get('7')).toBe('deleted');
  });

  it('are waited for where the export does not show them yet', async () => {
    const { read, write, clock } = await startReader(3);
    const first = await read(null);
    await write('POST', 'tickets', { ticket: { requester_id: 101, subject: 'New', comment: { body: 'x' } } });
    expect(await read(first.cursor)).toMatchObject({ read: 4, expected: 4, complete: true });
    expect(clock.slept.filter((milliseconds) => milliseconds > 1_500)).toEqual([2_000, 59_000]);
  });

  it('are read whole again, and that is said, when the reader has lost some', async () => {
    const { read, kept } = await startReader();
    const first = await read(null);
    for (let id = 1; id <= 50; id += 1) kept.delete(String(id));
    const second = await read(first.cursor);
    expect(second).toMatchObject({ read: 1_300, complete: true, restarted: expect.stringContaining('1250 of 1300') });
    expect(kept.size).toBe(1_300);
  });

  it.each([400, 404, 410])(
    'are read whole again, and that is said, when the cursor is refused with %d',
    async (status) => {
      const { read, fault } = await startReader();
      const first = await read(null);
      const cursor = encodeURIComponent(first.cursor!.replace('export:', ''));
      await fault(`cursor=${cursor.replaceAll('%', '%')}`, 2, { status, body: { error: 'InvalidCursor' } });
      expect(await read(first.cursor)).toMatchObject({
        read: 1_300,
        complete: true,
        restarted: expect.stringContaining('no longer'),
      });
    },
  );

  it('of a whole export prove nothing by what the reader had before', async () => {
    const { read, fault, exports } = await startReader();
    await read(null);
    expect(await exports()).toBe(2);
    const page = { tickets: [{ id: 1, status: 'open' }], end_of_stream: true, after_cursor: 'MS4wfHwxfA==' };
    await fault(EXPORT, 99, { status: 200, body: page });
    expect(await read(null)).toMatchObject({
      complete: false,
      read: 1,
      expected: 1_300,
      cursor: null,
      problem: expect.stringContaining('1 of 1300'),
    });
  });
});

describe('the memberships of users', () => {
  it('cost a call each, and none for a user without any', async () => {
    const feed = await startFeed();
    const before = feed.source.calls();
    const memberships = await feed.source.membershipsOf(['101', '102', '101', '999']);
    expect(memberships.map(({ user_id: user, organization_id: organization }) => [user, organization])).toEqual([
      ['101', '2'],
      ['102', '3'],
    ]);
    // Sign-in, and three users.
    expect(feed.source.calls() - before).toBe(4);
    expect(await feed.source.membershipsOf([])).toEqual([]);
  });

  it('come in pages', async () => {
    const feed = await startFeed({
      organizations: numbered(250),
      users: [{ id: 1_001, name: 'Joiner', ...END_USER }],
      organization_memberships: numbered(250, (number) => ({ user_id: 1_001, organization_id: number })),
    });
    expect(await feed.source.membershipsOf(['1001'])).toHaveLength(250);
  });

  it('are asked for again when a list is cut, and an error when it is cut again', async () => {
    const feed = await startFeed();
    await feed.fault('/users/101/organization_memberships', 1, { truncate: 0 });
    expect(await feed.source.membershipsOf(['101'])).toHaveLength(1);
    await feed.fault('/users/101/organization_memberships', 9, { truncate: 0 });
    await expect(feed.source.membershipsOf(['101'])).rejects.toThrow(SourceUnavailableError);
  });
});

describe('the calls of a run on Zendesk', () => {
  it('are seven when nothing has changed: sign-in, brands, rights, three exports, the count of tickets', async () => {
    const feed = await startFeed();
    const { cursor } = await readAll(feed.source.tickets(null, async () => 0)).then(({ report }) => report);
    const before = feed.source.calls();
    await Promise.all([feed.source.subdomain(), feed.source.rights()]);
    await feed.follow('zendesk.organizations');
    await feed.follow('zendesk.users');
    expect((await readAll(feed.source.tickets(cursor, async () => 0))).report.complete).toBe(true);
    // The sign-in came before.
    expect(feed.source.calls() - before).toBe(6);
  });
});
