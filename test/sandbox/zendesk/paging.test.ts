import { closeAll, numbered, start, type TestSandbox } from './support.ts';

afterEach(closeAll);

const ids = (rows: { id: number }[]): number[] => rows.map((row) => row.id);
const follow = (sandbox: TestSandbox, url: string): ReturnType<TestSandbox['get']> =>
  sandbox.get(url.replace(sandbox.url, ''));

describe('paging by cursor', () => {
  it('the first page has a non-null prev, and cursors are those of its first and last row', async () => {
    const sandbox = await start({
      organizations: [
        { id: 6130869157658, name: 'Z3n' },
        { id: 6133560062362, name: 'Test' },
      ],
    });
    const { body } = await sandbox.get('organizations.json?page[size]=1');
    // As recorded for this very id.
    const cursor = 'eyJvIjoiaWQiLCJ2IjoiYVJvL1IzU1RCUUFBIn0=';
    expect(body.meta).toEqual({ has_more: true, after_cursor: cursor, before_cursor: cursor });
    const encoded = encodeURIComponent(cursor);
    expect(body.links).toEqual({
      prev: `${sandbox.url}/api/v2/organizations.json?page%5Bbefore%5D=${encoded}&page%5Bsize%5D=1`,
      next: `${sandbox.url}/api/v2/organizations.json?page%5Bafter%5D=${encoded}&page%5Bsize%5D=1`,
    });
    expect(Object.keys(body)).toEqual(['organizations', 'meta', 'links']);
  });

  it('the last page has a non-null links.next with has_more false, which leads to an empty page without cursors', async () => {
    const sandbox = await start({ organizations: numbered(7) });
    const last = await sandbox.get('organizations?page[size]=100');
    expect(last.body.meta.has_more).toBe(false);
    expect(last.body.links.next).toContain('page%5Bafter%5D=');
    const beyond = await follow(sandbox, last.body.links.next);
    expect(beyond.body).toEqual({
      organizations: [],
      meta: { has_more: false, after_cursor: null, before_cursor: null },
      links: { prev: null, next: null },
    });
  });

  it.each(['organizations', 'users', 'tickets', 'organization_memberships'] as const)(
    'walks all %s once, by id, and back again',
    async (resource) => {
      const rows = numbered(25, (number) => ({ user_id: number, organization_id: number })).reverse();
      const sandbox = await start({ [resource]: rows });
      const seen: number[] = [];
      let page = await sandbox.get(`${resource}?page[size]=10`);
      seen.push(...ids(page.body[resource]));
      while (page.body.meta.has_more) {
        page = await follow(sandbox, page.body.links.next);
        seen.push(...ids(page.body[resource]));
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_id, index) => index + 1));
      const back = await follow(sandbox, page.body.links.prev);
      expect(ids(back.body[resource])).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
      expect(back.body.meta.has_more).toBe(true);
    },
  );

  it('a row deleted between two pages costs no other row', async () => {
    const sandbox = await start({ organizations: numbered(5) });
    const first = await sandbox.get('organizations?page[size]=2');
    await sandbox.delete('organizations/2');
    const second = await follow(sandbox, first.body.links.next);
    expect(ids(second.body.organizations)).toEqual([3, 4]);
  });

  it('sort=-id goes the other way, and other orders are refused', async () => {
    const sandbox = await start({ tickets: numbered(5) });
    const first = await sandbox.get('tickets?page[size]=2&sort=-id');
    expect(ids(first.body.tickets)).toEqual([5, 4]);
    const second = await follow(sandbox, first.body.links.next);
    expect(ids(second.body.tickets)).toEqual([3, 2]);
    const third = await follow(sandbox, second.body.links.next);
    expect([ids(third.body.tickets), third.body.meta.has_more]).toEqual([[1], false]);
    expect((await sandbox.get('tickets?page[size]=2&sort=subject')).status).toBe(400);
  });

  it('pages hold 100 rows at most, and a cursor that is none is refused', async () => {
    const sandbox = await start({ users: numbered(150) });
    expect((await sandbox.get('users?page[size]=1000')).body.users).toHaveLength(100);
    const reply = await sandbox.get('users?page[size]=10&page[after]=nonsense');
    expect([reply.status, reply.body.errors[0].code]).toEqual([400, 'InvalidPaginationParameter']);
    expect((await sandbox.get('users?page[size]=0')).status).toBe(400);
  });
});

describe('paging by number', () => {
  it('tells count, next and previous page', async () => {
    const sandbox = await start({ users: numbered(250) });
    const second = await sandbox.get('users.json?page=2');
    expect(ids(second.body.users)[0]).toBe(101);
    expect(second.body).toMatchObject({
      count: 250,
      next_page: `${sandbox.url}/api/v2/users.json?page=3`,
      previous_page: `${sandbox.url}/api/v2/users.json?page=1`,
    });
    const last = await sandbox.get('users.json?page=3&per_page=1000');
    expect([last.body.users.length, last.body.next_page]).toEqual([50, null]);
    expect(Object.keys(last.body)).toEqual(['users', 'next_page', 'previous_page', 'count']);
  });

  it('comes in another order than by cursor for organizations: by name', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'Zulu' },
        { id: 2, name: 'alpha' },
        { id: 3, name: 'Mike' },
      ],
    });
    expect(ids((await sandbox.get('organizations')).body.organizations)).toEqual([2, 3, 1]);
    expect(ids((await sandbox.get('organizations?page[size]=9')).body.organizations)).toEqual([1, 2, 3]);
  });

  it('ends with 400 beyond 10,000 records, although the last page names a next one', async () => {
    const sandbox = await start({ users: numbered(10_001) });
    const last = await sandbox.get('users.json?page=100');
    expect([last.status, last.body.users.length, last.body.count]).toEqual([200, 100, 10_001]);
    const beyond = await follow(sandbox, last.body.next_page);
    expect([beyond.status, beyond.body.errors[0].code]).toEqual([400, 'InvalidPaginationDepth']);
  });
});
