import { closeAll, start } from './support.ts';

afterEach(closeAll);

const ROWS = {
  organizations: [
    { id: 1, name: 'Shares', shared_tickets: true },
    { id: 2, name: 'Keeps to itself' },
    { id: 3, name: 'Gone', shared_tickets: true, deleted_at: '2026-01-01T00:00:00Z' },
  ],
  users: [
    { id: 101, name: 'Member of the one that shares' },
    { id: 102, name: 'Member of the other' },
    { id: 103, name: 'Sees his organization', ticket_restriction: 'organization' },
    { id: 104, name: 'Suspended', suspended: true },
    { id: 105, name: 'Agent', role: 'agent' },
    { id: 106, name: 'Deleted', active: false },
    { id: 107, name: 'Member of the one that is gone' },
  ],
  organization_memberships: [
    [101, 1],
    [102, 2],
    [103, 2],
    [104, 1],
    [105, 1],
    [106, 1],
    [107, 3],
  ].map(([user_id, organization_id], index) => ({ id: 500 + index, user_id, organization_id })),
  tickets: [
    { id: 1, status: 'open', requester_id: 101, organization_id: null },
    { id: 2, status: 'closed', archived: true, requester_id: 104, organization_id: 1 },
    { id: 3, status: 'solved', requester_id: 102, organization_id: 2 },
    { id: 4, status: 'deleted', requester_id: 101, organization_id: 1 },
    { id: 5, status: 'open', requester_id: 106, organization_id: 3 },
  ],
};

describe('what an end user sees', () => {
  it.each([
    ['his own tickets and those of an organization that shares', 101, [1, 2]],
    ['his own alone where the organization does not share', 102, [3]],
    ['his organization’s where he himself may', 103, [3]],
    ['nothing when suspended', 104, []],
    ['nothing by an agent’s role', 105, []],
    ['nothing when deleted', 106, []],
    ['nothing of an organization that is gone', 107, []],
  ])('is %s', async (_what, user, expected) => {
    const sandbox = await start(ROWS);
    expect((await sandbox.get(`/__sight/${user}`)).body).toEqual({ ticket_ids: expected });
  });

  it('changes with memberships and with the tickets that lose their organization', async () => {
    const sandbox = await start(ROWS);
    await sandbox.post('organization_memberships', { organization_membership: { user_id: 102, organization_id: 1 } });
    expect((await sandbox.get('/__sight/102')).body.ticket_ids).toEqual([2, 3]);
    await sandbox.delete('users/102/organizations/2');
    sandbox.tick(10_000);
    expect((await sandbox.get('/__sight/103')).body.ticket_ids).toEqual([]);
  });

  it('is asked of users who are there', async () => {
    const sandbox = await start(ROWS);
    expect((await sandbox.get('/__sight/999')).status).toBe(404);
    expect((await sandbox.get('/__sight/none')).status).toBe(404);
  });
});
