import { SourceUnavailableError } from '../../../server/errors.ts';
import type { Row } from '../../../server/sandbox/world/World.ts';
import { closeSources, numbered, startSource } from './support.ts';

afterEach(closeSources);

const ids = (records: readonly Readonly<Record<string, unknown>>[] | null) => records?.map(({ id }) => id);

/** `count` numbered memberships of one user, or of one organization. */
const memberships = (count: number, more: (number: number) => Row): Row[] => numbered(count, more);

describe('users asked for by id', () => {
  it('come with what they may see, and deleted ones come as deleted', async () => {
    const users = [
      { id: 1, name: 'Ada', role: 'end-user', ticket_restriction: 'organization' },
      { id: 2, name: 'Ben', role: 'end-user', active: false },
    ];
    const { source } = await startSource({ users });
    const found = await source.usersById(['1', '2', '3', 'x']);
    expect(found).toMatchObject([
      { id: '1', active: true, ticket_restriction: 'organization' },
      { id: '2', active: false, ticket_restriction: 'requested' },
    ]);
    expect(Object.keys(found[0] ?? {})).not.toContain('name');
  });

  it('are asked for once more where one is missing, so that an answer cut on its way loses nobody', async () => {
    const { source, fault } = await startSource({ users: numbered(3) });
    await fault('users/show_many', 1, { body: { users: [] }, status: 200 });
    expect(ids(await source.usersById(['1', '2', '3']))).toEqual(['1', '2', '3']);
  });

  it('are an error when their answer is cut again and again', async () => {
    const { source, fault } = await startSource({ users: numbered(3) });
    await fault('users/show_many', 99, { truncate: 1 });
    await expect(source.usersById(['1', '2', '3'])).rejects.toThrow(SourceUnavailableError);
  });
});

describe('tickets asked for by id', () => {
  it('come archived or not, without their text; deleted ones are absent', async () => {
    const tickets = [
      { id: 1, status: 'open', subject: 'Secret', organization_id: 7, requester_id: 9 },
      { id: 2, status: 'closed', archived: true },
      { id: 3, status: 'deleted' },
    ];
    const { source } = await startSource({ tickets });
    const found = await source.ticketsById(['1', '2', '3', '4']);
    expect(found).toMatchObject([
      { id: '1', status: 'open', organization_id: '7', requester_id: '9' },
      { id: '2', status: 'closed' },
    ]);
    expect(JSON.stringify(found)).not.toContain('Secret');
  });

  it('come in requests of 100', async () => {
    const { source, journal } = await startSource({ tickets: numbered(150, () => ({ status: 'open' })) });
    expect(await source.ticketsById(numbered(150).map(({ id }) => String(id)))).toHaveLength(150);
    expect((await journal()).filter((request) => request.includes('tickets/show_many'))).toHaveLength(2);
  });
});

describe('the open tickets of users', () => {
  const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
  const tickets = STATUSES.map((status, index) => ({ id: index + 1, status, requester_id: 101 }));

  it('are all that are not closed', async () => {
    const other = { id: 10, status: 'open', requester_id: 102 };
    const { source } = await startSource({ users: [{ id: 101 }, { id: 102 }], tickets: [...tickets, other] });
    const open = await source.openTicketsOf(['101']);
    expect(open.map(({ status }) => status)).toEqual(['new', 'open', 'pending', 'hold', 'solved']);
    expect(ids(await source.openTicketsOf(['101', '102', '101']))).toEqual(['1', '2', '3', '4', '5', '10']);
  });

  it('are none of a user who is not there', async () => {
    const { source } = await startSource({ tickets });
    expect(await source.openTicketsOf(['999'])).toEqual([]);
  });

  it('are all of them, however many there are', async () => {
    const many = numbered(250, () => ({ status: 'open', requester_id: 101 }));
    const { source } = await startSource({ users: [{ id: 101 }], tickets: many });
    expect(await source.openTicketsOf(['101'])).toHaveLength(250);
  });

  it.each([
    ['the only page', 3, 'page=1'],
    ['a later page', 250, 'page%5Bafter'],
  ])('are read again when %s was cut, and an error when it is again', async (_page, count, path) => {
    const many = numbered(count, () => ({ status: 'open', requester_id: 101 }));
    const { source, fault } = await startSource({ users: [{ id: 101 }], tickets: many });
    await fault(path, 1, { truncate: 2 });
    expect(await source.openTicketsOf(['101'])).toHaveLength(count);
    await fault(path, 99, { truncate: 2 });
    await expect(source.openTicketsOf(['101'])).rejects.toThrow(
      'was cut, twice. It answered fewer records than it counts.',
    );
  });
});

describe('the members of an organization', () => {
  const organizations = [{ id: 7, name: 'Seven' }];

  it('are all of them, whether or not they fit one page', async () => {
    const users = numbered(250);
    const members = memberships(250, (number) => ({ user_id: number, organization_id: 7 }));
    const { source } = await startSource({ organizations, users, organization_memberships: members });
    const found = await source.membershipsIn('7');
    expect(new Set(found?.map(({ user_id: user }) => user)).size).toBe(250);
  });

  it('are none of an empty one, and unknown of one that is not there', async () => {
    const { source } = await startSource({ organizations });
    expect(await source.membershipsIn('7')).toEqual([]);
    expect(await source.membershipsIn('8')).toBeNull();
  });

  it('are never fewer than Zendesk counts', async () => {
    const members = memberships(3, (number) => ({ user_id: number, organization_id: 7 }));
    const { source, fault } = await startSource({ organizations, organization_memberships: members });
    await fault('/organizations/7/organization_memberships', 2, { truncate: 0 });
    await expect(source.membershipsIn('7')).rejects.toThrow(SourceUnavailableError);
    expect(await source.membershipsIn('7')).toHaveLength(3);
  });
});

describe('the tickets that carry an organization', () => {
  it('are counted with archived ones', async () => {
    const tickets = [
      { id: 1, status: 'open', organization_id: 7 },
      { id: 2, status: 'closed', archived: true, organization_id: 7 },
      { id: 3, status: 'deleted', organization_id: 7 },
    ];
    const { source } = await startSource({ organizations: [{ id: 7, name: 'Seven' }], tickets });
    expect(await source.ticketCountOf('7')).toBe(2);
    expect(await source.ticketCountOf('8')).toBeNull();
  });

  it('are an error when Zendesk gives no count', async () => {
    const { source, fault } = await startSource({ organizations: [{ id: 7, name: 'Seven' }] });
    await fault('/related', 1, { status: 200, body: { organization_related: {} } });
    await expect(source.ticketCountOf('7')).rejects.toThrow('gave no count');
  });
});

describe('looking for an organization', () => {
  const organizations = [
    { id: 1, name: 'Acme Corporation', external_id: '001A00000000001AAA' },
    { id: 2, name: 'ACME Labs', organization_fields: { crm_key: 'A-2', secret: 'x' } },
    { id: 3, name: 'The Acme', external_id: 'acme' },
    { id: 42, name: '1 Stop' },
  ];

  it.each([
    ['the beginning of its name, ignoring case', 'acme c', ['1']],
    ['its external id first, then names', 'Acme', ['3', '1', '2']],
    ['its id first, then names', ' 1 ', ['1', '42']],
    ['its key in any case', '001a00000000001aaa', ['1']],
    ['nothing', '  ', []],
    ['what nobody has', 'Zebra', []],
    ['text that means something elsewhere', "Acme' OR 1=1&page=2", []],
  ])('finds it by %s', async (_by, text, expected) => {
    const { source } = await startSource({ organizations });
    expect(ids(await source.findOrganizations(text, 10))).toEqual(expected);
  });

  it('finds no more than asked for, and keeps no field that the contract does not name', async () => {
    const { source } = await startSource({ organizations });
    expect(ids(await source.findOrganizations('acme', 2))).toEqual(['3', '1']);
    const [labs] = await source.findOrganizations('acme labs', 5);
    expect(labs).toMatchObject({ organization_fields: { crm_key: 'A-2' } });
    expect(JSON.stringify(labs)).not.toContain('secret');
  });
});

describe('what may run when a record changes', () => {
  const rules = {
    triggers: [
      {
        id: 12,
        title: 'Tell the customer',
        position: 1,
        actions: [{ field: 'notification_user', value: ['x', 'Dear'] }],
      },
      { id: 11, title: 'Tag by organization', position: 2 },
      { id: 13, title: 'Switched off', active: false },
    ],
    automations: [
      { id: 21, title: 'Close after four days' },
      { id: 22, title: 'Old', active: false },
    ],
    webhooks: [
      { id: '01HOOK1', name: 'Data warehouse', endpoint: 'https://user:password@hooks.example/' },
      { id: '01HOOK2', name: 'Retired', status: 'inactive' },
    ],
  };

  it('is named where it is active, in the order in which it runs', async () => {
    const { source } = await startSource(rules);
    expect(await source.automations('tickets')).toEqual({
      triggers: [
        { id: '12', name: 'Tell the customer' },
        { id: '11', name: 'Tag by organization' },
      ],
      automations: [{ id: '21', name: 'Close after four days' }],
      webhooks: [{ id: '01HOOK1', name: 'Data warehouse' }],
      unreadable: [],
    });
  });

  it('is all of it, however much there is', async () => {
    const { source } = await startSource({
      triggers: numbered(230, (number) => ({ title: `Trigger ${number}` })),
      automations: numbered(101, (number) => ({ title: `Automation ${number}` })),
      webhooks: numbered(150, (number) => ({ id: `01HOOK${1_000 + number}` })),
    });
    const { triggers, automations, webhooks, unreadable } = await source.automations('tickets');
    expect([triggers.length, automations.length, webhooks.length, unreadable]).toEqual([230, 101, 150, []]);
  });

  it('is said to be unreadable where the right is missing, and the rest is told', async () => {
    const { source } = await startSource(rules, { reader: { role: 'agent' } });
    const { triggers, webhooks, unreadable } = await source.automations('tickets');
    expect([triggers.length, webhooks]).toEqual([2, []]);
    expect(unreadable).toEqual([expect.stringMatching(/^The active webhooks can’t be read\. .*403/)]);
  });

  it.each([
    ['triggers', 'triggers/active', { status: 200, body: { triggers: [] } }],
    ['automations', 'automations/active', { truncate: 0 }],
    ['webhooks', 'webhooks', { status: 200, body: { webhooks: [] } }],
    ['triggers', 'triggers/active', { status: 404, body: { error: 'InvalidEndpoint' } }],
  ])('is never a list of %s that was cut or is not there', async (what, path, fault) => {
    const { source, fault: order } = await startSource(rules);
    await order(path, 99, fault);
    const { unreadable } = await source.automations('tickets');
    expect(unreadable).toEqual([expect.stringContaining(`The active ${what} can’t be read.`)]);
  });

  it('tells of webhooks only where no ticket is written: the others run on tickets', async () => {
    const { source, fault } = await startSource(rules);
    await fault('triggers/active', 99, { status: 403, body: { error: 'Forbidden' } });
    const { triggers, automations, webhooks, unreadable } = await source.automations('others');
    expect([triggers, automations, webhooks.length, unreadable]).toEqual([[], [], 1, []]);
  });

  it('keeps what only one of two readings of an uncounted list shows', async () => {
    const { source, fault } = await startSource(rules);
    await fault('webhooks', 1, { truncate: 0 });
    await fault('triggers/active', 1, { truncate: 1 });
    const { triggers, webhooks, unreadable } = await source.automations('tickets');
    expect([triggers.length, webhooks.length, unreadable]).toEqual([2, 1, []]);
  });
});

describe('whether a user may have several organizations', () => {
  it.each([
    [true, {}],
    [false, { oneOrganizationPlan: true }],
    [false, { plan: 'team' as const }],
  ])('is %s with %j', async (allowed, options) => {
    const { source } = await startSource({}, options);
    expect(await source.allowsSeveralOrganizations()).toBe(allowed);
  });

  it.each([
    ['do not tell', { status: 200, body: { settings: { user: {} } } }],
    ['may not be seen', { status: 403, body: { error: 'Forbidden' } }],
  ])('is unknown where the settings %s', async (_why, fault) => {
    const { source, fault: order } = await startSource({});
    await order('account/settings', 99, fault);
    expect(await source.allowsSeveralOrganizations()).toBeNull();
  });
});
