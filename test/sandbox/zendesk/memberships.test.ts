import { closeAll, start, type TestSandbox } from './support.ts';

afterEach(closeAll);

const ROWS = {
  organizations: [
    { id: 10, name: 'Zeta', shared_tickets: true },
    { id: 11, name: 'Alpha' },
    { id: 12, name: 'Mid' },
  ],
  users: [
    { id: 1, name: 'Ann', organization_id: 10 },
    { id: 2, name: 'Bob' },
  ],
  organization_memberships: [
    { id: 100, user_id: 1, organization_id: 11, default: false },
    { id: 101, user_id: 1, organization_id: 10 },
    { id: 102, user_id: 1, organization_id: 12, default: null },
  ],
  tickets: [
    { id: 1, requester_id: 1, organization_id: 10, status: 'open', updated_at: '2026-11-01T00:00:00Z' },
    { id: 2, requester_id: 1, organization_id: 10, status: 'solved' },
    { id: 3, requester_id: 1, organization_id: 10, status: 'closed' },
    { id: 4, requester_id: 1, organization_id: 11, status: 'open' },
    { id: 5, requester_id: 2, organization_id: 10, status: 'open' },
  ],
};
const join = (sandbox: TestSandbox, user_id: number, organization_id: number, more: object = {}) =>
  sandbox.post('organization_memberships.json', { organization_membership: { user_id, organization_id, ...more } });
const organizationOf = async (sandbox: TestSandbox, ticket: number): Promise<unknown> =>
  (await sandbox.get(`tickets/${ticket}`)).body.ticket.organization_id;

describe('reading memberships', () => {
  it('default is true or null, never false', async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.get('organization_memberships.json?page[size]=100');
    expect(body.organization_memberships.map((row: { id: number; default: unknown }) => [row.id, row.default])).toEqual(
      [
        [100, null],
        [101, true],
        [102, null],
      ],
    );
    expect(body.organization_memberships[1]).toEqual({
      url: `${sandbox.url}/api/v2/organization_memberships/101.json`,
      id: 101,
      user_id: 1,
      organization_id: 10,
      default: true,
      created_at: '2020-01-01T00:00:00Z',
      organization_name: 'Zeta',
      updated_at: '2020-01-01T00:00:00Z',
      view_tickets: true,
    });
  });

  it("a user's come with the default one first, then by name of the organization", async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.get('users/1/organization_memberships.json');
    expect(body.organization_memberships.map((row: { id: number }) => row.id)).toEqual([101, 100, 102]);
    const organizations = await sandbox.get('users/1/organizations.json');
    expect(organizations.body.organizations.map((row: { name: string }) => row.name)).toEqual(['Zeta', 'Alpha', 'Mid']);
    expect((await sandbox.get('users/1/organizations/count')).body.count.value).toBe(3);
    const first = await sandbox.get('users/1/organization_memberships.json?page[size]=2');
    const second = await sandbox.get(first.body.links.next.replace(sandbox.url, ''));
    expect(second.body.organization_memberships).toMatchObject([{ id: 102 }]);
  });

  it('an organization has its own list, and users and organizations are sideloaded where asked for', async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.get('organizations/10/organization_memberships?include=users,organizations');
    expect(body).toMatchObject({
      organization_memberships: [{ id: 101 }],
      users: [{ id: 1, name: 'Ann' }],
      organizations: [{ id: 10, name: 'Zeta' }],
    });
    expect((await sandbox.get('users/2/organization_memberships/101')).status).toBe(404);
    expect((await sandbox.get('users/1/organization_memberships/101')).status).toBe(200);
  });
});

describe('writing memberships', () => {
  it('the first membership becomes the default one, a later one does not', async () => {
    const sandbox = await start(ROWS);
    const first = await join(sandbox, 2, 11);
    expect([first.status, first.body.organization_membership.default]).toEqual([201, true]);
    expect(first.headers.get('location')).toBe(first.body.organization_membership.url);
    expect((await sandbox.get('users/2')).body.user.organization_id).toBe(11);
    const second = await sandbox.post('users/2/organization_memberships', {
      organization_membership: { organization_id: 10 },
    });
    expect([second.status, second.body.organization_membership.default]).toEqual([201, null]);
    const third = await join(sandbox, 2, 12, { default: true });
    expect(third.body.organization_membership.default).toBe(true);
    expect((await sandbox.get('users/2')).body.user.organization_id).toBe(12);
  });

  it('adding a membership changes no ticket', async () => {
    const sandbox = await start(ROWS);
    await join(sandbox, 2, 11);
    sandbox.tick(10_000);
    expect(await organizationOf(sandbox, 5)).toBe(10);
  });

  it('a member already: 422', async () => {
    const sandbox = await start(ROWS);
    const reply = await join(sandbox, 1, 10);
    expect([reply.status, reply.body.error, reply.body.details.organization_id[0].error]).toEqual([
      422,
      'RecordInvalid',
      'DuplicateValue',
    ]);
  });

  it('a user or an organization that is not there: 422 BlankValue', async () => {
    const sandbox = await start(ROWS);
    const reply = await join(sandbox, 77, 78);
    expect([reply.status, Object.keys(reply.body.details)]).toEqual([422, ['user', 'organization']]);
  });

  it('a plan with one organization a user refuses the second', async () => {
    const sandbox = await start({ ...ROWS, organization_memberships: [] }, { oneOrganizationPlan: true });
    expect((await join(sandbox, 2, 10)).status).toBe(201);
    expect((await join(sandbox, 2, 11)).status).toBe(422);
    const team = await start({ ...ROWS, organization_memberships: [] }, { plan: 'team' });
    expect((await join(team, 2, 10)).status).toBe(201);
    expect((await join(team, 2, 11)).status).toBe(422);
  });

  it('make_default answers the whole list by membership, and the one by organization', async () => {
    const sandbox = await start(ROWS);
    const list = await sandbox.put('users/1/organization_memberships/102/make_default.json');
    expect(list.body.organization_memberships).toMatchObject([
      { id: 102, default: true },
      { id: 100, default: null },
      { id: 101, default: null },
    ]);
    const one = await sandbox.put('users/1/organizations/11/make_default.json');
    expect(one.body.organization_membership).toMatchObject({ id: 100, default: true });
    expect((await sandbox.get('users/1')).body.user.organization_id).toBe(11);
    expect((await sandbox.put('users/2/organizations/11/make_default')).status).toBe(404);
  });

  it.each([
    ['by membership', 'organization_memberships/101.json'],
    ['by user and membership', 'users/1/organization_memberships/101.json'],
    ['by user and organization', 'users/1/organizations/10.json'],
  ])(
    'delete %s: gone at once, open tickets lose the organization later, closed ones and others keep it',
    async (_case, path) => {
      const sandbox = await start(ROWS, { membershipUnassignDelayMs: 2_000 });
      expect((await sandbox.delete(path)).status).toBe(204);
      expect((await sandbox.get('organization_memberships/101')).status).toBe(404);
      sandbox.tick(1_999);
      expect(await organizationOf(sandbox, 1)).toBe(10);
      sandbox.tick(1);
      expect(await organizationOf(sandbox, 1)).toBeNull();
      expect(await organizationOf(sandbox, 2)).toBeNull();
      expect(await organizationOf(sandbox, 3)).toBe(10);
      expect(await organizationOf(sandbox, 4)).toBe(11);
      expect(await organizationOf(sandbox, 5)).toBe(10);
    },
  );

  it('a ticket that loses its organization keeps updated_at, and only the export shows the change', async () => {
    const sandbox = await start(ROWS);
    await sandbox.delete('organization_memberships/101');
    sandbox.tick(10_000);
    expect((await sandbox.get('tickets/1')).body.ticket.updated_at).toBe('2026-11-01T00:00:00Z');
    sandbox.tick(120_000);
    const since = Math.floor(Date.parse('2026-11-22T12:00:00Z') / 1000);
    const { tickets } = (await sandbox.get(`incremental/tickets/cursor?start_time=${since}`)).body;
    expect(tickets.map((ticket: { id: number }) => ticket.id)).toEqual([1, 2]);
    expect(tickets[0].generated_timestamp).toBe(since + 10);
  });

  it('of a user who loses the default one the next becomes it, and without any the user has no organization', async () => {
    const sandbox = await start(ROWS);
    await sandbox.delete('organization_memberships/101');
    expect((await sandbox.get('users/1')).body.user.organization_id).toBe(11);
    expect((await sandbox.get('organization_memberships/100')).body.organization_membership.default).toBe(true);
    await sandbox.delete('organization_memberships/100');
    await sandbox.delete('organization_memberships/102');
    expect((await sandbox.get('users/1')).body.user.organization_id).toBeNull();
  });
});
