import { closeAll, numbered, start } from './support.ts';

afterEach(closeAll);

const TRIGGERS = [
  { id: 12, title: 'Second', position: 2 },
  { id: 13, title: 'Off', position: 3, active: false },
  { id: 11, title: 'First', position: 1, description: 'Runs first', actions: [{ field: 'status', value: 'open' }] },
];

const idsIn = (rows: { id: unknown }[]): unknown[] => rows.map(({ id }) => id);

describe('triggers and automations', () => {
  it.each(['triggers', 'automations'] as const)('%s come in the order in which they run', async (name) => {
    const sandbox = await start({ [name]: TRIGGERS });
    expect(idsIn((await sandbox.get(name)).body[name])).toEqual([11, 12, 13]);
    const { body } = await sandbox.get(`${name}/active`);
    expect(idsIn(body[name])).toEqual([11, 12]);
    expect(body).toMatchObject({ count: 2, next_page: null, previous_page: null });
    expect(body[name][0]).toMatchObject({
      url: `${sandbox.url}/api/v2/${name}/11.json`,
      title: 'First',
      raw_title: 'First',
      active: true,
      conditions: { all: [], any: [] },
      actions: [{ field: 'status', value: 'open' }],
    });
  });

  it('come by cursor where it is asked for, by id', async () => {
    const sandbox = await start({ triggers: numbered(120) });
    const first = (await sandbox.get('triggers/active?page[size]=100')).body;
    expect([first.triggers.length, first.meta.has_more, first.count]).toEqual([100, true, undefined]);
    const after = encodeURIComponent(first.meta.after_cursor);
    const second = (await sandbox.get(`triggers/active?page[size]=100&page[after]=${after}`)).body;
    expect([second.triggers.length, second.meta.has_more]).toEqual([20, false]);
  });

  it('are none where the world has none, and one without an id is no world', async () => {
    const sandbox = await start();
    expect((await sandbox.get('triggers/active')).body.triggers).toEqual([]);
    await expect(start({ automations: [{ title: 'Nameless' }] })).rejects.toThrow('zendesk/automations.ndjson');
  });
});

describe('webhooks', () => {
  const webhooks = [
    { id: '01HOOKB', name: 'Retired', status: 'inactive' },
    { id: '01HOOKA', name: 'Warehouse', subscriptions: ['zen:event-type:organization.external_id_changed'] },
  ];

  it('come by cursor only, and by status', async () => {
    const sandbox = await start({ webhooks });
    const all = (await sandbox.get('webhooks')).body;
    expect(idsIn(all.webhooks)).toEqual(['01HOOKA', '01HOOKB']);
    expect([all.meta.has_more, all.count]).toEqual([false, undefined]);
    const active = (await sandbox.get('webhooks?filter[status]=active&page[size]=1')).body;
    expect(active.webhooks).toMatchObject([
      { id: '01HOOKA', name: 'Warehouse', status: 'active', http_method: 'POST' },
    ]);
  });

  it('page on from one to the next', async () => {
    const sandbox = await start({ webhooks });
    const { body } = await sandbox.get('webhooks?page[size]=1');
    const next = await sandbox.get(body.links.next.slice(sandbox.url.length));
    expect([idsIn(body.webhooks), idsIn(next.body.webhooks)]).toEqual([['01HOOKA'], ['01HOOKB']]);
  });

  it('have no address that ends in .json, and are for administrators', async () => {
    const sandbox = await start({ webhooks });
    expect((await sandbox.get('webhooks.json')).status).toBe(404);
    expect((await sandbox.get('triggers/active.json')).status).toBe(200);
    const agents = await start({ webhooks }, { reader: { role: 'agent' } });
    expect((await agents.get('webhooks')).status).toBe(403);
  });
});

describe('the account’s settings', () => {
  it.each([
    [true, {}],
    [false, { plan: 'team' as const }],
    [false, { oneOrganizationPlan: true }],
    [true, { plan: 'team' as const, oneOrganizationPlan: false }],
  ])('say %s of several organizations with %j, as memberships behave', async (several, options) => {
    const rows = {
      organizations: numbered(2),
      users: [{ id: 101, name: 'Ada' }],
      organization_memberships: [{ id: 501, user_id: 101, organization_id: 1, default: true }],
    };
    const sandbox = await start(rows, options);
    expect((await sandbox.get('account/settings')).body.settings.user.multiple_organizations).toBe(several);
    const added = await sandbox.post('organization_memberships', {
      organization_membership: { user_id: 101, organization_id: 2 },
    });
    expect(added.status).toBe(several ? 201 : 422);
  });
});
