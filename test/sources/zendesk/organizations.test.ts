import { createZendeskSource } from '../../../server/sources/zendesk/createZendeskSource.ts';
import { connectZendesk } from '../../../server/transport.ts';
import { json, startServer } from '../../transport/support/startServer.ts';
import { closeSources, numbered, readAll, startSource } from './support.ts';

afterEach(closeSources);

const LIST = '/organizations\\.json\\?';
const name = 'zendesk.organizations';
const complete = (count: number) => ({ name, expected: count, read: count, complete: true, problem: null });

describe('a read of all organizations', () => {
  it('ends complete with as many as Zendesk counts, and asks for no page after the last', async () => {
    const { source, journal } = await startSource({ organizations: numbered(250) });
    const { report, records, pages } = await readAll(source.organizations());
    expect(report).toEqual(complete(250));
    expect([records.length, pages]).toEqual([250, [100, 100, 50]]);
    expect((await journal()).filter((request) => request.includes('/organizations.json'))).toHaveLength(3);
  });

  it('is complete with none', async () => {
    const { source } = await startSource({});
    expect((await readAll(source.organizations())).report).toEqual(complete(0));
  });

  it('hands over ids as digits, none lost beyond 2^53', async () => {
    const organizations = [9007199254740992n, 9007199254740993n, 9223372036854775807n].map((id) => ({
      id,
      name: `${id}`,
    }));
    const { source } = await startSource({ organizations });
    const { records } = await readAll(source.organizations());
    expect(records.map(({ id }) => id)).toEqual(['9007199254740992', '9007199254740993', '9223372036854775807']);
  });

  it('hands over what an audit needs and nothing else', async () => {
    const organizations = numbered(1, () => ({
      external_id: '001A',
      domain_names: ['a.example'],
      tags: ['vip'],
      shared_tickets: true,
      notes: 'the private opinion of an agent',
      details: 'a home address',
      organization_fields: { crm_key: 'K1', salary_of_the_contact: 1 },
    }));
    const { source } = await startSource({ organizations });
    const { records } = await readAll(source.organizations());
    expect(Object.keys(records[0]!).sort()).toEqual([
      'created_at',
      'domain_names',
      'external_id',
      'id',
      'name',
      'organization_fields',
      'shared_tickets',
      'tags',
      'updated_at',
    ]);
    expect(records[0]).toMatchObject({ id: '1', external_id: '001A', organization_fields: { crm_key: 'K1' } });
  });

  it('waits until a page was taken before it asks for the next', async () => {
    const { source, journal } = await startSource({ organizations: numbered(150) });
    const asked: number[] = [];
    await source.organizations()(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      asked.push((await journal()).filter((request) => request.includes('/organizations.json')).length);
    });
    expect(asked).toEqual([1, 2]);
  });
});

describe('a list that is cut', () => {
  it('after 100 of 1,800 is read again and ends complete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(1_800) });
    await fault(LIST, 1, { truncate: 100, endStream: true });
    expect((await readAll(source.organizations())).report).toEqual(complete(1_800));
  });

  it('after 100 of 1,800 again and again ends incomplete, and says what was found', async () => {
    const { source, fault } = await startSource({ organizations: numbered(1_800) });
    await fault(LIST, 99, { truncate: 100, endStream: true });
    const { report } = await readAll(source.organizations());
    expect(report).toEqual({
      name,
      expected: 1_800,
      read: 100,
      complete: false,
      problem: 'The list ended early: 100 of 1800 records were read. It was read twice.',
    });
  });

  it('in the middle of a page is incomplete though the list ends properly', async () => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 99, { truncate: 60 });
    expect((await readAll(source.organizations())).report).toMatchObject({ expected: 300, read: 220, complete: false });
  });

  it('to nothing is incomplete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(30) });
    await fault(LIST, 99, { truncate: 0, endStream: true });
    expect((await readAll(source.organizations())).report).toMatchObject({ expected: 30, read: 0, complete: false });
  });

  it('that says more follows where nothing does ends by the empty page that comes', async () => {
    const { source, fault } = await startSource({ organizations: numbered(130) });
    await fault(`${LIST}.*after`, 1, { truncate: 100, endStream: false });
    expect((await readAll(source.organizations())).report).toEqual(complete(130));
  });

  it('that says for ever that more follows ends incomplete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(130) });
    await fault(LIST, 99, { truncate: 100, endStream: false });
    const { report } = await readAll(source.organizations());
    expect(report).toMatchObject({ complete: false });
    expect(report.problem).toContain('more pages follow, and not where');
  });

  it('that gives one page again and again ends incomplete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    const page = { organizations: numbered(100), meta: { has_more: true, after_cursor: 'same' } };
    await fault(LIST, 99, { status: 200, body: page });
    const { report } = await readAll(source.organizations());
    expect(report).toMatchObject({ expected: 300, read: 100, complete: false });
    expect(report.problem).toContain('the same pages again and again');
  });

  it('that gives the same records under ever new cursors ends incomplete', async () => {
    let cursor = 0;
    const server = await startServer((request, response, index) => {
      const page = { organizations: numbered(100), meta: { has_more: true, after_cursor: `cursor ${(cursor += 1)}` } };
      json(request.url?.includes('/count') ? { count: { value: 300 } } : page)(request, response, index);
    });
    const credential = { kind: 'api_token', email: 'admin@a.example', apiToken: 'token' } as const;
    const source = createZendeskSource(connectZendesk({ baseUrl: server.url, credential }));
    const { report } = await readAll(source.organizations());
    await server.close();
    expect(report).toMatchObject({ expected: 300, read: 100, complete: false });
    expect(cursor).toBeLessThan(20);
  });

  it('that answers an empty object is read again', async () => {
    const { source, fault } = await startSource({ organizations: numbered(130) });
    await fault(`${LIST}.*after`, 1, { status: 200, body: {} });
    expect((await readAll(source.organizations())).report).toEqual(complete(130));
  });

  it('by records deleted meanwhile is no cut list', async () => {
    const { source, fault } = await startSource({ organizations: numbered(130) });
    await fault('/organizations/count', 1, { status: 200, body: { count: { value: 131, refreshed_at: null } } });
    expect((await readAll(source.organizations())).report).toEqual(complete(130));
  });

  it('by less than a hundredth of a count that Zendesk refreshes once a day is no cut list', async () => {
    const { source, fault } = await startSource({ organizations: numbered(3) });
    const record = (id: number) => ({ id, name: `${id}` });
    const organizations = Array.from({ length: 99_100 }, (_none, index) => record(index + 1));
    await fault('/organizations/count', 9, { status: 200, body: { count: { value: 100_000, refreshed_at: null } } });
    await fault(LIST, 1, { status: 200, body: { organizations, meta: { has_more: false } } });
    expect((await readAll(source.organizations())).report).toMatchObject({
      expected: 100_000,
      read: 99_100,
      complete: true,
    });
  });

  it('without any count to hold it against is incomplete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(30) });
    await fault('/organizations/count', 99, { status: 404 });
    expect((await readAll(source.organizations())).report).toMatchObject({ expected: null, complete: false });
  });
});

describe('a system in trouble', () => {
  it('is waited for through a storm of 429s in the middle of a list', async () => {
    const { source, fault, clock } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 20, { status: 429, headers: { 'retry-after': '3' } });
    expect((await readAll(source.organizations())).report).toEqual(complete(300));
    expect(clock.slept.filter((milliseconds) => milliseconds === 3_000)).toHaveLength(20);
  });

  it('that never stops answering 429 makes the read incomplete, and asks no more', async () => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 9_999, { status: 429, headers: { 'retry-after': '30' } });
    const { report } = await readAll(source.organizations());
    expect(report).toMatchObject({ expected: 300, read: 100, complete: false });
    expect(report.problem).toContain('GET /api/v2/organizations.json answered 429');
  });

  it.each([
    ['a 502 of HTML', { status: 502, html: '<html>Bad Gateway</html>' }],
    ['HTML with a status of 200', { status: 200, html: '<html>Please wait</html>' }],
    ['a 503 with Retry-After', { status: 503, headers: { 'retry-after': '1' } }],
    ['a cut connection', { closeSocket: true }],
  ])('is asked again after %s', async (_trouble, trouble) => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 2, trouble);
    expect((await readAll(source.organizations())).report).toEqual(complete(300));
  });

  it('that answers HTML for good makes the read incomplete', async () => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 9_999, { status: 502, html: '<html>Bad Gateway</html>' });
    expect((await readAll(source.organizations())).report).toMatchObject({ read: 100, complete: false });
  });

  it('that refuses a cursor in the middle is read again from the beginning', async () => {
    const { source, fault } = await startSource({ organizations: numbered(300) });
    await fault(`${LIST}.*after`, 1, { status: 400, body: { error: 'InvalidPaginationParameter' } });
    expect((await readAll(source.organizations())).report).toEqual(complete(300));
  });
});

describe('what is not the source’s trouble', () => {
  it('is thrown on: a store that fails', async () => {
    const { source } = await startSource({ organizations: numbered(3) });
    const failing = source.organizations()(async () => {
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
  });

  it('ends the read at once: an operator who stops it', async () => {
    const { source } = await startSource({ organizations: numbered(300) });
    const stop = new AbortController();
    const pages: number[] = [];
    const reading = source.organizations()(async (page) => {
      pages.push(page.length);
      stop.abort(new Error('stopped'));
    }, stop.signal);
    await expect(reading).rejects.toThrow('stopped');
    expect(pages).toEqual([100]);
  });
});
