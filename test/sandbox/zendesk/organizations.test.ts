import { closeAll, numbered, start } from './support.ts';

afterEach(closeAll);

const names = (rows: { name: string }[]): string[] => rows.map((row) => row.name);

describe('reading organizations', () => {
  it('show_many takes up to 100 ids or external ids, ignoring case, and leaves out what is not there', async () => {
    const sandbox = await start({ organizations: numbered(3, (number) => ({ external_id: `Key${number}` })) });
    const byId = await sandbox.get('organizations/show_many.json?ids=3,1,77,1');
    expect(names(byId.body.organizations)).toEqual(['Record 1', 'Record 3']);
    expect(byId.body).toMatchObject({ next_page: null, previous_page: null, count: 2 });
    const byExternalId = await sandbox.get('organizations/show_many?external_ids=KEY2,kEy3,none');
    expect(names(byExternalId.body.organizations)).toEqual(['Record 2', 'Record 3']);
    const many = Array.from({ length: 101 }, (_id, index) => index).join();
    const refused = await sandbox.get(`organizations/show_many?ids=${many}`);
    expect([refused.status, refused.body.error, refused.body.max_count]).toEqual([400, 'TooManyValues', 100]);
    expect((await sandbox.get('organizations/show_many')).status).toBe(400);
  });

  it('duplicates of an external id that the world holds are all found by it', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'A', external_id: 'KEY' },
        { id: 2, name: 'B', external_id: 'key' },
      ],
    });
    expect(names((await sandbox.get('organizations/show_many?external_ids=Key')).body.organizations)).toEqual([
      'A',
      'B',
    ]);
    expect(names((await sandbox.get('organizations/search?external_id=Key')).body.organizations)).toEqual(['A', 'B']);
  });

  it('search finds an external id or a name exactly, ignoring case, and never by both', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'Acme', external_id: 'K1' },
        { id: 2, name: 'Acme East' },
      ],
    });
    expect(names((await sandbox.get('organizations/search.json?name=ACME')).body.organizations)).toEqual(['Acme']);
    expect(names((await sandbox.get('organizations/search.json?external_id=k1')).body.organizations)).toEqual(['Acme']);
    expect((await sandbox.get('organizations/search.json?external_id=k')).body.organizations).toEqual([]);
    expect((await sandbox.get('organizations/search.json?external_id=k1&name=Acme')).status).toBe(400);
  });

  it('autocomplete finds names by how they begin', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'Acme' },
        { id: 2, name: 'acme East' },
        { id: 3, name: 'The Acme' },
      ],
    });
    expect(names((await sandbox.get('organizations/autocomplete?name=ACM')).body.organizations)).toEqual([
      'Acme',
      'acme East',
    ]);
    const refused = await sandbox.get('organizations/autocomplete');
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'QueryError']);
  });

  it('count has a value and the time it was refreshed', async () => {
    const sandbox = await start({ organizations: numbered(3), users: numbered(4), tickets: numbered(5) });
    expect((await sandbox.get('organizations/count.json')).text).toBe(
      '{"count":{"value":3,"refreshed_at":"2026-11-22T12:00:00Z"}}',
    );
    expect((await sandbox.get('users/count')).body.count.value).toBe(4);
    expect((await sandbox.get('tickets/count')).body.count.value).toBe(5);
  });

  it('deleted organizations of the world are in no list, count or search, and 404 when shown', async () => {
    const gone = { id: 2, name: 'Gone', external_id: 'K2', deleted_at: '2026-01-01T00:00:00Z' };
    const sandbox = await start({ organizations: [{ id: 1, name: 'Here' }, gone] });
    expect(names((await sandbox.get('organizations')).body.organizations)).toEqual(['Here']);
    expect(names((await sandbox.get('organizations?page[size]=10')).body.organizations)).toEqual(['Here']);
    expect((await sandbox.get('organizations/count')).body.count.value).toBe(1);
    expect((await sandbox.get('organizations/show_many?ids=1,2')).body.count).toBe(1);
    expect((await sandbox.get('organizations/search?external_id=K2')).body.organizations).toEqual([]);
    for (const path of ['2', '2/users', '2/tickets', '2/related', '2/organization_memberships']) {
      expect((await sandbox.get(`organizations/${path}`)).status).toBe(404);
    }
    // A deleted one gives its name and external id free.
    expect((await sandbox.post('organizations', { organization: { name: 'Gone', external_id: 'K2' } })).status).toBe(
      201,
    );
  });

  it('related counts tickets, archived ones too, and members', async () => {
    const sandbox = await start({
      organizations: [{ id: 1, name: 'Acme' }],
      users: numbered(2),
      organization_memberships: [
        { id: 1, user_id: 1, organization_id: 1 },
        { id: 2, user_id: 2, organization_id: 1 },
      ],
      tickets: [
        { id: 1, organization_id: 1 },
        { id: 2, organization_id: 1, archived: true, status: 'closed' },
        { id: 3, organization_id: 1, status: 'deleted' },
      ],
    });
    expect((await sandbox.get('organizations/1/related.json')).text).toBe(
      '{"organization_related":{"tickets_count":2,"users_count":2}}',
    );
  });
});

describe('writing organizations', () => {
  it('create answers 201 with a Location, update 200, delete 204 without a body', async () => {
    const sandbox = await start();
    const created = await sandbox.post('organizations.json', { organization: { name: '  Acme ' } });
    expect(created.status).toBe(201);
    const { organization } = created.body;
    expect(created.headers.get('location')).toBe(`${sandbox.url}/api/v2/organizations/${organization.id}.json`);
    expect(organization).toMatchObject({ name: 'Acme', external_id: null, created_at: '2026-11-22T12:00:00Z' });
    sandbox.tick(5_000);
    const updated = await sandbox.put(`organizations/${organization.id}.json`, { organization: { external_id: 'K1' } });
    expect(updated.status).toBe(200);
    expect(updated.body.organization).toMatchObject({
      name: 'Acme',
      external_id: 'K1',
      created_at: '2026-11-22T12:00:00Z',
      updated_at: '2026-11-22T12:00:05Z',
    });
    const deleted = await sandbox.delete(`organizations/${organization.id}.json`);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await sandbox.get(`organizations/${organization.id}`)).status).toBe(404);
    expect((await sandbox.put(`organizations/${organization.id}`, { organization: { name: 'X' } })).status).toBe(404);
  });

  it('external ids are unique ignoring case, names too, and a duplicate is 422', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'Acme', external_id: 'Company1' },
        { id: 2, name: 'Beta' },
      ],
    });
    const duplicate = await sandbox.post('organizations', { organization: { name: 'aCME ', external_id: 'COMPANY1' } });
    expect(duplicate.status).toBe(422);
    expect(duplicate.body).toEqual({
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: {
        name: [{ description: 'Name: aCME has already been taken', error: 'DuplicateValue' }],
        external_id: [{ description: 'External: COMPANY1 has already been taken', error: 'DuplicateValue' }],
      },
    });
    expect((await sandbox.put('organizations/2', { organization: { external_id: 'company1' } })).status).toBe(422);
    const blank = await sandbox.post('organizations', { organization: { name: ' ' } });
    expect(blank.body.details.name[0].error).toBe('BlankValue');
    // One's own key in another case is no duplicate.
    const own = await sandbox.put('organizations/1', { organization: { external_id: 'COMPANY1' } });
    expect([own.status, own.body.organization.external_id]).toEqual([200, 'COMPANY1']);
  });

  it('an update of a duplicate that the world holds is refused only for what it writes', async () => {
    const sandbox = await start({
      organizations: [
        { id: 1, name: 'A', external_id: 'K' },
        { id: 2, name: 'B', external_id: 'k' },
      ],
    });
    expect((await sandbox.put('organizations/2', { organization: { notes: 'x' } })).status).toBe(200);
    expect((await sandbox.put('organizations/2', { organization: { external_id: 'k' } })).status).toBe(422);
    const freed = await sandbox.put('organizations/2', { organization: { external_id: null } });
    expect(freed.body.organization.external_id).toBeNull();
  });

  it('domain_names are overwritten as a whole', async () => {
    const sandbox = await start({ organizations: [{ id: 1, name: 'A', domain_names: ['a.example', 'b.example'] }] });
    const { body } = await sandbox.put('organizations/1', { organization: { domain_names: ['C.example'] } });
    expect(body.organization.domain_names).toEqual(['c.example']);
  });

  it('organization fields are merged into those that are there', async () => {
    const sandbox = await start({
      organizations: [{ id: 1, name: 'A', organization_fields: { tier: 'gold', region: 'eu' } }],
    });
    const { body } = await sandbox.put('organizations/1', {
      organization: { organization_fields: { tier: 'silver' } },
    });
    expect(body.organization.organization_fields).toEqual({ tier: 'silver', region: 'eu' });
  });

  it('an update that changes nothing leaves updated_at', async () => {
    const sandbox = await start({ organizations: [{ id: 1, name: 'A' }] });
    const { body } = await sandbox.put('organizations/1', { organization: { name: 'A', external_id: '' } });
    expect(body.organization.updated_at).toBe('2020-01-01T00:00:00Z');
  });

  it('create_or_update matches by id or external id, never by name', async () => {
    const sandbox = await start({ organizations: [{ id: 1, name: 'Acme', external_id: 'K1' }] });
    const path = 'organizations/create_or_update';
    const byKey = await sandbox.post(path, { organization: { external_id: 'k1', name: 'Acme Two' } });
    expect([byKey.status, byKey.body.organization.id, byKey.body.organization.name]).toEqual([200, 1, 'Acme Two']);
    const byId = await sandbox.post(path, { organization: { id: 1, notes: 'x' } });
    expect([byId.status, byId.body.organization.notes]).toEqual([200, 'x']);
    const byName = await sandbox.post(path, { organization: { name: 'Acme Two' } });
    expect(byName.status).toBe(422);
    const created = await sandbox.post(path, { organization: { name: 'New', external_id: 'K2' } });
    expect(created.status).toBe(201);
    expect((await sandbox.post(path, { organization: { id: 77, name: 'Nobody' } })).status).toBe(404);
  });

  it('deleting one ends its memberships at once and takes it from its open tickets later', async () => {
    const sandbox = await start(
      {
        organizations: [
          { id: 1, name: 'Gone' },
          { id: 2, name: 'Stays' },
        ],
        users: [{ id: 1, name: 'A', organization_id: 1 }],
        organization_memberships: [
          { id: 1, user_id: 1, organization_id: 1, default: true },
          { id: 2, user_id: 1, organization_id: 2, default: null },
        ],
        tickets: [
          { id: 1, requester_id: 1, organization_id: 1, status: 'open' },
          { id: 2, requester_id: 1, organization_id: 1, status: 'closed' },
        ],
      },
      { membershipUnassignDelayMs: 1_000 },
    );
    await sandbox.delete('organizations/1');
    expect((await sandbox.get('users/1')).body.user.organization_id).toBe(2);
    expect((await sandbox.get('users/1/organization_memberships')).body.organization_memberships).toMatchObject([
      { id: 2, default: true },
    ]);
    expect((await sandbox.get('tickets/1')).body.ticket.organization_id).toBe(1);
    sandbox.tick(1_000);
    expect((await sandbox.get('tickets/1')).body.ticket.organization_id).toBeNull();
    expect((await sandbox.get('tickets/2')).body.ticket.organization_id).toBe(1);
  });
});
