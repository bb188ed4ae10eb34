import { closeAll, start } from './support.ts';

afterEach(closeAll);

const ROWS = {
  organizations: [
    { id: 10, name: 'Acme' },
    { id: 11, name: 'Beta' },
  ],
  users: [
    { id: 1, name: 'Ann', email: 'ann@acme.example', external_id: '003A', organization_id: 10, verified: true },
    { id: 2, name: 'Bob', email: 'bob@acme.example', role: 'agent' },
    { id: 3, name: 'Gone', email: null, active: false, external_id: '003Z' },
  ],
  organization_memberships: [
    { id: 1, user_id: 1, organization_id: 10 },
    { id: 2, user_id: 3, organization_id: 10 },
  ],
};
const names = (rows: { name: string }[]): string[] => rows.map((row) => row.name);

describe('reading users', () => {
  it('lists leave deleted users out; by id they are shown with active false', async () => {
    const sandbox = await start(ROWS);
    expect(names((await sandbox.get('users')).body.users)).toEqual(['Ann', 'Bob']);
    expect((await sandbox.get('users/3')).body.user).toMatchObject({ active: false });
    expect((await sandbox.get('users/show_many?ids=1,3')).body.count).toBe(1);
    expect((await sandbox.get('users/show_many?ids=1,3&include_deleted=true')).body.count).toBe(2);
    expect(names((await sandbox.get('organizations/10/users')).body.users)).toEqual(['Ann']);
    expect((await sandbox.get('organizations/10/users/count')).body.count.value).toBe(1);
  });

  it('can be asked for by role and by external id', async () => {
    const sandbox = await start(ROWS);
    expect(names((await sandbox.get('users?role=agent')).body.users)).toEqual(['Bob']);
    expect(names((await sandbox.get('users?role[]=agent&role[]=end-user&page[size]=9')).body.users)).toEqual([
      'Ann',
      'Bob',
    ]);
    expect(names((await sandbox.get('users?external_id=003a')).body.users)).toEqual(['Ann']);
    expect(names((await sandbox.get('users/show_many?external_ids=003a')).body.users)).toEqual(['Ann']);
  });

  it('search finds by external id, by e-mail and by a part of the name', async () => {
    const sandbox = await start(ROWS);
    expect(names((await sandbox.get('users/search?external_id=003a')).body.users)).toEqual(['Ann']);
    expect(names((await sandbox.get('users/search?query=email:ANN@acme.example')).body.users)).toEqual(['Ann']);
    expect(names((await sandbox.get('users/search?query=bo')).body.users)).toEqual(['Bob']);
    expect(names((await sandbox.get('users/search?query=zzz')).body.users)).toEqual([]);
  });

  it('the organization of a user is that of the default membership', async () => {
    const sandbox = await start({
      ...ROWS,
      users: [{ id: 1, name: 'Ann' }],
      organization_memberships: [{ id: 1, user_id: 1, organization_id: 11, default: true }],
    });
    expect((await sandbox.get('users/1')).body.user.organization_id).toBe(11);
  });

  it('organizations are sideloaded where asked for', async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.get('users?include=organizations');
    expect(names(body.organizations)).toEqual(['Acme']);
    expect((await sandbox.get('users')).body.organizations).toBeUndefined();
  });
});

describe('writing users', () => {
  it('delete answers 200 with the user, inactive, without e-mail and organization', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.delete('users/1.json');
    expect(reply.status).toBe(200);
    expect(reply.body.user).toMatchObject({ id: 1, name: 'Ann', active: false, email: null, organization_id: null });
    expect((await sandbox.get('organizations/10/organization_memberships')).body.count).toBe(1);
  });

  it('create makes an end user with the memberships named', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.post('users', {
      user: { name: 'New', email: 'n@x.example', organization_ids: [11, 10] },
    });
    expect(reply.status).toBe(201);
    expect(reply.body.user).toMatchObject({ role: 'end-user', organization_id: 11, external_id: null });
    expect(reply.body.user).not.toHaveProperty('organization_ids');
    const { body } = await sandbox.get(`users/${reply.body.user.id}/organization_memberships`);
    expect(body.organization_memberships).toMatchObject([
      { organization_id: 11, default: true },
      { organization_id: 10, default: null },
    ]);
  });

  it('e-mails and external ids are unique ignoring case, and the name is needed', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.post('users', { user: { email: 'ANN@acme.example', external_id: '003a' } });
    expect([reply.status, Object.keys(reply.body.details)]).toEqual([422, ['name', 'email', 'external_id']]);
    expect((await sandbox.put('users/2', { user: { external_id: '003a' } })).status).toBe(422);
    expect((await sandbox.post('users', { user: { name: 'X', organization_id: 77 } })).status).toBe(422);
  });

  it('create_or_update by external id rewrites its case as given', async () => {
    const sandbox = await start(ROWS);
    const reply = await sandbox.post('users/create_or_update', { user: { external_id: '003a', name: 'Ann B.' } });
    expect([reply.status, reply.body.user.id, reply.body.user.external_id]).toEqual([200, 1, '003a']);
    const byEmail = await sandbox.post('users/create_or_update', { user: { email: 'BOB@acme.example', notes: 'x' } });
    expect([byEmail.status, byEmail.body.user.id]).toEqual([200, 2]);
    expect((await sandbox.post('users/create_or_update', { user: { name: 'C', external_id: '003C' } })).status).toBe(
      201,
    );
  });

  it('an update does not change the primary e-mail', async () => {
    const sandbox = await start(ROWS);
    const { body } = await sandbox.put('users/1', { user: { email: 'new@acme.example', name: 'Ann B.' } });
    expect(body.user).toMatchObject({ name: 'Ann B.', email: 'ann@acme.example' });
  });

  it('an update of organization_id takes the place of the default membership, and open tickets lose theirs', async () => {
    const sandbox = await start({
      ...ROWS,
      tickets: [{ id: 1, requester_id: 1, organization_id: 10, status: 'pending' }],
    });
    const { body } = await sandbox.put('users/1', { user: { organization_id: 11 } });
    expect(body.user.organization_id).toBe(11);
    const memberships = (await sandbox.get('users/1/organization_memberships')).body.organization_memberships;
    expect(memberships).toMatchObject([{ organization_id: 11, default: true }]);
    sandbox.tick(10_000);
    expect((await sandbox.get('tickets/1')).body.ticket.organization_id).toBeNull();
  });
});
