import type { Row } from '../../../server/sandbox/world/World.ts';
import { change, closeAll, key, said, startZendesk, type ZendeskUnderTest } from './support.ts';

afterEach(() => closeAll());

const KEY = key(1);
const create = (name: string, value = KEY) =>
  change('create_organization', value, 'organization', { name, key: value }, { changeId: `g0001.c01 ${name}` });

const named = async (zendesk: ZendeskUnderTest, name: string) =>
  ((await zendesk.connection.get(['organizations', 'search'], { name })) as { organizations: Row[] }).organizations;

describe('making an organization', () => {
  it('gives it a name and a key, and no domain', async () => {
    const zendesk = await startZendesk({});
    const [outcome] = await zendesk.write([create('Acme')]);
    const [organization] = await named(zendesk, 'Acme');
    expect(outcome).toMatchObject({ result: 'accepted', createdId: String(organization?.id) });
    expect(organization).toMatchObject({ name: 'Acme', external_id: KEY, domain_names: [] });
    expect(await zendesk.writes()).toEqual(['POST /organizations']);
  });

  it('puts the key where the contract wants it', async () => {
    const zendesk = await startZendesk({}, {}, { organizationKey: 'organization_fields.crm_key' });
    expect(said(await zendesk.write([create('Acme')]))).toEqual(['accepted']);
    expect((await named(zendesk, 'Acme'))[0]).toMatchObject({ organization_fields: { crm_key: KEY } });
  });

  it('twice at once makes one', async () => {
    const zendesk = await startZendesk({});
    const outcomes = await Promise.all([zendesk.write([create('Acme')]), zendesk.write([create('Acme')])]);
    const [organization, ...others] = await named(zendesk, 'Acme');
    expect(others).toEqual([]);
    expect(outcomes.flat().map(({ result, createdId }) => [result, createdId])).toEqual([
      ['accepted', String(organization?.id)],
      ['accepted', String(organization?.id)],
    ]);
  });

  it('of which nobody heard whether it came through is unknown, and not tried again', async () => {
    const zendesk = await startZendesk({});
    await zendesk.fault({ method: 'POST', path: '/organizations' }, { afterWrite: 'closeSocket' });
    expect(said(await zendesk.write([create('Acme')]))).toEqual(['unknown']);
    expect(await named(zendesk, 'Acme')).toHaveLength(1);
    expect(await zendesk.writes()).toHaveLength(1);
  });

  it('links to the one that has the key, whatever its name and the key’s case', async () => {
    const zendesk = await startZendesk({
      organizations: [{ id: 4, name: 'Old name', external_id: KEY.toLowerCase() }],
    });
    expect(await zendesk.write([create('Acme')])).toMatchObject([{ result: 'accepted', createdId: '4' }]);
    expect(await named(zendesk, 'Acme')).toEqual([]);
  });

  it('gives the key to one that has the name and nothing else', async () => {
    const zendesk = await startZendesk({ organizations: [{ id: 4, name: 'ACME', external_id: null }] });
    expect(await zendesk.write([create('Acme')])).toMatchObject([{ result: 'accepted', createdId: '4' }]);
    expect((await zendesk.get('organizations/4')).organization).toMatchObject({ name: 'ACME', external_id: KEY });
  });

  it.each<readonly [string, Row, readonly Row[], readonly Row[]]>([
    ['another key', { external_id: key(9) }, [], []],
    ['domains', { domain_names: ['acme.example'] }, [], []],
    ['people or tickets', {}, [{ id: 7, user_id: 5, organization_id: 4 }], []],
    ['people or tickets', {}, [], [{ id: 8, organization_id: 4, status: 'open', requester_id: 5 }]],
  ])('leaves one that has the name and %s to a person', async (why, more, organization_memberships, tickets) => {
    const zendesk = await startZendesk({
      organizations: [{ id: 4, name: 'Acme', external_id: null, ...more }],
      users: [{ id: 5, name: 'Zoe', role: 'end-user' }],
      organization_memberships: [...organization_memberships],
      tickets: [...tickets],
    });
    const before = await zendesk.get('organizations/4');
    const [outcome] = await zendesk.write([create('Acme')]);
    expect(outcome).toMatchObject({ result: 'refused', reason: 'not_unique', createdId: null });
    expect(outcome?.detail).toContain(`Organization 4 has that name and ${why}`);
    expect(await zendesk.get('organizations/4')).toEqual(before);
  });
});
